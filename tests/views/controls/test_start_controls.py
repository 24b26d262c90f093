from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from gdviz.engine import Experiment
from gdviz.runs.run import Run
from gdviz.views.controls.start_controls import StartControls
from gdviz.views.snapshot import Snapshot
from tests.engine.samples import HOURS


class Shown:
    """The controls, and what is chosen with them."""

    def __init__(self, qtbot: QtBot, **fields: object) -> None:
        self.chosen: list[tuple[str, int]] = []
        self.view = StartControls()
        qtbot.addWidget(self.view)
        self.view.start_chosen.connect(lambda kind, seed: self.chosen.append((kind, seed)))
        self.view.show()
        self.show(**fields)

    def show(self, **fields: object) -> None:
        run = Run(Experiment(HOURS, **fields))  # type: ignore[arg-type]
        self.view.show_snapshot(Snapshot((run,), 0, 0), None)

    @property
    def kind(self) -> QComboBox:
        found = self.view.findChild(QComboBox, "startCombo")
        assert isinstance(found, QComboBox)
        return found

    @property
    def seed(self) -> QSpinBox:
        found = self.view.findChild(QSpinBox, "seedSpin")
        assert isinstance(found, QSpinBox)
        return found


@pytest.mark.parametrize(
    ("fields", "text", "seeded"),
    [
        ({}, "Start: zeros", False),
        ({"seed": 5}, "Start: zeros", False),
        ({"seed": 5, "batch_size": 4}, "Start: zeros", True),
        ({"seed": 5, "start": "random"}, "Start: random", True),
        ({"start": (1.0, 2.0)}, "Start: picked", False),
    ],
)
def test_it_shows_how_the_run_starts_and_the_seed_where_it_matters(
    qtbot: QtBot, fields: dict[str, object], text: str, seeded: bool
) -> None:
    shown = Shown(qtbot, **fields)
    assert shown.kind.currentText() == text
    assert shown.seed.isVisible() is seeded
    assert shown.seed.value() == fields.get("seed", 0)
    assert shown.chosen == []


def test_a_choice_comes_with_the_seed(qtbot: QtBot) -> None:
    shown = Shown(qtbot, seed=5)
    QTest.keyClick(shown.kind, Qt.Key.Key_Down)
    QTest.keyClick(shown.kind, Qt.Key.Key_Down)
    QTest.keyClick(shown.kind, Qt.Key.Key_Up)
    assert shown.chosen == [("random", 5), ("picked", 5), ("random", 5)]


def test_a_seed_comes_with_the_kind_of_start(qtbot: QtBot) -> None:
    shown = Shown(qtbot, start="random")
    assert shown.seed.text() == "seed 0"
    shown.seed.setFocus()
    shown.seed.selectAll()
    QTest.keyClicks(shown.seed, "42")
    QTest.keyClick(shown.seed, Qt.Key.Key_Return)
    assert shown.chosen == [("random", 42)]
    assert shown.seed.text() == "seed 42"


def test_it_shows_another_run_but_leaves_alone_what_is_shown(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    run = Run(Experiment(HOURS, start="random"))
    now = Snapshot((run,), 0, 0)
    shown.view.show_snapshot(now, Snapshot((Run(Experiment(HOURS)),), 0, 0))
    assert shown.kind.currentText() == "Start: random"
    shown.kind.setCurrentIndex(0)
    shown.view.show_snapshot(now, now)
    assert shown.kind.currentText() == "Start: zeros"

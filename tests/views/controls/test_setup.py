from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gdviz.engine import Experiment
from gdviz.runs.run import Run
from gdviz.views.controls.setup import Setup
from gdviz.views.snapshot import Snapshot
from tests.engine.samples import HOURS

Found = TypeVar("Found", bound=QWidget)
PARAMETERS = ("decay", "decay1", "decay2", "epsilon")


class Shown:
    """The settings in a window, its panel open, and what is chosen in them."""

    def __init__(self, qtbot: QtBot, **fields: object) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.setup = Setup(self.window)
        bar = QHBoxLayout(self.window)
        for field in self.setup.fields():
            if isinstance(field, QWidget):
                bar.addWidget(field)
            else:
                bar.addLayout(field)
        self.chosen: list[dict[str, object]] = []
        self.setup.chosen.connect(self.chosen.append)
        self.window.show()
        self.show(**fields)
        self.find(QToolButton, "moreButton").click()

    def show(self, **fields: object) -> None:
        run = Run(Experiment(HOURS, **fields))  # type: ignore[arg-type]
        self.setup.show_snapshot(Snapshot((run,), 0, 0), None)

    def find(self, kind: type[Found], name: str) -> Found:
        found = self.window.findChild(kind, name)
        assert isinstance(found, kind)
        return found

    def combo(self, name: str) -> QComboBox:
        return self.find(QComboBox, name)

    def number(self, name: str) -> QAbstractSpinBox:
        return self.find(QAbstractSpinBox, name)

    def type(self, name: str, text: str) -> None:
        box = self.number(name)
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)


def test_it_shows_the_settings_of_a_run_and_takes_none_of_them_for_a_choice(qtbot: QtBot) -> None:
    shown = Shown(
        qtbot,
        cost="squared-error",
        rule="adam",
        rule_settings=(("decay1", 0.75),),
        scale=True,
        batch_size=5,
        l2=0.25,
        tolerance=1e-9,
        cost_drop=0.125,
        cost_window=7,
    )
    assert shown.combo("modelCombo").currentText() == "Logistic"
    assert shown.combo("costCombo").currentText() == "Squared error on σ(z)"
    assert shown.combo("ruleCombo").currentText() == "Adam"
    assert shown.find(QCheckBox, "scaleCheck").isChecked()
    told = {
        name: shown.number(f"{name}Spin").text()
        for name in ("batch", "l2", "tolerance", "costDrop", "costWindow", "decay1", "decay2")
    }
    assert told == {
        "batch": "5",
        "l2": "0.25",
        "tolerance": "1e−9",
        "costDrop": "0.125",
        "costWindow": "7",
        "decay1": "0.75",
        "decay2": "0.999",
    }
    shown.show()
    assert shown.combo("ruleCombo").currentText() == "Gradient descent"
    assert shown.number("batchSpin").text() == "all"
    assert not shown.find(QCheckBox, "scaleCheck").isChecked()
    assert shown.chosen == []


@pytest.mark.parametrize(
    ("name", "text", "fields"),
    [
        ("modelCombo", "Linear", {"model": "linear"}),
        ("costCombo", "Squared error", {"cost": "squared-error"}),
        ("ruleCombo", "Nesterov", {"rule": "nesterov", "rule_settings": ()}),
    ],
)
def test_a_choice_names_the_field_and_its_value(
    qtbot: QtBot, name: str, text: str, fields: dict[str, object]
) -> None:
    shown = Shown(qtbot)
    QTest.keyClicks(shown.combo(name), text)
    assert shown.chosen[-1] == fields


@pytest.mark.parametrize(
    ("name", "text", "fields"),
    [
        ("batchSpin", "5", {"batch_size": 5}),
        ("l2Spin", "1e-3", {"l2": 0.001}),
        ("toleranceSpin", "0", {"tolerance": 0.0}),
        ("costDropSpin", "0,05", {"cost_drop": 0.05}),
        ("costWindowSpin", "25", {"cost_window": 25}),
    ],
)
def test_a_number_is_a_choice_once_it_is_entered(
    qtbot: QtBot, name: str, text: str, fields: dict[str, object]
) -> None:
    shown = Shown(qtbot)
    shown.type(name, text)
    assert shown.chosen == [fields]


def test_a_batch_of_none_is_the_whole_data(qtbot: QtBot) -> None:
    shown = Shown(qtbot, batch_size=5)
    batch = shown.find(QSpinBox, "batchSpin")
    assert batch.maximum() == 20
    shown.type("batchSpin", "0")
    assert shown.chosen == [{"batch_size": None}]


def test_scaling_is_switched(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.find(QCheckBox, "scaleCheck").click()
    shown.find(QCheckBox, "scaleCheck").click()
    assert shown.chosen == [{"scale": True}, {"scale": False}]


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("gd", ()),
        ("momentum", ("decay",)),
        ("nesterov", ("decay",)),
        ("rmsprop", ("decay", "epsilon")),
        ("adam", ("decay1", "decay2", "epsilon")),
    ],
)
def test_a_rule_has_its_own_parameters(qtbot: QtBot, rule: str, names: tuple[str, ...]) -> None:
    shown = Shown(qtbot, rule=rule)
    boxes = {name: shown.number(f"{name}Spin") for name in PARAMETERS}
    assert {name for name, box in boxes.items() if box.isVisible()} == set(names)


def test_of_the_parameters_those_are_told_that_are_not_usual(qtbot: QtBot) -> None:
    shown = Shown(qtbot, rule="adam", rule_settings=(("decay2", 0.5),))
    shown.type("decay1Spin", "0.25")
    shown.type("decay2Spin", "0.999")
    assert shown.chosen == [
        {"rule_settings": (("decay1", 0.25), ("decay2", 0.5))},
        {"rule_settings": (("decay1", 0.25),)},
    ]


def test_a_line_has_no_choice_of_costs(qtbot: QtBot) -> None:
    assert not Shown(qtbot, model="linear").combo("costCombo").isEnabled()
    assert Shown(qtbot).combo("costCombo").isEnabled()


def test_the_fields_stand_in_the_bar_in_this_order(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    labels = {label.text(): label.x() for label in shown.window.findChildren(QLabel)}
    assert labels["Model"] < labels["Rule"] < labels["Scale x"]
    assert labels["Scale x"] < shown.find(QToolButton, "moreButton").x()


def test_the_panel_opens_below_its_button_and_ends_with_it(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    panel, button = shown.number("l2Spin").window(), shown.find(QToolButton, "moreButton")
    assert panel.isVisible()
    assert panel is not shown.window
    corner = button.mapToGlobal(button.rect().bottomRight())
    assert abs(panel.geometry().right() - corner.x()) < 5
    assert 0 < panel.geometry().top() - corner.y() < 10


def test_what_is_shown_already_is_left_alone(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    now = Snapshot((Run(Experiment(HOURS)),), 0, 0)
    shown.setup.show_snapshot(now, None)
    shown.combo("modelCombo").setCurrentIndex(1)
    shown.setup.show_snapshot(now, now)
    assert shown.combo("modelCombo").currentIndex() == 1
    shown.setup.show_snapshot(Snapshot((Run(Experiment(HOURS)),), 0, 0), now)
    assert shown.combo("modelCombo").currentIndex() == 0

"""A window shows one state whole, or keeps the one before and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSlider

from gdviz.engine import Experiment, Step, descend
from gdviz.views.cost.cost_view import CostView
from gdviz.views.data.data_panel import DataPanel
from gdviz.views.snapshot import Snapshot
from gdviz.views.step.ledger_view import LedgerView
from gdviz.workers import trainer
from tests.person import Person

VIEWS = (DataPanel, CostView, LedgerView)


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def fail_at(monkeypatch: pytest.MonkeyPatch, view: Any, is_bad: Callable[[Snapshot], bool]) -> None:
    """Let a view fail at such snapshots, after it has begun to show them."""
    works = view.show_snapshot

    def show(self: object, now: Snapshot, before: Snapshot | None) -> None:
        works(self, now, before)
        if is_bad(now):
            raise LookupError("a mistake in a view")

    monkeypatch.setattr(view, "show_snapshot", show)


def told(person: Person) -> bool:
    return person.shows("Something went wrong in gdviz (LookupError: a mistake in a view)")


@pytest.mark.parametrize("view", VIEWS)
def test_an_edit_that_a_view_cannot_show_is_taken_back(
    person: Person, monkeypatch: pytest.MonkeyPatch, view: type
) -> None:
    person.press(Qt.Key.Key_Right)
    before, texts = person.session.experiment, person.words()
    fail_at(monkeypatch, view, lambda now: now.experiment.alpha == 0.2)
    person.type_number("alphaSpin", "0.2")
    person.until(lambda: told(person))
    assert person.session.experiment == before
    assert person.session.cursor == 1
    assert person.session.undo_stack.count() == 0
    assert person.find(QDoubleSpinBox, "alphaSpin").value() == before.alpha
    assert set(texts) <= set(person.words())
    person.type_number("alphaSpin", "0.3")
    assert person.session.experiment.alpha == 0.3
    assert person.session.undo_stack.count() == 1
    assert person.session.cursor == 1


@pytest.mark.parametrize("view", VIEWS)
def test_an_epoch_that_a_view_cannot_show_is_not_reached(
    person: Person, monkeypatch: pytest.MonkeyPatch, view: type
) -> None:
    fail_at(monkeypatch, view, lambda now: now.epoch == 7)
    for _ in range(6):
        person.press(Qt.Key.Key_Right)
    texts = person.words()
    person.press(Qt.Key.Key_Right)
    person.until(lambda: told(person))
    assert person.read("epochLabel") == "6"
    assert person.session.cursor == person.find(QSlider, "timelineSlider").value() == 6
    assert set(texts) <= set(person.words())
    person.session.go_to(8)
    person.until(lambda: person.read("epochLabel") == "8")


def test_a_run_whose_first_step_fails_is_not_shown(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(experiment: Experiment, last: Step | None = None) -> Iterator[Step]:
        if experiment.alpha == 0.2:
            raise ZeroDivisionError("a mistake in the engine")
        yield from islice(descend(experiment, last), 3)

    monkeypatch.setattr(trainer, "descend", failing)
    before = person.session.experiment
    person.type_number("alphaSpin", "0.2")
    person.until(lambda: person.shows("The training stopped by an error of gdviz"))
    assert person.session.experiment == before
    assert person.find(QAbstractSpinBox, "alphaSpin").text() == "0.35"
    assert person.session.undo_stack.count() == 0
    person.press(Qt.Key.Key_Right)
    assert person.read("epochLabel") == "1"

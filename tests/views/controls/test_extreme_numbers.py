"""Each field shows the number of the experiment, however large or small, and changes nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

from gdviz.cli import main
from gdviz.documents.samples import sample
from gdviz.documents.session_file import write_session
from gdviz.engine import Experiment
from gdviz.engine.experiment import LARGEST
from gdviz.support.numbers import exact
from tests.person import Person

HOURS = sample("hours").experiment().dataset
LARGE, SMALL = sys.float_info.max, sys.float_info.min
REAL = {"alpha": "alphaSpin", "l2": "l2Spin", "tolerance": "toleranceSpin"}
REAL["cost_drop"] = "costDropSpin"
WHOLE = {"epochs": "epochsSpin", "seed": "seedSpin", "cost_window": "costWindowSpin"}


def altered(name: str, value: float) -> Experiment:
    fields: dict[str, Any] = {name: value}
    # Random, so that the seed is shown.
    return Experiment(HOURS, start="random", **fields)


def opened(person: Person, folder: Path, experiment: Experiment) -> None:
    """Open a session of ``experiment`` from a file, and see that this is its only edit."""
    path = folder / "extreme.gdviz"
    write_session(path, experiment, 0)
    person.window.open_path(path)
    person.see()
    assert person.session.experiment == experiment
    assert person.session.undo_stack.count() == 1


@pytest.mark.parametrize("value", [5e-324, 2.225073858507201e-308, SMALL, 1e-300, 1 / 3, LARGE])
@pytest.mark.parametrize("name", REAL)
def test_a_number_of_any_size(person: Person, tmp_path: Path, name: str, value: float) -> None:
    opened(person, tmp_path, altered(name, value))
    field = person.find(QAbstractSpinBox, REAL[name])
    assert field.text() == exact(value)
    field.setFocus()
    field.clearFocus()
    field.interpretText()
    assert getattr(person.session.experiment, name) == value
    assert person.session.undo_stack.count() == 1


@pytest.mark.parametrize("value", [0, 1, 10_000_001, LARGEST])
@pytest.mark.parametrize("name", WHOLE)
def test_a_count_of_any_size(person: Person, tmp_path: Path, name: str, value: int) -> None:
    value = max(value, int(name == "cost_window"))
    opened(person, tmp_path, altered(name, value))
    field = person.find(QAbstractSpinBox, WHOLE[name])
    assert field.text().removeprefix("seed ") == f"{value:,}".replace(",", " ")
    field.interpretText()
    assert person.session.undo_stack.count() == 1


@pytest.mark.parametrize("value", [1e-300, 0.9999999999999999])
def test_a_parameter_of_any_size(person: Person, tmp_path: Path, value: float) -> None:
    settings = (("decay1", value), ("epsilon", 1e-300))
    opened(person, tmp_path, Experiment(HOURS, rule="adam", rule_settings=settings))
    assert person.find(QAbstractSpinBox, "decay1Spin").text() == exact(value)
    assert person.find(QAbstractSpinBox, "epsilonSpin").text() == "1e−300"


def test_more_epochs_than_can_be_typed_are_shown_then_fewer_can_be_typed(person: Person) -> None:
    person.session.open(Experiment(HOURS, epochs=LARGEST), "Open")
    person.see()
    person.type_number("epochsSpin", "500")
    assert person.session.experiment.epochs == 500
    person.type_number("epochsSpin", "20000000")
    assert person.session.experiment.epochs == 500


@pytest.mark.parametrize("width", [1024, 1920])
def test_the_fields_of_the_bar_cut_no_number(person: Person, width: int) -> None:
    person.window.resize(width, 700)
    run = Experiment(HOURS, alpha=1.25e-300, epochs=LARGEST, seed=LARGEST, start="random")
    person.session.open(run, "Open")
    person.see()
    for name in ("alphaSpin", "epochsSpin", "seedSpin"):
        box = person.find(QAbstractSpinBox, name)
        line = box.findChild(QLineEdit)
        assert line is not None
        assert line.width() >= line.fontMetrics().horizontalAdvance(box.text()), name
    assert person.window.width() == width


def test_nought_is_no_learning_rate(person: Person) -> None:
    person.type_number("alphaSpin", "1e-300")
    assert person.session.experiment.alpha == 1e-300
    person.type_number("alphaSpin", "0")
    assert person.session.experiment.alpha == 1e-300


def test_a_number_that_is_too_large_is_told_in_groups(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--epochs", "10000000000"]) == 2
    error = " ".join(capsys.readouterr().err.split())
    assert "in 0 … 2 147 483 647, not 10 000 000 000" in error

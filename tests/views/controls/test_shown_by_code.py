"""What code shows in the controls is no edit of anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment
from tests.person import Person

HOURS = sample("hours").experiment().dataset
ONE = Dataset([2.0], [1.0], ("x",), "y")
EXPERIMENTS = {
    "batches of all": Experiment(HOURS, batch_size=20, alpha=3.0, epochs=50),
    "batches of 7": Experiment(HOURS, batch_size=7, seed=4, start="random"),
    "one point": Experiment(ONE, alpha=40.0, epochs=7),
    "line": Experiment(HOURS, model="linear", alpha=0.01, scale=True, l2=0.5),
    "adam": Experiment(HOURS, rule="adam", rule_settings=(("decay1", 0.5),), tolerance=1e-3),
    "stops": Experiment(HOURS, cost="squared-error", cost_drop=1e-4, cost_window=400, start=(1, 2)),
    "many epochs": Experiment(HOURS, epochs=9_000_000, alpha=1e-4, rule="momentum"),
}


@pytest.mark.parametrize("after", EXPERIMENTS)
@pytest.mark.parametrize("before", EXPERIMENTS)
def test_showing_an_experiment_edits_nothing(person: Person, before: str, after: str) -> None:
    stack = person.session.undo_stack
    for count, name in enumerate((before, after), start=1):
        person.session.open(EXPERIMENTS[name], f"Open {name}")
        person.see()
        assert person.session.experiment == EXPERIMENTS[name]
        assert stack.count() == (1 if before == after else count)
    stack.undo()
    person.see()
    assert person.session.experiment != EXPERIMENTS[after]
    assert stack.canRedo()


def test_the_sample_of_one_point_after_batches_of_seven(person: Person) -> None:
    person.session.open(EXPERIMENTS["batches of 7"], "Open")
    combo = person.find(QComboBox, "sampleCombo")
    combo.setCurrentIndex(combo.findData("worked"))
    combo.activated.emit(combo.currentIndex())
    person.see()
    assert person.session.undo_stack.undoText() == f"Open {combo.currentText()}"
    assert person.session.experiment.dataset.n == 1
    person.press(Qt.Key.Key_Right)
    assert person.read("epochLabel").startswith("1")


def test_a_batch_of_all_follows_the_deletion_of_an_example(person: Person) -> None:
    person.session.open(EXPERIMENTS["batches of all"], "Open")
    person.click("sigmoidPlot", 5.5, 1.0)
    before = person.session.experiment
    person.press(Qt.Key.Key_Delete)
    assert person.session.experiment.dataset.n == 19
    assert person.session.experiment.batch_size == 19
    assert person.shows("The batch size was 20; it is now 19, all the examples.")
    person.session.undo_stack.undo()
    assert person.session.experiment == before


def test_a_batch_follows_a_smaller_file(person: Person, tmp_path: Path) -> None:
    person.session.open(EXPERIMENTS["batches of 7"], "Open")
    file = tmp_path / "few.csv"
    file.write_text("hours,passed\n1,0\n2,1\n3,0\n4,1\n")
    person.window.open_path(file)
    person.see()
    assert person.session.experiment.batch_size == 4
    assert person.shows("The batch size was 7; it is now 4, all the examples.")

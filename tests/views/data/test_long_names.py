"""Names of hundreds of characters push nothing out of place."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from gdviz.engine import Dataset, Experiment
from tests.person import Person

LONG = Dataset(
    [1.0, 2.0, 3.0],
    [0.0, 1.0, 0.0],
    ("feature " * 40,),
    "label " * 50,
    ("zero class " * 28, "one class " * 30),
    "title " * 50,
)


def test_long_names_of_classes_are_shortened_and_whole_in_the_tooltip(person: Person) -> None:
    person.session.open(Experiment(LONG), "Open")
    person.see()
    summary = next(
        label for label in person.window.findChildren(QLabel) if "zero class" in label.text()
    )
    assert len(summary.text()) < 120
    assert "…" in summary.text()
    for name in LONG.class_names:
        assert name in summary.toolTip()
    assert person.window.width() == 1280

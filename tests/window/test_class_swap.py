"""Which value of a label is class 1: named on opening, and exchanged by a click."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QPushButton

from gdviz.session.session import Session
from tests.person import Person

EXAM = "Stunden;bestanden\n1,5;nein\n2,5;nein\n3,5;ja\n4,5;nein\n5,5;ja\n"


@pytest.fixture
def opened(person: Person, tmp_path: Path) -> Person:
    path = tmp_path / "klausur.csv"
    path.write_text(EXAM)
    person.window.open_path(path)
    person.see()
    return person


def message(person: Person) -> str:
    bar = person.find(QFrame, "messageBar")
    return person.read("messageLabel") if bar.isVisible() else ""


def axis(person: Person) -> str:
    plot = person.find(PlotWidget, "sigmoidPlot")
    return str(plot.plotItem.getAxis("left").labelText)


def labels(session: Session) -> list[float]:
    return [float(y) for y in session.experiment.dataset.y]


def swap(person: Person) -> None:
    button = person.find(QPushButton, "messageButton")
    assert (button.text(), button.isVisible()) == ("Swap", True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    person.see()


def undo(person: Person) -> None:
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_what_became_the_success_is_named(opened: Person) -> None:
    assert message(opened) == "Opened klausur.csv: 5 examples. bestanden: ja is 0, nein is 1."
    assert axis(opened) == "p(bestanden = nein)"
    assert labels(opened.session) == [1, 1, 0, 1, 0]


def test_a_click_swaps_the_classes_and_can_be_undone(opened: Person) -> None:
    before = opened.session.experiment
    button = opened.find(QPushButton, "messageButton")
    assert button.toolTip() == "Let ja be 1 and nein be 0"
    swap(opened)
    assert axis(opened) == "p(bestanden = ja)"
    assert labels(opened.session) == [0, 0, 1, 0, 1]
    assert [opened.cell(row, 1) for row in range(5)] == ["0", "0", "1", "0", "1"]
    assert opened.shows("0 = nein: 3 · 1 = ja: 2")
    assert message(opened) == "bestanden: nein is 0, ja is 1."
    assert opened.session.undo_stack.undoText() == "Swap classes"
    undo(opened)
    assert opened.session.experiment == before
    assert axis(opened) == "p(bestanden = nein)"
    assert message(opened) == ""


def test_swapped_twice_it_is_as_it_was(opened: Person) -> None:
    before = opened.session.experiment
    swap(opened)
    swap(opened)
    assert opened.session.experiment == before
    undo(opened)
    assert axis(opened) == "p(bestanden = ja)"


def test_labels_of_0_and_1_have_nothing_to_swap(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("x,y\n1,0\n2,1\n3,0\n4,1\n")
    person.window.open_path(path)
    assert message(person).startswith("Opened plain.csv: 4 examples.")
    assert not person.find(QPushButton, "messageButton").isVisible()
    assert axis(person) == "p(y = 1)"


def test_other_numbers_can_be_swapped_too(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("x,sex\n1,1\n2,2\n3,1\n4,2\n")
    person.window.open_path(path)
    assert axis(person) == "p(sex = 2)"
    swap(person)
    assert axis(person) == "p(sex = 1)"
    assert labels(person.session) == [1, 0, 1, 0]

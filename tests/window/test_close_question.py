"""Closing a window with unsaved edits, as a person meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox, QPushButton

from gdviz.documents.session_file import read_session
from tests.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def asking(person: Person) -> Person:
    """A person whose window asks before it closes, as the program's does."""
    person.window.close_question.asks = True
    return person


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that is named whenever a dialog asks where to save."""
    path = tmp_path / "mine.gdviz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def question(person: Person) -> QMessageBox | None:
    boxes = person.window.findChildren(QMessageBox, "closeQuestion")
    return next((box for box in boxes if box.isVisible()), None)


def answer(person: Person, text: str) -> None:
    box = question(person)
    assert box is not None
    button = next(one for one in box.findChildren(QPushButton) if one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_was_never_edited_closes_at_once(asking: Person) -> None:
    asking.press(Qt.Key.Key_Right)
    asking.press(Qt.Key.Key_Q, CTRL)
    assert question(asking) is None
    assert not asking.window.isVisible()


def test_a_window_of_a_script_closes_at_once(person: Person) -> None:
    person.type_number("alphaSpin", "0.2")
    person.window.close()
    assert not person.window.isVisible()


@pytest.mark.parametrize("by_key", [True, False])
def test_cancel_leaves_the_window_and_its_work(asking: Person, by_key: bool) -> None:
    asking.type_number("alphaSpin", "0.2")
    for _ in range(2):
        if by_key:
            asking.press(Qt.Key.Key_Q, CTRL)
        else:
            asking.window.close()
        box = question(asking)
        assert box is not None
        assert box.text() == "Save the changes to “Hours studied → pass”?"
        answer(asking, "Cancel")
        assert asking.window.isVisible()
    asking.press(Qt.Key.Key_Right)
    assert (asking.session.cursor, asking.session.experiment.alpha) == (1, 0.2)
    asking.window.close_question.asks = False


def test_escape_is_cancel_and_closing_twice_asks_once(asking: Person) -> None:
    asking.type_number("alphaSpin", "0.2")
    asking.window.close()
    asking.window.close()
    assert len(asking.window.findChildren(QMessageBox)) == 1
    box = question(asking)
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert asking.window.isVisible()
    asking.window.close_question.asks = False


def test_without_saving_it_closes(asking: Person, file: Path) -> None:
    asking.type_number("alphaSpin", "0.2")
    asking.window.close()
    answer(asking, "Don't save")
    assert not asking.window.isVisible()
    assert not file.exists()


def test_it_saves_and_closes(asking: Person, file: Path) -> None:
    asking.type_number("alphaSpin", "0.2")
    asking.window.close()
    answer(asking, "Save")
    assert not asking.window.isVisible()
    assert read_session(file)[0].alpha == 0.2


def test_it_stays_open_where_nothing_could_be_saved(asking: Person, file: Path) -> None:
    file.mkdir()
    asking.type_number("alphaSpin", "0.2")
    asking.window.close()
    answer(asking, "Save")
    assert asking.window.isVisible()
    assert asking.shows("this is a folder")
    asking.window.close_question.asks = False


def test_work_that_another_document_has_taken_the_place_of_is_asked_about(
    asking: Person, file: Path
) -> None:
    asking.type_number("alphaSpin", "0.2")
    asking.find(QComboBox, "sampleCombo").activated.emit(1)
    asking.window.close()
    box = question(asking)
    assert box is not None
    assert box.text() == "Save the changes to “Hours studied → pass”?"
    assert "before “Challenger O-rings” was opened" in box.informativeText()
    answer(asking, "Save")
    assert not asking.window.isVisible()
    assert read_session(file)[0].alpha == 0.2

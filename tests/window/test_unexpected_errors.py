"""An error that nobody expected: told once, logged, and its details to be copied."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.person import Person


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "gdviz" / "gdviz.log"


def happen(person: Person, words: str = "no such thing") -> None:
    try:
        raise LookupError(words)
    except LookupError as error:
        person.window.errors.tell(type(error), error, error.__traceback__)


def test_its_details_can_be_copied(person: Person, log: Path) -> None:
    happen(person)
    person.until(lambda: person.shows("Something went wrong in gdviz (LookupError: no such thing)"))
    assert person.shows("your data are kept")
    assert person.shows(str(log))
    QTest.mouseClick(person.find(QPushButton, "messageButton"), Qt.MouseButton.LeftButton)
    details = QGuiApplication.clipboard().text()
    for part in (
        "gdviz 0.",
        "PySide6-Essentials 6.",
        "LookupError: no such thing",
        "raise LookupError",
    ):
        assert part in details
    assert '"format": "gdviz session"' in details
    assert person.shows("The details are copied")


def test_one_that_comes_again_with_each_frame_is_told_and_logged_once(
    person: Person, log: Path
) -> None:
    for _ in range(20):
        happen(person)
    person.until(lambda: person.shows("no such thing"))
    assert log.read_text(encoding="utf-8").count("Traceback") == 1


def test_another_one_is_told_as_well(person: Person) -> None:
    happen(person)
    person.until(lambda: person.shows("no such thing"))
    try:
        [].pop()
    except IndexError as error:
        person.window.errors.tell(type(error), error, error.__traceback__)
    person.until(lambda: person.shows("pop from empty list"))


def test_it_may_come_from_another_thread(person: Person) -> None:
    thread = threading.Thread(target=happen, args=(person, "far away"))
    thread.start()
    thread.join()
    person.until(lambda: person.shows("far away"))

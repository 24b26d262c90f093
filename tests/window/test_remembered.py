"""What one window leaves behind for the next."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QSlider, QWidget

from gdviz.main_window import MainWindow
from tests.person import Person


@pytest.fixture
def file(home: Path) -> Path:
    return home / ".config" / "gdviz" / "settings.json"


def another(person: Person) -> Person:
    """A person at the window of the next start."""
    person.window.close()
    window = MainWindow()
    person.qtbot.addWidget(window)
    window.show()
    return Person(person.qtbot, window)


def checked(person: Person, name: str) -> bool:
    action = person.window.findChild(QAction, name)
    assert action is not None
    return action.isChecked()


def caption(person: Person) -> str:
    return next(words for words in person.words() if words.startswith("Speed · "))


def test_switches_speed_and_theme_are_remembered(person: Person) -> None:
    person.trigger("actionLogCost")
    person.trigger("actionResiduals")
    person.find(QSlider, "speedSlider").setValue(20)
    dark = next(a for a in person.window.findChildren(QAction) if a.text() == "Dark")
    dark.trigger()
    shown, sheet = caption(person), person.window.styleSheet()
    next_person = another(person)
    switches = ("actionLogCost", "actionResiduals", "actionAhead")
    assert [checked(next_person, name) for name in switches] == [True, False, True]
    assert caption(next_person) == shown != "Speed · 60/s"
    assert next_person.session.speed == person.session.speed
    assert next_person.window.styleSheet() == sheet


def test_flat_out_is_remembered(person: Person) -> None:
    slider = person.find(QSlider, "speedSlider")
    slider.setValue(slider.maximum())
    assert caption(another(person)) == "Speed · flat out"


def test_dialogs_begin_where_the_last_one_ended(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def save(_window: QWidget, _title: str, name: str, *_: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / folders.pop(0) / Path(name).name), ""

    def open_file(_window: QWidget, _title: str, folder: str, *_: str) -> tuple[str, str]:
        asked.append(folder)
        return "", ""

    folders = ["work", "figures", "figures"]
    for folder in set(folders):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", open_file)
    person.trigger("actionSave")
    person.trigger("actionExportCost")
    person.trigger("actionExportCost")
    person.trigger("actionOpen")
    work, figures = str(tmp_path / "work"), str(tmp_path / "figures")
    at_first = ["session.gdviz", "gdviz-cost.png"]
    assert asked == [*at_first, str(Path(figures, "gdviz-cost.png")), work]


def test_it_is_written_soon_after_a_change_and_not_before(person: Person, file: Path) -> None:
    person.trigger("actionLogCost")
    assert not file.exists()
    person.until(file.exists)
    assert json.loads(file.read_text()) == {"logarithmic": True}


def test_what_a_newer_gdviz_has_written_stays(person: Person, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('{"colour of the sky": "blue", "speed": "fast"}')
    next_person = another(person)
    assert caption(next_person) == "Speed · 60/s"
    next_person.trigger("actionLogCost")
    next_person.window.close()
    values = json.loads(file.read_text())
    assert (values["colour of the sky"], values["logarithmic"]) == ("blue", True)


def test_a_damaged_file_is_put_aside_and_told_once(person: Person, file: Path) -> None:
    person.window.close()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\xff\x00 no settings")
    next_person = another(person)
    assert "settings were damaged" in next_person.read("messageLabel")
    assert file.with_name("settings.json.bad").read_bytes() == b"\xff\x00 no settings"
    message = another(next_person).find(QLabel, "messageLabel")
    assert not message.isVisible()


@pytest.mark.skipif(os.name == "nt", reason="a file in the way of a folder")
def test_a_folder_that_cannot_be_made_is_told_once(person: Person, file: Path) -> None:
    file.parent.parent.mkdir(parents=True, exist_ok=True)
    file.parent.write_text("in the way")
    person.trigger("actionLogCost")
    person.until(lambda: person.shows("The settings cannot be remembered"))
    person.type_number("alphaSpin", "0.2")
    assert not person.shows("The settings cannot be remembered")
    person.trigger("actionAhead")
    person.window.remembered.write()
    assert not person.shows("The settings cannot be remembered")

"""Copying a run for a terminal or a mail, and pasting it."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from gdviz.cli.options import train_parser
from gdviz.cli.train import build_experiment
from gdviz.documents.samples import sample
from tests.person import Person


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_the_command_repeats_the_run(person: Person) -> None:
    person.type_number("alphaSpin", "0.2")
    person.trigger("actionCopyCommand")
    assert clipboard().startswith("gdviz train --sample hours --alpha=0.2")
    again = build_experiment(train_parser().read(shlex.split(clipboard())[2:]))
    assert again == person.session.experiment
    assert person.shows("Copied.")


def test_edited_data_are_saved_for_it_first(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "my data.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    person.click("sigmoidPlot", 3.9, 0.5)
    person.trigger("actionCopyCommand")
    assert f"'{path}'" in clipboard()
    again = build_experiment(train_parser().read(shlex.split(clipboard())[2:]))
    assert again.dataset.n == 21
    assert again.dataset.columns.tobytes() == person.session.experiment.dataset.columns.tobytes()


def test_without_a_file_for_them_nothing_is_copied(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    QGuiApplication.clipboard().setText("as before")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    person.click("sigmoidPlot", 3.9, 0.5)
    person.trigger("actionCopyCommand")
    assert clipboard() == "as before"


def test_a_link_text_brings_everything_back_elsewhere(person: Person) -> None:
    person.type_number("alphaSpin", "0.2")
    person.press(Qt.Key.Key_Right)
    shared = person.session.experiment
    person.trigger("actionCopyLink")
    person.session.open(sample("orings").experiment(), "Open")
    person.trigger("actionPasteLink")
    assert person.session.experiment == shared
    assert person.session.cursor == 1
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert person.session.experiment.dataset.title == "Challenger O-rings"


def test_another_text_is_refused_and_nothing_changes(person: Person) -> None:
    before = person.session.experiment
    QGuiApplication.clipboard().setText("hello")
    person.trigger("actionPasteLink")
    assert person.session.experiment is before
    assert person.shows("no link text of gdviz")

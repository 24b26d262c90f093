"""What the title tells of unsaved edits, and that saving never overwrites another file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog

from gdviz.documents.samples import sample
from gdviz.documents.session_file import read_session, write_session
from gdviz.engine import Experiment
from tests.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def save_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The answers to the dialogs that ask where to save, the next one first."""
    names: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (names.pop(0), ""))
    return names


@pytest.fixture
def iris(tmp_path: Path) -> Path:
    path = tmp_path / "iris.gdviz"
    write_session(path, sample("iris").experiment(), 0)
    return path


def title(person: Person) -> str:
    """The title as the desktop shows it."""
    mark = "*" if person.window.isWindowModified() else ""
    return person.window.windowTitle().replace("[*]", mark)


def test_the_title_marks_unsaved_edits_until_they_are_undone(person: Person) -> None:
    assert title(person) == "Hours studied → pass — gdviz"
    person.type_number("alphaSpin", "0.2")
    assert title(person) == "Hours studied → pass* — gdviz"
    person.press(Qt.Key.Key_Z, CTRL)
    assert title(person) == "Hours studied → pass — gdviz"


def test_steps_are_no_edits(person: Person) -> None:
    person.press(Qt.Key.Key_Right)
    assert title(person) == "Hours studied → pass — gdviz"


def test_saving_takes_the_mark_away_and_names_the_file(
    person: Person, save_names: list[str], tmp_path: Path
) -> None:
    person.type_number("alphaSpin", "0.2")
    save_names.append(str(tmp_path / "mine.gdviz"))
    person.press(Qt.Key.Key_S, CTRL)
    assert title(person) == "mine.gdviz — gdviz"
    person.press(Qt.Key.Key_Z, CTRL)
    assert title(person) == "mine.gdviz* — gdviz"
    person.trigger("actionRedo")
    assert title(person) == "mine.gdviz — gdviz"


def test_saving_that_fails_keeps_the_mark(
    person: Person, save_names: list[str], tmp_path: Path
) -> None:
    person.type_number("alphaSpin", "0.2")
    save_names.append(str(tmp_path / "no such folder" / "mine.gdviz"))
    person.press(Qt.Key.Key_S, CTRL)
    assert title(person) == "Hours studied → pass* — gdviz"
    assert person.session.experiment.alpha == 0.2


def test_after_undoing_an_open_one_saves_to_the_file_before(
    person: Person, save_names: list[str], tmp_path: Path, iris: Path
) -> None:
    mine, irises = tmp_path / "mine.gdviz", iris.read_bytes()
    save_names.append(str(mine))
    person.press(Qt.Key.Key_S, CTRL)
    person.type_number("alphaSpin", "0.2")
    person.window.open_path(iris)
    assert title(person) == "iris.gdviz — gdviz"
    person.trigger("actionUndo")
    assert title(person) == "mine.gdviz* — gdviz"
    person.press(Qt.Key.Key_S, CTRL)
    assert iris.read_bytes() == irises
    assert read_session(mine)[0].alpha == 0.2
    person.trigger("actionRedo")
    assert title(person) == "iris.gdviz — gdviz"


def test_data_samples_and_new_have_no_session_file_yet(
    person: Person, save_names: list[str], tmp_path: Path, iris: Path
) -> None:
    irises = iris.read_bytes()
    table = tmp_path / "table.csv"
    table.write_text("x,y\n1,0\n2,1\n3,0\n")
    combo = person.find(QComboBox, "sampleCombo")
    begins: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: person.window.open_path(table), "table.csv"),
        (partial(combo.activated.emit, 1), "Challenger O-rings"),
        (lambda: person.press(Qt.Key.Key_N, CTRL), "Own data"),
    )
    for begin, name in begins:
        person.window.open_path(iris)
        begin()
        assert title(person) == f"{name} — gdviz"
        save_names.append("")
        person.press(Qt.Key.Key_S, CTRL)
        assert save_names == []
    assert iris.read_bytes() == irises


def test_a_sample_like_the_file_that_is_open_is_another_document(
    person: Person, save_names: list[str], tmp_path: Path, experiment: Experiment
) -> None:
    path = tmp_path / "hours.gdviz"
    write_session(path, experiment, 0)
    person.window.open_path(path)
    assert title(person) == "hours.gdviz — gdviz"
    person.find(QComboBox, "sampleCombo").activated.emit(0)
    assert title(person) == "Hours studied → pass — gdviz"
    save_names.append("")
    person.press(Qt.Key.Key_S, CTRL)
    assert save_names == []


def test_a_file_saved_anew_is_marked_in_the_steps_before_it(
    person: Person, tmp_path: Path, iris: Path
) -> None:
    """The file was opened twice: what the first opening shows is not what it holds now."""
    table = tmp_path / "table.csv"
    table.write_text("x,y\n1,0\n2,1\n3,0\n")
    person.window.open_path(iris)
    person.window.open_path(table)
    person.window.open_path(iris)
    person.type_number("alphaSpin", "0.2")
    person.press(Qt.Key.Key_S, CTRL)
    for _ in range(3):
        person.trigger("actionUndo")
    assert title(person) == "iris.gdviz* — gdviz"


def test_new_begins_without_points_and_is_undone(person: Person) -> None:
    person.press(Qt.Key.Key_N, CTRL)
    assert person.session.experiment.dataset.n == 0
    assert person.shows("Click the prediction plot to add one")
    person.click("sigmoidPlot", 0.5, 0.9)
    assert person.session.experiment.dataset.n == 1
    assert title(person) == "Own data* — gdviz"
    person.trigger("actionUndo")
    person.trigger("actionUndo")
    assert person.session.experiment.dataset.n == 20

"""The menu of the last files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu

from gdviz.documents.samples import sample
from gdviz.documents.session_file import write_session
from gdviz.main_window import MainWindow
from gdviz.window.recent_files import names
from tests.person import Person


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"table {number} & more.csv" for number in range(10)]
    for number, path in enumerate(paths):
        path.write_text(f"x,y\n1,0\n2,1\n3,0\n{number},1\n")
    return paths


def entries(window: MainWindow) -> list[tuple[str, bool]]:
    """The texts of the menu as it opens, and whether they can be chosen."""
    menu = window.findChild(QMenu, "recentMenu")
    assert menu is not None
    menu.aboutToShow.emit()
    return [(one.text(), one.isEnabled()) for one in menu.actions() if not one.isSeparator()]


def choose(person: Person, text: str) -> None:
    entries(person.window)
    [found] = [one for one in person.find(QMenu, "recentMenu").actions() if one.text() == text]
    found.trigger()


def test_at_first_there_are_none(person: Person) -> None:
    assert entries(person.window) == [("No files yet", False)]


def test_the_last_eight_are_offered_the_newest_first(person: Person, tables: list[Path]) -> None:
    for path in tables:
        person.window.open_path(path)
    person.window.open_path(tables[5])
    tables[9].unlink()
    last = [(f"table {number} && more.csv", number != 9) for number in (5, 9, 8, 7, 6, 4, 3, 2)]
    assert entries(person.window) == [*last, ("Clear list", True)]
    choose(person, "table 3 && more.csv")
    assert person.session.experiment.dataset.title == "table 3 & more.csv"
    assert entries(person.window)[0][0] == "table 3 && more.csv"


def test_the_list_can_be_cleared_and_what_fails_is_not_in_it(
    person: Person, tables: list[Path], tmp_path: Path
) -> None:
    person.window.open_path(tables[0])
    choose(person, "Clear list")
    person.window.open_path(tmp_path / "none.csv")
    assert entries(person.window) == [("No files yet", False)]


def test_the_next_window_offers_them_too(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "iris.gdviz"
    write_session(path, sample("iris").experiment(), 0)
    person.window.open_path(path)
    person.window.close()
    other = MainWindow()
    person.qtbot.addWidget(other)
    assert entries(other)[0] == ("iris.gdviz", True)
    assert other.session.experiment == sample("hours").experiment()


def test_equal_names_are_told_apart_by_their_folders() -> None:
    assert names([Path("/a/x.csv"), Path("/b/x.csv"), Path("/a/y.csv")]) == [
        f"x.csv — {Path('/a')}",
        f"x.csv — {Path('/b')}",
        "y.csv",
    ]

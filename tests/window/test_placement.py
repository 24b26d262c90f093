"""Where the window comes up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from gdviz.main_window import MainWindow
from gdviz.window.placement import placed, show_placed
from tests.person import Person

DESK = QRect(0, 0, 1920, 1050)
SECOND = QRect(1920, 0, 1280, 1024)


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        (DESK, (1280, 800)),
        (QRect(0, 0, 1280, 720), (1280, 690)),
        (QRect(0, 0, 960, 540), (960, 510)),
    ],
)
def test_at_first_it_has_its_usual_size_or_that_of_the_screen(
    screen: QRect, size: tuple[int, int]
) -> None:
    assert placed(None, [screen]).size().toTuple() == size


@pytest.mark.parametrize(
    ("was", "screens", "now"),
    [
        ((300, 200, 1000, 700), [DESK], (300, 200, 1000, 700)),
        ((2000, 100, 1000, 700), [DESK, SECOND], (2000, 100, 1000, 700)),
        # The second screen is gone.
        ((2000, 100, 1000, 700), [DESK], (0, 0, 1000, 700)),
        ((-200, 900, 1000, 700), [DESK], (-200, 900, 1000, 700)),
        ((100, -900, 1000, 700), [DESK], (0, 0, 1000, 700)),
        # It was larger than the screen is now.
        ((100, 50, 3000, 2000), [DESK], (0, 0, 1920, 1020)),
        ((10**30, 0, -5, 10**12), [DESK], (0, 0, 1, 1020)),
    ],
)
def test_it_comes_back_where_it_was_if_it_can_be_seen_there(
    was: tuple[int, int, int, int], screens: list[QRect], now: tuple[int, int, int, int]
) -> None:
    assert placed(was, screens) == QRect(*now)


@pytest.mark.parametrize("maximized", [False, True])
def test_the_next_window_has_the_place_of_the_last(person: Person, maximized: bool) -> None:
    person.window.setGeometry(40, 60, 1000, 650)
    if maximized:
        person.window.showMaximized()
    person.window.close()
    other = MainWindow()
    person.qtbot.addWidget(other)
    show_placed(other, other.remembered)
    assert other.isMaximized() is maximized
    # The screen of the tests is narrower than the window.
    assert maximized or (other.geometry().top(), other.height()) == (60, 650)
    other.close()

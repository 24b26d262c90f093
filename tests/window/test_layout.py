"""Small windows and large fonts: everything is there, in place and whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gdviz.main_window import MainWindow
from gdviz.views.widgets.card import Card
from gdviz.views.widgets.elided_label import ElidedLabel
from tests.person import Person

CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QSlider)


@pytest.fixture
def large_font(qapp: QApplication) -> Iterator[None]:
    usual = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(1.5 * usual.pointSizeF())
    qapp.setFont(larger)
    yield
    qapp.setFont(usual)


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def resized(qtbot: QtBot, window: MainWindow, width: int, height: int) -> Person:
    window.resize(width, height)
    with qtbot.waitExposed(window):
        window.show()
    person = Person(qtbot, window)
    person.session.go_to(60)
    person.see()
    assert (window.width(), window.height()) == (width, height)
    return person


def assert_in_place(person: Person) -> None:
    """All controls and the verdict are in the window, and no two controls overlap."""
    window = person.window
    shown = [
        one
        for kind in CONTROLS
        for one in window.findChildren(kind)
        if one.isVisible() and one.window() is window
    ]
    places = [(one, place(one, window)) for one in shown]
    for one, rect in places:
        assert window.rect().contains(rect), one.objectName()
    for (one, a), (other, b) in combinations(places, 2):
        nested = one.isAncestorOf(other) or other.isAncestorOf(one)
        assert nested or not a.intersects(b), (one.objectName(), other.objectName())
    for label in window.findChildren(QLabel):
        if label.isVisible() and not isinstance(label, ElidedLabel):
            assert label.width() >= label.minimumSizeHint().width(), label.text()
    verdict = person.find(QLabel, "verdictLabel")
    assert window.rect().contains(place(verdict, window))
    assert verdict.height() >= 2 * verdict.fontMetrics().height()


@pytest.mark.parametrize("size", [(956, 490), (960, 600), (1024, 700), (1280, 690), (1920, 1040)])
def test_a_window_of_any_size_shows_everything(qtbot: QtBot, size: tuple[int, int]) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    assert_in_place(resized(qtbot, window, *size))


@pytest.mark.usefixtures("large_font")
@pytest.mark.parametrize("size", [(970, 600), (1280, 800)])
def test_so_does_one_with_large_fonts(qtbot: QtBot, size: tuple[int, int]) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    assert_in_place(resized(qtbot, window, *size))


def test_a_small_window_leaves_out_hints_and_a_larger_one_brings_them_back(person: Person) -> None:
    hint = "Click the plot to add a point,\na point to flip it, drag to move."
    assert person.shows(hint)
    person.window.resize(956, 490)
    person.see()
    assert not person.shows(hint)
    person.window.resize(1280, 800)
    person.see()
    assert person.shows(hint)


def test_a_size_has_one_layout_whichever_way_it_was_reached(person: Person) -> None:
    def reach(width: int, height: int) -> list[QRect]:
        person.window.resize(width, height)
        # At once, also from a size whose layout needs more room.
        assert (person.window.width(), person.window.height()) == (width, height)
        QApplication.processEvents()
        return [place(card, person.window) for card in person.window.findChildren(Card)]

    sizes = [(width, height) for width in (960, 1100, 1400) for height in (510, 600, 800)]
    seen = {size: reach(*size) for size in sizes}
    for size in reversed(sizes):
        assert reach(*size) == seen[size]

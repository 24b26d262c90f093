"""The numbers beside symbols, drawn on an image of their own."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage, QPainter

from gdviz.views.plotting.marks import Counts, Scale

Ink = NDArray[np.bool_]
SCALE = Scale.of((0.0, 300.0), (0.0, 1.0), 300.0, 200.0)


@pytest.fixture
def counts(qapp: QObject) -> Counts:  # noqa: ARG001 (the font needs it)
    made = Counts()
    made.set_colors(QColor("black"), QColor("yellow"))
    return made


def ink(counts: Counts, on_screen: bool = False) -> Ink:
    """Return where the numbers have left dark pixels, shape (height, width)."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    counts.place(SCALE)
    painter = QPainter(image)
    counts.draw(painter, on_screen)
    painter.end()
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(200, 300, 4)
    return np.asarray(raw[:, :, :3].max(axis=2) < 128)


def put(counts: Counts, x: list[float], y: list[float], n: list[float]) -> None:
    counts.set_points(np.array(x), np.array(y), np.array(n))


def rows(found: Ink) -> tuple[int, int]:
    where = np.flatnonzero(found.any(axis=1))
    return int(where[0]), int(where[-1])


@pytest.mark.parametrize("on_screen", [False, True])
def test_a_number_is_on_the_inner_side_clear_of_the_symbol(counts: Counts, on_screen: bool) -> None:
    put(counts, [150], [0.1], [8])
    top, bottom = rows(ink(counts, on_screen))
    assert 160 < top < bottom < 180 - 6
    put(counts, [150], [0.9], [8])
    top, bottom = rows(ink(counts, on_screen))
    assert 20 + 6 < top < bottom < 40


def test_it_is_centred(counts: Counts) -> None:
    put(counts, [150], [0.1], [88])
    columns = np.flatnonzero(ink(counts).any(axis=0))
    assert (columns[0] + columns[-1]) / 2 == pytest.approx(150, abs=2)


def test_near_numbers_are_on_two_lines_and_do_not_touch(counts: Counts) -> None:
    put(counts, [150], [0.1], [88])
    one, (top, bottom) = int(ink(counts).sum()), rows(ink(counts))
    put(counts, [150, 158], [0.1, 0.1], [88, 88])
    both = ink(counts)
    assert both.sum() == pytest.approx(2 * one, rel=0.1)
    assert rows(both)[0] < top - (bottom - top)
    assert not both[top - 1].any()


def test_where_there_is_no_place_the_largest_are_drawn(counts: Counts) -> None:
    put(counts, [150, 152], [0.1, 0.1], [99, 77])
    two = ink(counts)
    put(counts, [154, 150, 152, 153], [0.1] * 4, [5, 99, 77, 3])
    assert np.array_equal(ink(counts), two)


def test_the_same_points_are_not_drawn_again(counts: Counts) -> None:
    put(counts, [150], [0.1], [8])
    assert counts.place(SCALE)
    put(counts, [150], [0.1], [8])
    assert not counts.place(SCALE)
    put(counts, [150], [0.1], [9])
    assert counts.place(SCALE)
    put(counts, [], [], [])
    assert counts.place(SCALE)
    assert not ink(counts).any()

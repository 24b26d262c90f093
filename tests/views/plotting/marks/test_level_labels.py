"""Costs on contour lines: where nothing else is, and still."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from gdviz.views.plotting.marks import LevelLabel, LevelLabels, Scale

SIDE = 200
SCALE = Scale.of((0.0, SIDE), (0.0, SIDE), SIDE, SIDE)
NOTHING = np.empty((2, 0))


def inked(mark: LevelLabels) -> list[tuple[int, int]]:
    """Return the pixels that the mark has drawn."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(0)
    with QPainter(image) as painter:
        mark.draw(painter, on_screen=False)
    return [(x, y) for x in range(SIDE) for y in range(SIDE) if image.pixelColor(x, y).alpha() > 60]


@pytest.fixture
def mark(qtbot: QtBot) -> LevelLabels:  # noqa: ARG001 (fonts need an application)
    made = LevelLabels()
    made.set_colors(QColor("black"), QColor(255, 255, 255, 0))
    return made


def middle(pixels: list[tuple[int, int]]) -> tuple[float, float]:
    across, down = np.mean(pixels, axis=0).tolist()
    return across, SIDE - down


PLACES = np.array([[100.0, 50.0, 150.0], [100.0, 50.0, 150.0]])


def test_it_stands_at_the_first_place(mark: LevelLabels) -> None:
    mark.set_labels([LevelLabel("0.461", PLACES)])
    mark.avoid(NOTHING, NOTHING)
    mark.place(SCALE)
    assert middle(inked(mark)) == pytest.approx((100, 100), abs=3)


@pytest.mark.parametrize(
    "path", [[[0.0, 200.0], [100.0, 100.0]], [[100.0, 100.0], [-1e150, 1e150]]]
)
def test_it_moves_while_a_path_lies_there(mark: LevelLabels, path: list[list[float]]) -> None:
    mark.set_labels([LevelLabel("0.461", PLACES)])
    mark.avoid(NOTHING, NOTHING)
    mark.place(SCALE)
    mark.avoid(np.array(path), NOTHING)
    assert mark.place(SCALE)
    assert middle(inked(mark)) == pytest.approx((50, 50), abs=3)
    mark.avoid(NOTHING, NOTHING)
    assert mark.place(SCALE)
    assert middle(inked(mark)) == pytest.approx((100, 100), abs=3)
    mark.avoid(NOTHING, NOTHING)
    assert not mark.place(SCALE)


def test_two_never_overlap_and_one_without_a_place_is_left_out(mark: LevelLabels) -> None:
    places = PLACES[:, :2]
    mark.set_labels([LevelLabel(text, places) for text in ("1.5", "2.5", "3.5")])
    mark.avoid(NOTHING, NOTHING)
    mark.place(SCALE)
    assert len(inked(mark)) > 20
    mark.avoid(NOTHING, places)
    mark.place(SCALE)
    assert inked(mark) == []


def test_none_reaches_out_of_the_ground(mark: LevelLabels) -> None:
    mark.set_labels([LevelLabel("0.461", np.array([[1.0, 199.0, 90.0], [90.0, 90.0, 199.0]]))])
    mark.avoid(NOTHING, NOTHING)
    mark.place(SCALE)
    assert inked(mark) == []

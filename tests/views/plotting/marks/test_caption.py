from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gdviz.views.plotting.marks import Caption, Scale

SIZE = 100
GROUND = QRectF(0, 0, SIZE, SIZE)
SCALE = Scale.of((0.0, 1.0), (0.0, 1.0), SIZE, SIZE)
# Below on the right, then above on the left of the point.
pytestmark = pytest.mark.usefixtures("qapp")
ANCHORS = ((0.0, 0.0), (1.0, 1.0))


def box(place: tuple[float, float], *points: tuple[float, float]) -> tuple[int, int]:
    """Return the middle of its box, in pixels from the left and from the top."""
    caption = Caption(ANCHORS[0], "go")
    caption.set_colors(QColor("red"), QColor("red"))
    caption.set_place(*place)
    caption.avoid(np.array(points).reshape(-1, 2).T, ANCHORS)
    caption.place(SCALE)
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        caption.draw(painter, on_screen=True)
    red = [
        (x, y) for x in range(SIZE) for y in range(SIZE) if image.pixelColor(x, y) == QColor("red")
    ]
    across, down = zip(*red, strict=True)
    return (min(across) + max(across)) // 2, (min(down) + max(down)) // 2


def test_it_keeps_off_what_it_would_cover() -> None:
    across, down = box((0.5, 0.5))
    assert across > 50
    assert down > 50
    across, down = box((0.5, 0.5), (0.55, 0.45))
    assert across < 50
    assert down < 50
    # Where it covers something everywhere, it covers the least.
    across, down = box((0.5, 0.5), (0.55, 0.45), (0.45, 0.55), (0.42, 0.56))
    assert across > 50


def test_it_stays_on_the_ground() -> None:
    across, down = box((0.95, 0.05))
    assert across < 95
    assert down < 95


def test_where_no_place_is_wholly_on_the_ground_it_is_moved_there() -> None:
    caption = Caption(ANCHORS[0], "go")
    caption.set_place(0.02, 0.05)
    caption.avoid(np.array([[0.5], [0.5]]), ANCHORS)
    caption.place(SCALE)
    assert GROUND.contains(caption.box())
    assert caption.box().bottom() == SIZE


def test_without_its_point_on_the_ground_it_is_not_drawn() -> None:
    caption = Caption(ANCHORS[0], "go")
    caption.set_place(0.5, 1.01)
    caption.place(SCALE)
    assert caption.box().isEmpty()
    # It comes back with its point, and is painted again only then.
    assert not caption.place(SCALE)
    caption.set_place(0.5, 1.0)
    assert caption.place(SCALE)
    assert GROUND.contains(caption.box())


def test_two_of_one_place_lie_beside_each_other() -> None:
    first, second = Caption(ANCHORS[0], "a"), Caption(ANCHORS[0], "b")
    second.keep_off(first)
    for caption in (first, second):
        caption.set_place(0.5, 0.5)
        caption.avoid(np.empty((2, 0)), ANCHORS)
        caption.place(SCALE)
    assert not first.box().intersects(second.box())
    # Where both must overlap they do so as little as can be.
    for caption in (first, second):
        caption.avoid(np.empty((2, 0)), ((1.0, 0.9), (1.0, 0.1)))
        caption.place(SCALE)
    assert first.box().top() < second.box().top()
    first.set_visible(False)
    second.avoid(np.empty((2, 0)), ANCHORS)
    second.place(SCALE)
    assert second.box().topLeft() == GROUND.center()

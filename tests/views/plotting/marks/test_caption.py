from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gdviz.views.plotting.marks import Caption, Scale

SIZE = 100
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


def test_off_the_ground_on_all_sides_it_stays_at_its_usual_place() -> None:
    across, down = box((0.02, 0.05), (0.5, 0.5))
    assert across > 2
    assert down > 95

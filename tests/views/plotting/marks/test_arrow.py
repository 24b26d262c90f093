import math

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gdviz.views.plotting.marks import Arrow, Scale

SIZE = 100
# A pixel is a hundredth of the way from 0 to 1, and y goes up.
SCALE = Scale.of((0.0, 1.0), (0.0, 1.0), SIZE, SIZE)


def drawn(tail: tuple[float, float], tip: tuple[float, float]) -> QImage:
    arrow = Arrow()
    arrow.set_style(QColor("red"), 2.0)
    arrow.set_ends(tail, tip)
    arrow.place(SCALE)
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        arrow.draw(painter, on_screen=True)
    return image


def red(image: QImage) -> list[tuple[int, int]]:
    return [
        (x, y) for x in range(SIZE) for y in range(SIZE) if image.pixelColor(x, y) == QColor("red")
    ]


def test_it_goes_from_its_tail_to_its_tip() -> None:
    places = red(drawn((0.2, 0.5), (0.8, 0.5)))
    across, down = [x for x, _ in places], [y for _, y in places]
    assert (min(across), max(across)) == pytest.approx((20, 79), abs=1.5)
    assert sum(down) / len(down) == pytest.approx(50, abs=1)
    # Its head, at the tip, is the widest part.
    heights = {x: sum(place[0] == x for place in places) for x in (40, 73)}
    assert heights[73] > 2 * heights[40]


@pytest.mark.parametrize("tip", [(0.25, 0.5), (0.2, 0.5), (math.nan, math.nan), (math.inf, 0.0)])
def test_what_is_too_short_or_nowhere_is_left_out(tip: tuple[float, float]) -> None:
    assert red(drawn((0.2, 0.5), tip)) == []


def test_one_that_leads_far_beyond_the_ground_is_drawn_as_far_as_can_be_seen() -> None:
    assert max(x for x, _ in red(drawn((0.2, 0.5), (1e12, 0.5)))) == SIZE - 1


def test_one_that_begins_and_ends_in_infinity_is_left_out_in_silence() -> None:
    assert red(drawn((math.inf, 0.5), (math.inf, 0.5))) == []

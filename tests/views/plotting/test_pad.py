"""The ground of a plot, up to the largest numbers."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from gdviz.views.plotting.plot import Plot
from gdviz.views.plotting.viewport import Frame

FRAMES = [
    Frame((0.0, 6.0), (-0.1, 1.1)),
    Frame((-10.0, 517.5), (-5e306, 2.2e307)),
    Frame((0.0, 100.0), (0.0, 1.7976931348623157e308)),
    Frame((-4e-14, 4e-14), (-0.5, 330.0)),
]


def plot_with(qtbot: QtBot, frame: Frame) -> Plot:
    plot = Plot("plot")
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    plot.plotItem.getAxis("left").setLogMode(False, frame.y[1] == 330.0)
    plot.show_range(*frame)
    plot.grab()
    return plot


@pytest.mark.parametrize("frame", FRAMES)
def test_axes_and_mouse_have_the_frame_in_which_the_marks_are_drawn(
    qtbot: QtBot, frame: Frame
) -> None:
    plot = plot_with(qtbot, frame)
    pad = plot.pad
    assert [tuple(span) for span in pad.viewRange()] == list(frame)
    ground = pad.mapRectToScene(pad.rect())
    for corner, x, y in (
        (ground.bottomLeft(), frame.x[0], frame.y[0]),
        (ground.topRight(), frame.x[1], frame.y[1]),
    ):
        where = pad.mapSceneToView(corner)
        assert (where.x(), where.y()) == pytest.approx((x, y), rel=1e-12)
        back = pad.mapViewToScene(where)
        assert (back.x(), back.y()) == pytest.approx((corner.x(), corner.y()), abs=1e-6)
    beyond = pad.mapSceneToView(ground.topRight() + QPointF(900.0, -900.0))
    assert math.isfinite(beyond.x())
    assert math.isfinite(beyond.y())


def test_an_axis_writes_no_number_that_there_is_not(qtbot: QtBot) -> None:
    plot = plot_with(qtbot, FRAMES[-1])
    axis = plot.plotItem.getAxis("left")
    texts = axis.tickStrings([-330.0, -2.0, 0.0, 6.0, 308.0, 320.0], 1, 10)
    assert texts == ["10⁻³³⁰", "0.01", "1", "10⁶", "10³⁰⁸", "10³²⁰"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(2e307, "2e307"), (-5e306, "−5e306"), (2e-5, "2e−5"), (0.3, "0.3"), (1e6, "1e6")],
)
def test_an_axis_writes_short_powers(qtbot: QtBot, value: float, text: str) -> None:
    plot = plot_with(qtbot, FRAMES[0])
    axis = plot.plotItem.getAxis("left")
    assert axis.tickStrings([value], 1, 0.1) == [text]

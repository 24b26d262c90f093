"""The values at the pointer, beside it."""

from __future__ import annotations

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests import pointer
from tests.person import Person

PLOTS = ("sigmoidPlot", "costPlot", "landscapePlot")


def label_of(plot: PlotWidget) -> QLabel:
    label = plot.findChild(QLabel, "readOut")
    assert isinstance(label, QLabel)
    return label


@pytest.mark.parametrize("name", PLOTS)
@pytest.mark.parametrize("share", [(0.02, 0.02), (0.02, 0.98), (0.98, 0.02), (0.98, 0.98)])
def test_it_is_beside_the_pointer_and_in_the_plot(
    person: Person, name: str, share: tuple[float, float]
) -> None:
    person.press(Qt.Key.Key_Right)
    plot = person.find(PlotWidget, name)
    (left, right), (bottom, top) = plot.viewRange()
    x, y = left + share[0] * (right - left), bottom + share[1] * (top - bottom)
    pointer.hover(plot, x, y)
    label, place = label_of(plot), pointer.spot(plot, x, y)
    assert label.isVisible()
    assert plot.rect().contains(label.geometry())
    assert not label.geometry().contains(place)
    near = label.geometry().adjusted(-24, -24, 24, 24)
    assert near.contains(place)


def test_it_goes_while_something_is_dragged_and_when_the_pointer_leaves(person: Person) -> None:
    plot = person.find(PlotWidget, "sigmoidPlot")
    pointer.hover(plot, 3.0, 0.0)
    assert label_of(plot).isVisible()
    here = pointer.spot(plot, 3.0, 0.0)
    pointer.hold(plot, here, here + QPoint(30, 0))
    assert not label_of(plot).isVisible()
    QTest.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=here + QPoint(30, 0))
    pointer.hover(plot, 2.0, 0.5)
    assert label_of(plot).isVisible()
    plot.left.emit()
    assert not label_of(plot).isVisible()


def test_the_crosshair_meets_the_curve_above_an_example(person: Person) -> None:
    person.press(Qt.Key.Key_End)
    person.until(lambda: not person.session.waiting and not person.session.playing)
    plot = person.find(PlotWidget, "sigmoidPlot")
    before = plot.grab().toImage()
    pointer.hover(plot, 3.0, 0.0)
    after = plot.grab().toImage()
    beta = person.session.history.beta[-1]
    p = float(person.session.run.objective.predict(beta)[11])
    at = pointer.spot(plot, 3.0, p)
    for place in (at + QPoint(60, 0), at - QPoint(60, 0), at - QPoint(0, 60)):
        near = [place + QPoint(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        assert any(before.pixel(spot) != after.pixel(spot) for spot in near)


def test_it_follows_the_run_while_it_plays(person: Person) -> None:
    plot = person.find(PlotWidget, "sigmoidPlot")
    pointer.hover(plot, 3.0, 0.0)
    first = label_of(plot).text()
    person.press(Qt.Key.Key_Right)
    assert label_of(plot).text() != first

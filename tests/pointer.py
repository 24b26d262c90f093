"""The mouse over a plot, in the plot's own coordinates."""

from __future__ import annotations

from pyqtgraph import PlotWidget
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LEFT = Qt.MouseButton.LeftButton


def spot(plot: PlotWidget, x: float, y: float) -> QPoint:
    """Return the place on the screen of a point of the plot."""
    scene = plot.plotItem.vb.mapViewToScene(QPointF(x, y))
    return QPoint(plot.mapFromScene(scene))


def hover(plot: PlotWidget, x: float, y: float) -> None:
    """Move the mouse there, from beside it: Qt does not tell a move to where it is already."""
    there = spot(plot, x, y)
    for place in (there + QPoint(1, 1), there):
        QTest.mouseMove(plot.viewport(), place)


def click(plot: PlotWidget, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
    """Click there."""
    hover(plot, x, y)
    QTest.mouseClick(plot.viewport(), button, pos=spot(plot, x, y))
    QApplication.processEvents()


def drag(plot: PlotWidget, start: tuple[float, float], *stops: tuple[float, float]) -> None:
    """Press at the start, move over all the stops, and release at the last."""
    widget, here = plot.viewport(), spot(plot, *start)
    QTest.mouseMove(widget, here)
    QTest.mousePress(widget, LEFT, pos=here)
    for stop in stops:
        there = spot(plot, *stop)
        for share in (0.25, 0.5, 0.75, 1.0):
            QTest.mouseMove(widget, here + (there - here) * share)
        here = there
    QTest.mouseRelease(widget, LEFT, pos=here)

"""The mouse over a plot, in the plot's own coordinates."""

from __future__ import annotations

from pyqtgraph import PlotWidget
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

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
    places = [spot(plot, *stop) for stop in (start, *stops)]
    hold(plot, *places)
    QTest.mouseRelease(plot.viewport(), LEFT, pos=places[-1])


def hold(plot: PlotWidget, *places: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Press at the first place on the screen, and move over the others without a release."""
    widget, here = plot.viewport(), places[0]
    QTest.mouseMove(widget, here)
    QTest.mousePress(widget, button, pos=here)
    for there in places[1:]:
        for share in (0.25, 0.5, 0.75, 1.0):
            move(plot, here + (there - here) * share, button)
        here = there


def move(plot: PlotWidget, place: QPoint, button: Qt.MouseButton) -> None:
    """Move there with that button down."""
    move_over(plot.viewport(), place, button)


def move_over(widget: QWidget, place: QPoint, button: Qt.MouseButton) -> None:
    """Move there with that button down; QTest.mouseMove knows only of the left one."""
    none = Qt.KeyboardModifier.NoModifier
    there = QPointF(widget.mapToGlobal(place))
    kind, no_button = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
    event = QMouseEvent(kind, QPointF(place), there, no_button, button, none)
    QApplication.sendEvent(widget, event)
    QApplication.processEvents()


def wheel(plot: PlotWidget, place: QPoint, notches: float) -> None:
    """Turn the wheel there, away from the person where ``notches`` are more than 0."""
    wheel_over(plot.viewport(), place, notches)


def wheel_over(widget: QWidget, place: QPoint, notches: float) -> None:
    """Turn the wheel over any widget."""
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    QApplication.processEvents()


def read_out(card: QWidget) -> str:
    """Return what is told at the pointer in a card; "" where nothing is."""
    label = card.findChild(QLabel, "readOut")
    assert isinstance(label, QLabel)
    return "" if label.isHidden() else label.text()

"""The ground of a plot: what the mouse does there, in the coordinates of the data."""

from __future__ import annotations

import sys
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal

from gdviz.support.compat import override
from gdviz.support.guard import guarded

_LARGEST = sys.float_info.max


class Pad(pg.ViewBox):
    """The ground of a plot: it never moves by itself, and says what the mouse does to it.

    Places are in the coordinates of the data. Only ``panned``, after ``pan_began``, says where in
    the scene the right button drags what it took, and ``menu_asked`` where on the screen it was
    clicked.
    """

    clicked = Signal(QPointF)
    drag_began = Signal(QPointF)
    dragged = Signal(QPointF)
    drag_ended = Signal(QPointF)
    pan_began = Signal(QPointF)
    panned = Signal(QPointF)
    menu_asked = Signal(QPointF)

    def __init__(self) -> None:
        super().__init__(enableMouse=False, enableMenu=False)
        self.disableAutoRange()
        # pyqtgraph cuts its ranges at 1e307, and what is drawn would no longer be at its number.
        self.setLimits(xMin=-_LARGEST, xMax=_LARGEST, yMin=-_LARGEST, yMax=_LARGEST)

    @override
    @guarded
    def setLogMode(self, axis: str, logMode: bool) -> None:
        """Do nothing: the ranges are powers already, and pyqtgraph would cut them at 308.2."""

    @override
    @guarded
    def mapSceneToView(self, obj: QPointF) -> QPointF:
        # Qt's transform has no inverse where a pixel is worth more than 1e12.
        place, (across, up) = self.mapRectToScene(self.rect()), self.viewRange()
        width, height = max(place.width(), 1.0), max(place.height(), 1.0)
        return QPointF(
            _between((obj.x() - place.left()) / width, *across),
            _between((place.bottom() - obj.y()) / height, *up),
        )

    @override
    @guarded
    def mapViewToScene(self, obj: QPointF) -> QPointF:
        place, (across, up) = self.mapRectToScene(self.rect()), self.viewRange()
        return QPointF(
            place.left() + (obj.x() - across[0]) * (place.width() / (across[1] - across[0])),
            place.bottom() - (obj.y() - up[0]) * (place.height() / (up[1] - up[0])),
        )

    @override
    @guarded
    def mouseClickEvent(self, ev: Any) -> None:
        if ev.button() == Qt.MouseButton.LeftButton:
            ev.accept()
            self.clicked.emit(self.mapSceneToView(ev.scenePos()))
        elif ev.button() == Qt.MouseButton.RightButton:
            ev.accept()
            self.menu_asked.emit(ev.screenPos())

    @override
    @guarded
    def mouseDragEvent(self, ev: Any, axis: Any = None) -> None:
        if ev.button() == Qt.MouseButton.RightButton:
            ev.accept()
            if ev.isStart():
                self.pan_began.emit(self.mapSceneToView(ev.buttonDownScenePos()))
            self.panned.emit(QPointF(ev.scenePos()))
            return
        if ev.button() != Qt.MouseButton.LeftButton:
            ev.ignore()
            return
        ev.accept()
        where = self.mapSceneToView(ev.scenePos())
        if ev.isStart():
            self.drag_began.emit(self.mapSceneToView(ev.buttonDownScenePos()))
        self.dragged.emit(where)
        if ev.isFinish():
            self.drag_ended.emit(where)

    @override
    @guarded
    def wheelEvent(self, ev: Any, axis: Any = None) -> None:
        ev.ignore()


def _between(share: float, low: float, high: float) -> float:
    """Return what is that share of the way from low to high; it may lie beyond them."""
    return min(max(low * (1 - share) + high * share, -_LARGEST), _LARGEST)

"""Soft colours behind a plot, side by side."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gdviz.compat import override


class SidesItem(pg.GraphicsObject):
    """The two sides of the decision boundary, softly in the colours of their classes."""

    def __init__(self) -> None:
        super().__init__()
        self._rects: list[tuple[QRectF, QColor]] = []
        self._bounds = QRectF()
        self.setZValue(-20)

    def show_sides(self, bounds: QRectF, rects: list[tuple[QRectF, QColor]]) -> None:
        """Fill each rectangle with its colour."""
        self.prepareGeometryChange()
        self._bounds, self._rects = bounds, rects
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._bounds

    @override
    def paint(self, painter: QPainter, *_: object) -> None:
        for rect, color in self._rects:
            painter.fillRect(rect, color)

"""Symbols at points."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.marks.mark import Scale
from gdviz.views.plotting.marks.pictured import Pictured
from gdviz.views.plotting.spacing import spaced

# This many symbols are drawn once and then shown from a picture. Without it a frame with 4,000
# points takes 3.8 × the time.
_MANY = 8


class Dots(Pictured):
    """A symbol, given as a path around (0, 0) in pixels, at each of several points.

    A point is left out that is less than ``apart`` pixels from the last one that is not.
    """

    def __init__(self, symbol: QPainterPath, apart: float = 0.0) -> None:
        super().__init__()
        self._symbol, self._apart = symbol, apart
        self._pen = QPen(Qt.PenStyle.NoPen)
        self._brush = QBrush()
        self._x = self._y = np.empty(0)

    def set_style(self, fill: QColor | None, outline: QPen) -> None:
        """Set the fill of the symbols, None for no fill, and the pen of their outline."""
        self._brush = QBrush() if fill is None else QBrush(fill)
        self._pen, self._changed = outline, True

    def set_points(self, x: Array | list[float], y: Array | list[float]) -> None:
        """Put the symbols at these points."""
        self._x, self._y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self._moved = True

    def set_point(self, x: float, y: float) -> None:
        """Put a single symbol at that point."""
        if self._x.tolist() != [x] or self._y.tolist() != [y]:
            self.set_points([x], [y])

    @override
    def _places(self, scale: Scale) -> Array:
        places = np.stack([scale.across(self._x), scale.down(self._y)])
        return spaced(places, self._apart) if self._apart else places

    @override
    def _is_many(self) -> bool:
        return len(self._x) >= _MANY

    @override
    def _draw_parts(self, painter: QPainter) -> None:
        painter.setPen(self._pen)
        painter.setBrush(self._brush)
        size = np.array([[self._scale.width], [self._scale.height]])
        reach = size / 2 + self._symbol.boundingRect().width()
        seen = (np.abs(self._at - size / 2) < reach).all(axis=0)
        for at in self._at.T[seen].tolist():
            painter.drawPath(self._symbol.translated(*at))


def disc(size: float) -> QPainterPath:
    """Return a disc of that diameter: the symbol of class 0."""
    path = QPainterPath()
    path.addEllipse(QRectF(-size / 2, -size / 2, size, size))
    return path


def diamond(size: float) -> QPainterPath:
    """Return a square on its corner: the symbol of class 1."""
    half = size / 2
    return _polygon([(0, -half), (half, 0), (0, half), (-half, 0)])


def star(size: float) -> QPainterPath:
    """Return a star with five points: the symbol of the optimum."""
    turns = np.arange(10) * np.pi / 5
    reach = np.where(np.arange(10) % 2, 0.382, 1.0) * size / 2
    return _polygon(zip(reach * np.sin(turns), -reach * np.cos(turns), strict=True))


def _polygon(corners: Iterable[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    path.closeSubpath()
    return path

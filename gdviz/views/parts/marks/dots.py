"""Symbols at points."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from gdviz.compat import override
from gdviz.engine.dataset import Array
from gdviz.views.parts.marks.mark import Mark, Scale

# From so many on, symbols are drawn once and then shown from a picture.
_MANY = 60


class Dots(Mark):
    """A symbol, given as a path around (0, 0) in pixels, at each of some points."""

    def __init__(self, symbol: QPainterPath) -> None:
        super().__init__()
        self._symbol = symbol
        self._pen = QPen(Qt.PenStyle.NoPen)
        self._brush = QBrush()
        self._x = self._y = np.empty(0)
        self._picture: QPixmap | None = None
        self._pictured: object = None

    def set_style(self, fill: QColor | None, outline: QPen) -> None:
        """Fill the symbols with a colour, or not, and draw their outline with a pen."""
        self._brush = QBrush() if fill is None else QBrush(fill)
        self._pen = outline
        self._pictured = None

    def set_points(self, x: Array | list[float], y: Array | list[float]) -> None:
        """Put the symbols at these points."""
        self._x, self._y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self._pictured = None

    @override
    def draw(self, painter: QPainter, scale: Scale, on_screen: bool) -> None:
        if on_screen and len(self._x) >= _MANY:
            self._draw_picture(painter, scale)
        else:
            self._draw_symbols(painter, scale)

    def _draw_picture(self, painter: QPainter, scale: Scale) -> None:
        ratio = painter.device().devicePixelRatio()
        if self._picture is None or self._pictured != (scale, ratio):
            self._picture = QPixmap(round(scale.width * ratio), round(scale.height * ratio))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._picture)
            inner.setRenderHints(painter.renderHints())
            self._draw_symbols(inner, scale)
            inner.end()
            self._pictured = (scale, ratio)
        painter.drawPixmap(QPointF(0, 0), self._picture)

    def _draw_symbols(self, painter: QPainter, scale: Scale) -> None:
        painter.setPen(self._pen)
        painter.setBrush(self._brush)
        margin = self._symbol.boundingRect().width()
        x, y = scale.across(self._x), scale.down(self._y)
        seen = (np.abs(x - scale.width / 2) < scale.width / 2 + margin) & (
            np.abs(y - scale.height / 2) < scale.height / 2 + margin
        )
        for at in zip(x[seen].tolist(), y[seen].tolist(), strict=True):
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

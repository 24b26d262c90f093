"""A short text in a plot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.marks.mark import Mark, Scale
from gdviz.views.theme import text_font

_MARGIN = 4.0
_NOWHERE: Sequence[tuple[float, float]] = ()


class Caption(Mark):
    """Text in a box beside a point.

    ``anchor`` is the place in the box that is at the point: (0, 0) its top left corner, (1, 1)
    its bottom right one; places outside the box are allowed.
    """

    def __init__(self, anchor: tuple[float, float], text: str = "") -> None:
        super().__init__()
        self._anchor = anchor
        self._points, self._anchors = np.empty((2, 0)), _NOWHERE
        self._font = text_font(0.88)
        self._metrics = QFontMetricsF(self._font)
        self._color, self._fill = QColor(), QColor(0, 0, 0, 0)
        self._x = self._y = 0.0
        self._text, self._width = "", 2 * _MARGIN
        self._height = self._metrics.height() + 2 * _MARGIN
        self.set_text(text)

    def set_colors(self, text: QColor, fill: QColor | None = None) -> None:
        """Set the colours of the text and, if given, of its box."""
        self._color, self._fill, self._changed = text, fill or QColor(0, 0, 0, 0), True

    def set_anchor(self, anchor: tuple[float, float]) -> None:
        """Place the box elsewhere beside its point."""
        if anchor != self._anchor:
            self._anchor, self._moved = anchor, True

    def set_text(self, text: str) -> None:
        """Set the text."""
        if text != self._text:
            self._text, self._changed = text, True
            self._width = self._metrics.horizontalAdvance(text) + 2 * _MARGIN

    def set_place(self, x: float, y: float) -> None:
        """Set the point."""
        if (x, y) != (self._x, self._y):
            self._x, self._y, self._moved = x, y, True

    def avoid(self, points: Array, anchors: Sequence[tuple[float, float]]) -> None:
        """Let it lie at the first of these anchors at which it covers the fewest points.

        ``points`` have shape (2, m). A place that would reach out of the ground is the last choice.
        """
        self._points, self._anchors, self._moved = points, anchors, True

    @override
    def _places(self, scale: Scale) -> Array:
        if self._anchors:
            self._anchor = min(self._anchors, key=lambda one: self._covered(one, scale))
        return self._corner(self._anchor, scale)

    def _corner(self, anchor: tuple[float, float], scale: Scale) -> Array:
        left = scale.across(self._x) - anchor[0] * self._width
        top = scale.down(self._y) - anchor[1] * self._height
        return np.array([left, top])

    def _covered(self, anchor: tuple[float, float], scale: Scale) -> int:
        left, top = self._corner(anchor, scale)
        right, bottom = left + self._width, top + self._height
        if min(left, top) < 0 or right > scale.width or bottom > scale.height:
            return int(self._points.shape[1]) + 1
        across, down = scale.across(self._points[0]), scale.down(self._points[1])
        inside = (left < across) & (across < right) & (top < down) & (down < bottom)
        return int(inside.sum())

    @override
    def draw(self, painter: QPainter, on_screen: bool) -> None:
        left, top = map(float, self._at)
        across = -self._width < left < self._scale.width
        if not (across and -self._height < top < self._scale.height):
            return
        if self._fill.alpha():
            painter.fillRect(QRectF(left, top, self._width, self._height), self._fill)
        painter.setFont(self._font)
        painter.setPen(self._color)
        baseline = top + _MARGIN + self._metrics.ascent()
        painter.drawText(QPointF(left + _MARGIN, baseline), self._text)

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
# A place at the edge of the ground may be rounded to beyond it.
_NEAR = 0.5


class Caption(Mark):
    """Text in a box beside a point.

    ``anchor`` is the place in the box that is at the point: (0, 0) its top left corner, (1, 1)
    its bottom right one; places outside the box are allowed. The box is moved as far as needed to
    lie on the ground as a whole; without its point on the ground it is not drawn.
    """

    def __init__(self, anchor: tuple[float, float], text: str = "") -> None:
        super().__init__()
        self._anchor = anchor
        self._points, self._anchors = np.empty((2, 0)), _NOWHERE
        self._others: tuple[Caption, ...] = ()
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

        ``points`` have shape (2, m). To stay on the ground and beside other captions counts more.
        """
        self._points, self._anchors, self._moved = points, anchors, True

    def keep_off(self, *others: Caption) -> None:
        """Let it lie beside these, which are placed before it, where its anchors allow that."""
        self._others = others

    def box(self) -> QRectF:
        """Return where it lies, in pixels; empty if it is not drawn."""
        if not (self._visible and self._at.size):
            return QRectF()
        left, top = map(float, self._at)
        return QRectF(left, top, self._width, self._height)

    @override
    def _places(self, scale: Scale) -> Array:
        if self._anchors:
            self._anchor = min(self._anchors, key=lambda one: self._badness(one, scale))
        x, y = scale.across(self._x), scale.down(self._y)
        if not (_is_within(x, scale.width) and _is_within(y, scale.height)):
            return np.empty(0)
        room = scale.width - self._width, scale.height - self._height
        return np.maximum(np.minimum(self._corner(self._anchor, scale), room), 0.0)

    def _corner(self, anchor: tuple[float, float], scale: Scale) -> Array:
        left = scale.across(self._x) - anchor[0] * self._width
        top = scale.down(self._y) - anchor[1] * self._height
        return np.array([left, top])

    def _badness(self, anchor: tuple[float, float], scale: Scale) -> tuple[bool, float, int]:
        """Return how bad a place is: cut by the edge, over other captions, over the points."""
        left, top = self._corner(anchor, scale)
        box = QRectF(left, top, self._width, self._height)
        is_cut = not QRectF(0.0, 0.0, scale.width, scale.height).contains(box)
        shared = (box.intersected(other.box()).size() for other in self._others)
        overlap = sum(size.width() * size.height() for size in shared)
        across, down = scale.across(self._points[0]), scale.down(self._points[1])
        inside = (left < across) & (across < box.right()) & (top < down) & (down < box.bottom())
        return is_cut, overlap, int(inside.sum())

    @override
    def draw(self, painter: QPainter, on_screen: bool) -> None:
        box = self.box()
        if box.isEmpty():
            return
        if self._fill.alpha():
            painter.fillRect(box, self._fill)
        painter.setFont(self._font)
        painter.setPen(self._color)
        baseline = QPointF(_MARGIN, _MARGIN + self._metrics.ascent())
        painter.drawText(box.topLeft() + baseline, self._text)


def _is_within(place: float, size: float) -> bool:
    return -_NEAR <= place <= size + _NEAR

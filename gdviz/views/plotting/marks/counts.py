"""Small numbers beside symbols: how many lie there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.support.numbers import grouped
from gdviz.views.plotting.marks.halo import Halos
from gdviz.views.plotting.marks.mark import Scale
from gdviz.views.plotting.marks.pictured import Pictured
from gdviz.views.theme import text_font

# From the middle of a symbol to the number.
_AWAY = 9.0
# More numbers cannot be told apart, and take time to lay out.
_MOST = 200
# Between two numbers on one level.
_GAP = 4.0


class Counts(Pictured):
    """A number above each point in the lower half of the plot, below each in the upper one.

    A number that is too near to a larger one is a line further in; where that is taken too, it
    is left out.
    """

    def __init__(self) -> None:
        super().__init__()
        self._font = text_font(0.8)
        self._metrics = QFontMetricsF(self._font)
        self._rise = self._metrics.tightBoundingRect("0").height()
        self._color, self._halo = QColor(), QColor()
        self._x = self._y = np.empty(0)
        self._given = np.empty((3, 0))
        self._texts: list[str] = []
        self._halos = Halos(self._font)
        self._widths = self._inward = np.empty(0)

    def set_colors(self, text: QColor, halo: QColor) -> None:
        """Set the colours of the numbers and of what sets them apart from lines behind them."""
        self._color, self._halo, self._changed = text, halo, True

    def set_points(self, x: Array, y: Array, counts: Array) -> None:
        """Put these numbers beside these points; of very many only the largest are kept."""
        given = np.stack([x, y, counts])
        if np.array_equal(given, self._given):
            return
        self._given = given
        kept = np.argsort(-counts, kind="stable")[:_MOST]
        self._x, self._y = x[kept], y[kept]
        self._texts = [grouped(int(count)) for count in counts[kept]]
        advance = self._metrics.horizontalAdvance
        self._widths = np.array([advance(text) for text in self._texts])
        self._changed = True

    @override
    def _places(self, scale: Scale) -> Array:
        """Return the left ends of the base lines."""
        down = scale.down(self._y)
        self._inward = np.where(down > scale.height / 2, -1.0, 1.0)
        away = np.where(self._inward < 0, -_AWAY, _AWAY + self._rise)
        return np.stack([scale.across(self._x) - self._widths / 2, down + away])

    @override
    def _is_many(self) -> bool:
        return len(self._texts) > 0

    @override
    def _draw_parts(self, painter: QPainter) -> None:
        painter.setFont(self._font)
        painter.setPen(self._color)
        for at, text in self._apart():
            painter.fillPath(self._halos.of(text).translated(at), self._halo)
            painter.drawText(at, text)

    def _apart(self) -> Iterator[tuple[QPointF, str]]:
        """Yield the numbers to draw with their places: each overlaps none before it."""
        (left, base), height = self._at, self._rise + 3
        right, taken = left + self._widths + _GAP, np.full(len(left), np.nan)
        for i, text in enumerate(self._texts):
            beside = (left < right[i]) & (left[i] < right)
            for level in (base[i], base[i] + self._inward[i] * height):
                if not (beside & (np.abs(taken - level) < height)).any():
                    taken[i] = level
                    yield QPointF(left[i], level), text
                    break

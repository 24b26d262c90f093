"""An arrow from one point to another."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.marks.mark import Mark, Scale

_HEAD, _HALF = 8.0, 3.5
# Pixels from the tail to the tip; a shorter arrow would be all head.
_SHORTEST = 10.0
# Pixels beyond the ground at which an arrow ends that goes further: Qt draws no line to infinity.
_BEYOND = 2000.0


class Arrow(Mark):
    """A straight arrow; one that is too short to be seen is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._pen = QPen()
        self._ends = np.full((2, 2), math.nan)

    def set_style(self, color: QColor, width: float) -> None:
        """Draw it in that colour, with a line of that width in pixels."""
        self._pen, self._changed = QPen(color, width), True

    def set_ends(self, tail: tuple[float, float], tip: tuple[float, float]) -> None:
        """Let it go from ``tail`` to ``tip``; not a number is nowhere."""
        ends = np.array([tail, tip])
        if not np.array_equal(ends, self._ends, equal_nan=True):
            self._ends, self._moved = ends, True

    @override
    def _places(self, scale: Scale) -> Array:
        return np.stack([scale.across(self._ends[:, 0]), scale.down(self._ends[:, 1])], axis=1)

    @override
    def draw(self, painter: QPainter, on_screen: bool) -> None:
        tail, tip = self._at
        length = math.dist(tail, tip)
        if not (_SHORTEST <= length < math.inf):
            return
        along = (tip - tail) / length
        tip = tail + along * min(length, _BEYOND)
        foot, aside = tip - along * _HEAD, np.array([-along[1], along[0]]) * _HALF
        painter.setPen(self._pen)
        painter.drawLine(QPointF(*tail), QPointF(*foot))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._pen.color())
        painter.drawPolygon(QPolygonF([QPointF(*p) for p in (tip, foot + aside, foot - aside)]))

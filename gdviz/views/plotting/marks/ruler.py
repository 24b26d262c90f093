"""A straight line across the whole plot."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.marks.mark import Mark, Scale


class Ruler(Mark):
    """A vertical line at one x, or a horizontal one (``level``) at one y."""

    def __init__(self, level: bool = False, value: float = math.nan) -> None:
        super().__init__()
        self._level = level
        self._value = value
        self._pen = QPen()

    def set_pen(self, pen: QPen) -> None:
        """Set the pen; its width is in pixels."""
        self._pen, self._changed = pen, True

    def set_value(self, value: float) -> None:
        """Set its x or y; NaN hides it."""
        if value != self._value and not (math.isnan(value) and math.isnan(self._value)):
            self._value, self._changed = value, True

    @override
    def _places(self, scale: Scale) -> Array:
        return np.array([scale.down(self._value) if self._level else scale.across(self._value)])

    @override
    def draw(self, painter: QPainter, on_screen: bool) -> None:
        at, width, height = float(self._at[0]), self._scale.width, self._scale.height
        if not 0 <= at <= (height if self._level else width):
            return
        # Antialiased, a line of one pixel would flicker between one and two.
        smoothed = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._pen.widthF() > 1)
        painter.setPen(self._pen)
        if self._level:
            painter.drawLine(QPointF(0, at), QPointF(width, at))
        else:
            painter.drawLine(QPointF(at, 0), QPointF(at, height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smoothed)

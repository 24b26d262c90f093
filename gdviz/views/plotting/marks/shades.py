"""Soft colours side by side behind a plot."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.marks.mark import Mark, Scale


class Shades(Mark):
    """The two sides of an x, each in its own colour."""

    def __init__(self) -> None:
        super().__init__()
        self._border = 0.0
        self._colors = (QColor(0, 0, 0, 0), QColor(0, 0, 0, 0))

    def set_sides(self, at: float, left: QColor, right: QColor) -> None:
        """Set the colours left and right of ``at``, which may be infinite."""
        self._changed |= self._colors != (left, right)
        self._border, self._colors, self._moved = at, (left, right), True

    @override
    def _places(self, scale: Scale) -> Array:
        return np.array([min(max(scale.across(self._border), 0.0), scale.width)])

    @override
    def draw(self, painter: QPainter, on_screen: bool) -> None:
        border = float(self._at[0])
        # Filling whole pixels takes half the time.
        ends = (0.0, round(border) if on_screen else border, self._scale.width)
        for (begin, end), color in zip(pairwise(ends), self._colors, strict=True):
            painter.fillRect(QRectF(begin, 0.0, end - begin, self._scale.height), color)

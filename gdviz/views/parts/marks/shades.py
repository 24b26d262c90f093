"""Soft colours side by side behind a plot."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gdviz.compat import override
from gdviz.views.parts.marks.mark import Mark, Scale


class Shades(Mark):
    """The two sides of an x, each in a colour."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0.0
        self._colors = (QColor(0, 0, 0, 0), QColor(0, 0, 0, 0))

    def set_sides(self, at: float, left: QColor, right: QColor) -> None:
        """Fill what is left and what is right of ``at``, which may be infinite."""
        self._at, self._colors = at, (left, right)

    @override
    def draw(self, painter: QPainter, scale: Scale, on_screen: bool) -> None:
        border = min(max(scale.across(self._at), 0.0), scale.width)
        for (begin, end), color in zip(
            ((0.0, border), (border, scale.width)), self._colors, strict=True
        ):
            painter.fillRect(QRectF(begin, 0.0, end - begin, scale.height), color)

"""A few words in a plot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gdviz.compat import override
from gdviz.views.parts.marks.mark import Mark, Scale
from gdviz.views.theme import text_font

_MARGIN = 4.0


class Caption(Mark):
    """Words in a box that lies beside a point.

    ``anchor`` says which place in the box is at the point: (0, 0) its top left corner, (1, 1) its
    bottom right one, and so on beyond.
    """

    def __init__(self, anchor: tuple[float, float], text: str = "") -> None:
        super().__init__()
        self._anchor = anchor
        self._font = text_font(0.88)
        self._metrics = QFontMetricsF(self._font)
        self._color, self._fill = QColor(), QColor(0, 0, 0, 0)
        self._x = self._y = 0.0
        self.set_text(text)

    def set_colors(self, text: QColor, fill: QColor | None = None) -> None:
        """Write in one colour, on a box of another if it is given."""
        self._color, self._fill = text, fill or QColor(0, 0, 0, 0)

    def set_anchor(self, anchor: tuple[float, float]) -> None:
        """Let the box lie elsewhere beside its point."""
        self._anchor = anchor

    def set_text(self, text: str) -> None:
        """Say that."""
        self._text = text
        self._width = self._metrics.horizontalAdvance(text)

    def set_place(self, x: float, y: float) -> None:
        """Say it at that point."""
        self._x, self._y = x, y

    @override
    def draw(self, painter: QPainter, scale: Scale, on_screen: bool) -> None:
        width, height = self._width + 2 * _MARGIN, self._metrics.height() + 2 * _MARGIN
        left = scale.across(self._x) - self._anchor[0] * width
        top = scale.down(self._y) - self._anchor[1] * height
        if not (-width < left < scale.width and -height < top < scale.height):
            return
        if self._fill.alpha():
            painter.fillRect(QRectF(left, top, width, height), self._fill)
        painter.setFont(self._font)
        painter.setPen(self._color)
        painter.drawText(
            QPointF(left + _MARGIN, top + _MARGIN + self._metrics.ascent()), self._text
        )

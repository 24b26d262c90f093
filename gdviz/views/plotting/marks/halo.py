"""The ground of a text that sets it apart from lines behind it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainterPath, QPainterPathStroker

_WIDTH = 3.0


class Halos:
    """Grounds of texts in one font, each kept for the next time: laying out takes long."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._grounds: dict[str, QPainterPath] = {}

    def of(self, text: str) -> QPainterPath:
        """Return the ground of a text whose base line begins at the origin: its wide outline."""
        if text not in self._grounds:
            outline = QPainterPath()
            outline.addText(QPointF(0, 0), self._font, text)
            stroker = QPainterPathStroker()
            stroker.setWidth(_WIDTH)
            ground = stroker.createStroke(outline)
            ground.setFillRule(Qt.FillRule.WindingFill)
            self._grounds[text] = ground
        return self._grounds[text]

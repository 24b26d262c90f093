"""The values at the pointer, told beside it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gdviz.views.theme import number_font

# From the pointer's tip to the text: the arrow of a large pointer lies between.
_OFFSET = QPoint(16, 18)
_AWAY = QPoint(10, 8)


class Reading(NamedTuple):
    """What is read off a plot: where, in data coordinates, and the values there in words."""

    x: float
    y: float
    text: str


class ReadOut(QLabel):
    """A small label beside the pointer, on its other side where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("readOut")
        self.setAccessibleName("Values at the pointer")
        self.setFont(number_font(0.88))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_text(self, text: str, pointer: QPoint) -> None:
        """Show ``text`` beside a place in the parent."""
        self.setText(text)
        self.adjustSize()
        parent = self.parentWidget()
        room = parent.size() if parent else self.size()
        corner = pointer + _OFFSET
        if corner.x() + self.width() > room.width():
            corner.setX(pointer.x() - _AWAY.x() - self.width())
        if corner.y() + self.height() > room.height():
            corner.setY(pointer.y() - _AWAY.y() - self.height())
        self.move(max(corner.x(), 0), max(corner.y(), 0))
        self.show()

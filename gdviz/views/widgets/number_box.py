"""Number fields that show and keep the exact number typed."""

from __future__ import annotations

import math
import sys

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QToolTip,
    QWidget,
)

from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.support.numbers import exact, parse
from gdviz.views.theme import number_font

# The most that Qt allows: enough for each float but some below 1e-307.
_DECIMALS = 323
# The smallest number above 0 that a field can tell from it.
LEAST_ABOVE_ZERO = 1e-323
# In pixels; a longer number is whole in the tooltip.
_AROUND_TEXT, _WIDEST = 20, 150


def fit(box: QAbstractSpinBox, usual: int, most: int = _WIDEST) -> None:
    """Make ``box`` ``usual`` pixels wide, or as wide as its number: cut, it reads as another."""
    text = box.fontMetrics().horizontalAdvance(box.text())
    box.setFixedWidth(max(usual, min(text + _AROUND_TEXT, most)))


def _tell_number(box: QAbstractSpinBox, event: QEvent) -> bool:
    """Answer a tooltip with the number as well where the field has no room for all of it."""
    line = box.findChild(QLineEdit)
    if line is None or event.type() != QEvent.Type.ToolTip:
        return False
    if line.fontMetrics().horizontalAdvance(box.text()) <= line.width():
        return False
    QToolTip.showText(QCursor.pos(), f"{box.toolTip()}\n{box.text()}", box)
    return True


class _Leaving:
    """Returns the keyboard focus to the window once the number is entered."""

    @staticmethod
    def after(box: QAbstractSpinBox, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            box.clearFocus()


class ExactSpinBox(QDoubleSpinBox):
    """A field for a non-negative number of any size, with no decimals cut off.

    One step is a tenth of the decade's range in either direction: 0.3 → 0.31, 3 → 3.1.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = 0.0
        self.setDecimals(_DECIMALS)
        self.setRange(0.0, sys.float_info.max)
        self.setFont(number_font())
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    @override
    @guarded
    def setValue(self, value: float) -> None:
        self._shown = value
        super().setValue(value)

    @override
    @guarded
    def textFromValue(self, value: float) -> str:
        # Qt keeps multiples of 1e-323; next to 0 there are floats between those.
        return exact(self._shown if abs(self._shown - value) <= LEAST_ABOVE_ZERO else value)

    @override
    @guarded
    def valueFromText(self, text: str) -> float:
        try:
            return parse(text)
        except ValueError:
            return self.value()

    @override
    @guarded
    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        try:
            value = parse(text)
        except ValueError:
            return QValidator.State.Intermediate, text, pos
        inside = self.minimum() <= value <= self.maximum()
        state = QValidator.State.Acceptable if inside else QValidator.State.Intermediate
        return state, text, pos

    @override
    @guarded
    def stepBy(self, steps: int) -> None:
        if self.value() <= 0:
            self.setValue(1e-3 if steps > 0 else 0.0)
            return
        decade = 10.0 ** math.floor(math.log10(self.value()) + 1e-9)
        self.setValue(float(f"{self.value() + steps * decade / 10:.6g}"))

    @override
    @guarded
    def event(self, event: QEvent) -> bool:
        return _tell_number(self, event) or super().event(event)

    @override
    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        _Leaving.after(self, event)


class CountBox(QSpinBox):
    """A field for a count, its thousands separated."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(number_font())
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def show_count(self, count: int, typed: range) -> None:
        """Show ``count``, which may lie outside of what can be ``typed``."""
        self.setRange(min(typed.start, count), max(typed[-1], count))
        self.setValue(count)

    @override
    @guarded
    def textFromValue(self, value: int) -> str:
        return f"{value:,}".replace(",", " ")

    @override
    @guarded
    def valueFromText(self, text: str) -> int:
        if text and text == self.specialValueText():
            return self.minimum()
        return int(parse(text.removeprefix(self.prefix())))

    @override
    @guarded
    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        if text and text == self.specialValueText():
            return QValidator.State.Acceptable, text, pos
        try:
            value = parse(text.removeprefix(self.prefix()))
        except ValueError:
            return QValidator.State.Intermediate, text, pos
        inside = self.minimum() <= value <= self.maximum() and value.is_integer()
        state = QValidator.State.Acceptable if inside else QValidator.State.Intermediate
        return state, text, pos

    @override
    @guarded
    def event(self, event: QEvent) -> bool:
        return _tell_number(self, event) or super().event(event)

    @override
    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        _Leaving.after(self, event)

"""The dialog that asks what to export, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QSpinBox,
    QWidget,
)

from gdviz.views.theme import number_font
from gdviz.wording.terms import format_labels, plot_labels

_HISTORY = "history"
_FIELD_HEIGHT = 24
# The text has the size that suits the figure; sizes in points begin above.
_SUITABLE = 5.0
Box = TypeVar("Box", bound=QAbstractSpinBox)


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """The user's choice: a plot, or None for the history, and how a figure of it looks."""

    plot: str | None
    suffix: str = ""
    theme: str = "light"
    size: tuple[int, int] = (0, 0)
    scale: float = 1.0
    text: float | None = None


class ExportDialog(QDialog):
    """Asks for one of ``plots``, each with a suitable size, and one of the suffixes.

    Emits ``chosen`` with an ExportChoice.
    """

    chosen = Signal(object)

    def __init__(
        self,
        plots: Mapping[str, tuple[int, int]],
        suffixes: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sizes = dict(plots)
        what = {name: plot_labels()[name] for name in plots}
        what[_HISTORY] = "History of all epochs (table)"
        formats = {suffix: format_labels()[suffix] for suffix in suffixes}
        self.setObjectName("exportDialog")
        self.setWindowTitle("Export")
        self._what = _combo("exportWhat", what, "What to export")
        self._format = _combo("exportFormat", formats, "SVG and PDF stay sharp at any size")
        self._theme = _combo(
            "exportTheme", {"light": "Light, for paper", "dark": "Dark"}, "Colours"
        )
        self._width, self._height = (_side(name) for name in ("Width", "Height"))
        self._text = _typed(QDoubleSpinBox(), "exportText")
        self._text.setRange(_SUITABLE, 72.0)
        self._text.setDecimals(1)
        self._text.setSuffix(" pt")
        self._text.setSpecialValueText("suits the size")
        self._text.setToolTip(
            "Size of the text, lines and marks along with it; a slide wants 16 or more"
        )
        self._scale = _typed(QDoubleSpinBox(), "exportScale")
        self._scale.setRange(0.5, 10.0)
        self._scale.setSingleStep(0.5)
        self._scale.setValue(2.0)
        self._scale.setDecimals(1)
        self._scale.setSuffix(" ×")
        self._scale.setToolTip("Pixels of a PNG for each pixel of the size above")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Save).setText("Choose file…")
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.setContentsMargins(18, 16, 18, 14)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field in (
            ("What", self._what),
            ("Format", self._format),
            ("Theme", self._theme),
            ("Width", self._width),
            ("Height", self._height),
            ("Text", self._text),
            ("Scale", self._scale),
        ):
            field.setMinimumHeight(_FIELD_HEIGHT)
            form.addRow(text, field)
        form.addRow(buttons)
        self._what.currentIndexChanged.connect(self._on_what_changed)
        self._format.currentIndexChanged.connect(self._on_what_changed)
        self._on_what_changed()

    def _on_what_changed(self) -> None:
        what = self._what.currentData()
        figure = what != _HISTORY
        for field in (self._format, self._theme, self._width, self._height, self._text):
            field.setEnabled(figure)
        self._scale.setEnabled(figure and self._format.currentData() == ".png")
        if figure and self.sender() is not self._format:
            width, height = self._sizes[what]
            self._width.setValue(width)
            self._height.setValue(height)

    def _on_accepted(self) -> None:
        what = self._what.currentData()
        choice = ExportChoice(None)
        if what != _HISTORY:
            choice = ExportChoice(
                what,
                self._format.currentData(),
                self._theme.currentData(),
                (self._width.value(), self._height.value()),
                self._scale.value(),
                self._text.value() if self._text.value() > _SUITABLE else None,
            )
        self.accept()
        self.chosen.emit(choice)


def _combo(name: str, choices: dict[str, str], tip: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setToolTip(tip)
    for key, text in choices.items():
        made.addItem(text, key)
    return made


def _typed(box: Box, name: str) -> Box:
    """Return ``box`` without buttons; the arrow keys and the wheel still step."""
    box.setObjectName(name)
    box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setFont(number_font())
    return box


def _side(name: str) -> QSpinBox:
    made = _typed(QSpinBox(), f"export{name}")
    made.setRange(200, 8000)
    made.setSuffix(" px")
    made.setToolTip(f"{name} of the figure before scaling")
    return made

"""The question what to export, and how."""

from __future__ import annotations

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

from gdviz.export.request import ExportOrder, Figure, size_of
from gdviz.views.theme import number_font

_WHAT = {
    "all": "All plots and numbers",
    "sigmoid": "Prediction",
    "cost": "Cost per epoch",
    "landscape": "Cost surface",
    "history": "History of all epochs (table)",
}
_FORMATS = {"png": "PNG picture", "svg": "SVG drawing", "pdf": "PDF document"}
_FIELD_HEIGHT = 24
Box = TypeVar("Box", bound=QAbstractSpinBox)


class ExportDialog(QDialog):
    """Emits ``ordered`` with the person's choice."""

    ordered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle("Export")
        self._what = _combo("exportWhat", _WHAT, "What to export")
        self._format = _combo("exportFormat", _FORMATS, "SVG and PDF stay sharp at any size")
        self._theme = _combo(
            "exportTheme", {"light": "Light, for paper", "dark": "Dark"}, "Colours"
        )
        self._width, self._height = (_side(name) for name in ("Width", "Height"))
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
        figure = what != "history"
        for field in (self._format, self._theme, self._width, self._height):
            field.setEnabled(figure)
        self._scale.setEnabled(figure and self._format.currentData() == "png")
        if self.sender() is not self._format:
            width, height = size_of(what)
            self._width.setValue(width)
            self._height.setValue(height)

    def _on_accepted(self) -> None:
        what = self._what.currentData()
        if what == "history":
            self.accept()
            self.ordered.emit(ExportOrder(None, "csv"))
            return
        figure = Figure(
            what,
            self._theme.currentData(),
            (self._width.value(), self._height.value()),
            self._scale.value(),
        )
        order = ExportOrder(figure, self._format.currentData())
        self.accept()
        self.ordered.emit(order)


def _combo(name: str, choices: dict[str, str], tip: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setToolTip(tip)
    for key, text in choices.items():
        made.addItem(text, key)
    return made


def _typed(box: Box, name: str) -> Box:
    """Return ``box`` as a field to type into; the arrow keys and the wheel still step."""
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

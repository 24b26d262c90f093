"""The arithmetic of the step at the cursor: each example, the means, and the update in numbers."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gdviz.compat import override
from gdviz.engine.ledger import Ledger, Row
from gdviz.numerals import MINUS, aligned, decimals_in, exact, fixed, grouped
from gdviz.views.parts.card import Card, Rule
from gdviz.views.parts.elided import ElidedLabel
from gdviz.views.theme import number_font, text_font

Index = QModelIndex | QPersistentModelIndex
_SAMPLED = 1000
_COLUMNS = ("x", "y", "z", "p", "p − y", "(p − y)·x", "cost")
_WEIGHTS = (48, 24, 52, 44, 50, 60, 44)
_TIPS = (
    "The feature",
    "The label",
    "The log-odds: z = β0 + β1·x",
    "The predicted probability: p = σ(z) = 1 / (1 + e^−z)",
    "The error of the prediction",
    "What the example adds to the gradient of β1",
    "What the example adds to the cost",
)


def decimals_for(change: float) -> int:
    """Return how many decimals show a change of that size with two digits; at least 3."""
    if not change or not math.isfinite(change):
        return 3
    return min(max(3, math.ceil(-math.log10(abs(change)) - 1e-9) + 1), 12)


def update_lines(ledger: Ledger) -> list[str]:
    """Return the update of each coefficient with its numbers put in.

    As many decimals as show the smaller change; the next β is that of the exact numbers.
    """
    alpha, step = ledger.experiment.alpha, ledger.step
    decimals = max(decimals_for(alpha * g) for g in step.gradient)
    rows = zip(step.beta, step.gradient, ledger.updated, strict=True)
    told = [[f"{v:.{decimals}f}".replace("-", MINUS) for v in row] for row in rows]
    return [
        f"β{j} ← {before} − {exact(alpha)} · ({slope}) = {after}"
        for j, (before, slope, after) in enumerate(told)
    ]


class LedgerModel(QAbstractTableModel):
    """A row for each example, worked out when it is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._shown_rows = 0
        self._decimals = 0

    def show_ledger(self, ledger: Ledger) -> None:
        """Show another step's arithmetic."""
        self._ledger = ledger
        self._decimals = decimals_in(ledger.objective.data.columns[:_SAMPLED, 0])
        if len(ledger) != self._shown_rows:
            self.beginResetModel()
            self._shown_rows = len(ledger)
            self.endResetModel()
        elif self._shown_rows:
            last = self.index(self._shown_rows - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._shown_rows

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(_COLUMNS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or self._ledger is None:
            return None
        return _cell(self._ledger.row(index.row()), index.column(), self._decimals)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _TIPS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class _WeighedTable(QTableView):
    """A table whose columns share its width by what they have to show."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        for column, weight in enumerate(_WEIGHTS):
            self.setColumnWidth(column, int(room * weight / sum(_WEIGHTS)))


class LedgerView(Card):
    """The card “This step”: the table, the sums, the means, and both updates."""

    row_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("This step", parent)
        inner = QWidget()
        inner.setObjectName("ledgerView")
        inner.setAccessibleName("The numbers of this step")
        self._inner = inner
        self._model = LedgerModel(inner)
        self._table = self._build_table()
        self._sums: dict[str, list[QLabel]] = {}
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._table, 1)
        layout.addWidget(Rule())
        layout.addLayout(self._build_sums())
        layout.addWidget(Rule())
        self._updates = [self._build_update() for _ in range(2)]
        for line in self._updates:
            layout.addWidget(line)
        self.body.addWidget(inner, 1)

    def show_ledger(self, ledger: Ledger, has_next: bool) -> None:
        """Show the arithmetic of the step that leaves the cursor's epoch."""
        self._model.show_ledger(ledger)
        epoch = ledger.step.epoch
        self.set_note(
            f"epoch {grouped(epoch)} → {grouped(epoch + 1)}"
            if has_next
            else f"epoch {grouped(epoch)}, the last one"
        )
        self._show_sums(ledger)
        lines = update_lines(ledger)
        for shown, text in zip(self._updates, lines, strict=True):
            shown.setText(text)
        self._inner.setAccessibleDescription("; ".join(lines))

    def select(self, row: int | None) -> None:
        """Mark the row of the selected example and bring it into view."""
        if row is None or row >= self._model.rowCount():
            self._table.clearSelection()
            return
        self._table.selectRow(row)

    def _build_table(self) -> QTableView:
        table = _WeighedTable()
        table.setModel(self._model)
        table.setFont(number_font(0.93))
        table.setObjectName("ledgerTable")
        table.setAccessibleName("The arithmetic of each example")
        table.setShowGrid(False)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setMinimumHeight(60)
        across, down = table.horizontalHeader(), table.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setMinimumSectionSize(20)
        across.setFont(text_font(0.88))
        across.setHighlightSections(False)
        down.setFont(text_font(0.9))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(table.fontMetrics().height() + 5)
        down.setHighlightSections(False)
        down.setMinimumWidth(24)
        table.clicked.connect(lambda index: self.row_clicked.emit(index.row()))
        return table

    def _build_sums(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        for column, text in enumerate(("", "β0: p − y", "β1: (p − y)·x", "cost")):
            grid.addWidget(_small(text), 0, column)
            grid.setColumnStretch(column, 1)
        for row, name in enumerate(("sum", "mean", "times"), start=1):
            caption = _small("", Qt.AlignmentFlag.AlignLeft)
            self._sums[name] = [caption, *(_figure() for _ in range(3))]
            for column, widget in enumerate(self._sums[name]):
                grid.addWidget(widget, row, column)
        for figure in self._sums["mean"][1:3]:
            figure.setProperty("role", "gradient")
            figure.setFont(number_font(0.95, bold=True))
        self._sums["mean"][3].setFont(number_font(0.95, bold=True))
        return grid

    def _build_update(self) -> QLabel:
        line = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
        line.setFont(number_font(1.0))
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.setMinimumHeight(line.fontMetrics().height() + 4)
        return line

    def _show_sums(self, ledger: Ledger) -> None:
        n, alpha = len(ledger), ledger.experiment.alpha
        gradient, cost = ledger.step.gradient, ledger.step.cost
        rows = {
            "sum": ("sum", *ledger.sums[:2], cost * n),
            "mean": (f"÷ {grouped(n)}: gradient", *gradient[:2], cost),
            "times": (f"× α {exact(alpha)}", *(alpha * gradient[:2]), None),
        }
        for name, (caption, *values) in rows.items():
            widgets = self._sums[name]
            widgets[0].setText(str(caption))
            for widget, value in zip(widgets[1:], values, strict=True):
                widget.setText("" if value is None else fixed(float(value)))


def _cell(row: Row, column: int, decimals: int) -> str:
    if column == 0:
        text = aligned(row.x, decimals)
        return text if len(text) <= 9 else fixed(row.x, 3)
    if column == 1:
        return exact(row.y)
    return fixed((row.z, row.prediction, row.error, row.error_times_x, row.cost)[column - 2], 3)


def _small(text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "muted")
    made.setFont(text_font(0.9))
    made.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return made


def _figure() -> QLabel:
    made = QLabel()
    made.setFont(number_font(0.95))
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made

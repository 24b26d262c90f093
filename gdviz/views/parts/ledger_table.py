"""The table of a step's arithmetic: which columns a cost has, and a model that fills them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from gdviz.compat import override
from gdviz.engine.ledger import Ledger, Row
from gdviz.engine.objective import LeastSquares, Objective, SquaredError
from gdviz.numerals import aligned, decimals_in, exact, fixed

Index = QModelIndex | QPersistentModelIndex
_SAMPLED = 1000
_WIDEST_X = 6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, what it means, its share of the width, and its number."""

    header: str
    tip: str
    share: int
    value: Callable[[Row], float]


_X = Column("x", "The feature", 51, lambda row: row.x)
_Y = Column("y", "The label", 20, lambda row: row.y)
_COST = Column("cost", "What the example adds to the cost", 47, lambda row: row.cost)
_LOGISTIC = (
    Column("z", "The log-odds: z = β0 + β1·x", 51, lambda row: row.z),
    Column("p", "The predicted probability: p = σ(z)", 47, lambda row: row.prediction),
)


def columns_for(objective: Objective) -> tuple[Column, ...]:
    """Return the columns that lead from x and y to the gradient of that cost."""
    if isinstance(objective, LeastSquares):
        return (
            _X,
            Column("y", "The label", 44, lambda row: row.y),
            Column("ŷ", "The prediction: ŷ = β0 + β1·x", 48, lambda row: row.prediction),
            Column("ŷ − y", "The error of the prediction", 50, lambda row: row.error),
            Column("(ŷ − y)·x", "Its share of β1's gradient", 60, lambda row: row.slope_times_x),
            _COST,
        )
    error = Column("p − y", "The error of the prediction", 50, lambda row: row.error)
    if isinstance(objective, SquaredError):
        slope = "d = (p − y)·p·(1 − p): flat where p is near 0 or 1, even if it is wrong"
        return (
            *(_X, _Y, *_LOGISTIC, error),
            Column("d", slope, 50, lambda row: row.slope),
            Column("d·x", "Its share of β1's gradient", 50, lambda row: row.slope_times_x),
            _COST,
        )
    share = Column("(p − y)·x", "Its share of β1's gradient", 60, lambda row: row.slope_times_x)
    return (_X, _Y, *_LOGISTIC, error, share, _COST)


class LedgerModel(QAbstractTableModel):
    """A row for each example, worked out when it is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._columns: tuple[Column, ...] = ()
        self._rows = 0
        self._decimals = 0

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are shown."""
        return self._columns

    def show_ledger(self, ledger: Ledger) -> None:
        """Show another step's arithmetic."""
        if self._ledger is None or self._ledger.objective is not ledger.objective:
            self._decimals = decimals_in(ledger.objective.data.columns[:_SAMPLED, 0])
        columns = columns_for(ledger.objective)
        alike = (len(ledger), [c.header for c in columns]) == (
            self._rows,
            [c.header for c in self._columns],
        )
        if alike:
            self._ledger = ledger
            if self._rows:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(self._rows - 1, len(columns) - 1)
                )
            return
        self.beginResetModel()
        self._ledger, self._columns, self._rows = ledger, columns, len(ledger)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._rows

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or self._ledger is None:
            return None
        value = self._columns[index.column()].value(self._ledger.row(index.row()))
        if index.column() == 0:
            text = aligned(value, self._decimals)
            return text if len(text) <= _WIDEST_X else fixed(value, 3)
        return exact(value) if index.column() == 1 else fixed(value, 3)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].header
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._columns[section].tip
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class LedgerTable(QTableView):
    """A table whose columns share its width by what they have to show."""

    def __init__(self, model: LedgerModel) -> None:
        super().__init__()
        self._ledger_model = model
        self.setModel(model)
        model.modelReset.connect(self._share_width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        shares = [column.share for column in self._ledger_model.columns]
        room = self.viewport().width()
        for column, share in enumerate(shares):
            self.setColumnWidth(column, int(room * share / sum(shares)))

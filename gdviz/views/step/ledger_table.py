"""The table of a step's arithmetic: which columns a cost has, and a model that fills them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from gdviz.engine.objectives.objective import Objective
from gdviz.runs.ledger import Ledger, Row
from gdviz.support.compat import override
from gdviz.support.numbers import aligned, decimals_in, exact, fitted
from gdviz.wording.terms import slope_formula

Index = QModelIndex | QPersistentModelIndex
_SAMPLED = 1000
_INSET = 3
_TINY = 5e-4


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, its meaning, its ideal width in characters, its number."""

    header: str
    tip: str
    signs: float
    value: Callable[[Row], float]


def columns_for(objective: Objective, prime: str = "") -> tuple[Column, ...]:
    """Return the columns that lead from x and y to the gradient of that cost.

    ``prime`` marks x and β in a run's own coordinates.
    """
    x, line = f"x{prime}", f"β0{prime} + β1{prime}·x{prime}"
    feature = "The feature, standardised for the run" if prime else "The feature"
    share = f"Its share of ∂J/∂β1{prime}"
    linear, flat = not objective.has_classes, not objective.slope_is_error
    error = "ŷ − y" if linear else "p − y"
    columns = [
        Column(x, feature, 5 if flat else 6, lambda row: row.x),
        Column("y", "The label", 5 if linear else 1.3, lambda row: row.y),
    ]
    if linear:
        columns += [Column("ŷ", f"The prediction: ŷ = {line}", 6, lambda row: row.prediction)]
    else:
        tip = "The predicted probability: p = σ(z)"
        columns += [
            Column("z", f"The log-odds: z = {line}", 6.3, lambda row: row.z),
            Column("p", tip, 5.2, lambda row: row.prediction),
        ]
    columns += [Column(error, "The error of the prediction", 6, lambda row: row.error)]
    if flat:
        tip = slope_formula(objective.name)
        columns += [
            Column("d", tip, 6, lambda row: row.slope),
            Column(f"d·{x}", share, 6, lambda row: row.slope_times_x),
        ]
    else:
        columns += [Column(f"({error})·{x}", share, 7.3, lambda row: row.slope_times_x)]
    tip = "What the example adds to the cost"
    return (*columns, Column("cost", tip, 5.2 if flat else 6, lambda row: row.cost))


class LedgerModel(QAbstractTableModel):
    """A row for each example, computed when it is displayed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._columns: tuple[Column, ...] = ()
        self._rows = 0
        self._decimals = 0
        self._rooms: tuple[int, ...] = ()
        # The texts are needed when the numbers change, and again when they are painted.
        self._texts_of: object = None
        self._texts: list[list[str]] = []

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown."""
        return self._columns

    def show_ledger(self, ledger: Ledger) -> None:
        """Show another step's arithmetic."""
        if self._ledger is None or self._ledger.objective is not ledger.objective:
            self._decimals = decimals_in(ledger.objective.data.columns[:_SAMPLED, 0])
        columns = columns_for(ledger.objective, "′" if ledger.experiment.scale else "")
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

    def set_rooms(self, rooms: tuple[int, ...]) -> None:
        """Set how many characters each column has room for."""
        self._rooms = rooms

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
        shown = role == Qt.ItemDataRole.DisplayRole
        if self._ledger is None or not (shown or role == Qt.ItemDataRole.ToolTipRole):
            return None
        if shown:
            return self.texts(index.row(), index.row() + 1)[0][index.column()]
        column = self._columns[index.column()]
        return f"{column.header} = {exact(column.value(self._ledger.row(index.row())))}"

    def texts(self, start: int, stop: int) -> list[list[str]]:
        """Return the texts of the cells of the rows start … stop − 1."""
        wanted = (self._ledger, start, stop, self._rooms)
        if wanted != self._texts_of:
            rows = self._ledger.rows(start, stop) if self._ledger else []
            self._texts = [
                [self._text(column.value(row), i) for i, column in enumerate(self._columns)]
                for row in rows
            ]
            self._texts_of = wanted
        return self._texts

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

    def _text(self, value: float, column: int) -> str:
        room = self._rooms[column] if column < len(self._rooms) else 8
        if column > 1 or (column == 0 and self._is_scaled()):
            return fitted(value, room)
        given = aligned(value, self._decimals) if column == 0 else exact(value)
        if len(given) <= room:
            return given
        return fitted(value, room, tiny=_TINY)

    def _is_scaled(self) -> bool:
        return self._ledger is not None and self._ledger.experiment.scale


class LedgerTable(QTableView):
    """A table whose columns share its width by their content, and whose rows share its height.

    ``shared`` gives the right edge of each column. The cells are painted together: one by one
    through the style, they take longer than the three plots.
    """

    shared = Signal(list)

    def __init__(self, model: LedgerModel) -> None:
        super().__init__()
        self._ledger_model = model
        self._painted: tuple[int, list[list[str]]] = (0, [])
        self.setModel(model)
        model.modelReset.connect(self._share_width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._share_height()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.setPen(self.palette().text().color())
        metrics, height = painter.fontMetrics(), self.verticalHeader().defaultSectionSize()
        baseline = (height + metrics.ascent() - metrics.descent()) // 2
        sign = metrics.horizontalAdvance("0") if QFontInfo(self.font()).fixedPitch() else 0
        rights = [
            self.columnViewportPosition(i) + self.columnWidth(i) - _INSET
            for i in range(self._ledger_model.columnCount())
        ]
        first, stop = self._rows_in_view()
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        self._painted = first, self._ledger_model.texts(first, stop)
        for row, texts in enumerate(self._painted[1], first):
            top = self.rowViewportPosition(row)
            if row in chosen:
                across = QRect(0, top, self.viewport().width(), height)
                painter.fillRect(across, self.palette().highlight())
            for text, right in zip(texts, rights, strict=True):
                left = right - (len(text) * sign or metrics.horizontalAdvance(text))
                painter.drawText(left, top + baseline, text)
        painter.end()

    @override
    def dataChanged(self, *args: Any) -> None:
        first, stop = self._rows_in_view()
        if self._painted != (first, self._ledger_model.texts(first, stop)):
            super().dataChanged(*args)

    def _rows_in_view(self) -> tuple[int, int]:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return max(first, 0), (self._ledger_model.rowCount() if last < 0 else last + 1)

    def _share_width(self) -> None:
        columns = self._ledger_model.columns
        if not columns:
            return
        spare = self.viewport().width() - 2 * _INSET * len(columns)
        per_sign = spare / sum(column.signs for column in columns)
        sign = QFontMetricsF(self.font()).horizontalAdvance("0")
        wants = [column.signs * per_sign for column in columns]
        self._ledger_model.set_rooms(tuple(int(wanted / sign) for wanted in wants))
        left, ends = self.viewport().x(), []
        for column, end in enumerate(accumulate(wanted + 2 * _INSET for wanted in wants)):
            self.setColumnWidth(column, round(end) - round(end - wants[column] - 2 * _INSET))
            ends.append(left + round(end))
        self.shared.emit(ends)

    def _share_height(self) -> None:
        """Share the spare height among all rows and the header, so that no row is cut."""
        across, least = self.horizontalHeader(), self.fontMetrics().height() + 4
        room = self.height() - across.sizeHint().height()
        count = max(room // least, 1)
        self.verticalHeader().setDefaultSectionSize(room // count)
        across.setFixedHeight(self.height() - room // count * count)

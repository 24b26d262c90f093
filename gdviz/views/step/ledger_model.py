"""The numbers of a step's table as text, with digits that fit and follow from each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from gdviz.engine.dataset import Array
from gdviz.runs.ledger import Ledger
from gdviz.support.compat import override
from gdviz.support.guard import guarded, guarded_or
from gdviz.support.numbers import aligned, decimals_in, exact, fitted, to_unit
from gdviz.views.step.ledger_columns import Column, columns_for, origin_of
from gdviz.wording.row_digits import (
    FIELDS,
    RowDigits,
    Sizes,
    choose,
    given_room,
    still_good,
    widths,
)

Index = QModelIndex | QPersistentModelIndex
_SAMPLED = 1000
_TINY = 5e-4


class LedgerModel(QAbstractTableModel):
    """A row for each example, computed when it is displayed.

    Few rows have digits that follow from each other, see ``digits``; ``refitted`` tells that
    they need other widths.
    """

    refitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._columns: tuple[Column, ...] = ()
        self._rows = 0
        self._decimals = 0
        self._rooms: tuple[int, ...] = ()
        self._signs = 0.0
        self._given = (1, 1)
        self._sizes: Sizes | None = None
        self._digits: RowDigits | None = None
        # The texts are needed when the numbers change, and again when they are painted.
        self._texts_of: object = None
        self._texts: list[list[str]] = []

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown."""
        return self._columns

    @property
    def digits(self) -> RowDigits | None:
        """How many decimals the columns have; None where each number has its own."""
        return self._digits

    def show_ledger(self, ledger: Ledger) -> None:
        """Show another step's arithmetic."""
        same_run = self._ledger is not None and self._ledger.objective is ledger.objective
        if not same_run:
            self._decimals = decimals_in(ledger.objective.data.columns[:_SAMPLED, 0])
            self._given = given_room(ledger)
            prime = "′" if ledger.experiment.scale else ""
            columns = columns_for(ledger.objective, prime, origin_of(ledger))
            if (len(ledger), _heads(columns)) != (self._rows, _heads(self._columns)):
                self._start_again(ledger, columns)
                return
            self._columns = columns
        self._ledger = ledger
        self._refit(same_run)
        if self._rows:
            last = self.index(self._rows - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _start_again(self, ledger: Ledger, columns: tuple[Column, ...]) -> None:
        self.beginResetModel()
        self._ledger, self._columns, self._rows = ledger, columns, len(ledger)
        self._sizes = Sizes.of(ledger, self._given)
        self.endResetModel()

    def share(self, signs: float) -> list[float]:
        """Share a width in signs among the columns, and choose the digits that fit."""
        self._signs = signs
        wants, self._digits = self._fit()
        per_sign = signs / sum(wants)
        self._rooms = tuple(int(want * per_sign + 1e-9) for want in wants)
        return [want * per_sign for want in wants]

    def _fit(self) -> tuple[list[float], RowDigits | None]:
        """Return the width that each column wants, in signs, and the digits of the columns."""
        sizes, ledger = self._sizes, self._ledger
        if sizes is None or ledger is None:
            return [column.signs for column in self._columns], None
        fields = [(column.field, column.least) for column in self._columns]
        digits = choose(sizes, fields, self._signs, not ledger.experiment.scale)
        return widths(sizes, digits, fields), digits

    def _refit(self, same_run: bool) -> None:
        """Choose other digits and widths where the numbers of the step need them.

        Within a run they only widen, so that nothing twitches while it plays.
        """
        assert self._ledger is not None  # noqa: S101 - it has just been set
        before, sizes = self._sizes, Sizes.of(self._ledger, self._given)
        if same_run and before is not None and sizes is not None:
            sizes = before.joined(sizes) if before.suit(sizes) else sizes
        self._sizes = sizes
        if sizes is None or before is None or self._digits is None:
            good = sizes is before
        elif same_run:
            fields = [column.field for column in self._columns]
            rooms = list(zip(fields, self._rooms, strict=True)) if self._rooms else []
            good = still_good(self._digits, sizes, rooms)
        else:
            good = False
        if not good:
            self.refitted.emit()

    @override
    @guarded_or(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._rows

    @override
    @guarded_or(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    @override
    @guarded_or(None)
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
            of = self._numbers(start, stop)
            texts = [
                [self._text(value, i, decimals) for value in of[field].tolist()]
                for i, (field, decimals) in enumerate(self._places())
            ]
            self._texts = [list(row) for row in zip(*texts, strict=True)]
            self._texts_of = wanted
        return self._texts

    @override
    @guarded
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

    def _numbers(self, start: int, stop: int) -> dict[str, Array]:
        """Return the numbers of the rows start … stop − 1, by the field of Row."""
        if self._ledger is None:
            return {field: np.empty(0) for field in FIELDS}
        return dict(zip(FIELDS, self._ledger.columns(start, stop), strict=True))

    def _places(self) -> list[tuple[str, int | None]]:
        """Return the field of each column, and its decimals if it has some."""
        fields, digits = [column.field for column in self._columns], self._digits
        return [(field, digits.of(field) if digits else None) for field in fields]

    def _text(self, value: float, column: int, decimals: int | None) -> str:
        room = self._rooms[column] if column < len(self._rooms) else 8
        if decimals is not None:
            text = to_unit(value, decimals)
            return text if len(text) <= room else fitted(value, room)
        if column > 1:
            return fitted(value, room)
        given = aligned(value, self._decimals) if column == 0 else exact(value)
        if len(given) <= room:
            return given
        return fitted(value, room, tiny=_TINY)


def _heads(columns: tuple[Column, ...]) -> list[str]:
    return [column.header for column in columns]

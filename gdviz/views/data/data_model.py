"""The examples as an editable table."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from gdviz.engine.dataset import Dataset
from gdviz.support.compat import override
from gdviz.support.guard import guarded, guarded_or
from gdviz.support.numbers import aligned, decimals_in, exact, fitted
from gdviz.views.plotting.marks.dots import diamond, disc
from gdviz.views.theme import LIGHT, Theme

Index = QModelIndex | QPersistentModelIndex
_SAMPLED = 1000
_ROOMS = (11, 7)
_ROOM_BY_MARK = 5
# With this many changed cells the whole table is repainted.
_MANY_CHANGES = 9
_MARK_SIDE = 12
# The signs of a column's name that fit in a line.
_LINES = 13, 8
_SHOWN = Qt.ItemDataRole.DisplayRole


class DataModel(QAbstractTableModel):
    """The examples of a data set, x and y; what is typed is emitted, not stored."""

    typed = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: Dataset | None = None
        self._decimals = (0, 0)
        self._marks: tuple[QIcon, ...] = ()

    def show_data(self, data: Dataset) -> None:
        """Show other examples; if their number is the same, the table keeps its scroll position."""
        before, self._data = self._data, data
        decimals = self._decimals
        self._decimals = decimals_in(data.columns[:_SAMPLED, 0]), decimals_in(data.y[:_SAMPLED])
        if before is None or before.n != data.n:
            self.beginResetModel()
            self.endResetModel()
        elif data.n:
            self._emit_changes(before if decimals == self._decimals else None, data)
        if before is None or _names(before) != _names(data):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw the marks of the classes in the colours of ``theme``."""
        self._marks = tuple(class_mark(c, theme.color(f"class{c}")) for c in (0, 1))

    @override
    @guarded_or(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self._data is None else self._data.n

    @override
    @guarded_or(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 2

    @override
    @guarded_or(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._data is None or not index.isValid() or index.row() >= self._data.n:
            return None
        value = self._value(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(value, index.column(), whole=role == Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.DecorationRole and index.column() and value in (0, 1):
            return self._marks[int(value)] if self._marks else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{exact(value)}: double-click to edit"
        return None

    @override
    @guarded
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value) != self.data(index, Qt.ItemDataRole.EditRole):
            self.typed.emit(index.row(), index.column(), str(value))
        return True

    @override
    @guarded
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    @override
    @guarded
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if self._data is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        name = _names(self._data)[section]
        return _in_two_lines(name, _LINES[section]) if role == _SHOWN else name

    def _emit_changes(self, before: Dataset | None, data: Dataset) -> None:
        """Repaint the cells that differ from ``before``, or all cells if it is None."""
        cells: list[tuple[int, int]] = []
        if before is not None:
            pairs = ((before.columns[:, 0], data.columns[:, 0]), (before.y, data.y))
            for column, (was, now) in enumerate(pairs):
                cells += [
                    (row, column) for row in np.flatnonzero(was != now)[:_MANY_CHANGES].tolist()
                ]
        if before is not None and len(cells) < _MANY_CHANGES:
            for row, column in cells:
                self.dataChanged.emit(self.index(row, column), self.index(row, column))
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(data.n - 1, 1))

    def _text(self, value: float, column: int, whole: bool) -> str:
        """Return the number with its column's decimals, or fewer unless ``whole``."""
        text = aligned(value, self._decimals[column])
        marked = column == 1 and value in (0, 1)
        room = _ROOM_BY_MARK if marked else _ROOMS[column]
        if whole or len(text) <= room:
            return text
        return fitted(value, room, self._decimals[column], tiny=1e-3)

    def _value(self, index: Index) -> float:
        assert self._data is not None  # noqa: S101
        column = self._data.y if index.column() else self._data.columns[:, 0]
        return float(column[index.row()])


def _names(data: Dataset) -> tuple[str, str]:
    """Return the names of the two columns."""
    return data.feature_names[0], data.label_name


def _in_two_lines(name: str, room: int) -> str:
    """Return a name of more than ``room`` signs with a break at a space, if it has one."""
    if len(name) <= room or " " not in name:
        return name
    spaces = [at for at, sign in enumerate(name) if sign == " "]
    middle = min(spaces, key=lambda at: abs(2 * at - len(name)))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


def class_mark(label: int, color: QColor) -> QIcon:
    """Return the mark of a class: a disc for 0, a diamond for 1."""
    ratio = 3
    pixmap = QPixmap(_MARK_SIDE * ratio, _MARK_SIDE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(LIGHT.color("card", 0.0))
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        symbol = diamond(10.8) if label else disc(8.8)
        painter.fillPath(symbol.translated(_MARK_SIDE / 2, _MARK_SIDE / 2), color)
    mark = QIcon(pixmap)
    mark.addPixmap(pixmap, QIcon.Mode.Selected)
    return mark

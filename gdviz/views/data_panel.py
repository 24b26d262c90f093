"""The data: samples, the table of the examples, and what to do with them."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)

from gdviz.compat import override
from gdviz.engine.dataset import Dataset
from gdviz.numerals import aligned, decimals_in, exact, fitted, grouped
from gdviz.views.parts.card import Card, Rule
from gdviz.views.theme import LIGHT, Theme, number_font, text_font

Index = QModelIndex | QPersistentModelIndex
_SAMPLED = 1000
# The numbers of the rows need more room where there are very many of them.
_MANY = 10_000
_WIDTH, _WIDTH_OF_MANY = 210, 260
_LONGEST_WORD = 12
_ROOMS = (11, 7)
_ROOM_BY_MARK = 5
# Of so many cells that have changed, the table is painted as a whole.
_MANY_CHANGES = 9


class DataModel(QAbstractTableModel):
    """The examples of a data set, x and y; what is typed into them is only told."""

    typed = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: Dataset | None = None
        self._decimals = (0, 0)
        self._marks: tuple[QIcon, ...] = ()

    def show_data(self, data: Dataset) -> None:
        """Show other examples; where their number is the same, the table keeps its place."""
        before, self._data = self._data, data
        decimals = self._decimals
        self._decimals = decimals_in(data.columns[:_SAMPLED, 0]), decimals_in(data.y[:_SAMPLED])
        if before is None or before.n != data.n:
            self.beginResetModel()
            self.endResetModel()
        elif data.n:
            self._tell_changes(before if decimals == self._decimals else None, data)
        if before is None or _names(before) != _names(data):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw the marks of the classes in the colours of ``theme``."""
        self._marks = tuple(class_mark(c, theme.color(f"class{c}")) for c in (0, 1))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self._data is None else self._data.n

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 2

    @override
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
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value) != self.data(index, Qt.ItemDataRole.EditRole):
            self.typed.emit(index.row(), index.column(), str(value))
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    @override
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
        return _names(self._data)[section]

    def _tell_changes(self, before: Dataset | None, data: Dataset) -> None:
        """Have the cells painted that are not what they were ``before``; without it all."""
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
        """Return the number with its column's decimals, or fewer where they need not all show."""
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
    """Return what the two columns are called."""
    return data.feature_names[0], data.label_name


class DataPanel(Card):
    """The card “Data”. It emits what the person wants done with the examples."""

    sample_chosen = Signal(str)
    row_selected = Signal(int)
    cell_typed = Signal(int, int, str)
    add_asked = Signal()

    def __init__(self, delete: QAction, open_file: QAction, parent: QWidget | None = None) -> None:
        super().__init__("Data", parent)
        self._samples = QComboBox()
        self._samples.setObjectName("sampleCombo")
        self._samples.setAccessibleName("Sample data")
        self._samples.setToolTip("Choose one of the samples that come with gdviz")
        self._samples.setMinimumContentsLength(8)
        self._samples.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._samples.activated.connect(self._on_sample_activated)
        self._model = DataModel(self)
        self._model.typed.connect(self.cell_typed)
        self._table = self._build_table()
        self._summary = QLabel()
        self._hint = QLabel("Click the plot to add a point,\na point to flip it, drag to move.")
        for words in (self._summary, self._hint):
            words.setProperty("role", "muted")
            words.setFont(text_font(0.93))
            words.setWordWrap(True)
        self.body.addWidget(self._samples)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(Rule())
        self.body.addWidget(self._summary)
        self.body.addWidget(self._hint)
        self.body.addLayout(self._build_buttons(delete, open_file))

    def set_theme(self, theme: Theme) -> None:
        """Draw the marks of the classes in the colours of ``theme``."""
        self._model.set_theme(theme)
        self._table.viewport().update()

    def set_samples(self, titles: dict[str, str]) -> None:
        """Offer samples: name → title."""
        self._samples.clear()
        for name, title in titles.items():
            self._samples.addItem(title, name)

    def show_data(self, data: Dataset) -> None:
        """Show the examples and what there is to say of them."""
        self._model.show_data(data)
        self.setFixedWidth(_WIDTH if data.n < _MANY else _WIDTH_OF_MANY)
        self._show_title(data.title or "Own data")
        zero, one = data.class_names
        ones = int(np.count_nonzero(data.y == 1))
        zeros = int(np.count_nonzero(data.y == 0))
        count = "1 example" if data.n == 1 else f"{grouped(data.n)} examples"
        if ones + zeros < data.n:
            self._summary.setText(count)
        elif (zero, one) == ("0", "1"):
            of_one = data.label_name if _reads_as_count(data.label_name) else "of class 1"
            self._summary.setText(f"{count} · {grouped(ones)} {of_one}")
        else:
            self._summary.setText(f"{count}\n0 = {zero}: {zeros} · 1 = {one}: {ones}")

    def selected_row(self) -> int | None:
        """Return the row that is selected, if one is."""
        rows = self._table.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def select(self, row: int | None) -> None:
        """Select a row and bring it into view."""
        with QSignalBlocker(self):
            if row is None or row >= self._model.rowCount():
                self._table.clearSelection()
                self._table.setCurrentIndex(QModelIndex())
            elif row != self.selected_row():
                self._table.selectRow(row)
                self._table.scrollTo(self._model.index(row, 0))

    def edit_cell(self, row: int) -> None:
        """Open the editor of that row's x."""
        index = self._model.index(row, 0)
        self._table.setFocus()
        self._table.setCurrentIndex(index)
        self._table.edit(index)

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("dataTable")
        table.setAccessibleName("Examples")
        table.setModel(self._model)
        table.setFont(number_font(0.97))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = table.horizontalHeader(), table.verticalHeader()
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        across.resizeSection(1, 66)
        across.setFont(text_font(0.9))
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setFont(text_font(0.9))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(table.fontMetrics().height() + 7)
        down.setMinimumWidth(26)
        table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        return table

    def _build_buttons(self, delete: QAction, open_file: QAction) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for text, tip, slot in (
            ("Add", "Add an example to the end of the table", self.add_asked.emit),
            ("Delete", delete.toolTip(), delete.trigger),
            ("Open…", open_file.toolTip(), open_file.trigger),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setStyleSheet("padding: 3px 4px;")
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            row.addWidget(button)
        return row

    def _show_title(self, title: str) -> None:
        """Choose the sample of that title, or list the title of other data at the end."""
        own = self._samples.findData(None)
        if own >= 0 and self._samples.itemText(own) != title:
            self._samples.removeItem(own)
        if self._samples.findText(title) < 0:
            self._samples.addItem(title, None)
        self._samples.setCurrentIndex(self._samples.findText(title))

    def _on_sample_activated(self, index: int) -> None:
        name = self._samples.itemData(index)
        if name is not None:
            self.sample_chosen.emit(name)

    def _on_selection_changed(self) -> None:
        row = self.selected_row()
        if row is not None:
            self.row_selected.emit(row)


def _reads_as_count(label: str) -> bool:
    """Return whether “10 passed” can be said of a label."""
    return label.isalpha() and 1 < len(label) <= _LONGEST_WORD


def class_mark(label: int, color: QColor) -> QIcon:
    """Return the mark of a class: a disc for 0, a diamond for 1."""
    ratio = 3
    pixmap = QPixmap(12 * ratio, 12 * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(LIGHT.color("card", 0.0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    if label:
        corners = ((6.0, 0.6), (11.4, 6.0), (6.0, 11.4), (0.6, 6.0))
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(QPointF(*corner))
    else:
        path.addEllipse(QRectF(1.6, 1.6, 8.8, 8.8))
    painter.fillPath(path, color)
    painter.end()
    mark = QIcon(pixmap)
    mark.addPixmap(pixmap, QIcon.Mode.Selected)
    return mark

"""The data: samples, the table of the examples, and buttons to edit them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
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

from gdviz.engine.dataset import Dataset
from gdviz.support.compat import override
from gdviz.support.numbers import grouped
from gdviz.support.shortened import shortened
from gdviz.views.data.data_model import DataModel
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import number_font, text_font
from gdviz.views.widgets.card import Card, Separator
from gdviz.views.widgets.quietly import quietly

# The row numbers need more room if there are very many.
_MANY = 10_000
_WIDTH, _WIDTH_OF_MANY = 224, 264
# For each pixel by which a line of text is higher than usual.
_WIDER, _USUAL_LINE = 5, 15
_LONGEST_WORD = 12
_LONGEST_CLASS = 30


class DataPanel(Card):
    """The card “Data”. It emits the edits that the user makes to the examples."""

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
        self.body.addWidget(Separator())
        self.body.addWidget(self._summary)
        self.body.addWidget(self._hint)
        self.body.addLayout(self._build_buttons(delete, open_file))

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show the examples, and the selected one."""
        if is_new(lambda shown: shown.settings.theme, now, before):
            self._model.set_theme(now.settings.theme)
            self._table.viewport().update()
        new_data = is_new(lambda shown: id(shown.dataset), now, before)
        if new_data:
            self._show_data(now.dataset)
        if new_data or is_new(lambda shown: shown.selected, now, before):
            self._select(now.selected)

    @override
    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._hint.setVisible(not compact)

    def set_samples(self, titles: dict[str, str]) -> None:
        """Offer samples: name → title."""
        self._samples.clear()
        for name, title in titles.items():
            self._samples.addItem(title, name)

    def _show_data(self, data: Dataset) -> None:
        """Show the examples and their summary."""
        self._model.show_data(data)
        more = _WIDER * max(self.fontMetrics().height() - _USUAL_LINE, 0)
        self.setFixedWidth(more + (_WIDTH if data.n < _MANY else _WIDTH_OF_MANY))
        self._show_title(data.title or "Own data")
        self._share_heading()
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
            low, high = (shortened(name, _LONGEST_CLASS) for name in (zero, one))
            self._summary.setText(f"{count}\n0 = {low}: {zeros} · 1 = {high}: {ones}")
        self._summary.setToolTip(_names_in_whole(data))

    def _share_heading(self) -> None:
        """Give the names of the columns a second line where one does not hold them."""
        across = self._table.horizontalHeader()
        across.setFixedHeight(across.sizeHint().height())

    def selected_row(self) -> int | None:
        """Return the selected row, if any."""
        rows = self._table.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def _select(self, row: int | None) -> None:
        """Select a row and bring it into view."""
        with quietly(self):
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
        """Choose the sample of that title, or add the title of other data at the end."""
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


def _names_in_whole(data: Dataset) -> str:
    """Return the names of the classes for a tooltip, none where they are too short to be cut."""
    if max(map(len, data.class_names)) <= _LONGEST_CLASS:
        return ""
    return "\n".join(f"{value} = {name}" for value, name in enumerate(data.class_names))


def _reads_as_count(label: str) -> bool:
    """Return whether a label reads well in “10 passed”."""
    return label.isalpha() and 1 < len(label) <= _LONGEST_WORD

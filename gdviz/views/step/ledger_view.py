"""The arithmetic of the step at the cursor: the examples, the means, the update in numbers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from gdviz.runs.ledger import Ledger
from gdviz.support.numbers import grouped
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.step.ledger_columns import origin_of
from gdviz.views.step.ledger_model import LedgerModel
from gdviz.views.step.ledger_sums import LedgerSums
from gdviz.views.step.ledger_table import LedgerTable
from gdviz.views.theme import number_font, text_font
from gdviz.views.widgets.card import Card, Separator
from gdviz.views.widgets.elided_label import ElidedLabel, Holder
from gdviz.wording.update_lines import update_lines


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
        self._sums = LedgerSums()
        self._table.shared.connect(self._on_shared)
        self._ledger: Ledger | None = None
        self._origin = ""
        self._row: int | None = None
        self._model.modelReset.connect(self._mark)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._table, 1)
        layout.addWidget(Separator())
        layout.addWidget(self._sums)
        layout.addWidget(Separator())
        self._updates = [self._build_update() for _ in range(2)]
        for line in self._updates:
            layout.addWidget(Holder(line))
        self.body.addWidget(inner, 1)

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show the arithmetic of the step that leaves the cursor's epoch."""
        epoch = now.epoch
        following = f"{grouped(epoch)} → {grouped(epoch + 1)}"
        steps = f"{grouped(epoch)}: last" if now.at_end else following
        if now.experiment.scale:
            if is_new(lambda shown: id(shown.run), now, before):
                self._origin = origin_of(now.ledger)
            self._tell_scaling(f"epoch {steps}")
        else:
            self.set_note(f"epoch {steps}")
        if is_new(_numbers_of, now, before):
            self._show_ledger(now.ledger)
        if now.selected is None and is_new(_names_of, now, before):
            self._table.scrollToTop()
        if is_new(lambda shown: shown.selected, now, before):
            self._row = now.selected
            self._mark()

    def _tell_scaling(self, steps: str) -> None:
        """Tell where x′ comes from, in full words if there is room for them."""
        said = f"{steps} · x scaled: {self._origin}"
        fits = self._note.fontMetrics().horizontalAdvance(said) <= self._note.width()
        self.set_note(said if fits else f"{steps} · {self._origin}")

    def _show_ledger(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._model.show_ledger(ledger)
        self._show_result(ledger)

    def _show_result(self, ledger: Ledger) -> None:
        digits = self._model.digits
        self._sums.show_ledger(ledger, digits)
        lines = update_lines(ledger, digits.beta if digits else ())
        for shown, text in zip(self._updates, lines, strict=True):
            shown.setText(text)
        self._inner.setAccessibleDescription("; ".join(lines))

    # A change of the width comes by itself, outside of what the window shows of a state.
    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def _on_shared(self, ends: list[int]) -> None:
        self._sums.set_ends(ends)
        if self._ledger is not None:
            self._show_result(self._ledger)

    def _mark(self) -> None:
        """Mark the row of the selected example and bring it into view."""
        if self._row is None or self._row >= self._model.rowCount():
            self._table.clearSelection()
            return
        self._table.selectRow(self._row)
        self._table.scrollTo(self._model.index(self._row, 0))

    def _build_table(self) -> LedgerTable:
        table = LedgerTable(self._model)
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
        across.setMinimumSectionSize(8)
        across.setFont(text_font(0.88))
        across.setHighlightSections(False)
        down.setFont(text_font(0.9))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(table.fontMetrics().height())
        down.setMinimumWidth(24)
        table.clicked.connect(lambda index: self.row_clicked.emit(index.row()))
        return table

    def _build_update(self) -> ElidedLabel:
        line = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
        line.setFont(number_font(0.95))
        line.smallest = 0.6
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.setMinimumHeight(line.fontMetrics().height() + 4)
        return line


def _names_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what tells one data set from another; edits of one keep it."""
    data = snapshot.dataset
    return data.title, data.feature_names, data.label_name


def _numbers_of(snapshot: Snapshot) -> tuple[object, ...]:
    return id(snapshot.run), *snapshot.ledger.numbers

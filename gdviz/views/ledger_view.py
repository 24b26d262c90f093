"""The arithmetic of the step at the cursor: each example, the means, and the update in numbers."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gdviz.engine.ledger import Ledger
from gdviz.numerals import MINUS, exact, fixed, grouped
from gdviz.views.parts.card import Card, Rule
from gdviz.views.parts.elided import ElidedLabel
from gdviz.views.parts.figures_delegate import FiguresDelegate
from gdviz.views.parts.ledger_table import LedgerModel, LedgerTable, columns_for
from gdviz.views.theme import number_font, text_font


def decimals_for(change: float) -> int:
    """Return how many decimals show a change of that size with two digits; at least 3."""
    if not change or not math.isfinite(change):
        return 3
    return min(max(3, math.ceil(-math.log10(abs(change)) - 1e-9) + 1), 12)


def update_lines(ledger: Ledger) -> list[str]:
    """Return the update of each coefficient with its numbers put in.

    As many decimals as show the smaller change; the next β is that of the exact numbers.
    Of a rule with more to it than the gradient only the change is told, once it is known.
    """
    before, after = ledger.step.beta, ledger.updated
    if after is None:
        return [f"β{j} ← …" for j in range(len(before))]
    decimals = max(decimals_for(change) for change in after - before)
    told = [
        [f"{v:.{decimals}f}".replace("-", MINUS) for v in row]
        for row in zip(before, ledger.step.gradient, after, after - before, strict=True)
    ]
    if ledger.is_plain:
        alpha = exact(ledger.experiment.alpha)
        return [f"β{j} ← {b} − {alpha} · ({g}) = {a}" for j, (b, g, a, _) in enumerate(told)]
    return [f"β{j} ← {b} + ({change}) = {a}" for j, (b, _, a, change) in enumerate(told)]


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
        scaled = " · x scaled" if ledger.experiment.scale else ""
        steps = (
            f"{grouped(epoch)} → {grouped(epoch + 1)}" if has_next else f"{grouped(epoch)}: last"
        )
        self.set_note(f"epoch {steps}{scaled}")
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
        table = LedgerTable(self._model)
        table.setItemDelegate(FiguresDelegate(table))
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
        self._heads = [_small("") for _ in range(4)]
        for column, head in enumerate(self._heads):
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 1)
        for row, name in enumerate(("sum", "mean", "l2", "times"), start=1):
            caption = _small("", Qt.AlignmentFlag.AlignLeft)
            self._sums[name] = [caption, *(_figure() for _ in range(3))]
            for column, widget in enumerate(self._sums[name]):
                grid.addWidget(widget, row, column)
        for name in ("mean", "l2"):
            for figure in self._sums[name][1:3]:
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
        n, alpha, plain = len(ledger), ledger.experiment.alpha, ledger.is_plain
        gradient, cost = ledger.step.gradient, ledger.step.cost
        l2 = ledger.objective.l2
        columns = columns_for(ledger.objective)
        for head, text in zip(
            self._heads[1:],
            (f"β0: {columns[-3].header}", f"β1: {columns[-2].header}", "cost"),
            strict=True,
        ):
            head.setText(text)
        own_cost = cost - 0.5 * float(ledger.penalty @ ledger.step.beta)
        mean = f"÷ {grouped(n)}" + ("" if l2 else ": gradient")
        rows = {
            "sum": ("sum", *ledger.sums[:2], own_cost * n),
            "mean": (mean, *ledger.means[:2], own_cost),
            "l2": (f"+ λ·β, λ {exact(l2)}: gradient", *gradient[:2], cost) if l2 else None,
            "times": (f"× α {exact(alpha)}", *(alpha * gradient[:2]), None) if plain else None,
        }
        for name, row in rows.items():
            for widget in self._sums[name]:
                widget.setVisible(row is not None)
            if row is not None:
                caption, *values = row
                self._sums[name][0].setText(str(caption))
                for widget, value in zip(self._sums[name][1:], values, strict=True):
                    widget.setText("" if value is None else fixed(float(value)))


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

"""The sums and means of a step, each below its column of the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from gdviz.runs.ledger import Ledger
from gdviz.support.compat import override
from gdviz.support.numbers import exact, fitted, grouped
from gdviz.views.theme import number_font, text_font
from gdviz.views.widgets.field import set_role

_INSET = 3
_MOST_DECIMALS = 4
_LARGE = 100
_MORE_SIGNS = 3
_TINY = 1e-3
_TIPS = {
    "sum": "The sum of the column above",
    "mean": "The mean over the examples",
    "l2": "With what L2 adds to the gradient of β1, and to the cost",
    "times": "What the update takes away from β0 and from β1",
}


class LedgerSums(QWidget):
    """Rows of a caption and three figures: for β0, for β1, and of the cost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends: tuple[int, ...] = (0, 0, 0, 0)
        self._ledger: Ledger | None = None
        self._gradient = ""
        self._places: object = None
        self._rows = {name: self._row(tip) for name, tip in _TIPS.items()}
        figure = self._rows["sum"][1]
        self._height = figure.fontMetrics().height() + 1
        self._sign = QFontMetricsF(figure.font()).horizontalAdvance("0")

    def show_ledger(self, ledger: Ledger) -> None:
        """Show the sums and the means of a step, its L2 term, and the step times α."""
        self._ledger = ledger
        rows = _rows_of(ledger)
        rooms = self._rooms()
        decimals = _decimals([values for _, values in rows.values()], rooms)
        for name, (caption, *figures) in self._rows.items():
            if caption.isHidden() == (name in rows):
                for label in (caption, *figures):
                    label.setVisible(name in rows)
                self.updateGeometry()
            if name in rows:
                text, values = rows[name]
                caption.setText(text)
                for figure, value, room in zip(figures, values, rooms, strict=False):
                    figure.setText(_figure(float(value), room, decimals))
        self._mark_gradient("l2" if "l2" in rows else "mean")
        places = (self._ends, tuple(rows))
        if places != self._places:
            self._places = places
            self._place()

    def set_ends(self, ends: Sequence[int]) -> None:
        """Set the right edges of the table's columns; the last three are those of the figures."""
        self._ends = (*(0, 0, 0, 0), *ends)[-4:]
        if self._ledger is not None:
            self.show_ledger(self._ledger)

    @override
    def sizeHint(self) -> QSize:
        shown = sum(not labels[0].isHidden() for labels in self._rows.values())
        return QSize(0, self._height * shown)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _lefts(self) -> tuple[int, ...]:
        """Return the left edge of the room for each figure; nothing is left of β0's."""
        return (self._ends[0] - round(_MORE_SIGNS * self._sign), *self._ends[1:3])

    def _rooms(self) -> list[int]:
        pairs = zip(self._lefts(), self._ends[1:], strict=True)
        return [int((right - left - 2 * _INSET + 1) / self._sign) for left, right in pairs]

    def _place(self) -> None:
        """Put each figure at the right edge of its column."""
        top = 0
        for caption, *figures in self._rows.values():
            if caption.isHidden():
                continue
            caption.setGeometry(0, top, self._lefts()[0], self._height)
            for figure, left, right in zip(figures, self._lefts(), self._ends[1:], strict=True):
                figure.setGeometry(left, top, right - left, self._height)
            top += self._height

    def _mark_gradient(self, gradient: str) -> None:
        """Highlight the figures of the row that is ∇J, and its cost."""
        if gradient == self._gradient:
            return
        self._gradient = gradient
        for name, (_, *figures) in self._rows.items():
            font = number_font(0.93, bold=name == gradient)
            for figure, role in zip(figures, ("gradient", "gradient", "plain"), strict=True):
                set_role(figure, role if name == gradient else "plain")
                figure.setFont(font)

    def _row(self, tip: str) -> list[QLabel]:
        caption = QLabel(self)
        caption.setProperty("role", "muted")
        caption.setFont(text_font(0.9))
        figures = [QLabel(self) for _ in range(3)]
        for figure in figures:
            figure.setFont(number_font(0.93))
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            figure.setContentsMargins(0, 0, _INSET, 0)
        for label in (caption, *figures):
            label.setToolTip(tip)
        return [caption, *figures]


def _decimals(rows: Sequence[tuple[float, ...]], rooms: Sequence[int]) -> int:
    """Return the most decimals, up to 4, that fit all but the largest figures."""
    usual = [
        (value, room)
        for values in rows
        for value, room in zip(values, rooms, strict=False)
        if abs(value) < _LARGE
    ]
    for decimals in range(_MOST_DECIMALS, 2, -1):
        if all(len(f"{value:.{decimals}f}") <= room for value, room in usual):
            return decimals
    return 2


def _rows_of(ledger: Ledger) -> dict[str, tuple[str, tuple[float, ...]]]:
    """Return the rows shown: a caption, and the figures of β0, β1 and the cost."""
    n, l2, sums = len(ledger), ledger.objective.l2, ledger.by_hand.sums
    gradient, means = sums.gradient, sums.means
    penalty = 0.5 * float(ledger.penalty @ ledger.step.beta)
    cost = ledger.step.cost - penalty
    mean = f"÷ {grouped(n)}" + ("" if l2 else ": gradient")
    rows = {
        "sum": ("sum", (*(n * means[:2]), cost * n)),
        "mean": (mean, (*means[:2], cost)),
    }
    if l2:
        rows["l2"] = (f"+ λ·β, λ {exact(l2)}: gradient", (*gradient[:2], ledger.step.cost))
    if ledger.is_plain:
        alpha = ledger.experiment.alpha
        rows["times"] = (f"× α {exact(alpha)}", tuple(alpha * gradient[:2]))
    return rows


def _figure(value: float, room: int, decimals: int) -> str:
    return fitted(value, room, decimals, tiny=max(_TINY, 0.5 * 10.0**-decimals))

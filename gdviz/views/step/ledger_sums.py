"""The sums and means of a step, each below its column of the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from gdviz.runs.ledger import Ledger
from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.support.numbers import exact
from gdviz.views.theme import number_font, text_font
from gdviz.views.widgets.field import set_role
from gdviz.wording.row_digits import RowDigits
from gdviz.wording.sum_lines import SumLine, sum_lines

_INSET = 3
_MORE_SIGNS = 3
# Of β0, of β1, and the cost.
_FIGURES = 3


class LedgerSums(QWidget):
    """Lines of a caption and up to three figures: for β0, for β1, and of the cost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends: tuple[int, ...] = (0, 0, 0, 0)
        self._shown: tuple[Ledger, RowDigits | None] | None = None
        self._places: object = None
        self._rows: list[list[QLabel]] = [self._row()]
        self._roles: list[str] = [""]
        self._counts = [-1]
        figure = self._rows[0][1]
        self._height = figure.fontMetrics().height() + 1
        self._sign = QFontMetricsF(figure.font()).horizontalAdvance("0")

    def show_ledger(self, ledger: Ledger, digits: RowDigits | None = None) -> None:
        """Show what comes of the rows of a step; ``digits`` are those of the rows."""
        self._shown = ledger, digits
        lines = sum_lines(ledger, digits, self._rooms())
        while len(self._rows) < len(lines):
            self._rows.append(self._row())
            self._roles.append("")
            self._counts.append(-1)
        for at, labels in enumerate(self._rows):
            self._show_line(at, labels, lines[at] if at < len(lines) else None)
        places = (self._ends, [len(line.texts) for line in lines])
        if places != self._places:
            self._places = places
            self._place()
            self.updateGeometry()

    def set_ends(self, ends: Sequence[int]) -> None:
        """Set the right edges of the table's columns; the last three are those of the figures."""
        self._ends = (*(0, 0, 0, 0), *ends)[-4:]
        if self._shown is not None:
            self.show_ledger(*self._shown)

    def _show_line(self, at: int, labels: list[QLabel], line: SumLine | None) -> None:
        """Show a line in its labels, or nothing."""
        shown = 0 if line is None else 1 + len(line.texts)
        if shown != self._counts[at]:
            self._counts[at] = shown
            for i, label in enumerate(labels):
                label.setVisible(i < shown)
        if line is None:
            return
        caption, *figures = labels
        if caption.text() != line.caption:
            caption.setText(line.caption)
            caption.setToolTip(line.tip)
        for label, text, value in zip(figures, line.texts, line.values, strict=False):
            label.setText(text)
            label.setToolTip(f"{line.tip}\n{exact(value)}")
        self._mark(at, line)

    def _mark(self, at: int, line: SumLine) -> None:
        """Highlight the figures of a line that is ∇J, and its cost."""
        role = "gradient" if line.is_gradient else "plain"
        if self._roles[at] == role:
            return
        self._roles[at] = role
        for i, figure in enumerate(self._rows[at][1:]):
            set_role(figure, role if i < _FIGURES - 1 else "plain")
            figure.setFont(number_font(0.93, bold=line.is_gradient))

    @override
    @guarded
    def sizeHint(self) -> QSize:
        shown = sum(not labels[0].isHidden() for labels in self._rows)
        return QSize(0, self._height * shown)

    @override
    @guarded
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
        lefts, top = self._lefts(), 0
        for caption, *figures in self._rows:
            if caption.isHidden():
                continue
            alone = all(figure.isHidden() for figure in figures)
            caption.setGeometry(0, top, self._ends[3] if alone else lefts[0], self._height)
            for figure, left, right in zip(figures, lefts, self._ends[1:], strict=True):
                figure.setGeometry(left, top, right - left, self._height)
            top += self._height

    def _row(self) -> list[QLabel]:
        caption = QLabel(self)
        caption.setProperty("role", "muted")
        caption.setFont(text_font(0.9))
        figures = [QLabel(self) for _ in range(_FIGURES)]
        for figure in figures:
            figure.setFont(number_font(0.93))
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            figure.setContentsMargins(0, 0, _INSET, 0)
        return [caption, *figures]

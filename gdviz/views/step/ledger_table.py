"""The table of a step's arithmetic, which paints its cells together."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Any

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.views.step.ledger_model import LedgerModel

_INSET = 3


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
        model.refitted.connect(self._share_width)

    @override
    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._share_height()

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
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

    @override
    @guarded
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
        sign = QFontMetricsF(self.font()).horizontalAdvance("0")
        wants = [signs * sign for signs in self._ledger_model.share(spare / sign)]
        ends = [0, *map(round, accumulate(wanted + 2 * _INSET for wanted in wants))]
        for column, (start, end) in enumerate(pairwise(ends)):
            self.setColumnWidth(column, end - start)
        left = self.viewport().x()
        self.shared.emit([left + end for end in ends[1:]])

    def _share_height(self) -> None:
        """Share the spare height among all rows and the header, so that no row is cut."""
        across, least = self.horizontalHeader(), self.fontMetrics().height() + 4
        room = self.height() - across.sizeHint().height()
        count = max(room // least, 1)
        self.verticalHeader().setDefaultSectionSize(room // count)
        across.setFixedHeight(self.height() - room // count * count)

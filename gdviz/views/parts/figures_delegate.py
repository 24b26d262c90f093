"""Cells of figures, painted without the style sheet: a table of them is drawn in each frame."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gdviz.compat import override

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DISPLAY = Qt.ItemDataRole.DisplayRole
_SELECTED = QStyle.StateFlag.State_Selected


class FiguresDelegate(QStyledItemDelegate):
    """Right-aligned text on the selection's colour where it is selected."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect, palette = option.rect, option.palette
        if option.state & _SELECTED:
            painter.fillRect(rect, palette.highlight())
        painter.setPen(palette.text().color())
        painter.drawText(rect.adjusted(0, 0, -3, 0), _RIGHT, index.data(_DISPLAY))

"""A label that shortens its text with … if it does not fit, and shows all of it on hover."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from gdviz.support.compat import override
from gdviz.support.guard import guarded


class ElidedLabel(QLabel):
    """A right-aligned label of so many lines that needs no width of its own."""

    def __init__(
        self, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight, lines: int = 1
    ) -> None:
        super().__init__()
        self._needed: int | None = None
        self._lines = lines
        self.setWordWrap(lines > 1)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines if lines > 1 else 0)
        self._tip = ""
        self._texts: tuple[str, ...] = ()
        # How small the font may be made, as a share of its size, before the text is cut.
        self.smallest = 1.0
        # Of several lines the first one stays where it is.
        top = Qt.AlignmentFlag.AlignTop if lines > 1 else Qt.AlignmentFlag.AlignVCenter
        self.setAlignment(alignment | top)

    @override
    @guarded
    def sizeHint(self) -> QSize:
        # Qt would suggest more lines for a longer text, without regard to the width it has.
        return super().sizeHint() if self._lines == 1 else QSize(0, self.minimumHeight())

    @override
    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    @guarded
    def setText(self, text: str) -> None:
        if text != self.text():
            self._needed = None
            super().setText(text)
            self._update_tip()

    def set_texts(self, *texts: str) -> None:
        """Show the first of these texts that fits: the same thing in ever fewer words."""
        self._texts = texts
        self._choose()

    def _choose(self) -> None:
        advance = self.fontMetrics().horizontalAdvance
        fits = (text for text in self._texts if advance(text) <= self.width())
        self.setText(next(fits, self._texts[-1]))

    @override
    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._texts:
            self._choose()
        self._update_tip()

    @override
    @guarded
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._needed = None
        super().changeEvent(event)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lines > 1 or not self._is_cut():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            font = self.font()
            share = self.width() / max(self._needed or 1, 1)
            font.setPointSizeF(font.pointSizeF() * max(0.95 * share, self.smallest))
            painter.setFont(font)
            elided = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width()
            )
            painter.drawText(self.rect(), int(self.alignment()), elided)

    def _update_tip(self) -> None:
        whole = self.text() if self._is_cut() else ""
        # A tooltip set from outside says more.
        if whole != self._tip and self.toolTip() == self._tip:
            self._tip = whole
            self.setToolTip(whole)

    def _is_cut(self) -> bool:
        if self._lines > 1:
            room = QRect(0, 0, max(self.width(), 1), 0)
            wrapped = self.fontMetrics().boundingRect(
                room, int(Qt.TextFlag.TextWordWrap), self.text()
            )
            return wrapped.height() > self.height()
        if self._needed is None:
            self._needed = self.fontMetrics().horizontalAdvance(self.text())
        return self._needed > self.width()


class Holder(QWidget):
    """The place of an elided label, which is in no layout, so that new text moves nothing."""

    def __init__(self, label: ElidedLabel) -> None:
        super().__init__()
        self._label = label
        label.setParent(self)

    @override
    @guarded
    def sizeHint(self) -> QSize:
        return QSize(0, max(self._label.sizeHint().height(), self._label.minimumHeight()))

    @override
    @guarded
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label.setGeometry(self.rect())

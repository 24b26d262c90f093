"""A calm line of text over the window: what went wrong, or what was done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from gdviz.views.theme import Theme, icon

_READING_TIME = 8000


class MessageBar(QFrame):
    """Floats over its parent, so that nothing moves, until it is closed or has been read.

    A notice disappears after some seconds; an error stays until the next action succeeds.
    """

    about_to_show = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._text = QLabel()
        self._text.setObjectName("messageLabel")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton()
        self._close.setProperty("flat", True)
        self._close.setIconSize(QSize(14, 14))
        self._close.setToolTip("Close this message")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 6, 5)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._close)
        self._reading = QTimer(self, singleShot=True, interval=_READING_TIME)
        self._reading.timeout.connect(self.hide)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the button in the colours of ``theme``."""
        self._close.setIcon(icon("close", theme.text))

    @Slot(str)
    def show_error(self, text: str) -> None:
        """Show what went wrong and how to fix it."""
        self._reading.stop()
        self._show(text, "error")

    @Slot(str)
    def show_notice(self, text: str) -> None:
        """Show what was done."""
        self._show(text, "notice")
        self._reading.start()

    def forgive(self) -> None:
        """Hide an error: the user's next action has succeeded."""
        if self.property("role") == "error":
            self.hide()

    def place_below(self, neighbour: QWidget) -> None:
        """Move to the middle of the parent, below the lower edge of a sibling."""
        parent = self.parentWidget()
        if parent is not None:
            width = min(760, parent.width() - 48)
            left, top = (parent.width() - width) // 2, neighbour.geometry().bottom() + 9
            self.setGeometry(left, top, width, max(self.heightForWidth(width), 33))

    def _show(self, text: str, role: str) -> None:
        self._text.setText(text)
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        self.about_to_show.emit()
        self.show()
        self.raise_()

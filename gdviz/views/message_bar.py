"""A calm line of text in the window: what went wrong, or what was done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from gdviz.views.theme import Theme, icon


class MessageBar(QFrame):
    """Hidden until there is something to say; the person closes it."""

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
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the button in the colours of ``theme``."""
        self._close.setIcon(icon("close", theme.text))

    @Slot(str)
    def show_error(self, text: str) -> None:
        """Say what went wrong and how it is mended."""
        self._show(text, "error")

    @Slot(str)
    def show_notice(self, text: str) -> None:
        """Say what was done."""
        self._show(text, "notice")

    def _show(self, text: str, role: str) -> None:
        self._text.setText(text)
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

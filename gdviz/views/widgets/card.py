"""A card on the quiet ground: a title, a note on its right, small buttons, and a body."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gdviz.views.theme import text_font
from gdviz.views.widgets.elided_label import ElidedLabel, Holder

# Left, top, right, bottom.
_MARGINS, _CLOSE = (14, 8, 12, 8), (10, 4, 8, 4)


class Card(QFrame):
    """A framed panel; its content goes into ``body``."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = title
        heading = QLabel(title)
        heading.setFont(text_font(1.08, bold=True))
        self._note = ElidedLabel()
        self._note.setProperty("role", "muted")
        self._note.setFont(text_font(0.95))
        self._header = QHBoxLayout()
        self._header.setSpacing(4)
        self._header.addWidget(heading)
        self._header.addSpacing(8)
        self._header.addWidget(Holder(self._note), 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(*_MARGINS)
        layout.setSpacing(4)
        layout.addLayout(self._header)
        layout.addLayout(self.body, 1)

    def set_compact(self, compact: bool) -> None:
        """Take less room, or as much as is good."""
        self._layout.setContentsMargins(*(_CLOSE if compact else _MARGINS))
        self._layout.setSpacing(2 if compact else 4)

    def title(self) -> str:
        """Return the title."""
        return self._title

    def set_note(self, text: str) -> None:
        """Show ``text`` on the right of the title."""
        self._note.setText(text)

    def note(self) -> str:
        """Return the text on the right of the title."""
        return self._note.text()

    def add_action(self, action: QAction) -> None:
        """Add a small button for ``action`` to the right of the header."""
        button = QToolButton()
        button.setProperty("flat", True)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        self.add_control(button)

    def add_control(self, control: QWidget) -> None:
        """Add a small control to the right of the header."""
        self._header.addWidget(control)


class Separator(QFrame):
    """A thin line between parts of a card."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rule")
        self.setFixedHeight(1)

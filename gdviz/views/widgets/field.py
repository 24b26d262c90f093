"""A control with its caption above it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from gdviz.views.theme import text_font


class Field(QVBoxLayout):
    """A small caption, an optional note on its right, and the control below."""

    def __init__(self, caption: str, control: QWidget | QLayout) -> None:
        super().__init__()
        self.setSpacing(2)
        self.caption = _small(caption)
        self.note = _small("")
        heading = self._heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(self.caption)
        heading.addStretch(1)
        heading.addWidget(self.note)
        self.addLayout(heading)
        if isinstance(control, QWidget):
            self.addWidget(control)
            self.caption.setBuddy(control)
        else:
            self.addLayout(control)

    def add_to_heading(self, widget: QWidget) -> None:
        """Add a widget after the caption."""
        self._heading.insertWidget(1, widget)


def _small(text: str) -> QLabel:
    made = QLabel(text)
    made.setFont(text_font(0.93))
    made.setProperty("role", "muted")
    return made


def set_role(label: QLabel, role: str) -> None:
    """Give a label the colour of a role of the style sheet."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)

"""The colours of the window: the theme that the user chose, or that of the desktop."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QWidget

from gdviz.views.theme import LIGHT, THEMES, Theme, palette, style_sheet, system_theme
from gdviz.window.remembered import Remembered

_SYSTEM = "system"


class Appearance(QObject):
    """Holds the choice, which is ``remembered``, and follows the desktop if that is the choice.

    ``choices`` are the actions to choose with, which hold the names of the themes; ``changed``
    says that the theme is another.
    """

    changed = Signal()

    def __init__(self, choices: QActionGroup, remembered: Remembered, parent: QWidget) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self._window = parent
        self._theme = LIGHT
        self._choices = choices
        choices.triggered.connect(self._on_chosen)
        QApplication.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)
        self._apply()

    @property
    def theme(self) -> Theme:
        """The theme that the window is shown in."""
        return self._theme

    def _choice(self) -> str:
        choice = self._remembered.preferences.theme
        return choice if choice in THEMES else _SYSTEM

    def _apply(self) -> None:
        self._theme = THEMES.get(self._choice()) or system_theme()
        for action in self._choices.actions():
            action.setChecked(action.data() == self._choice())
        # For the whole application: popups of combo boxes are separate windows.
        QApplication.setPalette(palette(self.theme))
        self._window.setStyleSheet(style_sheet(self.theme))

    @Slot()
    def _on_color_scheme_changed(self) -> None:
        self._apply()
        self.changed.emit()

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._remembered.change(theme=action.data())
        self._on_color_scheme_changed()

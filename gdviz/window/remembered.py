"""The preferences of the window: read once at its start, and written some time after a change."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from gdviz.documents.errors import DocumentError
from gdviz.documents.preferences import (
    Preferences,
    preferences_file,
    read_preferences,
    write_preferences,
)

# Milliseconds from a change to the writing of it, and of all that follow meanwhile.
_PAUSE = 1000


class Remembered(QObject):
    """Holds the preferences and keeps them in their file; ``failed`` says so once if it cannot."""

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = preferences_file()
        self._preferences, self._problem = read_preferences(self._file)
        self._unwritten: dict[str, Any] = {}
        self._told = False
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._on_time)

    @property
    def preferences(self) -> Preferences:
        """The preferences as they are now."""
        return self._preferences

    @property
    def speed(self) -> float:
        """The speed of playing in steps per second; inf is flat out."""
        speed = self._preferences.speed
        return math.inf if speed is None else speed

    @Slot(float)
    def note_speed(self, speed: float) -> None:
        """Remember the speed of playing; inf is flat out."""
        # JSON has no infinity.
        self.change(speed=None if math.isinf(speed) else speed)

    def tell_problem(self) -> None:
        """Say what was wrong with the file when it was read, if anything was."""
        if self._problem:
            self.failed.emit(self._problem)

    def change(self, **fields: Any) -> None:
        """Change some preferences; they are written soon."""
        now = self._preferences
        changed = {name: value for name, value in fields.items() if getattr(now, name) != value}
        if changed:
            self._preferences = replace(now, **changed)
            self._unwritten |= changed
            self._timer.start()

    def write(self) -> None:
        """Write what was changed, at once."""
        self._timer.stop()
        if not self._unwritten:
            return
        try:
            write_preferences(self._file, self._unwritten)
        except DocumentError as error:
            self._tell(f"The settings cannot be remembered: {error}")
        self._unwritten = {}

    @Slot()
    def _on_time(self) -> None:
        # Writing may take longer than a frame: not while something is dragged.
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start()
        else:
            self.write()

    def _tell(self, text: str) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(text)

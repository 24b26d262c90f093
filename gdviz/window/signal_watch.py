"""Signals that end the program: it ends in order, whatever Qt is doing."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class SignalWatch(QObject):
    """Emits ``caught`` with the number of a signal that asks the program to end.

    Python handles a signal only between two of its own steps, of which there are none while Qt
    waits. But it writes the number to a pipe at once, and that Qt notices.
    """

    caught = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[int, object] = {}
        if sys.platform == "win32":
            return
        self._reader, self._writer = os.pipe()
        for end in (self._reader, self._writer):
            os.set_blocking(end, False)
        self._fd_before = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for name in _NAMES:
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, _pass)
        self._notifier = QSocketNotifier(self._reader, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)

    def close(self) -> None:
        """Let signals do again what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        if self._before and sys.platform != "win32":
            self._before = {}
            self._notifier.setEnabled(False)
            signal.set_wakeup_fd(self._fd_before)
            os.close(self._reader)
            os.close(self._writer)

    @Slot()
    def _on_readable(self) -> None:
        for number in os.read(self._reader, 64):
            if number in self._before:
                self.caught.emit(number)
                return


def _pass(_number: int, _frame: FrameType | None) -> None:
    """Do nothing; the number is in the pipe."""

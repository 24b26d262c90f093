"""What a monkey finds: errors, warnings, and events that take too long."""

from __future__ import annotations

import sys
import time
import traceback
import warnings
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from gdviz.main_window import MainWindow

# Seconds of the GUI thread's own processor time: the machine's other work is not in them.
LONGEST = 0.2
# What the offscreen display says of itself, and what this package's own drops bring along.
_NOISE = ("This plugin does not support", "QDragEnterEvent", "QDropEvent")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be: its kind, after which move, and all that is known of it."""

    kind: str
    after: int
    details: str


class Findings:
    """Collects what goes wrong while a life is lived; ``now`` is the move that is made."""

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.now = 0
        self.longest = (0.0, "")
        self._what, self._began = "", 0.0

    def note(self, kind: str, details: str) -> None:
        """Note a finding."""
        self.found.append(Finding(kind, self.now, details))

    def listen(self) -> None:
        """Hear all that Python and Qt would print."""
        warnings.simplefilter("always")
        loud: Any = warnings
        loud.showwarning = self._on_warning
        qInstallMessageHandler(self._on_message)

    def watch(self, window: MainWindow) -> None:
        """Hear of each error that the window tells."""

        def tell(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            self.note("error", "".join(traceback.format_exception(kind, error, trace)))
            window.errors.tell(kind, error, trace)

        sys.excepthook = tell
        window.session.failed.connect(
            lambda error: self.note("error", "".join(traceback.format_exception(error)))
        )

    def begin(self, what: str) -> None:
        """Begin to measure the events of a move."""
        self._what = what
        self._began = time.thread_time()

    def lap(self) -> None:
        """Measure the event that has ended now, and begin with the next one."""
        seconds = time.thread_time() - self._began
        self.longest = max(self.longest, (seconds, self._what))
        if seconds > LONGEST:
            self.note("slow", f"{self._what} took {1000 * seconds:.0f} ms")
        self.skip()

    def skip(self) -> None:
        """Leave out what was done since the last event."""
        self._began = time.thread_time()

    def _on_warning(self, message: Warning | str, kind: type[Warning], *where: Any) -> None:
        if not any(words in str(message) for words in _NOISE):
            stack = "".join(traceback.format_stack(limit=12)[:-1])
            self.note("warning", f"{kind.__name__}: {message} ({where[0]}:{where[1]})\n{stack}")

    def _on_message(self, _kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if not any(words in text for words in _NOISE):
            self.note("message", text)

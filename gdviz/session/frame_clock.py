"""When the frames of a moving window begin."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

FRAME = 1 / 60
# A thread at work gets this much of a frame at least, however late the frame is.
_LEAST_SLICE = 0.25 * FRAME
# And the window this much, for input.
_LEAST_REST = 0.001
# Seconds to the next frame if nothing is painted, as in a hidden window.
_UNPAINTED = 0.033
# A slice that ends this shortly before a frame is due begins the frame.
_EARLY = 0.000_6


class FrameClock(QObject):
    """A timer for evenly spaced frames, each begun only when the last one is painted.

    ``due`` says that a frame should begin. The owner reports that one has begun, and that it
    has been painted; a running clock always awaits one of the two.
    """

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.due)
        self._last = self._next = 0.0
        self._unpainted = False

    def is_running(self) -> bool:
        """Return whether the clock runs."""
        return self._timer.isActive()

    def awaits_paint(self) -> bool:
        """Return whether the frame that has begun is still to be painted."""
        return self._unpainted

    def is_early(self) -> bool:
        """Return whether the next frame should not begin yet."""
        return time.perf_counter() < self._next - _EARLY

    def start(self) -> None:
        """Begin with a frame now."""
        self._last = self._next = time.perf_counter()
        self._await_paint()

    def stop(self) -> None:
        """Stop the frames."""
        self._timer.stop()
        self._unpainted = False

    def begin_frame(self) -> float:
        """Note that a frame begins, and return the seconds since the last one began."""
        now = time.perf_counter()
        if self._unpainted:
            self._next = now
        passed, self._last = now - self._last, now
        self._await_paint()
        return passed

    def end_frame(self, interval: float, gives_way: bool) -> float:
        """Note that the frame is painted, and return the seconds until the next one.

        If it ``gives_way`` to a thread, a frame that takes too long is followed by the next but
        one. The thread reports its end more exactly than the timer, which is then a fallback.
        """
        self._unpainted = False
        now = time.perf_counter()
        self._next += interval
        least = _LEAST_SLICE if gives_way else _LEAST_REST
        if self._next < now + least:
            self._next = now + max(least, FRAME - (now - self._last))
        wait = self._next - now
        self._timer.start(math.ceil(1000 * wait) + 1 if gives_way else round(1000 * wait))
        return wait

    def skip_frame(self) -> None:
        """Note that there was nothing to show: the next frame begins once there is."""
        self._unpainted = False
        self._next = time.perf_counter()
        self._timer.start(round(1000 * FRAME))

    def _await_paint(self) -> None:
        """Let the window paint, and the next frame begin even if it never does."""
        self._unpainted = True
        self._timer.start(round(_UNPAINTED * 1000))

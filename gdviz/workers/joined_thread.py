"""A thread that never outlives the program."""

from __future__ import annotations

import atexit

from PySide6.QtCore import QThread

from gdviz.support.compat import override

# Kept here, since a QThread that is destroyed while it runs aborts the process.
_unjoined: set[JoinedThread] = set()


class JoinedThread(QThread):
    """A thread that is joined by its owner, or where an error prevented that, when Python ends.

    It has no parent, which would destroy it along with a window that could not be built.
    """

    def __init__(self) -> None:
        super().__init__()

    @override
    def start(self, priority: QThread.Priority = QThread.Priority.InheritPriority) -> None:
        _unjoined.add(self)
        super().start(priority)

    def end(self) -> None:
        """Let the thread end soon; any thread may call this."""
        self.requestInterruption()

    def join(self) -> None:
        """Wait until the thread has ended; at once where it does not run."""
        self.wait()
        _unjoined.discard(self)


@atexit.register
def _join_all() -> None:
    for thread in list(_unjoined):
        thread.end()
        thread.join()

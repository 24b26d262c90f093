"""Something that takes long, done in a thread of its own so that the window stays alive."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QThread, Signal

from gdviz.support.compat import override
from gdviz.workers.gc_guard import left_alone


class Work(QThread):
    """A piece of work that can be stopped between its parts.

    ``progressed`` tells which share is done; after ``finished``, ``error`` is what went wrong,
    None where nothing did or where it was stopped.
    """

    progressed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.error: Exception | None = None

    def stop(self) -> None:
        """End it without a result after the part that is under way, and join the thread."""
        self.requestInterruption()
        self.wait()

    @override
    def run(self) -> None:
        try:
            with left_alone():
                self._do()
        except InterruptedError:
            pass
        except Exception as error:
            self.error = error

    @abstractmethod
    def _do(self) -> None:
        """Do it, in the thread; ``_tell`` after each part."""

    def _tell(self, share: float) -> None:
        if self.isInterruptionRequested():
            raise InterruptedError
        self.progressed.emit(share)

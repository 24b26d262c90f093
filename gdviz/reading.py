"""Reading a data file in a thread of its own, so that a large one does not hold up the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QThread, Signal

from gdviz.compat import override
from gdviz.documents.opening import open_data
from gdviz.engine.experiment import Experiment
from gdviz.engine.run import Run
from gdviz.garbage import left_alone

# Of the way to the picture, what is left when the table has been read.
_READ = 0.5


class Reading(QThread):
    """Reads one data file, and works out what the window shows of it first.

    ``progressed`` tells which share is done. After ``finished`` there are an ``experiment`` and
    what to say of it, or an ``error``; neither where it was stopped.
    """

    progressed = Signal(float)

    def __init__(self, path: Path, features: Sequence[str], settings: Experiment) -> None:
        super().__init__()
        self.path = path
        self._features, self._settings = features, settings
        self.experiment: Experiment | None = None
        self.told = ""
        self.error: Exception | None = None

    def stop(self) -> None:
        """End the reading without a result, and join the thread."""
        self.requestInterruption()
        self.wait()

    @override
    def run(self) -> None:
        try:
            with left_alone():
                self._read()
        except InterruptedError:
            pass
        except Exception as error:
            self.error = error

    def _read(self) -> None:
        found, told = open_data(
            self.path, self._features, self._settings, lambda share: self._tell(_READ * share)
        )
        for share in Run(found).prepare():
            self._tell(_READ + (1.0 - _READ) * share)
        self.experiment, self.told = found, told

    def _tell(self, share: float) -> None:
        if self.isInterruptionRequested():
            raise InterruptedError
        self.progressed.emit(share)

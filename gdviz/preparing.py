"""Working out what very many examples need, in a thread of its own."""

from __future__ import annotations

from PySide6.QtCore import QThread, Signal

from gdviz.compat import override
from gdviz.engine.experiment import Experiment
from gdviz.engine.run import Run
from gdviz.garbage import left_alone


class Preparing(QThread):
    """Works out the facts of an experiment, which stay with its data.

    ``progressed`` tells which share is done; ``error`` is what stopped it, if anything did.
    """

    progressed = Signal(float)

    def __init__(self, experiment: Experiment) -> None:
        super().__init__()
        self.experiment = experiment
        self.error: Exception | None = None

    def stop(self) -> None:
        """End it soon, and join the thread."""
        self.requestInterruption()
        self.wait()

    @override
    def run(self) -> None:
        try:
            with left_alone():
                for share in Run(self.experiment).prepare():
                    if self.isInterruptionRequested():
                        return
                    self.progressed.emit(share)
        except Exception as error:
            self.error = error

"""Finding out what becomes of a run while the window is idle."""

from __future__ import annotations

import time

from gdviz.engine.experiment import Experiment
from gdviz.runs.outlook import Outlook, look_ahead
from gdviz.support.compat import override
from gdviz.workers.job import Job

# Seconds of processor time that are spent on one experiment.
_SECONDS = 2.0


class LookAheadJob(Job):
    """Computes a run ahead, unrecorded, for about two seconds; ``outlook`` is what it found."""

    quiet = True

    def __init__(self, experiment: Experiment) -> None:
        super().__init__("Computing ahead")
        self.experiment = experiment
        self.outlook: Outlook | None = None

    @override
    def _work(self) -> None:
        begun = time.thread_time()
        for outlook in look_ahead(self.experiment):
            self._check()
            self.outlook = outlook
            if time.thread_time() - begun > _SECONDS:
                return

"""Computing what very many examples need before they are shown."""

from __future__ import annotations

from gdviz.engine.experiment import Experiment
from gdviz.runs.run import Run
from gdviz.support.compat import override
from gdviz.workers.job import Job


class PrepareJob(Job):
    """Computes the facts of an experiment, which stay with its data."""

    def __init__(self, title: str, experiment: Experiment) -> None:
        super().__init__(title)
        self.experiment = experiment

    @override
    def _work(self) -> None:
        for share in Run(self.experiment).prepare():
            self._tell(share)

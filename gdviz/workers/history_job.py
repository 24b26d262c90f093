"""Writing the table of a long run in the background."""

from __future__ import annotations

from pathlib import Path

from gdviz.documents.history_csv import write_steps
from gdviz.engine.experiment import Experiment
from gdviz.support.compat import override
from gdviz.workers.job import Job


class HistoryJob(Job):
    """Writes a row for each epoch of a run, up to the last one known, to a file."""

    def __init__(self, path: Path, experiment: Experiment, last: int) -> None:
        super().__init__(f"Writing {path.name}")
        self.path = path
        self._experiment, self._last = experiment, last

    @override
    def _work(self) -> None:
        write_steps(self.path, self._experiment, self._last, self._tell)

"""Writing the work aside in the background."""

from __future__ import annotations

from pathlib import Path

from gdviz.documents.session_file import write_session
from gdviz.engine.experiment import Experiment
from gdviz.support.compat import override
from gdviz.workers.job import Job


class AutosaveJob(Job):
    """Writes an experiment and its cursor to a file, whole or not at all."""

    quiet = True

    def __init__(self, path: Path, experiment: Experiment, cursor: int) -> None:
        super().__init__("Putting the work aside")
        self._path = path
        self.experiment = experiment
        self._cursor = cursor

    @override
    def _work(self) -> None:
        write_session(self._path, self.experiment, self._cursor)

"""Reading a data file in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gdviz.documents.data_file import open_data
from gdviz.engine.experiment import Experiment
from gdviz.runs.run import Run
from gdviz.support.compat import override
from gdviz.workers.job import Job

# The share of the job that is done when the table has been read.
_READ = 0.5


class ReadJob(Job):
    """Reads one data file, and computes what the window shows of it first.

    When it has finished it has an ``experiment`` and a message about it, or an ``error``.
    """

    def __init__(self, path: Path, features: Sequence[str], settings: Experiment) -> None:
        super().__init__(f"Reading {path.name}")
        self.path = path
        self._features, self._settings = features, settings
        self.experiment: Experiment | None = None
        self.message = ""

    @override
    def _work(self) -> None:
        found, message = open_data(
            self.path, self._features, self._settings, lambda share: self._tell(_READ * share)
        )
        for share in Run(found).prepare():
            self._tell(_READ + (1.0 - _READ) * share)
        self.experiment, self.message = found, message

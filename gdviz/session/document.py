"""What one works on: an experiment, and the file that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gdviz.engine.experiment import Experiment


@dataclass(slots=True, eq=False, weakref_slot=True)
class Document:
    """What was opened or begun; all edits up to the next opening belong to it.

    ``path`` is its session file, None without one. ``kept`` is the experiment as that file has
    it; without a file as it was opened, None for work that no file has.
    """

    path: Path | None
    kept: Experiment | None


class DocumentState(NamedTuple):
    """An experiment as a state of a document."""

    experiment: Experiment
    document: Document

    @property
    def name(self) -> str:
        """What to call it: its file, or the data."""
        path = self.document.path
        return path.name if path else self.experiment.dataset.title or "Own data"

    @property
    def is_edited(self) -> bool:
        """Whether the experiment is another than the one kept."""
        return self.experiment != self.document.kept

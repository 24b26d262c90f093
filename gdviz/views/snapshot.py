"""The state shown at one moment: the only input of the views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from gdviz.documents.session_file import SWITCHES
from gdviz.engine.dataset import Dataset
from gdviz.engine.descend import StopReason
from gdviz.engine.experiment import Experiment
from gdviz.runs.history.history import History
from gdviz.runs.ledger import Ledger
from gdviz.runs.run import Run
from gdviz.views.theme import LIGHT, Theme
from gdviz.wording.verdict import WordedVerdict, worded


@dataclass(frozen=True, slots=True)
class Settings:
    """How the state is shown."""

    theme: Theme = LIGHT
    residuals: bool = True
    ahead: bool = True
    logarithmic: bool = False

    @property
    def switches(self) -> dict[str, bool]:
        """What is on or off, by its name in a session."""
        return {name: getattr(self, name) for name in SWITCHES}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The runs, the current one first, then those pinned for comparison, and the cursor in them.

    Since a history grows, ``known`` is the number of epochs known at the time, and ``ended`` why
    it had no more. ``phase`` is the highlighted part of the step, ``selected`` the row of an
    example, if any. While the mouse holds something in a plot, ``held``, no axis may move.
    """

    runs: tuple[Run, ...]
    epoch: int
    known: int
    ended: StopReason | None = None
    playing: bool = False
    phase: int = 0
    selected: int | None = None
    settings: Settings = field(default_factory=Settings)
    held: bool = False

    @classmethod
    def of(cls, run: Run, epoch: int, settings: Settings | None = None) -> Snapshot:
        """Return a snapshot of a run as it is known now, with the cursor at ``epoch``."""
        history = run.history
        return cls((run,), epoch, len(history), history.reason, settings=settings or Settings())

    @property
    def run(self) -> Run:
        """The current run."""
        return self.runs[0]

    @property
    def experiment(self) -> Experiment:
        """The experiment of the current run."""
        return self.run.experiment

    @property
    def dataset(self) -> Dataset:
        """The data in their own units."""
        return self.run.experiment.dataset

    @property
    def history(self) -> History:
        """The known steps of the current run."""
        return self.run.history

    @property
    def at_end(self) -> bool:
        """Whether the run has no step after the cursor."""
        return self.ended is not None and self.epoch == self.known - 1

    @cached_property
    def beta(self) -> tuple[float, ...]:
        """The coefficients at the cursor, in the units of the data."""
        return tuple(self.run.beta_data_units(self.epoch).tolist())

    @cached_property
    def shown_beta(self) -> tuple[float, ...]:
        """The coefficients at the cursor, but for what is nothing but rounding."""
        return tuple(self.run.beta_by_hand(self.epoch).tolist())

    @cached_property
    def ledger(self) -> Ledger:
        """The arithmetic of the step that leaves the cursor's epoch."""
        return self.run.ledger(self.epoch)

    @cached_property
    def verdict(self) -> WordedVerdict:
        """The verdict on the run at the cursor."""
        return worded(self.run.diagnosis(self.epoch))


class View(Protocol):
    """A view of snapshots, which compares each with the one before to update only what changed."""

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show ``now``; ``before`` is the snapshot shown, None if unknown."""


def is_new(what: Callable[[Snapshot], object], now: Snapshot, before: Snapshot | None) -> bool:
    """Return whether ``what`` of a snapshot has changed."""
    return before is None or what(now) != what(before)

"""What becomes of a run, computed ahead of what is shown of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.descend import Step, StopReason, descend
from gdviz.engine.experiment import LARGEST, Experiment

# Steps between two looks at what has become of the run; a single one where it takes long.
_PART, _LARGE = 512, 20_000
_LONGEST_PERIOD = 32
# Coefficients are the same where they differ by less than this share: six digits.
_SIX_DIGITS = 5e-7
# A cycle is believed once it repeats far more exactly than is said of it.
_SURE = 1e-10


@dataclass(frozen=True, slots=True)
class Outlook:
    """What was found up to epoch ``computed`` of a run with no last epoch.

    ``reason`` is why it stops at ``computed``, None where it goes on. From ``since`` on it
    repeats every ``period`` epochs, to six digits; None where it does not.
    """

    computed: int
    reason: StopReason | None = None
    since: int | None = None
    period: int = 0

    @property
    def known_end(self) -> int | None:
        """The epoch at which the gradient meets the tolerance; None where none was found."""
        return self.computed if self.reason is StopReason.GRADIENT else None


def look_ahead(experiment: Experiment) -> Iterator[Outlook]:
    """Yield what is known after each part of a run from its start, until nothing more can be.

    Whoever asks decides how long to go on: a run need not end.
    """
    ended: list[StopReason] = []
    steps = _noted(descend(experiment.altered(epochs=LARGEST)), ended)
    part = 1 if experiment.dataset.n > _LARGE else _PART
    parts: list[Array] = []
    known = 0
    while True:
        taken = [step.beta for step in islice(steps, part)]
        known += len(taken)
        if taken:
            parts.append(np.array(taken))
        if ended:
            yield Outlook(known - 1, ended[0])
            return
        period = _period(np.concatenate(parts[-_LONGEST_PERIOD:]))
        if period:
            yield Outlook(known - 1, None, _since(np.concatenate(parts), period), period)
            return
        yield Outlook(known - 1)


def _noted(
    steps: Generator[Step, None, StopReason], ended: list[StopReason]
) -> Generator[Step, None, None]:
    """Yield the steps, and note why they ended."""
    ended.append((yield from steps))


def _period(betas: Array) -> int:
    """Return every how many epochs the last coefficients, shape (m, k+1), repeat; 0 if not."""
    recent = betas[-4 * _LONGEST_PERIOD :]
    size = float(np.abs(recent).max())
    if len(recent) < 4 * _LONGEST_PERIOD or not 0 < size < np.inf:
        return 0
    for period in range(1, _LONGEST_PERIOD + 1):
        apart = float(np.abs(recent[period:] - recent[:-period]).max())
        if apart <= _SURE * size:
            # What stands still or creeps is no cycle.
            return period if period > 1 else 0
    return 0


def _since(betas: Array, period: int) -> int:
    """Return the first epoch from which all coefficients repeat, to six digits."""
    size = np.abs(betas[period:]).max(axis=1)
    apart = np.abs(betas[period:] - betas[:-period]).max(axis=1)
    differ = np.flatnonzero(apart > _SIX_DIGITS * size)
    return int(differ[-1]) + 1 if differ.size else 0

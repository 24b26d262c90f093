"""What the last few epochs of a run show, in numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.history import History

WINDOW = 32
RECENT = 8


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The window of at most WINDOW steps that end at one epoch.

    ``rises`` of its ``steps`` raised the cost, ``recent_rises`` of the last RECENT; ``flips``
    of the last RECENT gradients point against the one before, which means that the step between
    them overshot. ``shrink`` is the factor by which max |∂J/∂β| changes in a step, on average
    over the latter half; ``drop`` the share of the cost that the window took away, negative
    where it grew.
    """

    steps: int
    rises: int
    recent: int
    recent_rises: int
    flips: int
    largest: float
    shrink: float
    drop: float

    @classmethod
    def at(cls, history: History, epoch: int) -> Behaviour:
        """Look back from ``epoch`` (at least 1); the same few microseconds for any history."""
        window = history.rows(epoch - WINDOW, epoch + 1)
        costs, gradients = window.cost, window.gradient
        rises = np.diff(costs) > 1e-13 * np.abs(costs[1:])
        sizes = np.abs(gradients).max(axis=1)
        steps, recent = len(rises), min(RECENT, len(rises))
        return cls(
            steps,
            int(rises.sum()),
            recent,
            int(rises[-recent:].sum()),
            _flips(gradients[-recent - 1 :]),
            float(sizes[-1]),
            _ratio(float(sizes[-1]), float(sizes[steps // 2])) ** (1.0 / (steps - steps // 2)),
            1.0 - _ratio(float(costs[-1]), float(costs[0])),
        )

    @property
    def overshoots(self) -> bool:
        """Whether most of the latest steps jumped over the bottom of the valley."""
        return self.recent >= 2 and self.flips > self.recent / 2

    @property
    def climbs(self) -> bool:
        """Whether nearly all of the latest steps raised the cost."""
        return self.recent >= 3 and self.recent_rises >= 0.75 * self.recent

    def epochs_to(self, size: float) -> float:
        """Return how many more steps at this pace bring max |∂J/∂β| to ``size``; ∞ if none do."""
        if self.largest <= size:
            return 0.0
        if not 0.0 < self.shrink < 1.0 - 1e-12:
            return math.inf
        return math.ceil(math.log(size / self.largest) / math.log(self.shrink))


def _flips(gradients: Array) -> int:
    # Of unit length, or the products of huge gradients overflow.
    sizes = np.abs(gradients).max(axis=1, keepdims=True)
    units = gradients / np.where(sizes > 0, sizes, 1.0)
    return int(((units[1:] * units[:-1]).sum(axis=1) < 0).sum())


def _ratio(now: float, before: float) -> float:
    if before == 0.0:
        return 1.0 if now == 0.0 else math.inf
    return now / before

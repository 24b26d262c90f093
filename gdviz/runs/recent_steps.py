"""Statistics of the last few epochs of a run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from operator import mul

from gdviz.runs.history.history import History

WINDOW = 32
RECENT = 8


@dataclass(frozen=True, slots=True)
class RecentSteps:
    """The window of at most WINDOW steps that ends at one epoch.

    ``rises`` of its ``steps`` raised the cost, ``recent_rises`` of the last RECENT; ``flips``
    of the last RECENT gradients point against the one before, which means that the step between
    them overshot. ``shrink`` is the factor by which max |∂J/∂β| changes in a step, on average
    over the latter half; ``drop`` the share of the cost lost over the window, negative if it
    grew.
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
    def at(cls, history: History, epoch: int) -> RecentSteps:
        """Return the window that ends at ``epoch`` (at least 1), in microseconds at any length."""
        window = history.rows(epoch - WINDOW, epoch + 1)
        # Python is faster than NumPy for so few numbers.
        costs, gradients = window.cost.tolist(), window.gradient.tolist()
        rises = [now - before > 1e-13 * abs(now) for before, now in pairwise(costs)]
        steps, recent = len(rises), min(RECENT, len(rises))
        now, halfway = _size(gradients[-1]), _size(gradients[steps // 2])
        return cls(
            steps,
            sum(rises),
            recent,
            sum(rises[-recent:]),
            _flips(gradients[-recent - 1 :]),
            now,
            _ratio(now, halfway) ** (1.0 / (steps - steps // 2)),
            1.0 - _ratio(costs[-1], costs[0]),
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


def _size(gradient: list[float]) -> float:
    return max(map(abs, gradient))


def _flips(gradients: list[list[float]]) -> int:
    # Of unit length, since the products of huge gradients overflow.
    units = [[slope / (_size(one) or 1.0) for slope in one] for one in gradients]
    return sum(sum(map(mul, before, now)) < 0 for before, now in pairwise(units))


def _ratio(now: float, before: float) -> float:
    if before == 0.0:
        return 1.0 if now == 0.0 else math.inf
    return now / before

"""What the last few epochs of a run show, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import mul

from gdviz.runs.history.history import History

WINDOW = 32
RECENT = 8
# A rise of the cost by less than this share of it is rounding.
_ROUNDING = 1e-13


@dataclass(frozen=True, slots=True)
class RecentSteps:
    """The window of at most WINDOW steps that end at one epoch.

    ``first_cost`` and ``last_cost`` are those at its ends. ``rises`` of its ``steps`` raised the
    cost, ``recent_rises`` of the last RECENT; ``flips`` of the last RECENT gradients point
    against the one before, which means that the step between them overshot.
    """

    steps: int
    rises: int
    recent: int
    recent_rises: int
    flips: int
    first_cost: float
    last_cost: float

    @classmethod
    def at(cls, history: History, epoch: int) -> RecentSteps:
        """Look back from ``epoch`` (at least 1); the same few microseconds for any history."""
        window = history.rows(epoch - WINDOW, epoch + 1)
        # For so few numbers plain Python is faster than NumPy.
        costs, gradients = window.cost.tolist(), window.gradient.tolist()
        rises = [now - before > _ROUNDING * abs(now) for before, now in pairwise(costs)]
        steps, recent = len(rises), min(RECENT, len(rises))
        flips = _flips(gradients[-recent - 1 :])
        return cls(steps, sum(rises), recent, sum(rises[-recent:]), flips, costs[0], costs[-1])

    @property
    def overshoots(self) -> bool:
        """Whether most of the latest steps jumped over the bottom of the valley."""
        return self.recent >= 2 and self.flips > self.recent / 2

    @property
    def jumps(self) -> bool:
        """Whether steps jumped over the bottom of the valley or raised the cost."""
        return self.overshoots or self.rises > 0

    @property
    def climbs(self) -> bool:
        """Whether nearly all of the latest steps raised the cost."""
        return self.recent >= 3 and self.recent_rises >= 0.75 * self.recent

    def drop(self, lowest: float) -> float:
        """Return which share of the excess over ``lowest`` the window took; below 0 if it grew."""
        before, now = self.first_cost - lowest, self.last_cost - lowest
        if before <= 0:
            return 0.0 if now <= before else -1.0
        return 1.0 - now / before


def _size(gradient: list[float]) -> float:
    return max(map(abs, gradient))


def _flips(gradients: list[list[float]]) -> int:
    # Of unit length, or the products of huge gradients overflow.
    units = [[slope / (_size(one) or 1.0) for slope in one] for one in gradients]
    return sum(sum(map(mul, before, now)) < 0 for before, now in pairwise(units))

"""The cost some epochs after another one, computed where it is not recorded."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from math import inf
from typing import Any

from gdviz.engine.descend import Memory, Step, descend
from gdviz.engine.experiment import LARGEST, Experiment
from gdviz.runs.history.history import History

# A hundred steps of more examples than these take longer than a frame can spare.
_MANY = 4000


class CostAhead:
    """Costs ahead of the history of a run, as if it had no last epoch; whole batches only."""

    def __init__(self, experiment: Experiment, rule_state: Callable[[int], Any]) -> None:
        # The run goes on whatever would stop it.
        self._experiment = experiment.altered(epochs=LARGEST, tolerance=0.0, cost_drop=0.0)
        self._rule_state = rule_state
        self._last: tuple[int, int, float] = (-1, 0, 0.0)

    def at(self, history: History, epoch: int, count: int) -> float | None:
        """Return the cost ``count`` epochs after ``epoch``, ∞ beyond an overflow.

        None where it takes long to compute.
        """
        if epoch + count <= history.last_epoch:
            return history.cost_at(epoch + count)
        if self._experiment.dataset.n > _MANY or self._experiment.in_batches:
            return None
        if self._last[:2] != (epoch, count):
            self._last = epoch, count, self._computed(history.step(epoch), count)
        return self._last[2]

    def _computed(self, step: Step, count: int) -> float:
        first = step._replace(memory=Memory(self._rule_state(step.epoch)))
        costs = [step.cost for step in islice(descend(self._experiment, first), count)]
        return costs[-1] if len(costs) == count else inf

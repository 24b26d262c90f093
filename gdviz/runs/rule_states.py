"""What the update rule of a run knows at any epoch, replayed from the recorded gradients."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import numpy as np

from gdviz.engine.experiment import Experiment
from gdviz.runs.history.history import History

# Every so many epochs of a stretch that was replayed its state is kept: going back is cheap then.
_SPACING = 128
_MOST = 1024


class RuleStates:
    """The states of the rule before the update that leaves an epoch, to the bit those of the run.

    Whole batches only: the gradients of mini-batches are not recorded.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._rule = experiment.update_rule()
        self._epochs = [0]
        self._states: list[Any] = [None]
        self._last: tuple[int, Any] = (0, None)

    def at(self, history: History, epoch: int) -> Any:
        """Return the state at ``epoch``; None at the start."""
        last = history.last
        if last is not None and epoch == last.epoch:
            return last.memory.rule
        at, state = self._nearest(history, epoch)
        with np.errstate(over="ignore", invalid="ignore"):
            for gradient in history.rows(at, epoch).gradient:
                _, state = self._rule.update(gradient, state)
                at += 1
                if at % _SPACING == 0:
                    self._keep(at, state)
        self._last = epoch, state
        return state

    def _nearest(self, history: History, epoch: int) -> tuple[int, Any]:
        """Return the last epoch up to ``epoch`` whose state is known, and that state."""
        index = bisect_right(self._epochs, epoch) - 1
        known = [(self._epochs[index], self._states[index])]
        if self._last[0] <= epoch:
            known.append(self._last)
        checkpoint = history.checkpoint(epoch)
        if checkpoint is not None:
            known.append((checkpoint.epoch, checkpoint.memory.rule))
        return max(known, key=lambda one: one[0])

    def _keep(self, epoch: int, state: Any) -> None:
        if len(self._epochs) >= _MOST:
            self._epochs, self._states = [0], [None]
        index = bisect_right(self._epochs, epoch)
        if self._epochs[index - 1] != epoch:
            self._epochs.insert(index, epoch)
            self._states.insert(index, state)

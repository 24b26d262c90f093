"""The steps that a run has taken so far, in growing columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.descent import Step, StopReason


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Consecutive steps in read-only columns: beta and gradient (m, k+1), cost (m,)."""

    first_epoch: int
    beta: Array
    cost: Array
    gradient: Array
    last: Step
    reason: StopReason | None = None

    @classmethod
    def of(cls, steps: list[Step], reason: StopReason | None = None) -> Block:
        """Gather ``steps`` (at least one)."""
        return cls(
            steps[0].epoch,
            np.concatenate([step.beta for step in steps]).reshape(len(steps), -1),
            np.array([step.cost for step in steps]),
            np.concatenate([step.gradient for step in steps]).reshape(len(steps), -1),
            steps[-1],
            reason,
        )


class History:
    """Every epoch of one run from the start on; row i is epoch i.

    ``reason`` tells why the run has no next step, None while it may have one.
    """

    def __init__(self, size: int) -> None:
        self._beta = np.empty((64, size))
        self._gradient = np.empty((64, size))
        self._cost = np.empty(64)
        self._length = 0
        self.last: Step | None = None
        self.reason: StopReason | None = None

    def __len__(self) -> int:
        return self._length

    @property
    def last_epoch(self) -> int:
        """The newest epoch that is known; −1 before the first."""
        return self._length - 1

    @property
    def beta(self) -> Array:
        """The coefficients at each epoch, shape (m, k+1), read-only."""
        return _read_only(self._beta[: self._length])

    @property
    def cost(self) -> Array:
        """The cost at each epoch, shape (m,), read-only."""
        return _read_only(self._cost[: self._length])

    @property
    def gradient(self) -> Array:
        """The gradient at each epoch, shape (m, k+1), read-only."""
        return _read_only(self._gradient[: self._length])

    def step(self, epoch: int) -> Step:
        """Return the step of that epoch."""
        if not 0 <= epoch < self._length:
            raise IndexError(f"epoch {epoch} is not among the {self._length} known ones")
        beta, gradient = self._beta[epoch].copy(), self._gradient[epoch].copy()
        return Step(epoch, beta, float(self._cost[epoch]), gradient)

    def extend(self, block: Block) -> None:
        """Append a block, which must begin at the epoch after the newest one."""
        if block.first_epoch != self._length:
            raise ValueError(f"epoch {block.first_epoch} does not follow {self.last_epoch}")
        end = self._length + len(block.cost)
        self._reserve(end)
        new = slice(self._length, end)
        self._beta[new], self._cost[new], self._gradient[new] = (
            block.beta,
            block.cost,
            block.gradient,
        )
        self._length, self.last, self.reason = end, block.last, block.reason

    def _reserve(self, length: int) -> None:
        capacity = len(self._cost)
        if length <= capacity:
            return
        capacity = max(length, capacity + capacity // 2)
        self._beta, self._cost, self._gradient = (
            _grown(column, capacity, self._length)
            for column in (self._beta, self._cost, self._gradient)
        )


def _grown(column: Array, capacity: int, used: int) -> Array:
    bigger = np.empty((capacity, *column.shape[1:]))
    bigger[:used] = column[:used]
    return bigger


def _read_only(view: Array) -> Array:
    view.flags.writeable = False
    return view

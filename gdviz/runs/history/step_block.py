"""Consecutive steps of a run as columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.descend import Step, StopReason


class StepColumns(NamedTuple):
    """Columns of consecutive epochs: beta and gradient (m, k+1), cost (m,)."""

    beta: Array
    cost: Array
    gradient: Array

    @classmethod
    def empty(cls, count: int, size: int) -> StepColumns:
        """Return room for ``count`` epochs of ``size`` coefficients."""
        return cls(np.empty((count, size)), np.empty(count), np.empty((count, size)))

    @classmethod
    def joined(cls, parts: Iterable[StepColumns], count: int, size: int) -> StepColumns:
        """Return ``parts``, ``count`` epochs in all, in one piece (a single one as it is)."""
        whole, at = cls.empty(count, size), 0
        for part in parts:
            if len(part.cost) == count:
                return part
            whole.put(at, part)
            at += len(part.cost)
        return whole.frozen()

    def part(self, start: int, stop: int) -> StepColumns:
        """Return a read-only view of the rows start … stop − 1."""
        return StepColumns(*(column[start:stop] for column in self)).frozen()

    def put(self, at: int, rows: StepColumns) -> None:
        """Write ``rows`` from row ``at`` on."""
        for column, values in zip(self, rows, strict=True):
            column[at : at + len(values)] = values

    def frozen(self) -> StepColumns:
        """Make these columns read-only, and return them."""
        for column in self:
            column.flags.writeable = False
        return self


@dataclass(frozen=True, slots=True, eq=False)
class StepBlock:
    """Consecutive steps in read-only columns: beta and gradient (m, k+1), cost (m,)."""

    first_epoch: int
    beta: Array
    cost: Array
    gradient: Array
    last: Step
    reason: StopReason | None = None

    @classmethod
    def of(cls, steps: Sequence[Step], reason: StopReason | None = None) -> StepBlock:
        """Gather ``steps`` (at least one)."""
        gathering = Gathering()
        gathering.add(steps)
        return gathering.block(reason)

    @property
    def rows(self) -> StepColumns:
        """The columns without the steps."""
        return StepColumns(self.beta, self.cost, self.gradient)


class Gathering:
    """Steps on their way into a block.

    They are best added a few at a time: they are then still in the processor's cache, and
    their memory is reused for the next ones.
    """

    def __init__(self) -> None:
        self._first_epoch = 0
        self._costs: list[float] = []
        self._betas: list[bytes] = []
        self._gradients: list[bytes] = []
        self._last: Step | None = None

    def __len__(self) -> int:
        return len(self._costs)

    def add(self, steps: Sequence[Step]) -> None:
        """Add the steps that follow those added before."""
        if not steps:
            return
        if self._last is None:
            self._first_epoch = steps[0].epoch
        _, betas, costs, gradients, _ = zip(*steps, strict=True)
        # Bytes are immutable. Arrays take 1.05 × the time of a step, a list of steps 1.1 ×.
        self._betas.append(b"".join(betas))
        self._gradients.append(b"".join(gradients))
        self._costs += costs
        self._last = steps[-1]

    def block(self, reason: StopReason | None = None) -> StepBlock:
        """Return the steps added (at least one) as a block."""
        if self._last is None:
            raise ValueError("a block has one step or more")
        beta, gradient = (
            np.frombuffer(b"".join(parts)).reshape(len(self), -1)
            for parts in (self._betas, self._gradients)
        )
        cost = np.array(self._costs)
        return StepBlock(self._first_epoch, beta, cost, gradient, self._last, reason)

"""Stretches of a run as columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.descent import Step, StopReason


class Rows(NamedTuple):
    """Columns of consecutive epochs: beta and gradient (m, k+1), cost (m,)."""

    beta: Array
    cost: Array
    gradient: Array

    @classmethod
    def empty(cls, count: int, size: int) -> Rows:
        """Return room for ``count`` epochs of ``size`` coefficients."""
        return cls(np.empty((count, size)), np.empty(count), np.empty((count, size)))

    @classmethod
    def joined(cls, parts: Iterable[Rows], count: int, size: int) -> Rows:
        """Return ``parts``, ``count`` epochs in all, in one piece (a single one as it is)."""
        whole, at = cls.empty(count, size), 0
        for part in parts:
            if len(part.cost) == count:
                return part
            whole.put(at, part)
            at += len(part.cost)
        return whole.frozen()

    def part(self, start: int, stop: int) -> Rows:
        """Return a read-only view of the rows start … stop − 1."""
        return Rows(*(column[start:stop] for column in self)).frozen()

    def put(self, at: int, rows: Rows) -> None:
        """Write ``rows`` from row ``at`` on."""
        for column, values in zip(self, rows, strict=True):
            column[at : at + len(values)] = values

    def frozen(self) -> Rows:
        """Make these columns read-only, and return them."""
        for column in self:
            column.flags.writeable = False
        return self


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
        # Bytes are joined twice as fast as arrays of two numbers, and cannot be written to.
        beta = np.frombuffer(b"".join([step.beta.data for step in steps]))
        gradient = np.frombuffer(b"".join([step.gradient.data for step in steps]))
        return cls(
            steps[0].epoch,
            beta.reshape(len(steps), -1),
            np.array([step.cost for step in steps]),
            gradient.reshape(len(steps), -1),
            steps[-1],
            reason,
        )

    @classmethod
    def joined(cls, blocks: list[Block]) -> Block:
        """Return blocks (at least one), each of which follows the one before, as one."""
        if len(blocks) == 1:
            return blocks[0]
        size = blocks[0].beta.shape[1]
        rows = Rows.joined([block.rows for block in blocks], sum(map(len, blocks)), size)
        return cls(blocks[0].first_epoch, *rows, blocks[-1].last, blocks[-1].reason)

    def __len__(self) -> int:
        return len(self.cost)

    @property
    def rows(self) -> Rows:
        """The columns without the steps."""
        return Rows(self.beta, self.cost, self.gradient)

"""All the rows of a run: those kept in memory, and those recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.descend import Step
from gdviz.runs.history.checkpoints import Checkpoints
from gdviz.runs.history.chunks import StepChunks
from gdviz.runs.history.extent import Extent
from gdviz.runs.history.step_block import StepBlock, StepColumns


class ReplayedSteps:
    """The rows of a run within a budget of bytes; beyond it old ones are recomputed.

    Without a way to recompute them all are kept, whatever the budget.
    """

    def __init__(self, store: StepChunks, checkpoints: Checkpoints) -> None:
        self._store = store
        self._checkpoints = checkpoints

    @property
    def size(self) -> int:
        """The number of coefficients, k + 1."""
        return self._store.size

    @property
    def length(self) -> int:
        """How many epochs are known."""
        return self._store.length

    @property
    def absent(self) -> range:
        """The epochs that are not kept."""
        return self._store.absent

    def extend(self, block: StepBlock, extent: Extent) -> None:
        """Append a block; ``extent`` is that of all rows up to its end."""
        self._store.extend(block.rows)
        self._checkpoints.offer(block.last, extent)

    def surplus(self) -> range:
        """Return the chunks that exceed the budget and can be recomputed."""
        if self._checkpoints.recompute is None:
            return range(0)
        return self._store.surplus(self._checkpoints.last_epoch + 1)

    def drop(self, chunks: range) -> None:
        """Drop chunks that ``surplus`` returned."""
        self._store.drop(chunks)

    def pieces(self, start: int, stop: int) -> Iterator[StepColumns]:
        """Yield the rows start … stop − 1 in read-only pieces."""
        low, high = self.absent.start, self.absent.stop
        return chain(
            self._store.pieces(start, min(stop, low)),
            self._computed(max(start, low), min(stop, high)),
            self._store.pieces(max(start, high), stop),
        )

    def rows(self, start: int, stop: int) -> StepColumns:
        """Return the rows start … stop − 1 in one piece, read-only."""
        return StepColumns.joined(self.pieces(start, stop), max(stop - start, 0), self.size)

    def column(self, name: str) -> Array:
        """Return all of "beta", "cost" or "gradient", read-only; the other two are not copied."""
        parts = [getattr(piece, name) for piece in self.pieces(0, self.length)]
        if len(parts) == 1:
            return np.asarray(parts[0])
        whole = np.concatenate([getattr(StepColumns.empty(0, self.size), name), *parts])
        whole.flags.writeable = False
        return whole

    def checkpoint(self, epoch: int) -> Step | None:
        """Return the last step kept before ``epoch``, with all the run needs to continue."""
        before = self._checkpoints.before(epoch)
        return before.step if before else None

    def retraced(self, epoch: int) -> tuple[Step, Extent]:
        """Return that step, with all the run needs to continue, and the extent up to it."""
        before, block = self._checkpoints.before(epoch), self._checkpoints.again(epoch)
        extent = before.extent if before else Extent.none(self.size)
        return block.last, extent.widened(block.rows)

    def head(self, last: Step, extent: Extent) -> ReplayedSteps:
        """Return the rows up to ``last``; both may grow independently."""
        store = self._store.head(last.epoch + 1)
        return ReplayedSteps(store, self._checkpoints.head(last, extent))

    def _computed(self, start: int, stop: int) -> Iterator[StepColumns]:
        if start < stop:
            for block in self._checkpoints.stretches(start, stop):
                first = block.first_epoch
                yield block.rows.part(max(start - first, 0), stop - first)


class CostPoints:
    """The points (epoch, cost) of a trajectory."""

    def __init__(self, trajectory: ReplayedSteps) -> None:
        self._trajectory = trajectory

    @property
    def absent(self) -> range:
        """The epochs that are not kept."""
        return self._trajectory.absent

    def read(self, start: int, stop: int) -> Array:
        """Return the points of the epochs start … stop − 1, shape (n, 2)."""
        return _points(start, self._trajectory.rows(start, stop).cost[:, None])


class BetaPoints(CostPoints):
    """The points (epoch, β0, β1) of a trajectory."""

    def read(self, start: int, stop: int) -> Array:
        """Return the points of the epochs start … stop − 1, shape (n, 3)."""
        return _points(start, self._trajectory.rows(start, stop).beta[:, :2])


def _points(start: int, values: Array) -> Array:
    points = np.empty((len(values), 1 + values.shape[1]))
    points[:, 0] = np.arange(start, start + len(values))
    points[:, 1:] = values
    return points

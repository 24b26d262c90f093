"""The steps that a run has taken so far."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.descend import Step, StopReason
from gdviz.runs.history.checkpoints import Checkpoints, Recompute
from gdviz.runs.history.chunks import StepChunks
from gdviz.runs.history.extent import Extent
from gdviz.runs.history.minmax_pyramid import MinMaxPyramid
from gdviz.runs.history.replayed_steps import BetaPoints, CostPoints, ReplayedSteps
from gdviz.runs.history.step_block import StepBlock, StepColumns

__all__ = ["History", "StepBlock", "StepColumns"]

# 10⁷ epochs of two coefficients take 400 MB; with this budget, and 5 bytes an epoch for the
# pyramids and checkpoints, they take 200 MB.
BUDGET = 150_000_000


class History:
    """Every epoch of one run from the start on; row i is epoch i.

    All rows are kept while they fit in ``budget`` bytes. Beyond it the oldest (except the very
    first ones) are dropped and recomputed on demand from a checkpoint near them by
    ``recompute``: (last, count) -> the block of the ``count`` steps after ``last``, a step
    from a block (None: from the start). Without it all rows are kept.

    Methods that take an ``epoch`` cost the same at any length; the first call for an epoch
    that was dropped computes about a thousand steps. ``reason`` is why the run has no next
    step, None while it may have one. All returned arrays are read-only.
    """

    def __init__(self, size: int, recompute: Recompute | None = None, budget: int = BUDGET) -> None:
        self._trajectory = ReplayedSteps(StepChunks(size, budget), Checkpoints(recompute))
        self._costs = MinMaxPyramid(CostPoints(self._trajectory), 1)
        self._betas = MinMaxPyramid(BetaPoints(self._trajectory), min(size, 2))
        self.extent = Extent.none(size)
        self.last: Step | None = None
        self.reason: StopReason | None = None
        # The numbers of an epoch are usually read together.
        self._looked_at = (-1, StepColumns.empty(0, size))

    def __len__(self) -> int:
        return self._trajectory.length

    @property
    def last_epoch(self) -> int:
        """The newest known epoch; −1 before the first."""
        return len(self) - 1

    @property
    def beta(self) -> Array:
        """The coefficients at each epoch, shape (m, k+1), read-only.

        This, ``cost`` and ``gradient`` assemble the whole run: they copy it once it is longer
        than a chunk, and recompute dropped rows. For a part of it use the methods below.
        """
        return self._trajectory.column("beta")

    @property
    def cost(self) -> Array:
        """The cost at each epoch, shape (m,), read-only."""
        return self._trajectory.column("cost")

    @property
    def gradient(self) -> Array:
        """The gradient at each epoch, shape (m, k+1), read-only."""
        return self._trajectory.column("gradient")

    def rows(self, start: int, stop: int) -> StepColumns:
        """Return beta, cost and gradient of the epochs start … stop − 1, clipped to the known."""
        start = max(start, 0)
        return self._trajectory.rows(start, max(start, min(stop, len(self))))

    def keeps(self, start: int, stop: int) -> bool:
        """Return whether none of the epochs start … stop − 1 has to be recomputed."""
        absent = self._trajectory.absent
        return stop <= absent.start or start >= absent.stop

    def step(self, epoch: int) -> Step:
        """Return the step of that epoch, without the memory the run needs to continue."""
        row = self._row(epoch)
        return Step(epoch, row.beta[0].copy(), float(row.cost[0]), row.gradient[0].copy())

    def checkpoint(self, epoch: int) -> Step | None:
        """Return a step shortly before ``epoch``, with all the run needs to continue."""
        return self._trajectory.checkpoint(epoch)

    def beta_at(self, epoch: int) -> Array:
        """Return the coefficients at that epoch, shape (k+1,)."""
        return np.asarray(self._row(epoch).beta[0])

    def cost_at(self, epoch: int) -> float:
        """Return the cost at that epoch."""
        return float(self._row(epoch).cost[0])

    def gradient_at(self, epoch: int) -> Array:
        """Return the gradient at that epoch, shape (k+1,)."""
        return np.asarray(self._row(epoch).gradient[0])

    def cost_envelope(self, start: int, stop: int, columns: int) -> tuple[Array, Array]:
        """Return epochs and costs of start … stop − 1 thinned for ``columns`` pixels, in order.

        Each of at most that many stretches gives its first, lowest, highest and last cost. The
        time depends on ``columns``, not on the number of epochs.
        """
        start, stop = max(start, 0), min(stop, len(self))
        points = self._costs.envelope(start, max(start, stop), columns)
        return _shown(points[:, 0]), _shown(points[:, 1])

    def path(
        self,
        start: int,
        stop: int,
        pixel: tuple[float, float],
        limit: int = 1024,
        frame: Sequence[tuple[float, float]] | None = None,
    ) -> tuple[Array, Array]:
        """Return the β0 and β1 of start … stop − 1 thinned for pixels of that size, in order.

        What is smaller than a pixel is left out, except that the lowest and highest β0 and β1
        are there; ``limit`` is about the most points there are, and bounds the price.
        With a ``frame``, the spans of β0 and β1 that are seen, they are spent on what lies there.
        """
        start, stop = max(start, 0), min(stop, len(self))
        points = self._betas.outline(start, max(start, stop), pixel, limit, frame)
        return _shown(points[:, 1]), _shown(points[:, 2])

    def extend(self, block: StepBlock) -> None:
        """Append a block, which must begin at the epoch after the newest one."""
        if block.first_epoch != len(self):
            raise ValueError(f"epoch {block.first_epoch} does not follow {self.last_epoch}")
        self.extent = self.extent.widened(block.rows)
        self._trajectory.extend(block, self.extent)
        surplus = self._trajectory.surplus()
        for pyramid in (self._costs, self._betas):
            pyramid.grow(len(self), at_once=bool(surplus))
        if surplus:
            self._trajectory.drop(surplus)
        self.last, self.reason = block.last, block.reason

    def head(self, epochs: int) -> History:
        """Return the history of the same run, ending at ``epochs`` at the latest.

        It shares the rows up to there, and both may grow independently. A step that the run
        has passed is taken again for the memory needed to continue from it.
        """
        if self.last is None or epochs < 0:
            raise ValueError(f"a history of {len(self)} epochs has no head of {epochs} epochs")
        if epochs < self.last_epoch:
            last, extent = self._trajectory.retraced(epochs)
            reason: StopReason | None = StopReason.EPOCHS
        else:
            last, extent, reason = self.last, self.extent, self.reason
            if reason is StopReason.EPOCHS and epochs > self.last_epoch:
                reason = None
        made = History(self._trajectory.size)
        made._trajectory = self._trajectory.head(last, extent)
        made._costs = self._costs.head(last.epoch + 1, CostPoints(made._trajectory))
        made._betas = self._betas.head(last.epoch + 1, BetaPoints(made._trajectory))
        made.extent, made.last, made.reason = extent, last, reason
        return made

    def _row(self, epoch: int) -> StepColumns:
        if not 0 <= epoch < len(self):
            raise IndexError(f"epoch {epoch} is not among the {len(self)} known ones")
        if epoch != self._looked_at[0]:
            self._looked_at = (epoch, self._trajectory.rows(epoch, epoch + 1))
        return self._looked_at[1]


def _shown(column: Array) -> Array:
    made = np.ascontiguousarray(column)
    made.flags.writeable = False
    return made

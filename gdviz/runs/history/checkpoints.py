"""Steps kept along a run, from each of which the stretch after it can be recomputed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from gdviz.engine.descend import Step
from gdviz.runs.history.extent import Extent
from gdviz.runs.history.step_block import StepBlock

# (last, count) -> the ``count`` steps after ``last``, or from the start if it is None.
Recompute = Callable[[Step | None, int], StepBlock]

# This many steps take a frame or two at most, in a run whose 10⁷ are worth waiting for.
_SPACING = 1024
_STRETCHES = 8


class Checkpoint(NamedTuple):
    """A step with all the run needs to continue from it, and the extent of all up to it."""

    step: Step
    extent: Extent


class Checkpoints:
    """Checkpoints in the order of their epochs, at least ``spacing`` apart.

    A stretch runs from after one checkpoint up to and including the next. The stretches used
    last are cached, so that scrubbing within them computes nothing.
    """

    def __init__(self, recompute: Recompute | None, spacing: int = _SPACING) -> None:
        self.recompute = recompute
        self._spacing = spacing
        self._kept: list[Checkpoint] = []
        self._stretches: dict[int, StepBlock] = {}

    @property
    def last_epoch(self) -> int:
        """The epoch of the newest checkpoint; −1 before the first."""
        return self._kept[-1].step.epoch if self._kept else -1

    def offer(self, step: Step, extent: Extent) -> None:
        """Keep ``step`` if it is far enough from the newest checkpoint."""
        if step.epoch - self.last_epoch >= self._spacing:
            self._keep(step, extent)

    def stretches(self, start: int, stop: int) -> Iterator[StepBlock]:
        """Yield the stretches that hold the epochs start … stop − 1, recomputed."""
        while start < stop:
            block = self._stretch(self._following(start))
            yield block
            start = block.last.epoch + 1

    def before(self, epoch: int) -> Checkpoint | None:
        """Return the last checkpoint before ``epoch``, or None."""
        index = self._following(epoch)
        return self._kept[index - 1] if index else None

    def again(self, epoch: int) -> StepBlock:
        """Recompute the steps after the checkpoint before ``epoch`` up to ``epoch``."""
        before = self.before(epoch)
        return self._recomputed(before.step if before else None, epoch)

    def head(self, step: Step, extent: Extent) -> Checkpoints:
        """Return the checkpoints before ``step``, and ``step`` as the last."""
        made = Checkpoints(self.recompute, self._spacing)
        made._kept = self._kept[: self._following(step.epoch)]
        made._keep(step, extent)
        return made

    def _keep(self, step: Step, extent: Extent) -> None:
        # Copies, since a step may hold views that would keep a whole block alive.
        alone = step._replace(beta=step.beta.copy(), gradient=step.gradient.copy())
        self._kept.append(Checkpoint(alone, extent))

    def _following(self, epoch: int) -> int:
        """Return the index of the first checkpoint at ``epoch`` or after it."""
        return bisect_left(self._kept, epoch, key=lambda kept: kept.step.epoch)

    def _stretch(self, index: int) -> StepBlock:
        block = self._stretches.pop(index, None)
        if block is None:
            last = self._kept[index - 1].step if index else None
            block = self._recomputed(last, self._kept[index].step.epoch)
            block.rows.frozen()
        self._stretches[index] = block
        if len(self._stretches) > _STRETCHES:
            del self._stretches[next(iter(self._stretches))]
        return block

    def _recomputed(self, last: Step | None, epoch: int) -> StepBlock:
        if self.recompute is None:
            raise ValueError(f"epoch {epoch} is not kept, and nothing can compute it again")
        block = self.recompute(last, epoch - (last.epoch if last else -1))
        if block.last.epoch != epoch:
            raise ValueError(f"computed again, the run stops at {block.last.epoch}, not {epoch}")
        return block

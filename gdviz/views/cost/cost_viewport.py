"""The frame of the cost plot."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.ranges import Span, covers, padded, round_up, rounded_out
from gdviz.views.plotting.viewport import Frame, Viewport
from gdviz.views.snapshot import Snapshot, is_new

_FIRST_EPOCHS = 100
_VAST = 5.0
_WORDS_SHARE = 0.09
_END_SHARE = 0.035


def height(cost: float | Array, logarithmic: bool) -> Array:
    """Return the position of a cost on the cost axis; NaN if it has none."""
    if not logarithmic:
        return np.asarray(cost)
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.log10(cost)
    return np.where(np.isfinite(power), power, np.nan)


class CostViewport(Viewport):
    """The known epochs, all costs and the optimum; it widens and never shrinks.

    Only a new run may shrink it, once, if the range of the costs is far too large.
    """

    def __init__(self) -> None:
        super().__init__()
        self.epochs: Span = (0.0, 1.0)
        self._costs: Span | None = None
        self._may_shrink = False

    @override
    def _following(self, frame: Frame, now: Snapshot, before: Snapshot | None) -> Frame:
        if is_new(_axes_of, now, before):
            self._costs = None
            self.epochs = (0.0, float(max(1, min(now.experiment.epochs, _FIRST_EPOCHS))))
        if is_new(lambda shown: shown.settings.logarithmic, now, before):
            self._costs = None
        if before is None or now.run is not before.run:
            self._may_shrink = True
        if now.known - 1 > self.epochs[1]:
            end = min(round_up(now.known - 1), float(now.experiment.epochs))
            self.epochs = (0.0, end)
        left, right = self.epochs
        span = right - left
        across = left - 0.02 * span, right + _END_SHARE * span
        return Frame(across, self._costs_of(now))

    def _costs_of(self, now: Snapshot) -> Span:
        logarithmic, extent, best = now.settings.logarithmic, now.history.extent, now.run.optimum
        lowest = extent.cost_positive if logarithmic else extent.cost_low
        if best is not None and (not logarithmic or best.cost > 0):
            lowest = min(lowest, best.cost)
        ends = height(np.array([lowest, extent.cost_high]), logarithmic)
        needed = (float(ends[0]), float(ends[1])) if np.isfinite(ends).all() else (0.0, 1.0)
        highest = needed[1]
        if best is not None and needed[0] == float(height(best.cost, logarithmic)):
            # Only its own label is below the optimum.
            needed = (needed[0] - _WORDS_SHARE * (needed[1] - needed[0]), needed[1])
        if self._costs is None or not self._suits(self._costs, needed, now.known):
            least = 1e-9 + abs(highest) * 0.02
            self._costs = rounded_out(*padded(*needed, 0.07, least))
        return self._costs

    def _suits(self, span: Span, needed: Span, known: int) -> bool:
        """Return whether a span still fits what is needed; for a new run it may be too large."""
        vast = span[1] - span[0] > _VAST * (needed[1] - needed[0])
        too_large = vast and self._may_shrink and known > 1
        self._may_shrink = self._may_shrink and not too_large
        return covers(span, needed) and not too_large


def _axes_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what gives the axes their meaning; if it changes, new ranges are chosen."""
    one = snapshot.experiment
    return one.model, one.cost, one.epochs, one.dataset.title

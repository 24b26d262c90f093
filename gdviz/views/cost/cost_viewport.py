"""The frame of the cost plot."""

from __future__ import annotations

import math

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.ranges import (
    Span,
    covers,
    finite,
    padded,
    round_up,
    rounded_out,
    size,
    widened,
)
from gdviz.views.plotting.viewport import Frame, Viewport
from gdviz.views.snapshot import Snapshot, is_new

_FIRST_EPOCHS = 100
_VAST = 5.0
_WORDS_SHARE = 0.09
_BEGIN_SHARE, _END_SHARE = 0.02, 0.035


def height(cost: float | Array, logarithmic: bool) -> Array:
    """Return the position of a cost on the cost axis; NaN if it has none."""
    if not logarithmic:
        return np.asarray(cost)
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.log10(cost)
    return np.where(np.isfinite(power), power, np.nan)


class CostViewport(Viewport):
    """The known epochs, all costs and the optimum; it widens and never shrinks.

    Only a new run may shrink it, once it has begun, if the range of the costs is far too large.
    """

    @property
    def epochs(self) -> Span:
        """The epochs within the natural frame."""
        return 0.0, float(round(self._natural.x[1] / (1 + _END_SHARE)))

    @property
    def sight(self) -> tuple[int, int]:
        """The first and the last epoch to draw for what is in the frame."""
        left, right = self.frame.x
        return max(math.floor(left), 0), max(math.ceil(right), 0)

    @property
    def ends(self) -> Span:
        """The epochs near the edges of the frame, with the room that the natural one has."""
        left, right = self.frame.x
        span = (right - left) / (1 + _BEGIN_SHARE + _END_SHARE)
        return left + _BEGIN_SHARE * span, right - _END_SHARE * span

    @override
    def _axes(self, snapshot: Snapshot) -> object:
        return snapshot.settings.logarithmic, _axes_of(snapshot)

    @override
    def _choice(self, now: Snapshot, before: Snapshot | None) -> Frame:
        first = Frame(_across(min(now.experiment.epochs, _FIRST_EPOCHS)), _first_costs(now))
        if before is None or is_new(_axes_of, now, before):
            return first
        if is_new(lambda shown: shown.settings.logarithmic, now, before):
            return Frame(self._natural.x, first.y)
        if now.run is before.run and (before.known > 1 or now.known <= 1):
            return self._chosen
        needed = self._grown(first, now).y
        vast = now.known > 1 and size(self._natural.y) > _VAST * size(needed)
        keeps = covers(self._natural.y, first.y) and not vast
        return Frame(self._natural.x, self._natural.y if keeps else first.y)

    @override
    def _grown(self, chosen: Frame, now: Snapshot) -> Frame:
        across, last = chosen.x, now.known - 1
        if last > round(across[1] / (1 + _END_SHARE)):
            across = _across(min(round_up(last), now.experiment.epochs))
        extent = now.history.extent
        lowest = extent.cost_positive if now.settings.logarithmic else extent.cost_low
        needed = _needed(now, lowest, extent.cost_high)
        if covers(chosen.y, needed):
            return Frame(across, chosen.y)
        return Frame(across, widened(chosen.y, _roomy(needed)))


def _across(last: float) -> Span:
    span = max(1.0, float(last))
    return -_BEGIN_SHARE * span, (1 + _END_SHARE) * span


def _first_costs(now: Snapshot) -> Span:
    """Return the span of the costs that is chosen when only that of the start is known."""
    first = now.history.cost_at(0)
    return rounded_out(*_roomy(_needed(now, first, first)))


def _needed(now: Snapshot, lowest: float, highest: float) -> Span:
    """Return the span from the lowest cost to the highest, with the optimum and its label."""
    logarithmic, best = now.settings.logarithmic, now.run.optimum
    if best is not None and (not logarithmic or best.cost > 0):
        lowest = min(lowest, best.cost)
    low, high = height(np.array([lowest, highest]), logarithmic).tolist()
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0.0, 1.0
    if best is not None and low == float(height(best.cost, logarithmic)):
        # Only its own label is below the optimum.
        low -= _WORDS_SHARE * (high - low)
    return finite(low, high)


def _roomy(needed: Span) -> Span:
    return padded(*needed, 0.07, 1e-9 + abs(needed[1]) * 0.02)


def _axes_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what gives the axes their meaning; if it changes, new ranges are chosen."""
    one = snapshot.experiment
    return one.model, one.cost, one.epochs, one.dataset.title

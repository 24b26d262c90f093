"""The frame of the cost surface."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Dataset
from gdviz.engine.derived import derived
from gdviz.engine.scaling import Scaling
from gdviz.support.compat import override
from gdviz.views.plotting.ranges import Span, grown, padded, rounded_out, size, widened
from gdviz.views.plotting.viewport import Frame, Viewport
from gdviz.views.snapshot import Snapshot, is_new

_WIDEST = 100.0
_VAST = 6.0
# The share of the frame that stays free between its edge and start or optimum.
_EDGE = 0.04


class SurfaceViewport(Viewport):
    """Start and optimum with a margin; it doubles towards a path that leaves it.

    For a new run it is widened where start or optimum leave it or are near its edge. It is chosen
    again for other axes, and if it is vast.
    """

    @override
    def _axes(self, snapshot: Snapshot) -> object:
        return _axes_of(snapshot)

    @override
    def _choice(self, now: Snapshot, before: Snapshot | None) -> Frame:
        if before is not None and now.run is before.run:
            return self._chosen
        needed = _needed(now)
        first = Frame(rounded_out(*needed.x), rounded_out(*needed.y))
        fresh = is_new(_axes_of, now, before)
        if fresh or _vast(self._natural, self._grown(first, now)):
            return first
        edges = [_EDGE * size(span) for span in self._natural]
        marks = ((low - e, high + e) for (low, high), e in zip(_marks(now), edges, strict=True))
        return Frame(*map(widened, self._natural, marks))

    @override
    def _grown(self, chosen: Frame, now: Snapshot) -> Frame:
        extent, needed, spans = now.history.extent, _needed(now), []
        for j, span in enumerate(chosen):
            # A path that diverges would leave nothing else to see.
            widest = _WIDEST * size(needed[j])
            kept = max(extent.beta_low[j], -widest), min(extent.beta_high[j], widest)
            spans.append(grown(span, (float(kept[0]), float(kept[1]))))
        return Frame(*spans)


def _axes_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what gives the axes their meaning; if it changes, a new frame is chosen."""
    one = snapshot.experiment
    return one.model, one.cost, one.scale, one.dataset.feature_names, one.dataset.title


def _marks(now: Snapshot) -> tuple[Span, Span]:
    """Return the spans of β0 and β1 from the start to the optimum."""
    marks = [now.experiment.first_beta()]
    if now.run.optimum is not None:
        marks.append(now.run.optimum.beta)
    low, high = np.min(marks, axis=0).tolist(), np.max(marks, axis=0).tolist()
    return (low[0], high[0]), (low[1], high[1])


def _needed(now: Snapshot) -> Frame:
    """Return the frame of start and optimum, with a margin."""
    least = derived(now.run.objective.data, _natural_size)
    spans = (padded(*span, 0.4, size) for span, size in zip(_marks(now), least, strict=True))
    return Frame(*spans)


def _natural_size(data: Dataset) -> tuple[float, float]:
    """Return the least size of the frame: a slope of 1 per standard deviation of x."""
    if not data.n:
        return 1.0, 1.0
    # The spread of a constant feature is 1 there, which says nothing of its size.
    scaling, x = Scaling.standard(data), data.columns[:, 0]
    middle = abs(float(scaling.mean[0]))
    unit = float(scaling.spread[0]) if x.max() > x.min() else max(middle, 1.0)
    slope = 1.0 / unit
    return max(1.0, min(slope * middle, 4.0)), slope


def _vast(frame: Frame, needed: Frame) -> bool:
    """Return whether a frame is far larger than its content."""
    return any(size(span) > _VAST * size(need) for span, need in zip(frame, needed, strict=True))

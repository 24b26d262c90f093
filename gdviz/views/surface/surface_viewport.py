"""The frame of the cost surface."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Dataset
from gdviz.engine.derived import derived
from gdviz.support.compat import override
from gdviz.views.plotting.ranges import covers, grown, padded, rounded_out, size
from gdviz.views.plotting.viewport import Frame, Viewport
from gdviz.views.snapshot import Snapshot, is_new

_WIDEST = 100.0
_VAST = 6.0


class SurfaceViewport(Viewport):
    """Start and optimum with a margin; it doubles towards a path that leaves it.

    For a new run it is chosen again for other axes, if it no longer covers what it must, and if
    it is vast.
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
        keeps = not is_new(_axes_of, now, before) and all(map(covers, self._natural, needed))
        vast = _vast(self._natural, self._grown(first, now))
        return self._natural if keeps and not vast else first

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


def _needed(now: Snapshot) -> Frame:
    """Return the frame of start and optimum, with a margin."""
    marks = [now.experiment.first_beta()]
    if now.run.optimum is not None:
        marks.append(now.run.optimum.beta)
    across, up = np.min(marks, axis=0), np.max(marks, axis=0)
    natural = derived(now.run.objective.data, _natural_size)
    spans = [padded(float(across[j]), float(up[j]), 0.4, natural[j]) for j in range(2)]
    return Frame(*spans)


def _natural_size(data: Dataset) -> tuple[float, float]:
    """Return the least size of the frame: a slope of 1 per standard deviation of x."""
    x = data.columns[:, 0]
    spread = float(x.std()) if len(x) else 0.0
    middle = abs(float(x.mean())) if len(x) else 0.0
    unit = spread or max(middle, 1.0)
    slope = 1.0 / unit
    return max(1.0, min(slope * middle, 4.0)), slope


def _vast(frame: Frame, needed: Frame) -> bool:
    """Return whether a frame is far larger than its content."""
    return any(size(span) > _VAST * size(need) for span, need in zip(frame, needed, strict=True))

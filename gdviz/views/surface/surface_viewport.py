"""The frame of the cost surface."""

from __future__ import annotations

import numpy as np

from gdviz.support.compat import override
from gdviz.views.plotting.ranges import Span, covers, grown, padded, rounded_out
from gdviz.views.plotting.viewport import UNIT, Frame, Viewport
from gdviz.views.snapshot import Snapshot, is_new

_WIDEST = 100.0
_VAST = 6.0


class SurfaceViewport(Viewport):
    """Start, optimum and path, with a margin; it doubles towards a path that leaves it.

    It is chosen again for other axes, if it no longer covers what it must, and if it is vast;
    while it is held it stays.
    """

    def __init__(self) -> None:
        super().__init__()
        # The frame that was chosen, before it was widened for the path.
        self._chosen = UNIT

    @override
    def _following(self, frame: Frame, now: Snapshot, before: Snapshot | None) -> Frame:
        if before is None or now.run is not before.run:
            needed = _needed(now)
            keep = not is_new(_axes_of, now, before) and all(map(covers, frame, needed))
            if not (keep and (self.held or not _vast(frame, needed))):
                frame = self._chosen = Frame(rounded_out(*needed.x), rounded_out(*needed.y))
        return self._widened(frame, now)

    def _widened(self, frame: Frame, now: Snapshot) -> Frame:
        """Double the frame towards a path that leaves it."""
        extent, spans = now.history.extent, []
        for j, (span, chosen) in enumerate(zip(frame, self._chosen, strict=True)):
            widest = _WIDEST * (chosen[1] - chosen[0])
            kept = max(extent.beta_low[j], -widest), min(extent.beta_high[j], widest)
            spans.append(grown(span, (float(kept[0]), float(kept[1]))))
        return Frame(*spans)


def _axes_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what gives the axes their meaning; if it changes, a new frame is chosen."""
    one = snapshot.experiment
    return one.model, one.cost, one.scale, one.dataset.feature_names, one.dataset.title


def _needed(now: Snapshot) -> Frame:
    """Return the frame of start, optimum and the known path, with a margin."""
    marks = [now.experiment.first_beta()]
    if now.run.optimum is not None:
        marks.append(now.run.optimum.beta)
    extent = now.history.extent
    points = np.vstack([marks, extent.beta_low, extent.beta_high])
    across, up = points.min(axis=0), points.max(axis=0)
    natural = _natural_size(now)
    spans = [padded(float(across[j]), float(up[j]), 0.4, natural[j]) for j in range(2)]
    return Frame(*spans)


def _natural_size(now: Snapshot) -> tuple[float, float]:
    """Return the least size of the frame: a slope of 1 per standard deviation of x."""
    x = now.run.objective.data.columns[:, 0]
    spread = float(x.std()) if len(x) else 0.0
    middle = abs(float(x.mean())) if len(x) else 0.0
    unit = spread or max(middle, 1.0)
    slope = 1.0 / unit
    return max(1.0, min(slope * middle, 4.0)), slope


def _vast(frame: Frame, needed: Frame) -> bool:
    """Return whether a frame is far larger than its content."""
    return any(_size(span) > _VAST * _size(need) for span, need in zip(frame, needed, strict=True))


def _size(span: Span) -> float:
    return span[1] - span[0]

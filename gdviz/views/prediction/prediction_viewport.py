"""The frame of the prediction plot."""

from __future__ import annotations

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.ranges import Span, covers, padded, rounded_out
from gdviz.views.plotting.viewport import Frame, Viewport
from gdviz.views.snapshot import Snapshot, is_new

PROBABILITIES: Span = (-0.09, 1.17)


class PredictionViewport(Viewport):
    """All points, and the probabilities with room for words above them, or the labels of a line.

    It does not change while it covers the points of the same columns.
    """

    @override
    def _axes(self, snapshot: Snapshot) -> object:
        return axes_of(snapshot)

    @override
    def _choice(self, now: Snapshot, before: Snapshot | None) -> Frame:
        frame, fresh = self._natural, is_new(axes_of, now, before)
        if not fresh and before is not None and now.dataset is before.dataset:
            return frame
        data = now.dataset
        across = _framed(data.columns[:, 0], frame.x, fresh)
        has_classes = now.experiment.objective_type.has_classes
        return Frame(across, PROBABILITIES if has_classes else _framed(data.y, frame.y, fresh))


def axes_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what gives the axes their meaning; if it changes, a new frame is chosen."""
    data = snapshot.dataset
    return snapshot.experiment.model, data.feature_names, data.title


def _framed(values: Array, span: Span, fresh: bool) -> Span:
    """Return the span if it covers the values and is not ``fresh``, else a rounder, wider one."""
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    least = max(abs(low), 1.0) * (0.5 if low == high else 1e-9)
    if not fresh and covers(span, padded(low, high, 0.02, least)):
        return span
    return rounded_out(*padded(low, high, 0.08, least))

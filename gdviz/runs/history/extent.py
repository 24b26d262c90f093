"""The smallest box around a run, updated as the run grows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.runs.history.step_block import StepColumns


@dataclass(frozen=True, slots=True, eq=False)
class Extent:
    """The lowest and highest of each coefficient, shape (k+1,), and of the cost.

    ``cost_positive`` is the lowest cost above 0, for a logarithmic axis. Only finite numbers
    count; without any the low ones are ∞ and the high ones −∞.
    """

    beta_low: Array
    beta_high: Array
    cost_low: float = math.inf
    cost_high: float = -math.inf
    cost_positive: float = math.inf

    @classmethod
    def none(cls, size: int) -> Extent:
        """Return the extent of no epochs."""
        return cls(np.full(size, np.inf), np.full(size, -np.inf))

    def widened(self, rows: StepColumns) -> Extent:
        """Return this extent, widened to include ``rows``."""
        beta_low, beta_high = _span(np.ascontiguousarray(rows.beta.T))
        cost_low, cost_high = (float(end) for end in _span(rows.cost))
        positive = cost_low
        if cost_low <= 0.0:
            positive = float(_span(rows.cost[rows.cost > 0.0])[0])
        return Extent(
            np.minimum(self.beta_low, beta_low),
            np.maximum(self.beta_high, beta_high),
            min(self.cost_low, cost_low),
            max(self.cost_high, cost_high),
            min(self.cost_positive, positive),
        )


def _span(values: Array) -> tuple[Array, Array]:
    """Return the lowest and highest finite number along the last axis, ∞ and −∞ if none is."""
    low = np.asarray(values.min(axis=-1, initial=np.inf))
    high = np.asarray(values.max(axis=-1, initial=-np.inf))
    if np.isfinite(low).all() and np.isfinite(high).all():
        return low, high
    finite = np.isfinite(values)
    return (
        np.asarray(np.where(finite, values, np.inf).min(axis=-1, initial=np.inf)),
        np.asarray(np.where(finite, values, -np.inf).max(axis=-1, initial=-np.inf)),
    )

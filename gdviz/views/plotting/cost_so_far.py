"""The costs that a plot shows up to the cursor, extended incrementally as it moves on."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.runs.history.history import History

# For a column of more epochs the pyramids are faster.
_FEW = 16_384
# The most columns computed without the pyramids.
_COLUMNS = 8
# The first epochs, shown unthinned unless a column is wider than the second number.
_WHOLE, _NARROW = 256, 64


class CostSoFar:
    """The costs of the start … an epoch, thinned to ``width`` epochs per pixel column.

    The columns end at multiples of that width, so that full ones do not change while the cursor
    moves on. The first epochs, in which the cost falls most, are not thinned where the eye can
    distinguish them.
    """

    def __init__(self) -> None:
        self._history: History | None = None
        self._width = 1
        self._full = 0
        self._points = np.empty((2, 0))

    def up_to(self, history: History, epoch: int, width: int) -> Array:
        """Return epochs and costs of the start … ``epoch``, shape (2, m)."""
        if history is not self._history or width != self._width or epoch < self._full:
            self._history, self._width = history, width
            self._full, self._points = 0, np.empty((2, 0))
        whole = min(_WHOLE if width <= _NARROW else 0, epoch + 1)
        if whole > self._full:
            costs = history.rows(self._full, whole).cost
            self._append(np.stack([np.arange(self._full, whole), costs]), whole)
        full = (epoch + 1) // width * width
        while 0 < full - self._full <= _COLUMNS * width:
            next_full = (self._full // width + 1) * width
            self._append(_ends(history, self._full, next_full), next_full)
        if full > self._full:
            columns = -(-(full - self._full) // width)
            self._append(np.stack(history.cost_envelope(self._full, full, columns)), full)
        if epoch < self._full:
            return self._points
        return np.concatenate([self._points, _ends(history, self._full, epoch + 1)], axis=1)

    def _append(self, points: Array, full: int) -> None:
        self._points = np.concatenate([self._points, points], axis=1)
        self._full = full


def _ends(history: History, start: int, stop: int) -> Array:
    """Return the first, lowest, highest and last cost of a column that is not full yet."""
    if stop - start > _FEW or not history.keeps(start, stop):
        return np.stack(history.cost_envelope(start, stop, 1))
    costs = history.rows(start, stop).cost
    picks = sorted({0, int(costs.argmin()), int(costs.argmax()), len(costs) - 1})
    return np.array([[start + pick for pick in picks], costs[picks]])

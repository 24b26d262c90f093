"""Which examples lie on one another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gdviz.engine.dataset import Array, Dataset

# Counting more takes longer than a frame.
_MOST = 100_000


class Coincident(NamedTuple):
    """The places of several examples each, and how many there are; all of shape (m,)."""

    x: Array
    y: Array
    counts: Array


def coincident(data: Dataset) -> Coincident:
    """Return where examples with the same (first) x and the same y lie, none for very many."""
    x, y = data.columns[:, 0], data.y
    if not 1 < data.n <= _MOST:
        return Coincident(*np.empty((3, 0)))
    order = np.lexsort((y, x))
    x, y = x[order], y[order]
    first = np.flatnonzero(np.append(True, (np.diff(x) != 0) | (np.diff(y) != 0)))
    count = np.diff(np.append(first, len(x)))
    first, count = first[count > 1], count[count > 1]
    return Coincident(x[first], y[first], count.astype(np.float64))


def among(places: Coincident, x: Array, y: Array) -> Coincident:
    """Return those of the places that are among the points (x, y)."""
    inside = np.isin(places.x + 1j * places.y, x + 1j * y)
    return Coincident(*(values[inside] for values in places))

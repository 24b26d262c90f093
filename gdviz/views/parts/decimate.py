"""Long lines thinned to what pixels can show, with no extreme lost."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Array


def extremes(x: Array, y: Array, columns: int) -> tuple[Array, Array]:
    """Return first, lowest, highest and last point of each of ``columns`` stretches of a line."""
    n = len(x)
    width = n // max(columns, 1)
    if width < 8:
        return x, y
    whole = n // width * width
    stretches = y[:whole].reshape(-1, width)
    starts = np.arange(len(stretches)) * width
    picks = np.stack(
        [starts, starts + stretches.argmin(1), starts + stretches.argmax(1), starts + width - 1],
        axis=1,
    )
    picks.sort(axis=1)
    index = np.concatenate([picks.ravel(), np.arange(whole, n)])
    return x[index], y[index]


def distinct_pixels(x: Array, y: Array, pixel: tuple[float, float]) -> tuple[Array, Array]:
    """Return a path without the points that stay within the half pixel of the one before."""
    if len(x) < 4096:
        return x, y
    column, row = np.floor(x / (pixel[0] / 2)), np.floor(y / (pixel[1] / 2))
    moved = np.empty(len(x), dtype=bool)
    moved[0] = moved[-1] = True
    moved[1:] = (np.diff(column) != 0) | (np.diff(row) != 0)
    moved[-1] = True
    return x[moved], y[moved]

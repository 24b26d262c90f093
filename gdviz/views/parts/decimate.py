"""Long lines thinned to what pixels can show, with no extreme lost."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Array

Path = tuple[Array, Array]


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


def clipped(x: Array, y: Array, across: tuple[float, float], up: tuple[float, float]) -> Path:
    """Return what of a path lies in a rectangle as pairs of points, one pair a segment.

    Qt takes minutes to dash a line whose far end is 10^100 pixels away, as in a run that
    diverges. Liang and Barsky's method (ACM Transactions on Graphics 3, 1984), vectorised.
    """
    if len(x) < 2:
        return np.empty(0), np.empty(0)
    with np.errstate(all="ignore"):
        step_x, step_y = np.diff(x), np.diff(y)
        enter, leave = np.zeros(len(step_x)), np.ones(len(step_x))
        for start, step, (low, high) in ((x[:-1], step_x, across), (y[:-1], step_y, up)):
            first, second = (low - start) / step, (high - start) / step
            still = step == 0
            inside = (low <= start) & (start <= high)
            near = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(first, second))
            far = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(first, second))
            enter, leave = np.maximum(enter, near), np.minimum(leave, far)
        seen = enter <= leave
        ends = np.stack([enter[seen], leave[seen]], axis=1)
        xs = x[:-1][seen, None] + ends * step_x[seen, None]
        ys = y[:-1][seen, None] + ends * step_y[seen, None]
    return xs.ravel(), ys.ravel()

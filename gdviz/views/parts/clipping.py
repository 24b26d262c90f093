"""Lines cut to what a plot shows of them."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Array

Path = tuple[Array, Array]


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
    # Of segments that begin 10^200 away, rounding leaves a cut that only nearly is one.
    return np.clip(xs.ravel(), *across), np.clip(ys.ravel(), *up)

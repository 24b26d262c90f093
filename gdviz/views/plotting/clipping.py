"""Lines clipped to the visible part of a plot."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Array

# Pixels away from which rounding moves what is seen of a line by a visible distance.
_UNSURE = 1e14


def segments(x: Array, y: Array, pairs: bool = False) -> Array:
    """Return the lines from point to point, rows of x, y, x, y; with ``pairs`` every second one."""
    ends = np.column_stack([x[:-1], y[:-1], x[1:], y[1:]])
    return ends[::2] if pairs else ends


def clipped(lines: Array, across: tuple[float, float], up: tuple[float, float]) -> Array:
    """Return the parts of ``lines``, shape (m, 4), in a rectangle; lines outside are dropped.

    So are lines with both ends so far away that nobody can tell where they pass.
    Qt takes minutes to dash a line whose end is 10^100 pixels away, as in a run that
    diverges. Liang and Barsky's method (ACM Transactions on Graphics 3, 1984), vectorised.
    """
    with np.errstate(all="ignore"):
        distances = np.abs(lines).reshape(-1, 2, 2).max(axis=2)
        sure = ~(distances.min(axis=1) > _UNSURE)
        # The nearer end is the exact one: what is seen is measured from there.
        lines, turned = lines[sure], distances[sure, 1] < distances[sure, 0]
        lines = np.where(turned[:, None], lines[:, [2, 3, 0, 1]], lines)
        starts, steps = lines[:, :2], lines[:, 2:] - lines[:, :2]
        enter, leave = np.zeros(len(lines)), np.ones(len(lines))
        for start, step, (low, high) in zip(starts.T, steps.T, (across, up), strict=True):
            first, second = (low - start) / step, (high - start) / step
            still = step == 0
            inside = (low <= start) & (start <= high)
            near = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(first, second))
            far = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(first, second))
            enter, leave = np.maximum(enter, near), np.minimum(leave, far)
        seen = enter <= leave
        ends = [starts[seen] + share[seen, None] * steps[seen] for share in (enter, leave)]
        parts = np.where(turned[seen, None], np.hstack(ends[::-1]), np.hstack(ends))
    # Rounding leaves lines that begin 10^200 away slightly outside.
    lowest, highest = (across[0], up[0]) * 2, (across[1], up[1]) * 2
    return np.clip(parts, lowest, highest)

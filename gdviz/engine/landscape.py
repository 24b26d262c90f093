"""The cost over a grid of two coefficients."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdviz.engine.dataset import Array
from gdviz.engine.objective import Objective

_BLOCK = 1 << 18


def landscape(
    objective: Objective,
    b0: ArrayLike,
    b1: ArrayLike,
    axes: tuple[int, int] = (0, 1),
    at: ArrayLike | None = None,
) -> Array:
    """Return the cost at each pair of grid values, shape (len(b1), len(b0)).

    ``axes`` picks the two coefficients that vary along ``b0`` and ``b1``; ``at``, shape
    (k+1,), holds the others (default zeros). Works through the examples in blocks, so that
    memory stays small whatever n is.
    """
    first, second = np.asarray(b0, dtype=np.float64), np.asarray(b1, dtype=np.float64)
    base = np.zeros(objective.size) if at is None else np.array(at, dtype=np.float64)
    base[list(axes)] = 0.0
    data = objective.data
    rows = np.column_stack([np.ones(data.n), data.columns])
    rest, across, up = rows @ base, rows[:, axes[0]], rows[:, axes[1]]
    costs = np.zeros((second.size, first.size))
    block = max(1, _BLOCK // max(first.size, 1))
    for j, slope in enumerate(second):
        offset = rest + up * slope
        for i in range(0, data.n, block):
            part = slice(i, i + block)
            z = np.multiply.outer(across[part], first) + offset[part, None]
            costs[j] += objective.point_costs(z, data.y[part, None]).sum(axis=0)
    costs /= max(data.n, 1)
    return costs + _penalty(objective, first, second, axes, base)


def _penalty(
    objective: Objective, first: Array, second: Array, axes: tuple[int, int], base: Array
) -> Array:
    weights = np.full(objective.size, objective.l2)
    weights[0] = 0.0
    held = 0.5 * float(weights @ base**2)
    across = 0.5 * weights[axes[0]] * first**2
    up = 0.5 * weights[axes[1]] * second**2
    return np.asarray(held + across[None, :] + up[:, None])

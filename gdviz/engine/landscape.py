"""The cost over a grid of two coefficients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.quadrature import Nodes, nodes, nodes_at_most, takes_all_rows

_CELLS = 1 << 15
# The costs that could be summed while an example is put into its bin.
_BINNING = 12.0

# Gets the share done, 0 to 1, after each part; it may raise an error to end the work.
Progress = Callable[[float], None]


def landscape(
    objective: Objective,
    b0: ArrayLike,
    b1: ArrayLike,
    axes: tuple[int, int] = (0, 1),
    at: ArrayLike | None = None,
    progress: Progress | None = None,
) -> Array:
    """Return the cost at each pair of grid values, shape (len(b1), len(b0)).

    ``axes`` picks the two coefficients that vary along ``b0`` and ``b1``; ``at``, shape
    (k+1,), holds the rest (default zeros). In NumPy each cell is

        objective.cost(beta)  with  beta[axes[0]], beta[axes[1]] = b0[j], b1[i]

    Many examples of one feature are first condensed into a few weighted ones (``nodes``), with
    a relative error of at most 1e-6; other costs are summed directly, in blocks, so that memory
    stays below 64 MiB for any n. ``progress`` gets the share done.
    """
    first, second = np.asarray(b0, dtype=np.float64), np.asarray(b1, dtype=np.float64)
    base = np.zeros(objective.size) if at is None else np.array(at, dtype=np.float64)
    base[list(axes)] = 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        if objective.is_quadratic:
            costs = _squares(objective.data, first, second, axes, base)
        else:
            costs = _points(objective, first, second, axes, base, progress)
        return costs + _penalty(objective, first, second, axes, base)


def landscape_effort(objective: Objective, b1: ArrayLike, cells: int) -> float:
    """Return about how many costs of examples ``landscape`` sums for so many cells, or fewer.

    ``b1`` are values of the coefficient of x, the extreme ones at least. It takes no time.
    """
    if objective.is_quadratic:
        return 3.0 * cells
    data, rate = objective.data, objective.rate
    steepest = float(np.abs(np.asarray(b1)).max(initial=0.0))
    condensing = _BINNING * data.n if takes_all_rows(data, steepest, rate) else 0.0
    return float(cells) * nodes_at_most(data, steepest, rate) + condensing


def _points(
    objective: Objective,
    first: Array,
    second: Array,
    axes: tuple[int, int],
    base: Array,
    progress: Progress | None,
) -> Array:
    costs = np.zeros((second.size, first.size))
    steepest = float(np.abs(second).max(initial=0.0))
    done, size = 0, max(1, _CELLS // max(first.size, 1))
    groups = nodes(objective.data, axes, base, steepest, objective.rate)
    for group in groups:
        add = _add_costs if group.reach(first, second) > 700 else _add_exponentials
        for part in group.split(size):
            add(costs, part, first, second, objective)
            done += len(part.weights)
            if progress:
                progress(min(done / max(objective.data.n, 1), 1.0))
    return costs


def _add_exponentials(
    costs: Array, part: Nodes, first: Array, second: Array, objective: Objective
) -> None:
    """Add the costs as functions of t = e^v, the product of a factor for each coefficient."""
    across = np.exp(np.multiply.outer(part.across, first))
    # With few examples, a row at a time takes up to three times as long.
    together = max(1, _CELLS // max(across.size, 1))
    for i in range(0, second.size, together):
        up = np.exp(np.multiply.outer(second[i : i + together], part.up) + part.rest)
        cells = objective.costs_of_exponentials(across * up[:, :, None])
        costs[i : i + together] += part.weights @ cells


def _add_costs(
    costs: Array, part: Nodes, first: Array, second: Array, objective: Objective
) -> None:
    across = np.multiply.outer(part.across, first)
    for i, value in enumerate(second):
        v = across + (part.up * value + part.rest)[:, None]
        costs[i] += part.weights @ objective.point_costs(v, np.zeros(1))


def _squares(
    data: Dataset, first: Array, second: Array, axes: tuple[int, int], base: Array
) -> Array:
    """Return the mean square from the R of a QR decomposition: it is the same at any β."""
    factor = derived(data, factorised)
    rest = factor[:, :-1] @ base - factor[:, -1]
    across, up = factor[:, axes[0], None, None], factor[:, axes[1], None, None]
    errors = across * first + up * second[:, None] + rest[:, None, None]
    return np.asarray(0.5 * np.square(errors).sum(axis=0) / max(data.n, 1))


def factorised(data: Dataset) -> Array:
    """Return the R of the QR decomposition of the rows (1, x, y), shape (≤ k+2, k+2)."""
    factor = np.zeros((0, data.k + 2))
    for i in range(0, data.n, _CELLS):
        x, y = data.columns[i : i + _CELLS], data.y[i : i + _CELLS]
        rows = np.vstack([factor, np.column_stack([np.ones(len(y)), x, y])])
        factor = np.asarray(np.linalg.qr(rows, mode="r"))
    return factor


def _penalty(
    objective: Objective, first: Array, second: Array, axes: tuple[int, int], base: Array
) -> Array:
    weights = objective.penalty
    held = 0.5 * float(weights @ base**2)
    across = 0.5 * weights[axes[0]] * first**2
    up = 0.5 * weights[axes[1]] * second**2
    return np.asarray(held + across[None, :] + up[:, None])

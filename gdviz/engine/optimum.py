"""The minimum of a cost, and how it is found."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from gdviz.engine.curvature import curvature
from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.engine.objectives.log_loss import LogLoss
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.scaling import Scaling
from gdviz.engine.separation import separation

_MANY, _SAMPLED = 100_000, 20_000
_FAR = 1e3
# The share of a cost that rounding cannot account for with x of the usual sizes.
_LOST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """The minimum of a cost: ``beta`` of shape (k+1,) and the cost there."""

    beta: Array
    cost: float


def optimum(objective: Objective) -> Optimum | None:
    """Return the minimum of the cost, to machine precision, or None if none exists.

    Log loss by Newton's method with step halving, least squares by a stable factorisation. Of
    several minima (a constant feature) the one of least norm in standardised coordinates.

    Squared error on σ(z) has several local minima and may fall for ever: the best of the
    minima that Newton's method finds from ten starts (0, the optimum of log loss, points drawn
    with a fixed seed) is returned, None if it lies at infinity. With very many examples the
    best start is chosen on a fair sample, and its minimum found over all of them.
    """
    if not objective.data.n:
        return None
    name = "optimum", type(objective), objective.penalty.tobytes()
    return derived(objective.data, lambda _: _find(objective), *name)


def _find(objective: Objective) -> Optimum | None:
    data = objective.data
    scaling, penalty = _coordinates(objective)
    scaled = type(objective)(scaling.apply(data), penalty)
    if scaled.is_quadratic:
        beta: Array | None = _least_squares(scaled)
    elif not scaled.is_convex:
        beta = _best_local(scaled)
    else:
        beta = None if _without_bound(objective) else _newton(scaled, _first_guess(scaled))
    if beta is None:
        return None
    in_units = scaling.to_data_units(beta)
    return Optimum(in_units, _cost_at(objective, in_units, scaled.cost(beta)))


def _coordinates(objective: Objective) -> tuple[Scaling, Array]:
    """Return the coordinates in which the minimum is sought, and the λ of each feature there.

    Standardised ones; those of the data where a penalty would be beyond the largest float in
    them. With such a penalty the features' own sizes hardly matter.
    """
    data, penalty = objective.data, objective.penalty[1:]
    scaling = Scaling.standard(data)
    with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore"):
        squares = scaling.spread**2
        scaled = np.where(penalty > 0, penalty / squares, 0.0)
    if np.isfinite(scaled).all():
        return scaling, scaled
    return Scaling.none(data.k), penalty


def _cost_at(objective: Objective, beta: Array, exact: float) -> float:
    """Return J(β), or the ``exact`` cost where the digits of β0 + β1·x are lost to rounding.

    That is so for x around 1e15: such a cost can even be below the least one.
    """
    cost = objective.cost(beta)
    lost = abs(cost - exact) > _LOST * abs(exact)
    return exact if lost or not isfinite(cost) else cost


def _first_guess(objective: Objective) -> Array:
    """Return the start of Newton's method: zeros, or the minimum for a sample of many examples."""
    data, guess = objective.data, np.zeros(objective.size)
    if data.n < _MANY:
        return guess
    found = _newton(_few_of(objective), guess, _FAR)
    return found if objective.cost(found) < objective.cost(guess) else guess


def _few_of(objective: Objective) -> Objective:
    """Return the same cost over a fair sample of very many examples."""
    data = objective.data
    rows = np.linspace(0, data.n - 1, _SAMPLED).astype(np.intp)
    few = Dataset(data.columns[rows], data.y[rows], data.feature_names)
    return type(objective)(few, objective.penalty[1:])


def _without_bound(objective: Objective) -> bool:
    # A penalty bounds every coefficient but the intercept, which diverges with a single class.
    data = objective.data
    if (objective.penalty[1:] > 0).all():
        return not 0 < data.y.sum() < data.n
    return derived(data, separation) is not None


def _newton(objective: Objective, beta: Array, limit: float = np.inf) -> Array:
    """Return where Newton's method ends: at a minimum, beyond ``limit`` or after 200 moves."""
    state = beta, *objective.cost_and_gradient(beta)
    for _ in range(200):
        better = _line_search(objective, *state)
        if better is None or np.abs(state[0]).max() > limit:
            break
        state = better
    return state[0]


def _line_search(
    objective: Objective, beta: Array, cost: float, gradient: Array
) -> tuple[Array, float, Array] | None:
    move = _downhill(objective.hessian(beta), gradient)
    # If a full step can lower the cost by no more than rounding, shorter ones are useless.
    hopeful = float(gradient @ move) > 1e-15 * abs(cost)
    for halvings in range(40 if hopeful else 3):
        there = beta - 0.5**halvings * move
        new_cost, new_gradient = objective.cost_and_gradient(there)
        # Near the optimum rounding hides the drop in cost long before the drop in gradient.
        level = new_cost <= cost * (1.0 + 1e-15)
        if new_cost < cost * (1.0 - 1e-14) or (
            level and np.abs(new_gradient).max() < np.abs(gradient).max()
        ):
            return there, new_cost, new_gradient
    return None


def _downhill(hessian: Array, gradient: Array) -> Array:
    """Return Newton's move, downhill even where the cost is concave."""
    values, directions = np.linalg.eigh(hessian)
    along, bend = directions.T @ gradient, np.abs(values)
    flat = bend <= 1e-14 * max(bend.max(), 1e-300)
    return np.asarray(directions @ np.where(flat, 0.0, along / np.where(flat, 1.0, bend)))


def _least_squares(objective: Objective) -> Array:
    data = objective.data
    rows = np.column_stack([np.ones(data.n), data.columns])
    with np.errstate(over="ignore"):
        weights = np.minimum(objective.penalty * data.n, np.finfo(np.float64).max)
    pull = np.diag(np.sqrt(weights))
    target = np.concatenate([data.y, np.zeros(data.k + 1)])
    return np.asarray(np.linalg.lstsq(np.vstack([rows, pull]), target, rcond=None)[0])


def _best_local(objective: Objective) -> Array | None:
    size, data, penalty = objective.size, objective.data, objective.penalty[1:]
    starts = list(3.0 * np.random.default_rng(0).standard_normal((8, size)))
    like = LogLoss(data, penalty)
    if not _without_bound(like):
        starts.append(_newton(like, np.zeros(size)))
    starts.insert(0, np.zeros(size))
    if data.n >= _MANY:
        few = _few_of(objective)
        starts = sorted((_newton(few, start, 1e4) for start in starts), key=few.cost)[:1]
    ends = [_newton(objective, start, 1e4) for start in starts]
    best = min(ends, key=objective.cost)
    bends = curvature(objective, best)
    if bends.smallest < -1e-12 or np.abs(objective.gradient(best)).max() > 1e-9:
        return None
    escapes = bends.largest < 1e-9 or np.abs(best).max() > 1e3
    return None if escapes or objective.cost(best) >= _cost_at_infinity(objective) else best


def _cost_at_infinity(objective: Objective) -> float:
    """Return the least squared error of a step function of one feature; ∞ if none is a limit.

    As β → ∞ the prediction is 0 on one side of a threshold and 1 on the other; examples at the
    threshold itself may keep any p, at best their share of ones.
    """
    data: Dataset = objective.data
    if data.k > 1 or objective.l2:
        return float("inf")
    x, place = np.unique(data.x.ravel(), return_inverse=True)
    ones = np.bincount(place, data.y, x.size)
    zeros = np.bincount(place, 1.0 - data.y, x.size)
    between = ones * zeros / (ones + zeros)
    costs = []
    for left, right in ((ones, zeros), (zeros, ones)):
        below = np.concatenate([[0.0], left.cumsum()])
        above = np.concatenate([right[::-1].cumsum()[::-1], [0.0]])
        costs += [float((below + above).min()), float((below[:-1] + between + above[1:]).min())]
    return 0.5 * min(costs) / data.n

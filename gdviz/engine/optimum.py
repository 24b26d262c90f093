"""Where the cost is least: Newton's method, and the data for which there is no such place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.objective import LeastSquares, LogLoss, Objective
from gdviz.engine.scaling import Scaling


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """The minimum of a cost: ``beta`` of shape (k+1,) and the cost there."""

    beta: Array
    cost: float


class Separation(StrEnum):
    """How a threshold splits the two classes, so that the coefficients grow for ever."""

    NO_DATA = "no data"
    ONE_CLASS = "one class"
    COMPLETE = "complete"
    QUASI_COMPLETE = "quasi-complete"


@dataclass(frozen=True, slots=True)
class Separated:
    """Classes that a threshold splits; it lies anywhere in ``gap``, in units of x."""

    kind: Separation
    gap: tuple[float, float] | None = None


def separation(data: Dataset) -> Separated | None:
    """Return how one feature splits the classes, exactly, or None where it does not.

    Compares the ranges of the classes (Albert and Anderson, Biometrika 71, 1984): complete
    where they are apart, quasi-complete where they only touch. A feature that is constant
    over both classes separates nothing.
    """
    x = data.columns[:, 0]
    zeros, ones = x[data.y == 0], x[data.y == 1]
    if not data.n:
        return Separated(Separation.NO_DATA)
    if not (zeros.size and ones.size):
        return Separated(Separation.ONE_CLASS)
    if np.ptp(x) == 0:
        return None
    for low, high in ((zeros, ones), (ones, zeros)):
        top, bottom = float(low.max()), float(high.min())
        if top < bottom:
            return Separated(Separation.COMPLETE, (top, bottom))
        if top == bottom:
            return Separated(Separation.QUASI_COMPLETE, (top, bottom))
    return None


def optimum(objective: Objective) -> Optimum | None:
    """Return the minimum of the cost, to machine precision; None where none exists.

    Log loss by Newton's method with step halving, run on standardised features so that the
    data's units do not matter; least squares by a stable factorisation. Of several minima
    (a constant feature) the one of least norm in standardised coordinates.
    """
    data = objective.data
    if isinstance(objective, LeastSquares):
        return _least_squares(objective)
    if not isinstance(objective, LogLoss) or (not objective.l2 and separation(data)):
        return None
    if objective.l2:
        beta = _newton(objective)
    else:
        scaling = Scaling.standard(data)
        beta = scaling.to_data_units(_newton(LogLoss(scaling.apply(data))))
    return Optimum(beta, objective.cost(beta))


def curvature(objective: Objective, beta: ArrayLike) -> tuple[float, float]:
    """Return the smallest and the largest eigenvalue of the Hessian at β."""
    values = np.linalg.eigvalsh(objective.hessian(beta))
    return float(values[0]), float(values[-1])


def curvature_bound(objective: Objective) -> float:
    """Return L with λmax ≤ L wherever β is: λmax(XᵀX)/4n for log loss, λmax(XᵀX)/n for lines."""
    rows = np.column_stack([np.ones(objective.data.n), objective.data.columns])
    largest = float(np.linalg.eigvalsh(rows.T @ rows)[-1]) / max(objective.data.n, 1)
    return (largest if isinstance(objective, LeastSquares) else largest / 4.0) + objective.l2


def _newton(objective: Objective) -> Array:
    beta = np.zeros(objective.size)
    cost, gradient = objective.cost_and_gradient(beta)
    for _ in range(200):
        move = np.linalg.lstsq(objective.hessian(beta), gradient, rcond=None)[0]
        size = 1.0
        while size > 1e-10:
            candidate = beta - size * move
            new_cost, new_gradient = objective.cost_and_gradient(candidate)
            if new_cost <= cost:
                break
            size /= 2.0
        better = np.abs(new_gradient).max() < np.abs(gradient).max()
        if not (new_cost < cost or better):
            break
        beta, cost, gradient = candidate, new_cost, new_gradient
    return beta


def _least_squares(objective: LeastSquares) -> Optimum | None:
    data = objective.data
    if not data.n:
        return None
    rows = np.column_stack([np.ones(data.n), data.columns])
    pull = np.sqrt(objective.l2 * data.n) * np.eye(data.k + 1)
    pull[0] = 0.0
    target = np.concatenate([data.y, np.zeros(data.k + 1)])
    beta = np.linalg.lstsq(np.vstack([rows, pull]), target, rcond=None)[0]
    return Optimum(beta, objective.cost(beta))

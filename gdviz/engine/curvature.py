"""The curvature of a cost."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gdviz.engine.dataset import Array
from gdviz.engine.derived import derived
from gdviz.engine.objectives.objective import Objective

# Squares of numbers above it may be beyond the largest float.
_VAST = 1e150


class Curvature(NamedTuple):
    """The smallest and the largest eigenvalue of a Hessian."""

    smallest: float
    largest: float

    @property
    def condition(self) -> float:
        """κ = λmax/λmin: how many times longer than wide the valley is, squared; ∞ if flat."""
        return self.largest / self.smallest if self.smallest > 0 else math.inf


def curvature(objective: Objective, beta: ArrayLike) -> Curvature:
    """Return the smallest and the largest eigenvalue of the Hessian at β."""
    values = _eigenvalues(objective.hessian(beta))
    return Curvature(float(values[0]), float(values[-1]))


def curvature_bound(objective: Objective) -> float:
    """Return L with λmax ≤ L for every β: the largest eigenvalue of c·XᵀX/n + diag(penalty).

    c bounds the second derivative of a point's cost with respect to z: 1/4 for log loss, 1 for
    linear models, 0.077 for squared error on σ(z).
    """
    name = "curvature bound", type(objective), objective.penalty.tobytes()
    return derived(objective.data, lambda _: _largest(objective.steepest_hessian()), *name)


def _largest(matrix: Array) -> float:
    return float(_eigenvalues(matrix)[-1])


def _eigenvalues(matrix: Array) -> Array:
    """Return the eigenvalues, rising; ∞ for the largest of a matrix beyond the largest float.

    The power of two brings a matrix near the largest float to where its squares are floats; it
    changes no digit.
    """
    if not np.isfinite(matrix).all():
        return np.array([0.0, math.inf])
    largest = float(np.abs(matrix).max())
    if largest < _VAST:
        return np.asarray(np.linalg.eigvalsh(matrix))
    power = math.frexp(largest)[1]
    with np.errstate(over="ignore"):
        return np.asarray(np.ldexp(np.linalg.eigvalsh(np.ldexp(matrix, -power)), power))

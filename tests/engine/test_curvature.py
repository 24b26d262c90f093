import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gdviz.engine import LeastSquares, LogLoss, SquaredError
from gdviz.engine.curvature import curvature, curvature_bound
from tests.engine.samples import HOURS, O_RINGS, overlapping


def test_curvature_is_that_of_the_hessian() -> None:
    objective = LogLoss(O_RINGS)
    bends = curvature(objective, [15.04290165, -0.23216274])
    low, high = bends
    assert_allclose(bends.condition, 8e5, rtol=0.05)
    assert (low, high) == (bends.smallest, bends.largest)


def test_of_several_features_the_smallest_and_the_largest_eigenvalue() -> None:
    """They are the squares of the singular values of the rows times √(p(1 − p)/n)."""
    data, beta = overlapping(50, 3), np.array([0.3, -0.5, 0.2, 0.1])
    rows = np.column_stack([np.ones(50), data.columns])
    p = 1 / (1 + np.exp(-rows @ beta))
    sizes = np.linalg.svd(rows * np.sqrt(p * (1 - p) / 50)[:, None], compute_uv=False) ** 2
    bends = curvature(LogLoss(data), beta)
    assert_allclose(bends, [sizes.min(), sizes.max()], rtol=1e-12)
    assert_allclose(bends.condition, sizes.max() / sizes.min(), rtol=1e-11)
    bound = np.linalg.norm(rows, 2) ** 2 / 50 / 4
    assert_allclose(curvature_bound(LogLoss(data)), bound, rtol=1e-12)


def test_the_bound_holds_everywhere_and_is_reached_by_a_flat_start() -> None:
    objective = LogLoss(O_RINGS)
    bound = curvature_bound(objective)
    assert_allclose(2 / bound, 0.00164, atol=5e-6)
    assert_allclose(curvature(objective, [0.0, 0.0])[1], bound, rtol=1e-12)
    for beta in ([1.0, -0.5], [15.0, -0.23], [-3.0, 0.04]):
        assert curvature(objective, beta)[1] <= bound


def test_a_line_bends_alike_everywhere() -> None:
    objective = LeastSquares(HOURS)
    assert_allclose(curvature(objective, [9.0, -3.0])[1], curvature_bound(objective), rtol=1e-12)
    rows = np.column_stack([np.ones(20), HOURS.x])
    assert_allclose(curvature_bound(objective), np.linalg.norm(rows, 2) ** 2 / 20, rtol=1e-12)


def test_squared_error_comes_near_its_bound_and_stays_below() -> None:
    """At one point x = 0 the bend of the cost is q²(1 − q)(2 − 3q), 0.077 at most."""
    objective = SquaredError(type(HOURS)([0.0], [0]))
    largest = max(curvature(objective, [b, 0.0])[1] for b in np.linspace(-8, 8, 4001))
    assert_allclose(largest, curvature_bound(objective), rtol=1e-4)
    assert largest <= curvature_bound(objective)


@pytest.mark.parametrize("kind", [LogLoss, SquaredError, LeastSquares])
def test_a_penalty_bends_all_but_the_intercept(kind: type[LogLoss]) -> None:
    objective = kind(overlapping(30, 2), 0.5)
    bare = kind(overlapping(30, 2))
    beta = [0.1, 0.2, -0.3]
    added = objective.hessian(beta) - bare.hessian(beta)
    assert_allclose(added, np.diag([0.0, 0.5, 0.5]), atol=1e-15)
    assert curvature(objective, beta)[1] <= curvature_bound(objective)


def test_a_flat_valley_has_no_condition() -> None:
    constant = LogLoss(type(HOURS)([[1.0, 0.0], [2.0, 0.0]], [0, 1]))
    assert curvature(constant, [0, 0, 0]).condition == math.inf

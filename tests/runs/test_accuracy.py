"""Thirteen digits over the whole range of floats, against mpmath at 50 digits."""

from typing import Any

import mpmath as mp
import numpy as np
import pytest
from numpy.testing import assert_allclose

from gdviz.engine import Dataset, LeastSquares, LogLoss, Objective, SquaredError
from gdviz.engine.dataset import Array
from tests.engine import oracle

KINDS: dict[str, Any] = {
    "logistic": LogLoss,
    "squared-error": SquaredError,
    "linear": LeastSquares,
}


def assert_exact(kind: str, data: Dataset, beta: Array) -> None:
    """Compare with mpmath; the gradient relative to the sum of the sizes of its terms."""
    objective: Objective = KINDS[kind](data)
    cost, gradient = objective.cost_and_gradient(beta)
    true_cost, true_gradient = oracle.cost_and_gradient(kind, data, beta)
    assert_allclose(cost, float(true_cost), rtol=1e-13, atol=1e-300)
    sizes = [mp.mpf(0)] * objective.size
    for row, y in zip(oracle.rows(data), data.y, strict=True):
        z = mp.fsum(v * mp.mpf(b) for v, b in zip(row, beta, strict=True))
        error = oracle.point(kind, z, mp.mpf(float(y)))[1]
        sizes = [s + abs(error * v) / data.n for s, v in zip(sizes, row, strict=True)]
    for ours, true, size in zip(gradient, true_gradient, sizes, strict=True):
        assert abs(mp.mpf(ours) - true) <= mp.mpf("1e-13") * size + mp.mpf("1e-300")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("z", [0.0, 1e-300, 1e-8, 0.3, 1.0, 17.0, 36.7, 37.5, 88.0, 709.0, 710.0])
@pytest.mark.parametrize("y", [0, 1])
def test_one_point(kind: str, z: float, y: int) -> None:
    for sign in (1.0, -1.0):
        assert_exact(kind, Dataset([1.0], [y]), np.array([0.0, sign * z]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", [745.0, 746.0, 1e3, 9999.5, 1e4])
def test_points_so_far_out_that_e_to_the_z_has_no_float(kind: str, y: int, z: float) -> None:
    for sign in (1.0, -1.0):
        assert_exact(kind, Dataset([1.0], [y]), np.array([sign * z, 0.0]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [2, 20, 1000])
@pytest.mark.parametrize("reach", [1e-6, 1.0, 30.0, 1e4])
def test_many_points(kind: str, n: int, reach: float) -> None:
    """Sums of products round to the size of z, so β and x have few digits: z is exact."""
    random = np.random.default_rng(n)
    x = random.integers(-64, 65, n) / 64.0
    data = Dataset(x, random.integers(0, 2, n))
    assert_exact(kind, data, np.array([0.0, reach]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("unit", [2.0**-300, 2.0**-40, 2.0**40, 2.0**300])
def test_huge_and_tiny_units(kind: str, unit: float) -> None:
    random = np.random.default_rng(5)
    x = random.integers(-64, 65, 30) / 16.0
    data = Dataset(x * unit, random.integers(0, 2, 30))
    assert_exact(kind, data, np.array([0.5, 2.0 / unit]))
    assert_exact(kind, Dataset(np.column_stack([x * unit, x]), data.y), np.array([0.5, 0.0, -1.0]))

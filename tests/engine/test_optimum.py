import numpy as np
import pytest
from numpy.testing import assert_allclose

from gdviz.engine import Dataset, LeastSquares, LogLoss, optimum
from gdviz.engine.optimum import Separation, curvature, curvature_bound, separation
from tests.engine.samples import HOURS, O_RINGS, overlapping

PUBLISHED = [
    pytest.param(HOURS, [-4.07771343, 1.50464543], 0.40149392, id="hours"),
    pytest.param(O_RINGS, [15.04290165, -0.23216274], 0.44163462, id="o-rings"),
]


@pytest.mark.parametrize(("data", "beta", "cost"), PUBLISHED)
def test_published_optima(data: Dataset, beta: list[float], cost: float) -> None:
    best = optimum(LogLoss(data))
    assert best is not None
    assert_allclose(best.beta, beta, atol=1.0001e-8)
    assert_allclose(best.cost, cost, atol=1e-8)


def test_least_squares_solves_the_normal_equations() -> None:
    data = overlapping(50, 3)
    rows = np.column_stack([np.ones(50), data.columns])
    best = optimum(LeastSquares(data))
    assert best is not None
    assert_allclose(best.beta, np.linalg.solve(rows.T @ rows, rows.T @ data.y), rtol=1e-11)
    assert_allclose(LeastSquares(data).gradient(best.beta), 0, atol=1e-14)


def test_a_ridge_is_part_of_the_optimum() -> None:
    objective = LeastSquares(overlapping(50, 3), l2=0.5)
    best = optimum(objective)
    assert best is not None
    assert_allclose(objective.gradient(best.beta), 0, atol=1e-14)


@pytest.mark.parametrize(
    ("x", "y", "kind", "gap"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], Separation.COMPLETE, (2, 3)),
        ([1, 2, 3, 4], [1, 1, 0, 0], Separation.COMPLETE, (2, 3)),
        ([1, 2, 2, 3], [0, 0, 1, 1], Separation.QUASI_COMPLETE, (2, 2)),
        ([2, 2, 2, 3], [0, 1, 0, 1], Separation.QUASI_COMPLETE, (2, 2)),
    ],
)
def test_separated_data_have_no_optimum(
    x: list[float], y: list[float], kind: Separation, gap: tuple[float, float]
) -> None:
    data = Dataset(x, y)
    found = separation(data)
    assert found is not None
    assert (found.kind, found.gap) == (kind, gap)
    assert optimum(LogLoss(data)) is None
    assert optimum(LogLoss(data, l2=0.1)) is not None


@pytest.mark.parametrize("label", [0, 1])
def test_one_class_alone_has_no_optimum(label: int) -> None:
    found = separation(Dataset([1, 2, 3], [label] * 3))
    assert found is not None
    assert found.kind is Separation.ONE_CLASS
    assert optimum(LogLoss(Dataset([1, 2, 3], [label] * 3))) is None


def test_no_data_have_no_optimum() -> None:
    found = separation(Dataset([], []))
    assert found is not None
    assert found.kind is Separation.NO_DATA


@pytest.mark.parametrize(("x", "y"), [([1, 2, 3], [0, 1, 0]), ([1, 2, 2, 1], [0, 1, 0, 1])])
def test_overlapping_data_are_not_separated(x: list[float], y: list[float]) -> None:
    assert separation(Dataset(x, y)) is None
    assert optimum(LogLoss(Dataset(x, y))) is not None


def test_a_constant_feature_leaves_the_intercept() -> None:
    data = Dataset([3, 3, 3, 3], [0, 1, 1, 1])
    best = optimum(LogLoss(data))
    assert separation(data) is None
    assert best is not None
    assert_allclose(LogLoss(data).predict(best.beta), 0.75, rtol=1e-14)


def test_curvature_is_that_of_the_hessian() -> None:
    objective = LogLoss(O_RINGS)
    low, high = curvature(objective, [15.04290165, -0.23216274])
    assert_allclose(high / low, 8e5, rtol=0.05)


def test_the_bound_holds_everywhere_and_is_reached_by_a_flat_start() -> None:
    objective = LogLoss(O_RINGS)
    bound = curvature_bound(objective)
    assert_allclose(2 / bound, 0.00164, atol=5e-6)
    assert_allclose(curvature(objective, [0.0, 0.0])[1], bound, rtol=1e-12)
    for beta in ([1.0, -0.5], [15.0, -0.23], [-3.0, 0.04]):
        assert curvature(objective, beta)[1] <= bound

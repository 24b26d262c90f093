import numpy as np
import pytest
from numpy.testing import assert_allclose

from gdviz.engine import Dataset, Experiment, LeastSquares, LogLoss, SquaredError, optimum
from gdviz.engine.curvature import curvature
from gdviz.engine.dataset import Array
from gdviz.engine.separation import separation
from gdviz.runs.run import Run
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


def test_a_constant_feature_leaves_the_intercept() -> None:
    data = Dataset([3, 3, 3, 3], [0, 1, 1, 1])
    best = optimum(LogLoss(data))
    assert separation(data) is None
    assert best is not None
    assert_allclose(LogLoss(data).predict(best.beta), 0.75, rtol=1e-14)
    assert_allclose(best.beta, [np.log(3), 0], atol=1e-14)


@pytest.mark.parametrize("kind", [LogLoss, LeastSquares])
def test_of_several_minima_the_one_of_least_norm(kind: type[LogLoss]) -> None:
    """The same feature twice, once scaled by a third: standardised, both weigh the same."""
    alone = optimum(kind(HOURS))
    twice = optimum(kind(Dataset(np.column_stack([HOURS.x, 3 * HOURS.x]), HOURS.y)))
    assert alone is not None
    assert twice is not None
    assert_allclose(twice.beta, [alone.beta[0], alone.beta[1] / 2, alone.beta[1] / 6], rtol=1e-9)
    assert_allclose(twice.cost, alone.cost, rtol=1e-13)


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1.0, 1e3, 1e9])
@pytest.mark.parametrize("offset", [0.0, 1e4])
def test_the_gradient_vanishes_at_any_scale(scale: float, offset: float) -> None:
    data = Dataset((HOURS.x + offset) * scale, HOURS.y)
    best = optimum(LogLoss(data))
    assert best is not None
    size = np.array([1.0, np.abs(data.x).max()])
    assert np.abs(LogLoss(data).gradient(best.beta) / size).max() <= 1e-12
    assert_allclose(best.beta[1] * scale, 1.5046454284, rtol=1e-8)


@pytest.mark.parametrize("l2", [0.0, 1e-6, 0.1, 100.0])
@pytest.mark.parametrize("data", [HOURS, O_RINGS, overlapping(200, 4)], ids=["a", "b", "c"])
def test_the_gradient_vanishes_with_and_without_a_penalty(data: Dataset, l2: float) -> None:
    for kind in (LogLoss, LeastSquares):
        best = optimum(kind(data, l2))
        assert best is not None
        assert np.abs(kind(data, l2).gradient(best.beta)).max() <= 1e-12
        assert best.cost == kind(data, l2).cost(best.beta)


def test_nearly_separated_data_have_a_far_optimum() -> None:
    data = Dataset([0.0, 1.0, 1.0 + 1e-7, 2.0], [0, 1, 0, 1])
    best = optimum(LogLoss(data))
    assert best is not None
    assert np.abs(LogLoss(data).gradient(best.beta)).max() <= 1e-12


def test_a_penalty_does_not_hold_the_intercept_of_one_class() -> None:
    assert optimum(LogLoss(Dataset([1.0, 2.0], [1, 1]), l2=1.0)) is None


def grid_minimum(objective: SquaredError, b0: Array, b1: Array) -> float:
    return min(objective.cost([u, v]) for u in b0 for v in b1)


@pytest.mark.parametrize("data", [HOURS, overlapping(60, 1, seed=4)], ids=["hours", "random"])
def test_squared_error_finds_what_a_grid_finds(data: Dataset) -> None:
    objective = SquaredError(data)
    best = optimum(objective)
    assert best is not None
    assert np.abs(objective.gradient(best.beta)).max() <= 1e-12
    assert curvature(objective, best.beta).smallest > 0
    grid = grid_minimum(objective, np.linspace(-15, 15, 61), np.linspace(-6, 6, 49))
    assert best.cost <= grid


@pytest.mark.parametrize(
    ("x", "y"),
    [
        pytest.param([1, 2, 3, 4], [0, 0, 1, 1], id="separated"),
        pytest.param([1, 2, 3, 4, 90], [0, 0, 1, 1, 0], id="one mistake is the least"),
        pytest.param([1, 2], [1, 1], id="one class"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_squared_error_that_sinks_for_ever_has_no_optimum(x: list[int], y: list[int]) -> None:
    assert optimum(SquaredError(Dataset(x, y))) is None


def cheapest_step(data: Dataset) -> float:
    """Return the least cost of a step up or down at an example, where p is 0, 1 or their share."""
    costs = []
    for at in np.unique(data.x):
        below, there = data.x < at, data.x == at
        for low in (0.0, 1.0):
            for p_there in (0.0, 1.0, data.y[there].mean()):
                p = np.select([below, there], [low, p_there], 1.0 - low)
                costs.append(float(((p - data.y) ** 2).mean() / 2))
    return min(costs)


@pytest.mark.parametrize("seed", range(25))
def test_squared_error_has_an_optimum_where_it_is_below_every_step(seed: int) -> None:
    random = np.random.default_rng(seed)
    x = random.integers(0, 5, 9).astype(float)
    data = Dataset(x, x + random.logistic(size=9) > 2)
    objective, step = SquaredError(data), cheapest_step(data)
    best = optimum(objective)
    grid = grid_minimum(objective, np.linspace(-12, 12, 25), np.linspace(-4, 4, 17))
    if best is None:
        assert step <= grid
    else:
        assert best.cost <= min(step, grid)
        assert np.abs(objective.gradient(best.beta)).max() <= 1e-9


@pytest.mark.parametrize("kind", [LogLoss, SquaredError])
@pytest.mark.parametrize("k", [1, 3])
def test_the_gradient_vanishes_for_very_many_examples(kind: type[LogLoss], k: int) -> None:
    objective = kind(overlapping(100_000, k))
    best = optimum(objective)
    assert best is not None
    assert np.abs(objective.gradient(best.beta)).max() <= 1e-12
    assert curvature(objective, best.beta).smallest > 0


def test_very_many_examples_of_which_a_few_are_all_of_one_class() -> None:
    """Newton's result for a sample is of no use then; it starts from zeros."""
    x = np.linspace(-1.0, 1.0, 100_000)
    y = np.zeros(x.size)
    y[[10_001, 70_002]] = 1.0
    best = optimum(LogLoss(Dataset(x, y)))
    assert best is not None
    assert np.abs(LogLoss(Dataset(x, y)).gradient(best.beta)).max() <= 1e-12


def test_each_feature_keeps_its_penalty_when_the_data_are_scaled() -> None:
    x = overlapping(60, 2).x * [1.0, 100.0]
    objective = LogLoss(Dataset(x, overlapping(60, 2).y), np.array([0.0, 50.0]))
    best = optimum(objective)
    assert best is not None
    assert np.abs(objective.gradient(best.beta) / [1, 1, 100]).max() <= 1e-13


def test_a_penalty_gives_squared_error_an_optimum() -> None:
    objective = SquaredError(Dataset([1, 2, 3, 4], [0, 0, 1, 1]), l2=0.01)
    best = optimum(objective)
    assert best is not None
    assert np.abs(objective.gradient(best.beta)).max() <= 1e-12


def test_an_optimum_is_worked_out_once_for_the_data() -> None:
    first = Run(Experiment(O_RINGS, alpha=0.1, scale=True)).optimum
    assert first is not None
    assert Run(Experiment(O_RINGS, alpha=0.2, scale=True)).optimum is first
    assert Run(Experiment(O_RINGS, alpha=0.2)).optimum is not first

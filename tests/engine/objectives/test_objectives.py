import math
from collections.abc import Callable

import mpmath as mp
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gdviz.engine import Dataset, LeastSquares, LogLoss, Objective, SquaredError
from gdviz.engine.dataset import Array
from gdviz.engine.objectives.overflow import ignoring_overflow
from tests.engine import oracle
from tests.engine.samples import HOURS, O_RINGS, overlapping

KINDS: dict[str, Callable[..., Objective]] = {
    "logistic": LogLoss,
    "squared-error": SquaredError,
    "linear": LeastSquares,
}
DATA = {
    "hours": HOURS,
    "o-rings": O_RINGS,
    "three features": overlapping(60, 3),
    "one point": Dataset([2.0], [1]),
    "tiny units": Dataset(HOURS.x * 1e-9, HOURS.y),
    "huge units": Dataset(HOURS.x * 1e9, HOURS.y),
}


def a_beta(data: Dataset, seed: int) -> Array:
    random = np.random.default_rng(seed)
    spread = np.concatenate([[1.0], np.abs(data.columns).max(axis=0)])
    return np.asarray(random.standard_normal(data.k + 1) / spread)


def central_difference(objective: Objective, beta: Array, j: int, step: float) -> Array:
    move = np.zeros_like(beta)
    move[j] = step
    return np.asarray(
        (objective.gradient(beta + move) - objective.gradient(beta - move)) / (2 * step)
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_cost_and_gradient_equal_those_of_mpmath(kind: str, data: Dataset, l2: float) -> None:
    objective = KINDS[kind](data, l2)
    for seed in range(3):
        beta = a_beta(data, seed)
        cost, gradient = objective.cost_and_gradient(beta)
        true_cost, true_gradient = oracle.cost_and_gradient(kind, data, beta, l2)
        assert_allclose(cost, float(true_cost), rtol=1e-14)
        scale = np.abs(data.columns).max(axis=0)
        assert_allclose(gradient[0], float(true_gradient[0]), rtol=1e-13, atol=1e-16)
        assert_allclose(gradient[1:] / scale, oracle.floats(true_gradient[1:]) / scale, atol=1e-15)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_the_hessian_is_the_slope_of_the_gradient(kind: str, l2: float) -> None:
    data = overlapping(40, 2)
    objective = KINDS[kind](data, l2)
    beta = a_beta(data, 3)
    expected = [central_difference(objective, beta, j, 1e-5) for j in range(3)]
    assert_allclose(objective.hessian(beta), expected, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shorthands_agree_with_the_one_pass(kind: str) -> None:
    objective = KINDS[kind](HOURS)
    cost, gradient = objective.cost_and_gradient([-1.0, 0.5])
    assert objective.cost([-1.0, 0.5]) == cost
    assert objective.gradient([-1.0, 0.5]).tolist() == gradient.tolist()
    assert objective.size == 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [*DATA.values(), overlapping(20_000, 1)], ids=[*DATA, "many"])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_an_evaluator_gives_the_same_to_the_bit(kind: str, data: Dataset, l2: float) -> None:
    objective = KINDS[kind](data, l2)
    evaluate, quietly = objective.evaluator(), ignoring_overflow().run
    for factor in (0.0, 1.0, 1e4, 1e200):
        beta = factor * a_beta(data, 5)
        cost, gradient = objective.cost_and_gradient(beta)
        told_cost, told_gradient = quietly(evaluate, beta)
        objective.cost_and_gradient(-beta)
        assert_array_equal([told_cost, *told_gradient], [cost, *gradient])


def test_predictions_are_those_of_the_model() -> None:
    z = -1.0 + 0.5 * HOURS.x
    assert_allclose(LogLoss(HOURS).predict([-1.0, 0.5]), 1 / (1 + np.exp(-z)), rtol=1e-15)
    assert_allclose(SquaredError(HOURS).predict([-1.0, 0.5]), 1 / (1 + np.exp(-z)), rtol=1e-15)
    assert_allclose(LeastSquares(HOURS).predict([-1.0, 0.5]), z, rtol=1e-15)


def test_nothing_is_clipped() -> None:
    assert LogLoss(Dataset([1.0], [0])).cost([0.0, 40.0]) == 40.0
    assert LogLoss(Dataset([1.0], [1])).cost([0.0, -40.0]) == 40.0
    assert LogLoss(Dataset([1.0], [0])).cost([0.0, 1e4]) == 1e4
    assert_allclose(LogLoss(Dataset([1.0], [1])).cost([0.0, 40.0]), math.exp(-40), rtol=1e-15)
    assert_allclose(LogLoss(Dataset([1.0], [1])).cost([0.0, 700.0]), math.exp(-700), rtol=1e-13)


def test_the_worked_point() -> None:
    objective = LogLoss(Dataset([2.0], [1]))
    beta = np.array([math.log(0.3 / 0.7) - 2 * 0.25, 0.25])
    assert_allclose(objective.predict(beta), [0.3], rtol=1e-15)
    assert_allclose(objective.gradient(beta), [-0.7, -1.4], rtol=1e-15)


@pytest.mark.parametrize("kind", KINDS)
def test_an_overflow_is_quiet(kind: str) -> None:
    objective = KINDS[kind](Dataset([1e200, -1e200], [0, 1]))
    cost, gradient = objective.cost_and_gradient([1e300, 1e300])
    assert not (math.isfinite(cost) and np.isfinite(gradient).all()) or kind == "squared-error"


@pytest.mark.parametrize("kind", ["logistic", "squared-error"])
def test_a_logistic_model_wants_labels_of_0_and_1(kind: str) -> None:
    with pytest.raises(ValueError, match=r"y must hold only 0 and 1 .* 0\.5"):
        KINDS[kind](Dataset([1, 2], [0, 0.5]))
    assert LeastSquares(Dataset([1, 2], [0, 0.5])).cost([0, 0]) == 0.0625


@pytest.mark.parametrize("l2", [-1.0, math.nan, math.inf])
def test_a_penalty_must_make_sense(l2: float) -> None:
    with pytest.raises(ValueError, match=f"l2 must be .*{l2!r}"):
        LogLoss(HOURS, l2)


def test_no_examples_cost_nothing() -> None:
    objective = LogLoss(Dataset([], []))
    cost, gradient = objective.cost_and_gradient([1.0, 2.0])
    assert cost == 0.0
    assert gradient.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_a_batch_has_the_gradient_of_its_examples_alone(kind: str, k: int, l2: float) -> None:
    data, rows = overlapping(40, k), np.array([31, 2, 17, 5, 39])
    beta = a_beta(data, 4)
    _, expected = oracle.cost_and_gradient(kind, Dataset(data.x[rows], data.y[rows]), beta, l2)
    found = KINDS[kind](data, l2).batch_gradient(beta, rows)
    assert_allclose(found, oracle.floats(expected), rtol=1e-13, atol=1e-16)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("z", [-710.0, -3.0, 0.0, 0.4, 2.0, 800.0])
@pytest.mark.parametrize("y", [0.0, 1.0])
def test_a_point_has_the_cost_and_the_slope_of_mpmath(kind: str, z: float, y: float) -> None:
    objective, (at, label) = KINDS[kind](HOURS), (np.array([z]), np.array([y]))
    cost, slope = oracle.point(kind, mp.mpf(z), mp.mpf(y))
    assert_allclose(objective.point_costs(at, label), float(cost), rtol=1e-14, atol=1e-300)
    assert_allclose(objective.point_slopes(at, label), float(slope), rtol=1e-14, atol=1e-300)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [50, 9000, 20_000])
@pytest.mark.parametrize("k", [1, 2])
def test_the_hessian_is_a_weighted_sum_over_the_examples(kind: str, n: int, k: int) -> None:
    """Whether or not equal ones are grouped (x has 25 values) and rows are cut into blocks."""
    made = overlapping(n, k)
    data = Dataset(np.round(made.x * 2) / 2 if n == 20_000 else made.x, made.y)
    beta = np.array([0.2, -0.6, 0.5])[: k + 1]
    rows = np.column_stack([np.ones(n), data.columns])
    q = 1 / (1 + np.exp(-(1 - 2 * data.y) * (rows @ beta)))
    bends = {
        "logistic": q * (1 - q),
        "squared-error": q**2 * (1 - q) * (2 - 3 * q),
        "linear": np.ones(n),
    }[kind]
    objective = KINDS[kind](data, 0.3)
    expected = (rows * bends[:, None]).T @ rows / n + np.diag([0.0, 0.3, 0.3])[: k + 1, : k + 1]
    assert_allclose(objective.hessian(beta), expected, rtol=1e-11)
    steepest = {"logistic": 0.25, "squared-error": 0.07703, "linear": 1.0}[kind]
    highest = steepest * rows.T @ rows / n + np.diag([0.0, 0.3, 0.3])[: k + 1, : k + 1]
    assert_allclose(objective.steepest_hessian(), highest, rtol=1e-11)


def test_each_feature_may_have_a_penalty_of_its_own() -> None:
    data, beta = overlapping(20, 2), np.array([3.0, 2.0, -1.0])
    objective, bare = LogLoss(data, np.array([0.5, 0.25])), LogLoss(data)
    assert objective.penalty.tolist() == [0.0, 0.5, 0.25]
    assert objective.l2 == 0.5
    assert_allclose(objective.cost(beta) - bare.cost(beta), 1.0 + 0.125, rtol=1e-14)
    added = objective.gradient(beta) - bare.gradient(beta)
    assert_allclose(added, [0.0, 1.0, -0.25], atol=1e-14)
    objective.penalty[1] = 9.0
    assert objective.penalty[1] == 0.5


def test_a_model_that_no_float_holds_predicts_without_a_warning() -> None:
    objective, beta = LogLoss(Dataset([1e200, -1e200], [0, 1])), [0.0, 1e200]
    assert objective.predict(beta).tolist() == [1.0, 0.0]
    assert objective.batch_gradient(np.array(beta), np.array([0])).tolist() == [1.0, 1e200]
    assert np.isfinite(objective.hessian(beta)).all()

"""The fast pass against the plain formula, for each of its formulas for a block."""

import math
from collections.abc import Callable
from threading import Thread

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gdviz.engine import Dataset, LeastSquares, LogLoss, Objective, SquaredError
from gdviz.engine.dataset import Array
from gdviz.engine.derived import derived
from gdviz.engine.objectives.example_blocks import (
    BLOCK,
    FEW,
    ExampleBlocks,
    plain_examples,
    signed_examples,
)
from tests.engine.samples import HOURS, overlapping

KINDS: dict[str, Callable[..., Objective]] = {
    "logistic": LogLoss,
    "squared-error": SquaredError,
    "linear": LeastSquares,
}
SIZES = [1, 7, 1000, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 4001]


def plain(kind: str, data: Dataset, beta: Array) -> tuple[float, Array]:
    rows = np.column_stack([np.ones(data.n), data.columns])
    z, y = rows @ beta, data.y
    if kind == "linear":
        return float(np.mean((z - y) ** 2)) / 2, (rows * (z - y)[:, None]).mean(axis=0)
    p = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    if kind == "squared-error":
        slopes = (p - y) * p * (1 - p)
        return float(np.mean((p - y) ** 2)) / 2, means(rows * slopes[:, None])
    cost = float(np.mean(np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z))))
    return cost, means(rows * (p - y)[:, None])


def means(columns: Array) -> Array:
    """Return the mean of each column from exact sums, unlike NumPy's along an axis."""
    return np.array([math.fsum(column) for column in columns.T.tolist()]) / len(columns)


def assert_plain(kind: str, data: Dataset, beta: Array) -> None:
    cost, gradient = KINDS[kind](data).cost_and_gradient(beta)
    true_cost, true_gradient = plain(kind, data, beta)
    assert_allclose(cost, true_cost, rtol=1e-13)
    size = np.abs(data.columns).max() * max(1.0, float(np.abs(data.columns @ beta[1:]).max()))
    assert_allclose(gradient, true_gradient, rtol=1e-12, atol=1e-15 * size)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("n", SIZES)
def test_the_pass_equals_the_plain_formula(kind: str, k: int, n: int) -> None:
    assert_plain(kind, overlapping(n, k), np.array([0.3, -0.8, 0.1, 0.4])[: k + 1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("steep", [0.0, 30.0, 300.0, 3000.0, -3000.0])
def test_far_from_the_middle(kind: str, steep: float) -> None:
    """Beyond 87 the products overflow, beyond 709 the exponentials."""
    assert_plain(kind, overlapping(2 * BLOCK), np.array([1.0, -steep]))


@pytest.mark.parametrize("n", [100, 2 * BLOCK])
def test_tiny_costs_keep_their_digits(n: int) -> None:
    x = np.linspace(1.0, 2.0, n)
    assert_plain(
        "logistic", Dataset(np.concatenate([-x, x]), [0] * n + [1] * n), np.array([0.0, 30.0])
    )


@pytest.mark.parametrize("kind", ["logistic", "squared-error"])
@pytest.mark.parametrize("distinct", [5, 12_000])
def test_ties_change_nothing_but_the_price(kind: str, distinct: int) -> None:
    random = np.random.default_rng(2)
    x = random.integers(0, distinct, 40_000) / distinct * 4
    data = Dataset(x, x + random.logistic(size=x.size) > 2)
    rows = sum(len(block.labels) for block in signed_examples(data).blocks)
    assert rows <= 2 * distinct
    assert_plain(kind, data, np.array([-1.0, 0.7]))


def test_the_order_of_one_feature_is_forgotten_to_the_bit() -> None:
    data = overlapping(3 * BLOCK)
    order = np.random.default_rng(3).permutation(data.n)
    shuffled = Dataset(data.x[order], data.y[order])
    cost, gradient = LogLoss(data).cost_and_gradient([0.2, -0.5])
    again, other = LogLoss(shuffled).cost_and_gradient([0.2, -0.5])
    assert cost == again
    assert_array_equal(gradient, other)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_asked_before_leaves_no_trace(kind: str) -> None:
    data = overlapping(BLOCK + 100)
    cost, gradient = KINDS[kind](data).cost_and_gradient([0.2, -0.5])
    used = KINDS[kind](data)
    for beta in ([1e300, 1e300], [700.0, 500.0], [-40.0, 3.0], [0.0, 0.0]):
        used.cost_and_gradient(beta)
    again, other = used.cost_and_gradient([0.2, -0.5])
    assert cost == again
    assert_array_equal(gradient, other)


def test_a_gradient_that_was_given_does_not_change() -> None:
    objective = LogLoss(HOURS)
    gradient = objective.gradient([0.5, 0.5])
    kept = gradient.copy()
    objective.gradient([-1.0, 2.0])
    assert_array_equal(gradient, kept)


def test_two_threads_share_an_objective() -> None:
    objective = LogLoss(overlapping(BLOCK))
    betas = [np.array([0.1 * i, -0.2 * i]) for i in range(4)]
    expected = [objective.cost_and_gradient(beta) for beta in betas]
    wrong: list[int] = []

    def ask(i: int) -> None:
        for _ in range(150):
            cost, gradient = objective.cost_and_gradient(betas[i])
            if cost != expected[i][0] or gradient.tolist() != expected[i][1].tolist():
                wrong.append(i)

    threads = [Thread(target=ask, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_fact_of_the_data_is_worked_out_once() -> None:
    data, calls = Dataset([1.0], [0]), []
    for _ in range(3):
        derived(data, lambda _: calls.append(1), "a fact")
    assert len(calls) == 1


def joined(layout: ExampleBlocks) -> tuple[Array, Array, Array]:
    """Return columns, labels and the weights that make the mean of all the blocks."""
    columns = np.concatenate([block.columns for block in layout.blocks], axis=1)
    labels = np.concatenate([block.labels for block in layout.blocks])
    weights = np.concatenate([block.weights for block in layout.blocks]) * layout.factor
    return columns, labels, weights


@pytest.mark.parametrize("n", [1, FEW, FEW + 1, BLOCK + FEW + 5])
@pytest.mark.parametrize("k", [1, 2])
def test_plain_examples_are_the_examples_in_their_order(n: int, k: int) -> None:
    data = overlapping(n, k)
    columns, labels, weights = joined(plain_examples(data))
    assert_array_equal(columns, np.vstack([np.ones(n), data.columns.T]))
    assert_array_equal(labels, data.y)
    assert_allclose(weights, 1 / n, rtol=1e-15)


@pytest.mark.parametrize("n", [1, FEW, FEW + 1, BLOCK + FEW + 5])
def test_signed_examples_of_several_features_keep_their_order(n: int) -> None:
    data = overlapping(n, 2)
    layout = signed_examples(data)
    columns, labels, weights = joined(layout)
    assert_array_equal(columns, (1 - 2 * data.y) * np.vstack([np.ones(n), data.columns.T]))
    assert_array_equal(labels, data.y)
    assert_allclose(weights, 1 / n, rtol=1e-15)
    assert (layout.size, layout.tied) == (n, False)


@pytest.mark.parametrize("copies", [1, 5000])
def test_equal_examples_of_one_feature_are_a_row_with_a_count(copies: int) -> None:
    x, y = [3, 1, 1, 2, 1, 3] * copies, [0, 1, 1, 0, 0, 0] * copies
    layout = signed_examples(Dataset(x, y))
    columns, labels, weights = joined(layout)
    assert columns.tolist() == [[1, 1, 1, -1], [1, 2, 3, -1]]
    assert labels.tolist() == [0, 0, 0, 1]
    assert_allclose(weights, [1 / 6, 1 / 6, 2 / 6, 2 / 6], rtol=1e-15)
    assert (layout.size, layout.tied) == (4, True)


@pytest.mark.parametrize("tied", [False, True])
def test_what_is_weighted_is_the_columns_times_the_weights(tied: bool) -> None:
    n = 2 * BLOCK + 3
    x = np.arange(n) / n
    x[1] = x[0] if tied else x[1]
    for block in signed_examples(Dataset(x, np.zeros(n))).blocks:
        assert_array_equal(block.weighted, block.columns * block.weights)
        assert (block.weighted is block.columns) is not tied


@pytest.mark.parametrize(
    ("n", "sizes"),
    [
        (0, []),
        (FEW - 1, [FEW - 1]),
        (FEW, [FEW]),
        (FEW + 1, [FEW, 1]),
        (BLOCK, [BLOCK]),
        (2 * BLOCK + FEW + 7, [BLOCK, BLOCK, FEW, 7]),
    ],
)
def test_blocks_fit_the_cache_and_are_whole_parts_but_the_last(n: int, sizes: list[int]) -> None:
    layout = plain_examples(Dataset(np.zeros(n), np.zeros(n)))
    assert [len(block.labels) for block in layout.blocks] == sizes
    assert layout.size == n
    assert (layout.mean is None) is (n <= FEW)

import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gdviz.engine import Dataset, LeastSquares, LogLoss, Objective, SquaredError, landscape
from gdviz.engine.dataset import Array
from gdviz.engine.landscape import landscape_effort
from gdviz.engine.quadrature import nodes
from tests.engine.samples import HOURS, overlapping

KINDS: dict[str, Callable[..., Objective]] = {
    "logistic": LogLoss,
    "squared-error": SquaredError,
    "linear": LeastSquares,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("l2", [0.0, 0.2])
def test_each_cell_is_the_cost_there(kind: str, l2: float) -> None:
    objective = KINDS[kind](HOURS, l2)
    b0, b1 = np.linspace(-8, 8, 7), np.linspace(-3, 4, 5)
    costs = landscape(objective, b0, b1)
    assert costs.shape == (5, 7)
    direct = [[objective.cost([u, v]) for u in b0] for v in b1]
    assert_allclose(costs, direct, rtol=1e-6)


def test_examples_that_are_alike_count_as_often_as_they_are_there() -> None:
    data = Dataset([1.0, 1.0, 2.0, 2.0, 3.0, 4.0], [0, 0, 1, 0, 1, 0])
    b0, b1 = np.linspace(-40, 40, 9), np.linspace(-12, 12, 30)
    assert_direct(LogLoss(data), b0, b1)
    assert_direct(
        LogLoss(Dataset(np.repeat([1.0, 2.0, 3.0], 40), np.repeat([0, 1, 0], 40))), b0, b1
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [40, 70_000])
@pytest.mark.parametrize("axes", [(0, 2), (1, 3), (3, 1)])
def test_other_axes_with_the_rest_held(kind: str, n: int, axes: tuple[int, int]) -> None:
    objective = KINDS[kind](overlapping(n, 3), np.array([0.1, 0.0, 0.4]))
    held = np.array([0.3, -0.2, 0.4, 0.9])
    b0, b1 = np.linspace(-2, 2, 4), np.linspace(-1, 3, 3)
    costs = landscape(objective, b0, b1, axes=axes, at=held)
    for i, v in enumerate(b1):
        for j, u in enumerate(b0):
            beta = held.copy()
            beta[axes[0]], beta[axes[1]] = u, v
            assert_allclose(costs[i, j], objective.cost(beta), rtol=1e-6)


def test_far_from_the_data_the_cost_is_the_true_one() -> None:
    costs = landscape(LogLoss(Dataset([1.0], [0])), [0.0], [40.0, 1e4])
    assert_allclose(costs[:, 0], [40.0, 1e4], rtol=1e-12)


def random_data(n: int, distinct: int | None = None) -> Dataset:
    random = np.random.default_rng(6)
    x = random.normal(3.0, 1.5, n)
    if distinct:
        x = np.round(x * distinct / 10) * 10 / distinct
    return Dataset(x, x + random.logistic(size=n) > 3)


def assert_direct(objective: Objective, b0: Array, b1: Array) -> None:
    direct = [[objective.cost([u, v]) for u in b0] for v in b1]
    assert_allclose(landscape(objective, b0, b1), direct, rtol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("distinct", [None, 60])
@pytest.mark.parametrize("steep", [0.0, 0.01, 6.0, 40.0, 2000.0])
def test_many_examples_have_the_cost_of_direct_summation(
    kind: str, distinct: int | None, steep: float
) -> None:
    objective = KINDS[kind](random_data(20_000, distinct))
    assert_direct(objective, np.linspace(-12, 14, 6), np.linspace(-steep, steep, 7))


@pytest.mark.parametrize("kind", ["logistic", "squared-error"])
@pytest.mark.parametrize("n", [3, 200, 30_000])
@pytest.mark.parametrize("steep", [25.0, 60.0, 500.0])
def test_tiny_and_huge_costs_of_separated_data(kind: str, n: int, steep: float) -> None:
    x = np.linspace(1.0, 2.0, n)
    data = Dataset(np.concatenate([-x, x]), [0] * n + [1] * n)
    assert_direct(KINDS[kind](data), np.linspace(-9, 9, 5), np.array([-steep, 1.0, steep]))


@pytest.mark.parametrize("kind", ["logistic", "squared-error"])
@pytest.mark.parametrize("far", [250.0, 250_000.0, -3e9, 1e300])
@pytest.mark.parametrize("n", [3000, 100_000])
def test_an_example_far_from_the_others_costs_no_more_than_they_do(
    kind: str, far: float, n: int
) -> None:
    data = random_data(n).with_x(0, far)
    objective = KINDS[kind](data)
    steep = min(3.0, 300.0 / abs(far))
    assert_direct(objective, np.linspace(-6, 6, 4), np.linspace(-steep, steep, 5))
    assert_direct(objective, np.linspace(-6, 6, 4), np.linspace(-3.0, 3.0, 5))
    count = sum(len(group.weights) for group in nodes(data, (0, 1), np.zeros(2), 3.0, 2.0))
    assert count < n / 4 or abs(far) == 1e300


@pytest.mark.parametrize("kind", KINDS)
def test_one_value_of_x(kind: str) -> None:
    data = Dataset(np.full(5000, 2.5), np.arange(5000) % 3 == 0)
    assert_direct(KINDS[kind](data), np.linspace(-3, 3, 4), np.linspace(-2, 2, 3))


@pytest.mark.parametrize("kind", KINDS)
def test_memory_stays_small(kind: str) -> None:
    objective = KINDS[kind](random_data(300_000))
    b = np.linspace(-5, 5, 200)
    landscape(objective, b, b[:2])
    tracemalloc.start()
    landscape(objective, b, b)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 64 * 2**20


@pytest.mark.parametrize("kind", KINDS)
def test_one_example_in_whole_numbers(kind: str) -> None:
    objective = KINDS[kind](Dataset([2], [1]))
    costs = landscape(objective, [0, 1], [-1, 3], at=[5, 7])
    direct = [[objective.cost([u, v]) for u in (0, 1)] for v in (-1, 3)]
    assert_allclose(costs, direct, rtol=1e-12)


def test_what_is_held_is_not_changed() -> None:
    held = np.array([0.3, -0.2, 0.4])
    landscape(LogLoss(overlapping(20, 2)), [0.0], [0.0], axes=(0, 1), at=held)
    assert held.tolist() == [0.3, -0.2, 0.4]


@pytest.mark.parametrize("kind", KINDS)
def test_a_cost_that_no_float_holds_is_infinite_without_a_warning(kind: str) -> None:
    objective = KINDS[kind](Dataset([1.0, -1e300], [0, 0]), l2=1.0)
    assert landscape(objective, [0.0], [-1e300]).tolist() == [[np.inf]]


@pytest.mark.parametrize("n", [1, 7, 8, 9, 4100, 40_000])
@pytest.mark.parametrize("cells", [1, 3, 5000])
def test_however_the_cells_and_the_examples_are_parted(n: int, cells: int) -> None:
    objective = LogLoss(Dataset(np.linspace(-1, 1, n), np.arange(n) % 2))
    b0 = np.linspace(-3, 3, cells)
    costs = landscape(objective, b0, [0.5, 2.0, -1.0])
    columns = [0, cells // 2, cells - 1]
    direct = [[objective.cost([b0[j], v]) for j in columns] for v in (0.5, 2.0, -1.0)]
    assert_allclose(costs[:, columns], direct, rtol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_no_examples_cost_what_the_penalty_does(kind: str) -> None:
    objective = KINDS[kind](Dataset([], []), 0.5)
    assert landscape(objective, [0.0, 1.0], [0.0, 2.0]).tolist() == [[0.0, 0.0], [1.0, 1.0]]


def test_no_examples_and_no_cells() -> None:
    assert landscape(LogLoss(Dataset([], [])), [0.0, 1.0], [0.0]).tolist() == [[0.0, 0.0]]
    assert landscape(LogLoss(HOURS), [], [1.0, 2.0]).shape == (2, 0)


def test_the_effort_is_bounded_without_any_work() -> None:
    r = np.random.default_rng(3)
    x = r.normal(size=5000)
    few, many = overlapping(50, 1), Dataset(x, (r.random(5000) < 0.5).astype(float))
    assert landscape_effort(LogLoss(few), [-1e5, 1e5], 100) == 50 * (100 + 12)
    assert landscape_effort(LogLoss(many), [-1e5, 1e5], 100) == 5000 * (100 + 12)
    assert landscape_effort(LogLoss(many), [-1.0, 1.0], 100) < 200 * 100 + 5000 * 12
    assert landscape_effort(LeastSquares(many), [-1e9, 1e9], 100) == 300


def test_progress_is_told_and_may_end_the_work() -> None:
    r = np.random.default_rng(4)
    data = Dataset(r.normal(size=3000), (r.random(3000) < 0.5).astype(float))
    shares: list[float] = []
    grid = np.linspace(-1e4, 1e4, 60)
    landscape(LogLoss(data), grid, grid, progress=shares.append)
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] == 1.0

    def end(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        landscape(LogLoss(data), grid, grid, progress=end)

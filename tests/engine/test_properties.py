"""Properties that hold for any data: hypothesis looks for counterexamples."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from gdviz.engine import Dataset, Experiment, LeastSquares, LogLoss, SquaredError
from gdviz.engine.curvature import curvature_bound
from gdviz.engine.dataset import Array
from gdviz.engine.optimum import optimum
from gdviz.engine.scaling import Scaling
from gdviz.engine.separation import separation
from gdviz.runs.run import Run

KINDS: dict[str, Any] = {
    "logistic": LogLoss,
    "squared-error": SquaredError,
    "linear": LeastSquares,
}
every_cost = pytest.mark.parametrize("kind", KINDS)
quick = settings(max_examples=60, deadline=None, derandomize=True)

# Sixteenths: sums and differences of a few of them are exact, and so are ties.
numbers = st.integers(-160, 160).map(lambda i: i / 16.0)


@st.composite
def data_sets(draw: Any, features: int | None = None) -> Dataset:
    n, k = draw(st.integers(1, 30)), features or draw(st.integers(1, 3))
    rows = draw(st.lists(st.tuples(*[numbers] * k), min_size=n, max_size=n))
    labels = draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    return Dataset(np.array(rows)[:, 0] if k == 1 else rows, labels)


def points(data: Dataset) -> st.SearchStrategy[Array]:
    return st.lists(numbers, min_size=data.k + 1, max_size=data.k + 1).map(np.array)


def assert_same(kind: str, data: Dataset, other: Dataset, beta: Array, there: Array) -> None:
    cost = KINDS[kind](data).cost(beta)
    assert_allclose(KINDS[kind](other).cost(there), cost, rtol=1e-12, atol=1e-200)


@every_cost
@quick
@given(st.data())
def test_the_order_of_the_examples_says_nothing(kind: str, data: st.DataObject) -> None:
    dataset = data.draw(data_sets())
    beta, order = data.draw(points(dataset)), data.draw(st.permutations(range(dataset.n)))
    shuffled = Dataset(dataset.x[order], dataset.y[order])
    assert_same(kind, dataset, shuffled, beta, beta)
    gradient = KINDS[kind](dataset).gradient(beta)
    assert_allclose(KINDS[kind](shuffled).gradient(beta), gradient, rtol=1e-11, atol=1e-12)


@every_cost
@quick
@given(st.data(), st.integers(2, 5))
def test_repeating_all_examples_changes_nothing(kind: str, data: st.DataObject, times: int) -> None:
    dataset = data.draw(data_sets())
    beta = data.draw(points(dataset))
    again = Dataset(np.concatenate([dataset.x] * times), np.tile(dataset.y, times))
    assert_same(kind, dataset, again, beta, beta)
    gradient = KINDS[kind](dataset).gradient(beta)
    assert_allclose(KINDS[kind](again).gradient(beta), gradient, rtol=1e-11, atol=1e-12)


@every_cost
@quick
@given(st.data())
def test_repeated_examples_are_weights(kind: str, data: st.DataObject) -> None:
    dataset = data.draw(data_sets())
    beta = data.draw(points(dataset))
    counts = data.draw(st.lists(st.integers(1, 4), min_size=dataset.n, max_size=dataset.n))
    repeated = Dataset(np.repeat(dataset.x, counts, axis=0), np.repeat(dataset.y, counts))
    costs = KINDS[kind](dataset).point_costs(beta[0] + dataset.columns @ beta[1:], dataset.y)
    expected = float(np.average(costs, weights=counts))
    assert_allclose(KINDS[kind](repeated).cost(beta), expected, rtol=1e-12, atol=1e-200)


@pytest.mark.parametrize("kind", ["logistic", "squared-error"])
@quick
@given(st.data())
def test_swapping_the_labels_turns_beta_round(kind: str, data: st.DataObject) -> None:
    dataset = data.draw(data_sets())
    beta = data.draw(points(dataset))
    swapped = Dataset(dataset.x, 1 - dataset.y)
    assert_same(kind, dataset, swapped, beta, -beta)
    gradient = KINDS[kind](dataset).gradient(beta)
    assert_allclose(KINDS[kind](swapped).gradient(-beta), -gradient, rtol=1e-11, atol=1e-12)


@every_cost
@quick
@given(st.data(), numbers, st.sampled_from([-4.0, 0.125, 1.0, 64.0]))
def test_shift_and_scale_of_x_go_into_beta(
    kind: str, data: st.DataObject, shift: float, factor: float
) -> None:
    dataset = data.draw(data_sets())
    beta = data.draw(points(dataset))
    moved = Dataset((dataset.x - shift) * factor, dataset.y)
    slopes = beta[1:] / factor
    there = np.concatenate([[beta[0] + shift * beta[1:].sum()], slopes])
    z = beta[0] + dataset.columns @ beta[1:]
    if kind == "linear" or np.abs(z).max() < 30:
        assert_allclose(KINDS[kind](moved).predict(there), KINDS[kind](dataset).predict(beta))
    assert_same(kind, dataset, moved, beta, there)


@quick
@given(data_sets(), st.data())
def test_standardising_and_back_is_the_same_model(dataset: Dataset, data: st.DataObject) -> None:
    beta = data.draw(points(dataset))
    scaling = Scaling.standard(dataset)
    cost = LogLoss(scaling.apply(dataset)).cost(beta)
    assert_allclose(LogLoss(dataset).cost(scaling.to_data_units(beta)), cost, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("kind", ["logistic", "linear"])
@quick
@given(st.data(), st.floats(0, 1))
def test_the_cost_is_convex_along_any_line(kind: str, data: st.DataObject, t: float) -> None:
    dataset = data.draw(data_sets())
    here, there = data.draw(points(dataset)), data.draw(points(dataset))
    objective = KINDS[kind](dataset)
    chord = (1 - t) * objective.cost(here) + t * objective.cost(there)
    assert objective.cost((1 - t) * here + t * there) <= chord * (1 + 1e-12) + 1e-12


@every_cost
@quick
@given(st.data(), st.floats(0.01, 1.0))
def test_the_cost_never_rises_for_alpha_up_to_1_over_l(
    kind: str, data: st.DataObject, share: float
) -> None:
    dataset = data.draw(data_sets())
    start = tuple(data.draw(points(dataset)))
    experiment = Experiment(
        dataset,
        model="linear" if kind == "linear" else "logistic",
        cost="squared-error" if kind == "squared-error" else "log-loss",
        alpha=share / curvature_bound(KINDS[kind](dataset)),
        start=start,
        epochs=60,
        tolerance=0,
    )
    run = Run(experiment)
    run.finish()
    for before, after in pairwise(run.history.cost):
        assert after <= before * (1 + 1e-13)


@quick
@given(data_sets())
def test_no_point_is_lower_than_the_optimum(dataset: Dataset) -> None:
    best = optimum(LogLoss(dataset))
    assert (best is None) == (separation(dataset) is not None)
    if best is not None:
        objective = LogLoss(dataset)
        around = np.random.default_rng(0).normal(size=(40, objective.size))
        assert min(objective.cost(best.beta + 0.1 * d) for d in around) >= best.cost * (1 - 1e-13)
        assert np.abs(objective.gradient(best.beta)).max() <= 1e-11


@quick
@given(data_sets())
def test_a_separated_set_is_separated_in_any_order_and_orientation(dataset: Dataset) -> None:
    turned = Dataset(-dataset.x[::-1], 1 - dataset.y[::-1])
    found, other = separation(dataset), separation(turned)
    assert (found.kind if found else None) is (other.kind if other else None)

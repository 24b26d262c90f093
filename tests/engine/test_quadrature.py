"""The condensed examples against the original ones: the same moments, the same exponents."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gdviz.engine import Dataset
from gdviz.engine.dataset import Array
from gdviz.engine.quadrature import DEGREE, WIDEST, Nodes, condensed_once, nodes
from tests.engine.samples import overlapping

BASE = np.zeros(2)


def random_data(n: int, seed: int = 1) -> Dataset:
    random = np.random.default_rng(seed)
    x = random.normal(3.0, 1.5, n)
    return Dataset(x, x + random.logistic(size=n) > 3)


def of(*columns: list[float]) -> Nodes:
    return Nodes(*(np.array(column, dtype=float) for column in columns))


def assert_same_moments(
    data: Dataset, x: Array, sign: Array, weights: Array, middle: float
) -> None:
    """Each class has its share and its mean of (x − middle)^d, for each d below 8."""
    for label in (0, 1):
        mine, theirs = sign == 1 - 2 * label, data.y == label
        for degree in range(DEGREE):
            expected = ((data.x[theirs] - middle) ** degree).sum() / data.n
            found = weights[mine] @ (x[mine] - middle) ** degree
            size = (np.abs(data.x[theirs] - middle) ** degree).sum() / data.n
            assert_allclose(found, expected, rtol=1e-11, atol=1e-11 * size)


@pytest.mark.parametrize(("steepest", "rate"), [(0.1, 1.0), (3.0, 1.0), (3.0, 2.0), (40.0, 2.0)])
def test_the_moments_of_each_class_are_kept(steepest: float, rate: float) -> None:
    data = random_data(20_000)
    (group,) = nodes(data, (0, 1), BASE, steepest, rate)
    assert_same_moments(data, group.up * group.across, group.across, group.weights, 3.0)
    assert not group.rest.any()


def test_the_points_lie_in_bins_as_wide_as_the_exponent_may_change() -> None:
    """A bin is WIDEST / (steepest · rate) wide, and 8 points stand for the examples in it."""
    data, width = random_data(20_000), WIDEST / 6.0
    (group,) = nodes(data, (0, 1), BASE, 3.0, 2.0)
    low = data.x.min()
    bins = sum(len(np.unique((data.x[data.y == label] - low) // width)) for label in (0, 1))
    assert len(group.weights) == DEGREE * bins
    x = (group.up * group.across - low) / width
    assert x.min() > 0
    assert_allclose(
        np.unique(np.round(x % 1, 9)),
        np.sort(0.5 + 0.5 * np.cos(np.pi * (np.arange(8) + 0.5) / 8)),
        atol=1e-8,
    )


def test_a_flat_direction_needs_one_bin_a_class() -> None:
    (group,) = nodes(random_data(1000), (0, 1), BASE, 0.0, 1.0)
    assert len(group.weights) == 2 * DEGREE


@pytest.mark.parametrize("n", [0, 5, 16])
def test_where_condensing_makes_no_fewer_the_examples_come_as_they_are(n: int) -> None:
    data = random_data(n)
    found = list(nodes(data, (0, 1), BASE, 0.0, 1.0))
    assert sum(len(group.weights) for group in found) == n
    signed = sorted((1 - 2 * y) * x for x, y in zip(data.x, data.y, strict=True))
    assert sorted(x for group in found for x in group.up.tolist()) == signed
    assert all(weight == pytest.approx(1 / n) for group in found for weight in group.weights)


def test_of_several_features_those_that_are_held_are_in_the_rest() -> None:
    data, base = overlapping(30, 3), np.array([0.5, 0.0, -2.0, 0.0])
    (group,) = nodes(data, (1, 3), base, 5.0, 1.0)
    sign = 1 - 2 * data.y
    assert_allclose(group.across, sign * data.columns[:, 0])
    assert_allclose(group.up, sign * data.columns[:, 2])
    assert_allclose(group.rest, sign * (0.5 - 2.0 * data.columns[:, 1]))
    assert_allclose(group.weights, 1 / 30)


def test_one_feature_with_other_axes_is_not_condensed() -> None:
    (group,) = nodes(random_data(500), (1, 0), BASE, 0.0, 1.0)
    assert len(group.weights) == 500


def test_very_many_examples_are_condensed_once_into_narrow_bins() -> None:
    data = random_data(70_000)
    block, width = condensed_once(data)
    sign, up = block.columns
    assert_same_moments(data, up * sign, sign, block.weights, 3.0)
    middle = np.subtract(*np.quantile(data.x, [0.999, 0.001]))
    assert_allclose(width, middle / 1024, rtol=0.02)
    (group,) = nodes(data, (0, 1), BASE, 3.0, 1.0)
    assert_same_moments(data, group.up * group.across, group.across, group.weights, 3.0)


def test_very_many_examples_with_bins_too_narrow_for_that() -> None:
    data = random_data(70_000)
    steep = 1.5 * WIDEST / condensed_once(data)[1]
    (group,) = nodes(data, (0, 1), BASE, steep, 1.0)
    assert_same_moments(data, group.up * group.across, group.across, group.weights, 3.0)


def test_an_example_that_is_too_far_to_have_a_bin_leaves_all_as_they_are() -> None:
    data = random_data(70_000).with_x(0, 1e308).with_x(1, -1e308)
    block, width = condensed_once(data)
    assert (block.weights.size, width) == (0, np.inf)


def test_nodes_in_parts() -> None:
    parts = list(of([1, 2, 3], [4, 5, 6], [7, 8, 9], [0.5, 0.25, 0.25]).split(2))
    assert [[column.tolist() for column in part] for part in parts] == [
        [[1, 2], [4, 5], [7, 8], [0.5, 0.25]],
        [[3], [6], [9], [0.25]],
    ]


def test_the_reach_is_the_largest_exponent_there_can_be() -> None:
    group = of([1, -2], [3, 0.5], [0, -4], [0.5, 0.5])
    assert group.reach(np.array([-5.0, 1.0]), np.array([2.0])) == 2 * 5 + 0.5 * 2 + 4
    assert group.reach(np.array([1.0]), np.array([-10.0, 0.0])) == 1 + 3 * 10
    assert group.reach(np.array([]), np.array([])) == 4
    assert of([], [], [], []).reach(np.array([1.0]), np.array([1.0])) == 0

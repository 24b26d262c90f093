"""Whether an optimum exists, against exact integer arithmetic."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from gdviz.engine import Dataset, LogLoss, optimum
from gdviz.engine.separation import Separation, separation


@pytest.mark.parametrize(
    ("x", "y", "kind", "gap"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], Separation.COMPLETE, (2, 3)),
        ([1, 2, 3, 4], [1, 1, 0, 0], Separation.COMPLETE, (2, 3)),
        ([1, 2, 2, 3], [0, 0, 1, 1], Separation.QUASI_COMPLETE, (2, 2)),
        ([2, 2, 2, 3], [0, 1, 0, 1], Separation.QUASI_COMPLETE, (2, 2)),
        ([0, 1], [0, 1], Separation.COMPLETE, (0, 1)),
        ([0, 1, 1], [1, 1, 0], Separation.QUASI_COMPLETE, (1, 1)),
        ([-5, -5, -4], [1, 0, 1], Separation.QUASI_COMPLETE, (-5, -5)),
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
    assert (found.kind, found.gap) == (Separation.ONE_CLASS, None)
    assert optimum(LogLoss(Dataset([1, 2, 3], [label] * 3))) is None


def test_no_data_have_no_optimum() -> None:
    found = separation(Dataset([], []))
    assert found is not None
    assert (found.kind, found.gap) == (Separation.NO_DATA, None)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([1, 2, 3], [0, 1, 0]),
        ([1, 2, 2, 1], [0, 1, 0, 1]),
        ([0, 1, 1, 0], [0, 1, 0, 1]),
        ([7, 7, 7], [0, 1, 1]),
    ],
)
def test_overlapping_data_are_not_separated(x: list[float], y: list[float]) -> None:
    assert separation(Dataset(x, y)) is None
    assert optimum(LogLoss(Dataset(x, y))) is not None


def exact(x: list[list[int]], y: list[int]) -> Separation | None:
    """Decide for two features from the extreme rays of the cone of separating directions.

    Each ray has two tight examples, so it is the cross product of their rows; all in integers.
    """
    sign = 2 * np.array(y) - 1
    rows = np.column_stack([np.ones(len(y), dtype=int), x]) * sign[:, None]
    rays = [s * np.cross(a, b) for a, b in combinations(rows, 2) for s in (1, -1)]
    valid = [ray for ray in rays if (rows @ ray >= 0).all() and (rows @ ray).any()]
    if not valid:
        return None
    inside = (rows @ np.sum(valid, axis=0) > 0).all()
    return Separation.COMPLETE if inside else Separation.QUASI_COMPLETE


def test_two_features_against_exact_arithmetic() -> None:
    random = np.random.default_rng(8)
    seen: list[Separation | None] = []
    while len(seen) < 400:
        n = int(random.integers(4, 14))
        x = random.integers(0, 4, (n, 2))
        y = (x @ random.integers(-2, 3, 2) + random.integers(-2, 3, n) > 1).astype(int)
        if np.linalg.matrix_rank(np.column_stack([np.ones(n), x])) < 3 or len(set(y)) < 2:
            continue
        found, expected = separation(Dataset(x, y)), exact(x.tolist(), y.tolist())
        assert (found.kind if found else None) is expected, (x, y)
        seen.append(expected)
    assert min(seen.count(kind) for kind in (None, *list(Separation)[2:])) > 20


def exact_of_three(x: NDArray[np.int64], y: NDArray[np.int64]) -> Separation | None:
    """Decide for three features in the same way: a ray is tight at three examples."""
    rows = np.column_stack([np.ones(len(y)), x]) * (2 * y - 1)[:, None]
    tight = rows[list(combinations(range(len(y)), 3))]
    minors = np.stack([np.delete(tight, j, axis=2) for j in range(4)], axis=1)
    rays = np.rint(np.linalg.det(minors)) * [1, -1, 1, -1]
    rays = np.concatenate([rays, -rays])
    along = rays @ rows.T
    valid = rays[(along >= 0).all(axis=1) & along.any(axis=1)]
    if not len(valid):
        return None
    inside = (rows @ valid.sum(axis=0) > 0).all()
    return Separation.COMPLETE if inside else Separation.QUASI_COMPLETE


def test_three_features_against_exact_arithmetic() -> None:
    random = np.random.default_rng(9)
    seen: list[Separation | None] = []
    while len(seen) < 300:
        n = int(random.integers(6, 20))
        x = random.integers(0, 3, (n, 3))
        y = (x @ random.integers(-2, 3, 3) + random.integers(-2, 3, n) > 1).astype(int)
        if np.linalg.matrix_rank(np.column_stack([np.ones(n), x])) < 4 or len(set(y)) < 2:
            continue
        found, expected = separation(Dataset(x, y)), exact_of_three(x, y)
        assert (found.kind if found else None) is expected, (x, y)
        seen.append(expected)
    assert min(seen.count(kind) for kind in (None, *list(Separation)[2:])) > 20


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
@pytest.mark.parametrize("offset", [0.0, 1000.0])
def test_units_do_not_matter(scale: float, offset: float) -> None:
    x = np.array([[0, 0], [1, 0], [0, 1], [1, 1], [2, 1]])
    units = np.array([scale, 1.0])
    for y, expected in (
        ([0, 1, 1, 0, 1], None),
        ([0, 0, 1, 1, 1], Separation.COMPLETE),
        ([0, 0, 1, 1, 0], Separation.COMPLETE),
        ([0, 1, 0, 0, 1], Separation.COMPLETE),
    ):
        found = separation(Dataset((x + offset) * units, y))
        assert (found.kind if found else None) is expected


def test_constant_and_repeated_features_separate_nothing() -> None:
    x = np.array([1.0, 2.0, 3.0, 4.0])
    columns = np.column_stack([x, np.full(4, 7.0), 2 * x])
    assert separation(Dataset(columns, [0, 1, 0, 1])) is None
    found = separation(Dataset(columns, [0, 0, 1, 1]))
    assert found is not None
    assert (found.kind, found.gap) == (Separation.COMPLETE, None)


def test_a_group_of_one_class_is_quasi_complete() -> None:
    """The dummy of a group in which all pass: its coefficient grows for ever."""
    x = np.array([[1, 0], [2, 0], [3, 0], [4, 0], [2, 1], [3, 1]])
    data = Dataset(x, [0, 1, 0, 1, 1, 1])
    found = separation(data)
    assert found is not None
    assert found.kind is Separation.QUASI_COMPLETE
    assert optimum(LogLoss(data)) is None


def test_far_outliers_do_not_hide_an_overlap() -> None:
    x = np.array([[0.0, 0.0], [1.0, 1.0], [0.5, 0.6], [1.0, 0.0], [0.0, 1.0], [1e7, 1e7]])
    assert separation(Dataset(x, [0, 1, 1, 0, 0, 1])) is not None
    assert separation(Dataset(np.vstack([x, [0.8, 0.9]]), [0, 1, 1, 0, 0, 1, 0])) is None


def test_many_examples_of_ten_features() -> None:
    random = np.random.default_rng(4)
    x = random.normal(size=(20_000, 10))
    z = x.sum(axis=1)
    assert separation(Dataset(x, z + random.logistic(size=z.size) > 0)) is None
    found = separation(Dataset(x, z > 0))
    assert found is not None
    assert found.kind is Separation.COMPLETE

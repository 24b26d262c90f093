from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from gdviz.engine.dataset import Array
from gdviz.views.plotting.thinning import thinned


def farthest(points: Array, line: Array) -> float:
    """Return how far the farthest point is from the line."""
    nearest = np.hypot(*(points - line[:, :1]))
    for begin, end in zip(line.T[:-1, :, None], line.T[1:, :, None], strict=True):
        along = end - begin
        share = ((points - begin) * along).sum(axis=0) / max(float((along**2).sum()), 1e-12)
        away = points - begin - np.clip(share, 0.0, 1.0) * along
        nearest = np.minimum(nearest, np.hypot(*away))
    return float(nearest.max())


ACROSS = np.linspace(0.0, 400.0, 300)
LINES = {
    "level": np.stack([ACROSS, np.full(300, 7.0)]),
    "circle": np.stack([100 * np.cos(ACROSS / 60), 100 * np.sin(ACROSS / 60)]),
    "sigmoid": np.stack([ACROSS, 200 / (1 + np.exp(-(ACROSS - 200) / 20))]),
    "first steep, then level": np.stack([ACROSS, 200 * np.exp(-ACROSS / 9)]),
    "short steps, then long ones": np.stack(
        [np.cumsum(np.repeat([0.05, 9.0], 150)), 200 * np.exp(-np.cumsum(np.full(300, 0.02)))]
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_looks_the_same_with_far_fewer_points(name: str) -> None:
    line = LINES[name]
    few = thinned(line)
    assert few.shape[1] < line.shape[1] / 2
    assert farthest(line, few) < 0.15
    assert_array_equal(few[:, [0, -1]], line[:, [0, -1]])


def test_a_line_that_jumps_to_and_fro_keeps_its_points() -> None:
    zigzag = np.stack([ACROSS, np.where(np.arange(300) % 2, 10.0, 90.0)])
    assert_array_equal(thinned(zigzag), zigzag)
    there_and_back = np.stack([np.where(np.arange(300) % 2, 10.0, 90.0), np.full(300, 5.0)])
    assert_array_equal(thinned(there_and_back), there_and_back)


def test_a_line_that_rests_before_it_turns_back_is_not_cut_short() -> None:
    line = np.zeros((2, 200))
    line[0, 150:152] = 50.0
    assert farthest(line, thinned(line)) == 0.0


def test_a_gap_stays_a_gap() -> None:
    line = LINES["level"].copy()
    line[1, 150] = np.nan
    assert_array_equal(thinned(line), line)


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=100, max_size=130))
def test_any_line_stays_where_it_was(corners: list[tuple[float, float]]) -> None:
    line = np.array(corners).T
    assert farthest(line, thinned(line)) < 0.5

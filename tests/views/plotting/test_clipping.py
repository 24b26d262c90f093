from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdviz.views.plotting.clipping import clipped, segments

UNIT = (0.0, 1.0)


@given(st.integers(0, 2**32 - 1))
def test_what_is_left_lies_inside_and_on_the_path(seed: int) -> None:
    x, y = np.random.default_rng(seed).normal(0.5, 1.0, (2, 40))
    xs, ys = clipped(segments(x, y), UNIT, UNIT).reshape(-1, 2).T
    assert ((xs > -1e-9) & (xs < 1 + 1e-9) & (ys > -1e-9) & (ys < 1 + 1e-9)).all()
    inside = (x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)
    kept = set(zip(xs.round(9), ys.round(9), strict=True))
    assert set(zip(x[inside].round(9), y[inside].round(9), strict=True)) <= kept


def test_a_segment_through_the_plot_is_cut_at_its_borders() -> None:
    lines = clipped(np.array([[-1.0, 0.5, 2.0, 0.5]]), UNIT, UNIT)
    assert lines.tolist() == [[0.0, 0.5, 1.0, 0.5]]


def test_a_path_that_diverges_leaves_a_finite_line() -> None:
    growth = np.array([(-10.0) ** i for i in range(300)])
    lines = clipped(segments(growth, growth), (-5.0, 5.0), (-5.0, 5.0))
    assert len(lines) > 0
    assert np.abs(lines).max() <= 5.0


def test_pairs_are_not_joined_to_each_other() -> None:
    x, y = np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.1, 0.4, 0.4, 0.1])
    assert segments(x, y, pairs=True).tolist() == [[0.2, 0.1, 0.2, 0.4], [0.8, 0.4, 0.8, 0.1]]


def test_where_a_point_is_not_a_number_the_line_has_a_gap() -> None:
    x, y = np.array([0.0, 0.2, 0.4, 0.6]), np.array([0.5, np.nan, 0.5, 0.5])
    assert clipped(segments(x, y), UNIT, UNIT).tolist() == [[0.4, 0.5, 0.6, 0.5]]


def test_a_line_from_very_far_away_is_measured_from_its_nearer_end() -> None:
    """From 10^18 pixels away rounding alone would move it by a hundred; it keeps its direction."""
    far = np.array([[3e17, 1e18, 3.0, 10.0], [3.0, 10.0, 3e17, 1e18]])
    parts = clipped(far, (0.0, 30.0), (0.0, 100.0))
    np.testing.assert_allclose(parts, [[30.0, 100.0, 3.0, 10.0], [3.0, 10.0, 30.0, 100.0]])


def test_a_line_of_which_nobody_knows_where_it_passes_is_left_out() -> None:
    far = np.array([[-3e17, -1e18, 3e17, 1e18], [0.0, 1.0, 2.0, 3.0]])
    np.testing.assert_array_equal(clipped(far, (0.0, 10.0), (0.0, 10.0)), far[1:])

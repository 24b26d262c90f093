from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdviz.views.parts.clipping import clipped

UNIT = (0.0, 1.0)


@given(st.integers(0, 2**32 - 1))
def test_what_is_left_lies_inside_and_on_the_path(seed: int) -> None:
    x, y = np.random.default_rng(seed).normal(0.5, 1.0, (2, 40))
    xs, ys = clipped(x, y, UNIT, UNIT)
    assert ((xs > -1e-9) & (xs < 1 + 1e-9) & (ys > -1e-9) & (ys < 1 + 1e-9)).all()
    inside = (x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)
    kept = set(zip(xs.round(9), ys.round(9), strict=True))
    assert set(zip(x[inside].round(9), y[inside].round(9), strict=True)) <= kept


def test_a_segment_through_the_plot_is_cut_at_its_borders() -> None:
    xs, ys = clipped(np.array([-1.0, 2.0]), np.array([0.5, 0.5]), UNIT, UNIT)
    assert (xs.tolist(), ys.tolist()) == ([0.0, 1.0], [0.5, 0.5])


def test_a_path_that_diverges_leaves_a_finite_line() -> None:
    growth = np.array([(-10.0) ** i for i in range(300)])
    xs, ys = clipped(growth, growth, (-5.0, 5.0), (-5.0, 5.0))
    assert len(xs) > 0
    assert np.abs(np.concatenate([xs, ys])).max() <= 5.0

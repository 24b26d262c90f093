import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from gdviz.views.parts.decimate import distinct_pixels, extremes

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.integers(1, 5000), st.integers(1, 400))
def test_extremes_keep_the_ends_the_lowest_and_the_highest(
    seed: int, length: int, columns: int
) -> None:
    y = np.random.default_rng(seed).standard_normal(length)
    x = np.arange(length, dtype=float)
    thin_x, thin_y = extremes(x, y, columns)
    assert_array_equal(thin_y, y[thin_x.astype(int)])
    assert (np.diff(thin_x) >= 0).all()
    assert (thin_x[0], thin_x[-1]) == (0, length - 1)
    assert (thin_y.min(), thin_y.max()) == (y.min(), y.max())
    assert len(thin_x) <= max(8 * columns, 8 + 5 * columns)


def test_a_short_line_comes_whole() -> None:
    x = np.arange(70.0)
    assert_array_equal(extremes(x, -x, 10), (x, -x))


@given(SEEDS, st.integers(1, 9000), st.floats(1e-3, 2.0))
def test_no_point_dropped_lies_outside_the_pixel_of_the_one_kept(
    seed: int, length: int, pixel: float
) -> None:
    steps = np.random.default_rng(seed).standard_normal((2, length)) * 0.1
    x, y = steps.cumsum(axis=1)
    thin_x, thin_y = distinct_pixels(x, y, (pixel, pixel))
    assert (thin_x[0], thin_y[0]) == (x[0], y[0])
    assert (thin_x[-1], thin_y[-1]) == (x[-1], y[-1])
    assert x.max() - thin_x.max() <= pixel / 2
    assert thin_y.min() - y.min() <= pixel / 2


def test_a_path_at_rest_is_a_few_points() -> None:
    decay = np.exp(-np.arange(100_000) / 50.0)
    x, _ = distinct_pixels(decay, -decay, (0.01, 0.01))
    assert len(x) < 300


def test_no_point_at_all() -> None:
    none = np.empty(0)
    assert len(distinct_pixels(none, none, (1.0, 1.0))[0]) == 0
    assert len(extremes(none, none, 10)[0]) == 0

from __future__ import annotations

import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdviz.views.plotting.ranges import (
    covers,
    finite,
    grown,
    padded,
    round_up,
    rounded_out,
    widened,
)

NUMBERS = st.floats(-1e6, 1e6)


@given(NUMBERS, st.floats(1e-3, 1e6), NUMBERS, NUMBERS)
def test_a_grown_span_covers_both_what_it_was_and_what_is_needed(
    low: float, size: float, one: float, other: float
) -> None:
    span, needed = (low, low + size), (min(one, other), max(one, other))
    wide = grown(span, needed)
    assert covers(wide, span)
    assert covers(wide, needed)


def test_a_span_that_covers_what_is_needed_stays_as_it_is() -> None:
    assert grown((0.0, 10.0), (1.0, 9.0)) == (0.0, 10.0)


def test_a_span_that_grows_to_one_side_leaves_room_at_the_other() -> None:
    low, high = grown((-1.0, 1.0), (-100.0, 0.0))
    assert low <= -100.0
    assert high == pytest.approx(1.0 + 0.05 * (1.0 - low))


@given(NUMBERS, st.floats(1e-3, 1e6))
def test_rounding_out_never_cuts(low: float, size: float) -> None:
    span = (low, low + size)
    assert covers(rounded_out(*span), span)
    assert covers(padded(*span, 0.1, 1.0), span)


@pytest.mark.parametrize(("count", "end"), [(1, 1), (3, 5), (99, 100), (101, 200), (5000, 5000)])
def test_the_end_of_an_axis_is_round(count: float, end: float) -> None:
    assert round_up(count) == end


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1))
def test_a_span_is_widened_for_all_needs_at_once_as_for_one_after_the_other(
    needs: list[tuple[float, float]],
) -> None:
    """And on the way no end ever comes back."""
    low, high, before = 0.0, 1.0, (0.0, 1.0)
    for need in needs:
        low, high = min(low, *need), max(high, *need)
        wide = widened((0.0, 1.0), (low, high))
        assert covers(wide, before)
        assert covers(wide, (low, high))
        before = wide


def test_it_is_widened_in_steps_of_at_most_a_fifth() -> None:
    assert widened((0.0, 1.0), (0.2, 0.9)) == (0.0, 1.0)
    assert widened((0.35, 0.72), (0.4, 1.9)) == (0.25, 2.0)
    assert widened((0.0, 1.0), (0.0, 1e300))[1] < 1.21e300


def test_it_is_widened_to_the_smallest_number_too() -> None:
    assert covers(widened((0.0, 1.0), (-5e-324, 10.0)), (-5e-324, 10.0))


MOST = sys.float_info.max


@pytest.mark.parametrize(
    "span",
    [
        finite(-math.inf, math.inf),
        finite(-1e308, MOST),
        padded(0.0, MOST, 0.07, 1.0),
        padded(-MOST, MOST, 0.4, 1.0),
        rounded_out(0.0, MOST),
        rounded_out(-1e307, 1.7e308),
        widened((0.0, 1.0), (-1e307, MOST)),
    ],
)
def test_the_size_of_the_largest_span_is_finite(span: tuple[float, float]) -> None:
    low, high = span
    assert math.isfinite(high - low)
    assert high > 1e308
    assert low <= 0.0

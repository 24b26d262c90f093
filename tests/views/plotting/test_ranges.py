from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdviz.views.plotting.ranges import covers, grown, padded, round_up, rounded_out

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

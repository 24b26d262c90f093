from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from gdviz.engine.dataset import Array
from gdviz.views.plotting.clipping import segments
from gdviz.views.plotting.dashes import dashed

STRAIGHT = np.array([[0.0, 0.0, 10.0, 0.0]])


def lengths(lines: Array) -> Array:
    return np.asarray(np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]))


def test_dashes_of_a_straight_line_end_where_it_ends() -> None:
    assert dashed(STRAIGHT, 3.0, 2.0)[:, [0, 2]].tolist() == [[2.0, 5.0], [7.0, 10.0]]


def test_dashes_stay_while_the_line_gets_shorter_at_its_start() -> None:
    shorter = dashed(np.array([[4.5, 0.0, 10.0, 0.0]]), 3.0, 2.0)
    assert_allclose(shorter[:, [0, 2]], [[4.5, 5.0], [7.0, 10.0]])


@given(st.integers(0, 2**32 - 1))
def test_dashes_lie_on_the_line_and_take_their_share_of_it(seed: int) -> None:
    x, y = np.random.default_rng(seed).normal(0.0, 30.0, (2, 50))
    line = segments(x, y)
    dashes = dashed(line, 3.0, 2.0)
    total = lengths(line).sum()
    assert lengths(dashes).sum() == pytest.approx(0.6 * total, abs=3.0)
    for dash in dashes[:: len(dashes) // 20 + 1]:
        apart = [
            np.hypot(*(dash[:2] - part[:2])) + np.hypot(*(part[2:] - dash[:2])) - length
            for part, length in zip(line, lengths(line), strict=True)
        ]
        assert min(apart) < 1e-6


def test_a_very_long_line_has_longer_dashes_not_more() -> None:
    dashes = dashed(np.array([[0.0, 0.0, 1e6, 0.0]]), 3.0, 2.0)
    assert len(dashes) <= 2001
    assert lengths(dashes).sum() == pytest.approx(6e5, rel=1e-3)


def test_a_line_without_length_has_no_dashes() -> None:
    assert len(dashed(np.array([[1.0, 1.0, 1.0, 1.0]]), 3.0, 2.0)) == 0
    assert len(dashed(np.empty((0, 4)), 3.0, 2.0)) == 0

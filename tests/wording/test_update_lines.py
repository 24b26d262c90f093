from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gdviz.wording.update_lines import equation
from tests.calculator import NUMBER, read, unit

SIZES = st.floats(-1e8, 1e8, allow_nan=False)
ALPHAS = st.floats(1e-12, 1e12)


@given(SIZES, ALPHAS, SIZES)
def test_a_calculator_agrees_with_what_is_shown(before: float, alpha: float, move: float) -> None:
    # Closer to zero floats have only a few digits.
    assume(not 0 < abs(alpha * move) < 1e-290)
    line = equation(before, alpha, move, before - alpha * move)
    found = re.fullmatch(
        f"{NUMBER} − {NUMBER} · \\({NUMBER}\\) = {NUMBER}(?: ([+−]) {NUMBER})?", line
    )
    assert found is not None, line
    b, a, g, after = (read(text) for text in found.groups()[:4])
    assert abs(float(a) / alpha - 1) < 1e-15
    if found[5] is None:
        assert abs(b - a * g - after) * 2 <= max(unit(found[1]), unit(found[4]))
    else:
        change = read(found[6]) * (-1 if found[5] == "−" else 1)
        assert b == after
        assert abs(change + a * g) <= unit(found[6])


def numbers(largest: float) -> st.SearchStrategy[float]:
    """Numbers that a run may reach; 10^−300 takes more characters than fit a line."""
    return st.floats(-largest, largest).filter(lambda value: value == 0 or abs(value) > 1e-90)


@given(numbers(1e4), st.floats(1e-3, 100), numbers(1e3))
def test_a_line_is_short(before: float, alpha: float, move: float) -> None:
    alpha = float(f"{alpha:.3g}")
    assert len(equation(before, alpha, move, before - alpha * move)) <= 56


@pytest.mark.parametrize(
    ("before", "alpha", "move", "shown"),
    [
        (0.12, 0.1, -1.4, "0.120 − 0.1 · (−1.400) = 0.260"),
        (0.0, 1e-12, -199775.214, "0 − 1e−12 · (−1.998e5) = 2.00e−7"),
        (-4.0777, 0.35, 2.31e-12, "−4.0777 − 0.35 · (2.310e−12) = −4.0777 − 8.1e−13"),
        (-216.064, 100.0, -0.19667, "−216.064 − 100 · (−0.19667) = −196.397"),
        (0.5, 0.1, 0.0, "0.500 − 0.1 · (0.000) = 0.500"),
        (1.0, 0.1, float("inf"), "1.000 − 0.1 · (∞) = −∞"),
    ],
)
def test_lines(before: float, alpha: float, move: float, shown: str) -> None:
    assert equation(before, alpha, move, before - alpha * move) == shown


@given(SIZES, SIZES)
def test_of_other_rules_the_change_is_told(before: float, after: float) -> None:
    line = equation(before, None, after - before, after)
    found = re.match(f"{NUMBER} \\+ \\({NUMBER}\\) = {NUMBER}", line)
    assert found is not None, line
    b, change, a = (read(text) for text in found.groups())
    if " = " in line and not re.search(r" [+−] \S+$", line):
        assert abs(b + change - a) * 2 <= max(unit(found[1]), unit(found[3]))

import math

import numpy as np
import pytest

from gdviz.runs.history.extent import Extent
from gdviz.runs.history.step_block import StepColumns


def rows(beta: list[list[float]], cost: list[float]) -> StepColumns:
    betas = np.array(beta, dtype=float)
    return StepColumns(betas, np.array(cost, dtype=float), betas)


def test_nothing_has_no_bounds() -> None:
    none = Extent.none(2)
    assert none.beta_low.tolist() == [math.inf, math.inf]
    assert none.beta_high.tolist() == [-math.inf, -math.inf]
    assert (none.cost_low, none.cost_high) == (math.inf, -math.inf)
    assert none.cost_positive == math.inf


def test_bounds_grow_with_what_is_added() -> None:
    first = Extent.none(2).widened(rows([[1, 5], [3, 4]], [2, 7]))
    both = first.widened(rows([[2, 9]], [8]))
    assert (both.beta_low.tolist(), both.beta_high.tolist()) == ([1, 4], [3, 9])
    assert (both.cost_low, both.cost_high, both.cost_positive) == (2, 8, 2)
    assert (first.beta_high.tolist(), first.cost_high) == ([3, 5], 7)
    assert both.widened(rows([[2, 5]], [1])).cost_low == 1


@pytest.mark.parametrize(
    ("cost", "low", "high", "positive"),
    [
        ([0.0, 3.0, 2.0], 0.0, 3.0, 2.0),
        ([-1.0, 0.0, 1e-300], -1.0, 1e-300, 1e-300),
        ([-1.0, 0.0], -1.0, 0.0, math.inf),
        ([0.5, math.inf], 0.5, 0.5, 0.5),
        ([math.nan, 4.0, -math.inf], 4.0, 4.0, 4.0),
        ([math.inf, math.nan], math.inf, -math.inf, math.inf),
    ],
)
def test_only_finite_costs_count_and_only_those_above_0_on_a_logarithmic_axis(
    cost: list[float], low: float, high: float, positive: float
) -> None:
    found = Extent.none(1).widened(rows([[1.0]] * len(cost), cost))
    assert (found.cost_low, found.cost_high, found.cost_positive) == (low, high, positive)


def test_only_finite_coefficients_count() -> None:
    found = Extent.none(2).widened(rows([[math.inf, 1], [2, math.nan], [5, -math.inf]], [1, 1, 1]))
    assert (found.beta_low.tolist(), found.beta_high.tolist()) == ([2, 1], [5, 1])

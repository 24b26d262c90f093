import numpy as np
import pytest

from gdviz.engine import Step
from gdviz.runs.history.history import History, StepBlock
from gdviz.runs.recent_steps import RECENT, WINDOW, RecentSteps


def history_of(costs: list[float], slopes: list[float] | list[list[float]]) -> History:
    """Return a history of these costs whose gradients are (slope, 0), or as given."""
    rows = [slope if isinstance(slope, list) else [slope, 0.0] for slope in slopes]
    gradient, cost = np.array(rows, dtype=float), np.array(costs, dtype=float)
    history, last = History(2), len(costs) - 1
    step = Step(last, gradient[-1], costs[-1], gradient[-1])
    history.extend(StepBlock(0, np.zeros_like(gradient), cost, gradient, step))
    return history


def falling(count: int) -> History:
    """Return a history whose cost falls by a tenth and whose gradient by a fifth in each step."""
    return history_of([0.9**i for i in range(count)], [0.8**i for i in range(count)])


def test_a_window_of_a_steady_descent() -> None:
    found = RecentSteps.at(falling(100), 99)
    assert (found.steps, found.recent) == (WINDOW, RECENT) == (32, 8)
    assert (found.rises, found.recent_rises, found.flips) == (0, 0, 0)
    assert found.drop(0.0) == pytest.approx(1 - 0.9**32)
    assert not found.overshoots
    assert not found.climbs


@pytest.mark.parametrize("epoch", [1, 2, 3, 7, 8, 9, 31, 32, 33])
def test_near_the_start_the_window_is_as_long_as_the_run(epoch: int) -> None:
    found = RecentSteps.at(falling(50), epoch)
    assert (found.steps, found.recent) == (min(epoch, 32), min(epoch, 8))
    assert found.drop(0.0) == pytest.approx(1 - 0.9 ** min(epoch, 32))


def test_rises_are_counted_in_the_window_and_among_the_last() -> None:
    costs = [1.0 + i % 2 for i in range(25)] + [1.0 - 0.01 * i for i in range(1, 13)] + [3.0]
    found = RecentSteps.at(history_of(costs, [1.0] * 38), 37)
    assert (found.rises, found.recent_rises) == (9 + 1, 1)
    assert found.drop(0.0) == pytest.approx(1 - 3.0 / costs[5])


@pytest.mark.parametrize(("now", "rises"), [(1.0 + 1e-12, 1), (1.0 + 1e-14, 0), (1.0, 0)])
def test_what_is_within_rounding_is_no_rise(now: float, rises: int) -> None:
    assert RecentSteps.at(history_of([1.0, now], [1.0, 1.0]), 1).rises == rises


def test_a_gradient_against_the_one_before_is_a_flip() -> None:
    slopes = [[1.0, 0.0], [-1.0, 0.5], [0.0, 0.5], [0.0, -1e300], [1e-300, 1e300], [0.0, 0.0]]
    found = RecentSteps.at(history_of([1.0] * 6, slopes), 5)
    assert (found.recent, found.flips) == (5, 3)
    assert found.overshoots


@pytest.mark.parametrize(
    ("signs", "overshoots"),
    [("+-", False), ("+-+", True), ("++-", False), ("+-+++-+-+", True), ("+-+-+++++", False)],
)
def test_most_of_the_latest_steps_must_flip_to_overshoot(signs: str, overshoots: bool) -> None:
    """Two steps at least, and more than half of them."""
    slopes = [1.0 if sign == "+" else -1.0 for sign in signs]
    found = RecentSteps.at(history_of([1.0] * len(signs), slopes), len(signs) - 1)
    assert found.overshoots is overshoots


@pytest.mark.parametrize(
    ("costs", "climbs"),
    [
        ([1, 2, 3], False),
        ([1, 2, 3, 4], True),
        ([1, 2, 1, 4], False),
        ([1, 2, 3, 4, 3], True),
        ([9, 1, 2, 3, 4, 5, 6, 5, 4], False),
        ([9, 8, 1, 2, 3, 4, 5, 6, 7], True),
    ],
)
def test_three_of_four_steps_must_rise_to_climb(costs: list[float], climbs: bool) -> None:
    found = RecentSteps.at(history_of(costs, [1.0] * len(costs)), len(costs) - 1)
    assert found.climbs is climbs


@pytest.mark.parametrize(
    ("costs", "drop"),
    [([2.0, 0.5], 0.75), ([2.0, 3.0], -0.5), ([0.0, 0.0], 0.0), ([0.0, 1.0], -1.0)],
)
def test_the_drop_is_a_share_of_the_first_cost(costs: list[float], drop: float) -> None:
    assert RecentSteps.at(history_of(costs, [1.0, 1.0]), 1).drop(0.0) == drop


def test_the_drop_is_that_of_the_excess() -> None:
    found = RecentSteps.at(history_of([1.0, 0.8, 0.6], [1.0, 1.0, 1.0]), 2)
    assert found.drop(0.0) == pytest.approx(0.4)
    assert found.drop(0.5) == pytest.approx(0.8)
    assert found.drop(1.0) == 0.0
    assert RecentSteps.at(history_of([0.5, 0.9], [1.0, 1.0]), 1).drop(0.5) == -1.0
    assert RecentSteps.at(history_of([0.6, 0.9], [1.0, 1.0]), 1).drop(0.5) == pytest.approx(-3.0)

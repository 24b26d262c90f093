from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from gdviz.engine import Experiment, Step
from gdviz.runs.history.history import History, StepBlock
from gdviz.runs.run import Run
from gdviz.views.plotting.cost_so_far import CostSoFar
from gdviz.views.plotting.path_so_far import PathSoFar
from tests.engine.samples import HOURS

PIXEL = (0.02, 0.01)


@pytest.fixture(scope="module")
def run() -> Run:
    made = Run(Experiment(HOURS, alpha=3.0, epochs=30_000, tolerance=0.0))
    made.finish()
    return made


# For small paces a shorter way is enough; the long way exceeds what one pace may add.
@pytest.mark.parametrize(
    ("pace", "last"), [(1, 2000), (7, 6000), (29, 20_000), (1000, 20_000), (20_000, 20_000)]
)
def test_a_path_taken_up_bit_by_bit_passes_each_pixel_of_the_whole(
    run: Run, pace: int, last: int
) -> None:
    path = PathSoFar(400)
    for epoch in range(0, last + 1, pace):
        shown = path.up_to(run.history, epoch, PIXEL)
    assert shown.shape[1] <= 900
    whole = run.history.rows(0, epoch + 1).beta
    assert_array_equal(shown[:, 0], whole[0])
    corners = np.concatenate([whole.min(axis=0), whole.max(axis=0)])
    reached = np.concatenate([shown.min(axis=1), shown.max(axis=1)])
    assert (np.abs(reached - corners) <= np.tile(PIXEL, 2)).all()
    assert (np.abs(shown.T - whole[-1]) <= np.array(PIXEL)).all(axis=1).any()


def test_a_path_that_has_settled_in_a_cycle_does_not_change(run: Run) -> None:
    path = PathSoFar(400)
    before = path.up_to(run.history, 29_000, (0.1, 0.1))
    assert path.up_to(run.history, 29_500, (0.1, 0.1)) is before


def test_going_back_forgets_what_is_ahead(run: Run) -> None:
    path = PathSoFar(400)
    path.up_to(run.history, 5000, PIXEL)
    assert_array_equal(path.up_to(run.history, 3, PIXEL).T, run.history.rows(0, 4).beta)


@pytest.mark.parametrize("pace", [1, 13, 5000])
def test_costs_taken_up_bit_by_bit_keep_every_extreme(run: Run, pace: int) -> None:
    curve, width = CostSoFar(), 50
    for epoch in range(0, 10_001, pace):
        epochs, costs = curve.up_to(run.history, epoch, width)
    last = int(epochs[-1])
    whole = run.history.rows(0, last + 1).cost
    assert (epochs[0], last) == (0, 10_000 // pace * pace)
    assert (np.diff(epochs) > 0).all()
    assert (costs.min(), costs.max()) == (whole.min(), whole.max())
    assert_array_equal(whole[epochs.astype(int)], costs)
    for column in range(0, last - width, width):
        inside = costs[(epochs >= column) & (epochs < column + width)]
        assert inside.max() == whole[column : column + width].max()


def test_another_history_is_not_mixed_with_the_first(run: Run) -> None:
    other = Run(Experiment(HOURS, alpha=0.1, epochs=300))
    other.finish()
    path, curve = PathSoFar(400), CostSoFar()
    path.up_to(run.history, 200, PIXEL)
    curve.up_to(run.history, 200, 1)
    assert_array_equal(path.up_to(other.history, 300, (1e-9, 1e-9)).T, other.history.beta)
    assert_array_equal(curve.up_to(other.history, 300, 1)[1], other.history.cost)


@pytest.mark.parametrize("pace", [1, 3, 7])
def test_no_line_is_drawn_that_the_run_did_not_take(pace: int) -> None:
    corners = np.array([[0.0, 0.0], [9.0, 1.0], [7.0, 8.0], [2.0, 9.0], [4.0, 4.0]])
    beta = np.vstack([corners[np.arange(400) % 5], [[20.0, 20.0], [30.0, 0.0]]])
    steps = [Step(epoch, b, 1.0, np.zeros(2)) for epoch, b in enumerate(beta)]
    history = History(2)
    history.extend(StepBlock.of(steps))
    path = PathSoFar(400)
    for epoch in [*range(0, 396, pace), len(beta) - 1]:
        shown = path.up_to(history, epoch, (1.0, 1.0)).T.tolist()
    taken = {(*a, *b) for a, b in pairwise(beta.tolist())}
    assert {(*a, *b) for a, b in pairwise(shown)} <= taken
    assert shown[-1] == [30.0, 0.0]


def test_the_first_fall_of_the_cost_is_not_cut_short(run: Run) -> None:
    curve = CostSoFar()
    for epoch in (3, 90, 700):
        epochs, costs = curve.up_to(run.history, epoch, 6)
        first = min(epoch + 1, 200)
        assert_array_equal(epochs[:first], np.arange(first))
        assert_array_equal(costs[:first], run.history.rows(0, first).cost)

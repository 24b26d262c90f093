import numpy as np
import pytest

from gdviz.engine import Step
from gdviz.runs.history.checkpoints import Checkpoints
from gdviz.runs.history.chunks import StepChunks
from gdviz.runs.history.extent import Extent
from gdviz.runs.history.replayed_steps import BetaPoints, CostPoints, ReplayedSteps
from gdviz.runs.history.step_block import StepBlock

# A row of two coefficients takes 40 bytes: 24 rows are kept, in eight chunks of three.
BUDGET = 24 * 40


def block(first: int, stop: int) -> StepBlock:
    return StepBlock.of(
        [
            Step(i, np.array([i, -2.0 * i]), 10.0 * i, np.array([0.5 * i, 0.0]))
            for i in range(first, stop)
        ]
    )


def again(last: Step | None, count: int) -> StepBlock:
    first = last.epoch + 1 if last else 0
    return block(first, first + count)


def trajectory(*stops: int, spacing: int = 5) -> ReplayedSteps:
    made, first = ReplayedSteps(StepChunks(2, BUDGET), Checkpoints(again, spacing)), 0
    for stop in stops:
        made.extend(block(first, stop), Extent.none(2))
        first = stop
    return made


@pytest.mark.parametrize(
    ("stops", "surplus"),
    [
        ((24,), range(1, 1)),
        ((9, 30), range(1, 3)),
        ((5, 6, 40), range(1, 7)),
    ],
)
def test_what_is_beyond_the_budget_can_be_computed_again(
    stops: tuple[int, ...], surplus: range
) -> None:
    assert trajectory(*stops).surplus() == surplus


@pytest.mark.parametrize(("checkpoint", "surplus"), [(31, range(1, 10)), (32, range(1, 11))])
def test_a_chunk_that_no_checkpoint_follows_stays(checkpoint: int, surplus: range) -> None:
    """The chunk of the epochs 30 … 32 can be computed up to the checkpoint 32, not up to 31."""
    made = trajectory(checkpoint + 1, 61, spacing=checkpoint + 1)
    assert made.surplus() == surplus
    made.drop(surplus)
    assert made.rows(0, 61).cost.tolist() == [10.0 * i for i in range(61)]


def test_without_a_way_to_compute_again_nothing_is_beyond_the_budget() -> None:
    made = ReplayedSteps(StepChunks(2, BUDGET), Checkpoints(None, 5))
    made.extend(block(0, 40), Extent.none(2))
    assert made.surplus() == range(0)


def test_pieces_that_are_kept_and_pieces_that_are_computed_make_the_whole() -> None:
    made = trajectory(9, 30)
    made.drop(made.surplus())
    assert made.absent == range(3, 9)
    for start, stop in ((0, 30), (2, 4), (3, 9), (4, 5), (8, 10), (9, 12), (0, 3), (5, 5)):
        rows = made.rows(start, stop)
        assert rows.cost.tolist() == [10.0 * i for i in range(start, stop)]
        assert rows.beta.tolist() == [[i, -2.0 * i] for i in range(start, stop)]
    assert made.column("gradient").tolist() == [[0.5 * i, 0.0] for i in range(30)]


def test_the_curves_of_a_trajectory() -> None:
    made = trajectory(9, 30)
    assert CostPoints(made).read(4, 6).tolist() == [[4, 40], [5, 50]]
    assert BetaPoints(made).read(4, 6).tolist() == [[4, 4, -8], [5, 5, -10]]
    assert BetaPoints(made).absent == made.absent == range(0)

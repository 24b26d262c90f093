import numpy as np
import pytest

from gdviz.engine import Step
from gdviz.runs.history.checkpoints import Checkpoints
from gdviz.runs.history.extent import Extent
from gdviz.runs.history.step_block import StepBlock

NONE = Extent.none(1)


def step(epoch: int) -> Step:
    return Step(epoch, np.array([1.0 * epoch]), 10.0 * epoch, np.array([-1.0 * epoch]))


class Counted:
    """A recompute function that records which steps it was called for."""

    def __init__(self, late: int = 0) -> None:
        self.asked: list[tuple[int, int]] = []
        self.late = late

    def __call__(self, last: Step | None, count: int) -> StepBlock:
        first = last.epoch + 1 if last else 0
        self.asked.append((first, first + count))
        return StepBlock.of([step(epoch) for epoch in range(first, first + count + self.late)])


def offered(recompute: Counted | None, *epochs: int) -> Checkpoints:
    made = Checkpoints(recompute, spacing=10)
    for epoch in epochs:
        made.offer(step(epoch), NONE)
    return made


def test_checkpoints_are_at_least_a_spacing_apart() -> None:
    made = offered(Counted())
    kept = []
    for epoch in (0, 8, 9, 15, 18, 19, 29, 30, 45, 54, 55):
        made.offer(step(epoch), NONE)
        kept.append(made.last_epoch)
    assert kept == [-1, -1, 9, 9, 9, 19, 29, 29, 45, 45, 55]


def test_usually_they_are_1024_epochs_apart() -> None:
    made = Checkpoints(None)
    made.offer(step(1022), NONE)
    assert made.last_epoch == -1
    made.offer(step(1023), NONE)
    assert made.last_epoch == 1023


def test_a_stretch_follows_one_checkpoint_up_to_the_next() -> None:
    counted = Counted()
    made = offered(counted, 9, 25, 40)
    blocks = list(made.stretches(3, 27))
    assert counted.asked == [(0, 10), (10, 26), (26, 41)]
    assert [(block.first_epoch, block.last.epoch) for block in blocks] == [
        (0, 9),
        (10, 25),
        (26, 40),
    ]
    assert not any(column.flags.writeable for block in blocks for column in block.rows)
    assert [block.first_epoch for block in made.stretches(25, 26)] == [10]
    assert [block.first_epoch for block in made.stretches(9, 11)] == [0, 10]
    assert list(made.stretches(5, 5)) == []
    assert len(counted.asked) == 3


def test_the_eight_stretches_asked_for_last_stay_at_hand() -> None:
    counted = Counted()
    made = offered(counted, *range(9, 100, 10))
    list(made.stretches(0, 80))
    list(made.stretches(0, 1))
    assert len(counted.asked) == 8
    list(made.stretches(85, 86))
    list(made.stretches(0, 1))
    list(made.stretches(25, 80))
    assert len(counted.asked) == 9
    list(made.stretches(15, 16))
    assert counted.asked[9:] == [(10, 20)]


def test_the_last_checkpoint_before_an_epoch() -> None:
    made = Checkpoints(None, spacing=10)
    bounds = [Extent.none(1), Extent.none(1)]
    made.offer(step(9), bounds[0])
    made.offer(step(25), bounds[1])
    assert made.before(5) is made.before(9) is None
    for epoch, expected, index in ((10, 9, 0), (25, 9, 0), (26, 25, 1), (999, 25, 1)):
        found = made.before(epoch)
        assert found is not None
        assert found.step.epoch == expected
        assert found.extent is bounds[index]


def test_the_steps_up_to_an_epoch_again() -> None:
    counted = Counted()
    made = offered(counted, 9, 25)
    assert made.again(4).cost.tolist() == [0.0, 10.0, 20.0, 30.0, 40.0]
    assert made.again(12).cost.tolist() == [100.0, 110.0, 120.0]
    assert made.again(25).first_epoch == 10
    assert counted.asked == [(0, 5), (10, 13), (10, 26)]


@pytest.mark.parametrize("epoch", [4, 9, 12, 25, 33])
def test_a_head_ends_with_its_own_checkpoint(epoch: int) -> None:
    counted = Counted()
    whole = offered(counted, 9, 25, 40)
    head = whole.head(step(epoch), NONE)
    assert head.last_epoch == epoch
    assert [block.last.epoch for block in head.stretches(0, epoch + 1)] == [
        *(kept for kept in (9, 25) if kept < epoch),
        epoch,
    ]
    head.offer(step(epoch + 9), NONE)
    assert head.last_epoch == epoch
    head.offer(step(epoch + 10), NONE)
    assert head.last_epoch == epoch + 10
    assert whole.last_epoch == 40


def test_a_checkpoint_keeps_no_block_alive() -> None:
    block = np.arange(20.0).reshape(20, 1)
    made = Checkpoints(None, spacing=1)
    made.offer(Step(3, block[3], 1.0, block[4]), NONE)
    kept = made.before(4)
    assert kept is not None
    assert kept.step.beta.tolist() == [3.0]
    assert kept.step.gradient.tolist() == [4.0]
    assert kept.step.beta.base is None
    assert kept.step.gradient.base is None


def test_what_cannot_be_computed_again_says_so() -> None:
    with pytest.raises(ValueError, match="epoch 4 is not kept, and nothing can compute it again"):
        offered(None, 9).again(4)
    with pytest.raises(ValueError, match="computed again, the run stops at 6, not 4"):
        offered(Counted(late=2), 9).again(4)

from itertools import islice

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from gdviz.engine import Experiment, Step, StopReason, descend
from gdviz.engine.history import Block, History
from tests.engine.samples import HOURS


def some_steps(count: int) -> list[Step]:
    return list(islice(descend(Experiment(HOURS, epochs=100_000)), count))


def test_a_block_gathers_its_steps_in_columns() -> None:
    steps = some_steps(6)[2:]
    block = Block.of(steps, StopReason.EPOCHS)
    assert block.first_epoch == 2
    assert block.beta.shape == block.gradient.shape == (4, 2)
    assert_array_equal(block.beta, [step.beta for step in steps])
    assert_array_equal(block.gradient, [step.gradient for step in steps])
    assert_array_equal(block.cost, [step.cost for step in steps])
    assert block.last is steps[-1]
    assert block.reason is StopReason.EPOCHS


@pytest.mark.parametrize("sizes", [(1, 1, 1), (63, 1, 1), (64, 500), (1000,), (10, 2000, 5)])
def test_blocks_add_up_to_the_run(sizes: tuple[int, ...]) -> None:
    steps = some_steps(sum(sizes))
    history, rest = History(2), iter(steps)
    for size in sizes:
        history.extend(Block.of(list(islice(rest, size))))
    assert len(history) == len(steps)
    assert history.last_epoch == len(steps) - 1
    assert_array_equal(history.beta, [step.beta for step in steps])
    assert_array_equal(history.cost, [step.cost for step in steps])
    assert_array_equal(history.gradient, [step.gradient for step in steps])
    assert history.last is steps[-1]


def test_an_empty_history() -> None:
    history = History(3)
    assert len(history) == 0
    assert history.last_epoch == -1
    assert history.last is None
    assert history.reason is None
    assert history.beta.shape == (0, 3)


def test_a_block_must_follow() -> None:
    history = History(2)
    steps = some_steps(4)
    with pytest.raises(ValueError, match="epoch 2 does not follow -1"):
        history.extend(Block.of(steps[2:]))
    history.extend(Block.of(steps))
    with pytest.raises(ValueError, match="epoch 0 does not follow 3"):
        history.extend(Block.of(steps))


def test_columns_are_read_only() -> None:
    history = History(2)
    history.extend(Block.of(some_steps(3)))
    for column in (history.beta, history.cost, history.gradient):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0.0


def test_a_column_that_was_taken_does_not_change() -> None:
    steps = some_steps(300)
    history = History(2)
    history.extend(Block.of(steps[:10]))
    early = history.cost
    before = early.copy()
    history.extend(Block.of(steps[10:]))
    assert_array_equal(early, before)


def test_a_step_is_read_back() -> None:
    steps = some_steps(5)
    history = History(2)
    history.extend(Block.of(steps))
    step = history.step(3)
    assert (step.epoch, step.cost) == (3, steps[3].cost)
    assert_array_equal(step.beta, steps[3].beta)
    assert_array_equal(step.gradient, steps[3].gradient)
    with pytest.raises(IndexError, match="epoch 5"):
        history.step(5)
    with pytest.raises(IndexError, match="epoch -1"):
        history.step(-1)


def test_the_reason_comes_with_the_last_block() -> None:
    history = History(2)
    history.extend(Block.of(some_steps(3), StopReason.DIVERGED))
    assert history.reason is StopReason.DIVERGED
    assert np.isfinite(history.cost).all()

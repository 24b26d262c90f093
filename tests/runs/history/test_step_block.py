import numpy as np
import pytest

from gdviz.engine import Step, StopReason
from gdviz.runs.history.step_block import Gathering, StepBlock, StepColumns


def steps(first: int, stop: int) -> list[Step]:
    return [
        Step(i, np.array([i, -i, 0.5 * i]), 10.0 * i, np.array([2.0 * i, 0.0, i]))
        for i in range(first, stop)
    ]


def rows(first: int, stop: int) -> StepColumns:
    return StepBlock.of(steps(first, stop)).rows


def test_steps_that_are_gathered_bit_by_bit_make_one_block() -> None:
    gathering = Gathering()
    for first, stop in ((4, 6), (6, 6), (6, 9)):
        gathering.add(steps(first, stop))
    block = gathering.block(StopReason.COST)
    assert len(gathering) == 5
    assert (block.first_epoch, block.last.epoch, block.reason) == (4, 8, StopReason.COST)
    assert block.beta.tolist() == [[i, -i, 0.5 * i] for i in range(4, 9)]
    assert block.gradient.tolist() == [[2.0 * i, 0.0, i] for i in range(4, 9)]
    assert block.cost.tolist() == [10.0 * i for i in range(4, 9)]


def test_no_steps_make_no_block() -> None:
    gathering = Gathering()
    gathering.add([])
    assert len(gathering) == 0
    with pytest.raises(ValueError, match="a block has one step or more"):
        gathering.block()


def test_parts_are_joined_in_their_order() -> None:
    whole = StepColumns.joined([rows(0, 2), rows(2, 5), rows(5, 6)], 6, 3)
    assert whole.cost.tolist() == [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
    assert whole.beta.tolist() == rows(0, 6).beta.tolist()
    assert whole.gradient.tolist() == rows(0, 6).gradient.tolist()
    assert not any(column.flags.writeable for column in whole)


def test_a_single_part_is_not_copied() -> None:
    part = rows(3, 7)
    assert StepColumns.joined([part], 4, 3) is part
    assert StepColumns.joined([], 0, 3).beta.shape == (0, 3)


def test_a_part_is_a_view_that_nobody_can_change() -> None:
    whole = StepColumns.empty(5, 2)
    whole.put(1, StepColumns(np.ones((2, 2)), np.full(2, 7.0), np.zeros((2, 2))))
    part = whole.part(1, 3)
    assert (part.cost.tolist(), part.beta.tolist()) == ([7.0, 7.0], [[1.0, 1.0]] * 2)
    assert np.shares_memory(part.cost, whole.cost)
    assert not any(column.flags.writeable for column in part)
    assert all(column.flags.writeable for column in whole)

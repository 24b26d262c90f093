import time
from collections.abc import Iterator
from functools import cache
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from gdviz.engine import Experiment, Step, StopReason, descend
from gdviz.runs.history.history import History, StepBlock
from gdviz.runs.run import retrace
from tests.engine.samples import HOURS

PIXEL = (1e-3, 1e-3)
LONG = Experiment(HOURS, epochs=20_000, tolerance=0.0)
KINDS = {
    "gd": LONG,
    "momentum": LONG.altered(rule="momentum", alpha=0.02),
    "adam in batches": LONG.altered(rule="adam", alpha=0.01, batch_size=11, epochs=6000),
    "cost window": LONG.altered(cost_drop=1e-12, cost_window=5),
}


def some_steps(count: int) -> list[Step]:
    return list(islice(descend(Experiment(HOURS, epochs=100_000)), count))


def test_a_block_gathers_its_steps_in_columns() -> None:
    steps = some_steps(6)[2:]
    block = StepBlock.of(steps, StopReason.EPOCHS)
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
        history.extend(StepBlock.of(list(islice(rest, size))))
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
        history.extend(StepBlock.of(steps[2:]))
    history.extend(StepBlock.of(steps))
    with pytest.raises(ValueError, match="epoch 0 does not follow 3"):
        history.extend(StepBlock.of(steps))


def test_columns_are_read_only() -> None:
    history = History(2)
    history.extend(StepBlock.of(some_steps(3)))
    for column in (history.beta, history.cost, history.gradient):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0.0


def test_a_column_that_was_taken_does_not_change() -> None:
    steps = some_steps(300)
    history = History(2)
    history.extend(StepBlock.of(steps[:10]))
    early = history.cost
    before = early.copy()
    history.extend(StepBlock.of(steps[10:]))
    assert_array_equal(early, before)


def test_a_step_is_read_back() -> None:
    steps = some_steps(5)
    history = History(2)
    history.extend(StepBlock.of(steps))
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
    history.extend(StepBlock.of(some_steps(3), StopReason.DIVERGED))
    assert history.reason is StopReason.DIVERGED
    assert np.isfinite(history.cost).all()


@cache
def steps_of(kind: str) -> list[Step]:
    return list(descend(KINDS[kind]))


class Retraced:
    """A recompute function that counts its calls and the steps it computed."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.calls = self.steps = 0

    def __call__(self, last: Step | None, count: int) -> StepBlock:
        self.calls += 1
        self.steps += count
        return StepBlock.of(list(islice(descend(self.experiment, last), count)))


def in_blocks(steps: list[Step], size: int) -> Iterator[StepBlock]:
    for first in range(0, len(steps), size):
        yield StepBlock.of(steps[first : first + size])


def filled(
    steps: list[Step], retraced: Retraced, budget: int = 100_000, size: int = 700
) -> History:
    history = History(len(steps[0].beta), retraced, budget)
    for block in in_blocks(steps, size):
        history.extend(block)
    return history


def made_up(length: int, first: int = 0, seed: int = 1) -> StepBlock:
    """Return a block of a random walk, which is faster than real steps."""
    random = np.random.default_rng(seed)
    beta = random.standard_normal((length, 2)).cumsum(axis=0)
    cost = random.exponential(size=length)
    last = Step(first + length - 1, beta[-1], float(cost[-1]), -beta[-1])
    return StepBlock(first, beta, cost, -beta, last)


def test_what_is_read_at_an_epoch_is_its_row() -> None:
    history, block = History(2), made_up(200_000)
    history.extend(block)
    for epoch in (0, 1, 65_535, 65_536, 131_072, 199_999):
        assert_array_equal(history.beta_at(epoch), block.beta[epoch])
        assert_array_equal(history.gradient_at(epoch), block.gradient[epoch])
        assert history.cost_at(epoch) == block.cost[epoch]
    rows = history.rows(65_000, 140_000)
    assert_array_equal(rows.beta, block.beta[65_000:140_000])
    assert_array_equal(rows.cost, block.cost[65_000:140_000])
    assert_array_equal(rows.gradient, block.gradient[65_000:140_000])
    assert len(history.rows(199_990, 300_000).cost) == 10
    assert len(history.rows(300_000, 400_000).cost) == 0
    with pytest.raises(IndexError, match="epoch 200000"):
        history.cost_at(200_000)


def test_all_that_is_handed_out_is_read_only() -> None:
    history = filled(steps_of("gd"), Retraced(KINDS["gd"]))
    arrays = [
        *(history.beta, history.cost, history.gradient, history.beta_at(7), history.gradient_at(7)),
        *history.rows(5, 5000),
        *history.rows(9000, 9003),
        *history.cost_envelope(0, 20_000, 50),
        *history.cost_envelope(0, 20, 50),
        *history.path(0, 20_000, PIXEL),
        *history.path(0, 20, PIXEL),
    ]
    assert not any(array.flags.writeable for array in arrays)


@pytest.mark.parametrize("kind", KINDS)
def test_beyond_the_budget_every_epoch_is_the_same_to_the_bit(kind: str) -> None:
    experiment = KINDS[kind]
    steps, retraced = steps_of(kind), Retraced(experiment)
    history = filled(steps, retraced)
    assert retraced.calls == 0
    for epoch in (0, 1, 2345, 4999, 5000, 4444, len(steps) - 1):
        step = history.step(epoch)
        assert (step.epoch, step.cost) == (epoch, steps[epoch].cost)
        assert step.beta.tobytes() == steps[epoch].beta.tobytes()
        assert step.gradient.tobytes() == steps[epoch].gradient.tobytes()
    assert retraced.calls > 0
    assert_array_equal(history.beta, [step.beta for step in steps])
    assert_array_equal(history.cost, [step.cost for step in steps])
    assert_array_equal(history.gradient, [step.gradient for step in steps])


def test_scrubbing_within_a_stretch_computes_it_once() -> None:
    retraced = Retraced(KINDS["gd"])
    history = filled(steps_of("gd"), retraced)
    for epoch in (*range(10_000, 10_200), *range(10_200, 9_900, -1)):
        history.step(epoch)
        history.cost_envelope(0, epoch + 1, 20)
        history.path(0, epoch + 1, PIXEL, 500)
    assert retraced.calls <= 2
    assert retraced.steps <= 2 * (1024 + 700)


def test_the_first_epochs_and_the_newest_are_always_kept() -> None:
    retraced = Retraced(KINDS["gd"])
    history = filled(steps_of("gd"), retraced)
    history.rows(0, 300)
    history.rows(18_500, 20_001)
    assert retraced.calls == 0


def test_whether_a_stretch_is_kept_is_told_before_it_is_computed_again() -> None:
    retraced = Retraced(KINDS["gd"])
    history = filled(steps_of("gd"), retraced)
    absent = [epoch for epoch in range(20_001) if not history.keeps(epoch, epoch + 1)]
    first, last = absent[0], absent[-1]
    assert absent == list(range(first, last + 1))
    assert history.keeps(0, first)
    assert history.keeps(last + 1, 20_001)
    assert not history.keeps(first - 1, first + 1)
    assert not history.keeps(last, last + 2)
    assert not history.keeps(0, 20_001)
    history.rows(0, first)
    history.rows(last + 1, 20_001)
    assert retraced.calls == 0
    history.rows(first, first + 1)
    assert retraced.calls == 1
    history.rows(last, last + 1)
    assert retraced.calls == 2


def test_without_a_way_to_compute_them_again_all_epochs_are_kept() -> None:
    history, block = History(2, budget=1000), made_up(10_000)
    history.extend(block)
    assert_array_equal(history.beta, block.beta)


def test_what_is_computed_again_must_be_the_run() -> None:
    history = filled(steps_of("gd"), Retraced(KINDS["gd"].altered(epochs=2000)))
    with pytest.raises(ValueError, match="computed again, the run stops at"):
        history.step(2500)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4000), min_size=1, max_size=12))
def test_bounds_and_curves_are_those_of_all_epochs(seed: int, sizes: list[int]) -> None:
    history = History(2)
    for i, size in enumerate(sizes):
        history.extend(made_up(size, len(history), seed + i))
    beta, cost = history.beta, history.cost
    assert_array_equal(history.extent.beta_low, beta.min(axis=0))
    assert_array_equal(history.extent.beta_high, beta.max(axis=0))
    assert (history.extent.cost_low, history.extent.cost_high) == (cost.min(), cost.max())
    assert history.extent.cost_positive == cost.min()
    epochs, costs = history.cost_envelope(0, len(history), 30)
    assert_array_equal(costs, cost[epochs.astype(int)])
    assert (costs.min(), costs.max(), costs[-1]) == (cost.min(), cost.max(), cost[-1])
    b0, b1 = history.path(0, len(history), PIXEL, 400)
    assert (b0.min(), b0.max(), b1.min(), b1.max()) == (
        *(beta[:, 0].min(), beta[:, 0].max(), beta[:, 1].min(), beta[:, 1].max()),
    )


def test_bounds_count_finite_numbers_only() -> None:
    history = History(2)
    assert history.extent.cost_low == np.inf
    beta = np.array([[1.0, np.inf], [2.0, 5.0]])
    history.extend(
        StepBlock(0, beta, np.array([np.inf, 0.0]), beta, Step(1, beta[1], 0.0, beta[1]))
    )
    assert (history.extent.cost_low, history.extent.cost_high) == (0.0, 0.0)
    assert history.extent.cost_positive == np.inf
    assert_array_equal(history.extent.beta_low, [1.0, 5.0])
    assert_array_equal(history.extent.beta_high, [2.0, 5.0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("epochs", [0, 1, 100, 2047, 4321, 5999])
def test_a_head_is_the_run_that_ends_earlier_and_can_go_on(kind: str, epochs: int) -> None:
    experiment, steps = KINDS[kind].altered(epochs=6000), steps_of(kind)[:6001]
    head = filled(steps, Retraced(experiment)).head(epochs)
    expected = filled(steps[: epochs + 1], Retraced(experiment))
    assert (len(head), head.reason) == (epochs + 1, StopReason.EPOCHS)
    assert_array_equal(head.beta, expected.beta)
    assert_array_equal(head.extent.beta_low, expected.extent.beta_low)
    assert head.extent.cost_high == expected.extent.cost_high
    shown, wanted = (one.cost_envelope(0, epochs + 1, 20) for one in (head, expected))
    assert_array_equal(shown, wanted)
    for block in in_blocks(list(islice(descend(experiment, head.last), 1500)), 400):
        head.extend(block)
    assert_array_equal(head.beta, [step.beta for step in steps[: len(head)]])
    assert len(head) == min(epochs + 1501, 6001)


def test_a_head_and_its_origin_grow_apart() -> None:
    steps = steps_of("gd")[:5000]
    history = filled(steps[:3000], Retraced(LONG))
    head = history.head(1999)
    other = [step._replace(beta=step.beta + 1.0) for step in steps[2000:2600]]
    head.extend(StepBlock.of(other))
    history.extend(StepBlock.of(steps[3000:]))
    assert_array_equal(history.beta, [step.beta for step in steps])
    assert_array_equal(head.beta, [step.beta for step in (*steps[:2000], *other)])


@pytest.mark.parametrize("reason", [*StopReason, None])
def test_a_head_that_is_longer_than_the_run_may_go_on(reason: StopReason | None) -> None:
    history, steps = History(2), some_steps(20)
    history.extend(StepBlock.of(steps, reason))
    assert history.head(19).reason is reason
    raised = history.head(30)
    assert raised.reason is (None if reason is StopReason.EPOCHS else reason)
    assert raised.last is steps[-1]
    assert_array_equal(raised.beta, history.beta)


def test_the_steps_of_a_run_are_retraced_whatever_its_last_epoch() -> None:
    steps = steps_of("gd")
    again = retrace(LONG.altered(epochs=10), steps[5000], 300)
    assert again.first_epoch == 5001
    assert_array_equal(again.beta, [step.beta for step in steps[5001:5301]])
    assert retrace(LONG, None, 2).first_epoch == 0


def test_a_million_epochs_arrive_quickly() -> None:
    blocks = [made_up(2000, first) for first in range(0, 1_000_000, 2000)]
    history, before = History(2), time.process_time()
    for block in blocks:
        history.extend(block)
    assert time.process_time() - before < 2.0

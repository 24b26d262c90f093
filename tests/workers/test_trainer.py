"""The thread of steps, by what it hands over; where it has to wait, the tests hold it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import islice

import pytest
from numpy.testing import assert_array_equal
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gdviz.engine import Experiment, StopReason, descend
from gdviz.runs.history.step_block import StepBlock
from gdviz.workers import trainer as module
from gdviz.workers.trainer import Handover, Trainer
from tests.engine.samples import HOURS
from tests.workers.held_steps import ENDLESS, LONG, MADE_UP, HoldAt, busy, take_made_up_steps

EXPERIMENT = Experiment(HOURS, alpha=0.3, epochs=40)


@pytest.fixture
def trainer(qapp: QObject) -> Iterator[Trainer]:  # noqa: ARG001 (it comes first)
    made = Trainer()
    yield made
    made.stop()


class StepClock:
    """A clock that only steps move, each by so many microseconds."""

    def __init__(self, microseconds: float) -> None:
        self._seconds = microseconds * 1e-6
        self._steps = 0
        self.readings: set[float] = set()

    def step(self, _epoch: int) -> None:
        self._steps += 1

    def perf_counter(self) -> float:
        now = 1000.0 + self._steps * self._seconds
        self.readings.add(now)
        return now

    thread_time = perf_counter


def made_in_a_slice(trainer: Trainer, target: int, seconds: float = LONG) -> list[Handover]:
    trainer.allow(target, seconds)
    trainer.wait_for_slice(LONG)
    return trainer.take()


def epochs_of(made: list[Handover]) -> list[int]:
    blocks = [one for one in made if isinstance(one, StepBlock)]
    return [block.first_epoch + row for block in blocks for row in range(len(block.cost))]


def test_it_takes_the_steps_of_the_run_up_to_the_target_and_no_further(trainer: Trainer) -> None:
    trainer.begin(EXPERIMENT)
    expected = list(islice(descend(EXPERIMENT), 10))
    for target, epochs in ((0, [0]), (5, [1, 2, 3, 4, 5]), (5, []), (9, [6, 7, 8, 9])):
        made = made_in_a_slice(trainer, target)
        assert epochs_of(made) == epochs
        blocks = [one for one in made if isinstance(one, StepBlock)]
        assert len(blocks) == len(made)  # nothing but steps: the run has not ended
        steps = [expected[epoch] for epoch in epochs]
        for column in ("beta", "cost", "gradient"):
            rows = [row for block in blocks for row in getattr(block, column)]
            assert_array_equal(rows, [getattr(step, column) for step in steps])
    assert trainer.take() == []


@pytest.mark.parametrize(
    ("fields", "reason", "last"),
    [
        ({}, StopReason.EPOCHS, 40),
        ({"epochs": 0}, StopReason.EPOCHS, 0),
        ({"epochs": 900, "tolerance": 0.01}, StopReason.GRADIENT, None),
        ({"model": "linear", "alpha": 1e200}, StopReason.DIVERGED, None),
    ],
)
def test_the_end_comes_once_and_after_the_steps(
    trainer: Trainer, fields: dict[str, float], reason: StopReason, last: int | None
) -> None:
    experiment = EXPERIMENT.altered(**fields)  # type: ignore[arg-type]
    trainer.begin(experiment)
    made = made_in_a_slice(trainer, experiment.epochs)
    known = len(list(descend(experiment)))
    assert epochs_of(made) == list(range(known))
    assert last in (None, known - 1)
    assert [one for one in made if not isinstance(one, StepBlock)] == [reason]
    assert made[-1] is reason
    assert made_in_a_slice(trainer, experiment.epochs) == []


def test_it_goes_on_after_a_step_to_the_bit(trainer: Trainer) -> None:
    experiment = EXPERIMENT.altered(rule="adam", cost_drop=1e-9)
    steps = list(descend(experiment))
    trainer.begin(experiment, steps[12])
    made = made_in_a_slice(trainer, 20)
    assert epochs_of(made) == list(range(13, 21))
    betas = [beta for one in made if isinstance(one, StepBlock) for beta in one.beta]
    assert_array_equal(betas, [step.beta for step in steps[13:21]])


def test_after_the_last_step_there_is_only_the_end_to_tell(trainer: Trainer) -> None:
    trainer.begin(EXPERIMENT, list(descend(EXPERIMENT))[-1])
    assert made_in_a_slice(trainer, 40) == [StopReason.EPOCHS]


def test_steps_that_are_short_are_handed_over_together(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    monkeypatch.setattr(module, "LONG_STEP", LONG)
    hold = hold_at(300)
    take_made_up_steps(monkeypatch, hold)
    trainer.begin(MADE_UP)
    trainer.allow(1000, LONG)
    assert hold.reached.wait(LONG)
    assert trainer.take() == []
    hold.released.set()
    trainer.wait_for_slice(LONG)
    made = trainer.take()
    assert len(made) == 1
    assert epochs_of(made) == list(range(1001))


def test_a_step_that_took_long_is_handed_over_at_once(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, hold_at: HoldAt
) -> None:
    hold = hold_at(2)

    def before_each(epoch: int) -> None:
        hold(epoch)
        busy(0.005)

    take_made_up_steps(monkeypatch, before_each)
    trainer.begin(MADE_UP)
    with qtbot.waitSignals([trainer.rested, trainer.rested], timeout=10_000):
        trainer.allow(ENDLESS, LONG)
    assert hold.reached.wait(LONG)
    assert epochs_of(trainer.take()) == [0, 1]
    hold.released.set()


def test_it_says_once_that_its_target_is_met(trainer: Trainer, qtbot: QtBot) -> None:
    rested: list[list[Handover]] = []
    trainer.rested.connect(lambda: rested.append(trainer.take()))
    trainer.begin(EXPERIMENT)
    for target in (7, 9):
        with qtbot.waitSignal(trainer.rested, timeout=10_000):
            trainer.allow(target, LONG)
    trainer.stop()
    assert [epochs_of(made)[-1] for made in rested] == [7, 9]


def test_when_its_time_is_up_it_stops_until_it_gets_more(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    taken: list[int] = []
    take_made_up_steps(monkeypatch, taken.append)
    trainer.begin(MADE_UP)
    with qtbot.waitSignal(trainer.rested, timeout=10_000):
        trainer.allow(ENDLESS, 0.02)
    trainer.wait_for_slice(LONG)
    first = epochs_of(trainer.take())
    assert first == taken != []
    trainer.allow(ENDLESS, -1.0)
    trainer.wait_for_slice(LONG)
    assert taken == first
    second = epochs_of(made_in_a_slice(trainer, ENDLESS, 0.02))
    assert second[0] == first[-1] + 1
    trainer.stop()
    assert taken == first + second


def test_what_belongs_to_an_earlier_run_is_dropped(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    trainer.begin(EXPERIMENT)
    trainer.allow(4, LONG)
    trainer.wait_for_slice(LONG)
    monkeypatch.setattr(module, "LONG_STEP", LONG)  # or the step that is held ends the slice
    hold = hold_at(3)
    take_made_up_steps(monkeypatch, hold)
    trainer.begin(MADE_UP)  # the steps that were made are not asked for any more …
    trainer.allow(ENDLESS, 1e6)
    assert hold.reached.wait(LONG)
    monkeypatch.setattr(module, "descend", descend)
    trainer.begin(EXPERIMENT, list(descend(EXPERIMENT))[20])  # … nor those on their way
    hold.released.set()
    assert epochs_of(made_in_a_slice(trainer, 23)) == [21, 22, 23]


def test_a_run_that_has_just_been_chosen_has_no_target(trainer: Trainer) -> None:
    trainer.begin(EXPERIMENT)
    trainer.allow(4, LONG)
    trainer.wait_for_slice(LONG)
    trainer.begin(EXPERIMENT.altered(alpha=0.2))
    trainer.wait_for_slice(LONG)
    trainer.stop()
    assert trainer.take() == []


@pytest.mark.parametrize(
    ("microseconds", "looks"),
    [
        (900.0, 24),  # a look after each step, and one more at the end
        (100.0, 202),
        (1.0, 141),  # 1, 2, 4, … 128 and then 150 steps between two looks
        (0.1, 789),  # 256 at most
    ],
)
def test_the_clock_is_looked_at_after_a_moment_however_short_the_steps_are(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, microseconds: float, looks: int
) -> None:
    """By a clock that only the steps move, in a slice of 20 ms."""
    clock = StepClock(microseconds)
    monkeypatch.setattr(module, "time", clock)
    take_made_up_steps(monkeypatch, clock.step)
    trainer.begin(MADE_UP)
    made = made_in_a_slice(trainer, ENDLESS, 0.02)
    taken = len(epochs_of(made)) * microseconds
    assert 20_000 <= taken < 20_000 + max(150.0, microseconds) + 1e-6
    assert len(clock.readings) == pytest.approx(looks, rel=0.05)


def test_how_long_a_step_takes_is_told_without_the_waiting(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    monkeypatch.setattr(module, "LONG_STEP", LONG)
    hold = hold_at(49)

    def before_each(epoch: int) -> None:
        hold(epoch)
        busy(0.004)

    take_made_up_steps(monkeypatch, before_each)
    trainer.begin(MADE_UP)
    assert trainer.seconds_a_step == 0.0
    for target in (49, 50):
        trainer.allow(target, LONG)
        trainer.wait_for_slice(0.3)
        hold.released.set()
        trainer.wait_for_slice(LONG)
        assert 0.004 <= trainer.seconds_a_step < 0.02


def test_one_does_not_wait_longer_for_a_slice_than_one_wants(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    hold = hold_at(1)
    take_made_up_steps(monkeypatch, hold)
    trainer.begin(MADE_UP)
    trainer.allow(5, LONG)
    assert hold.reached.wait(LONG)
    trainer.wait_for_slice(0.0)
    assert not hold.released.is_set()
    hold.released.set()


def test_an_error_comes_after_the_steps_before_it_and_ends_the_run(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mistake = ZeroDivisionError("a mistake in the engine")

    def before_each(epoch: int) -> None:
        if epoch == 6:
            raise mistake

    take_made_up_steps(monkeypatch, before_each)
    trainer.begin(MADE_UP)
    made = made_in_a_slice(trainer, 30)
    assert epochs_of(made) == [0, 1, 2, 3, 4, 5]
    assert [one for one in made if not isinstance(one, StepBlock)] == [mistake]
    assert made[-1] is mistake
    assert made_in_a_slice(trainer, 30) == []


def test_while_it_works_nothing_is_collected(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    collects: list[bool] = []
    take_made_up_steps(monkeypatch, lambda _: collects.append(gc.isenabled()))
    trainer.begin(MADE_UP)
    made_in_a_slice(trainer, 3)
    assert collects == [False] * 4
    trainer.stop()
    assert gc.isenabled()


def test_without_work_the_thread_ends_and_is_started_again_for_the_next(
    trainer: Trainer, qtbot: QtBot
) -> None:
    trainer.begin(EXPERIMENT)
    made_in_a_slice(trainer, 3)
    qtbot.waitUntil(trainer.isFinished, timeout=10_000)
    assert epochs_of(made_in_a_slice(trainer, 6)) == [4, 5, 6]
    assert trainer.isRunning()


def test_a_stop_in_the_middle_of_the_work_joins_the_thread_for_good(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    hold = hold_at(5)
    hold.released.set()
    take_made_up_steps(monkeypatch, hold)
    trainer.begin(MADE_UP)
    trainer.allow(ENDLESS, 1e6)
    assert hold.reached.wait(LONG)
    trainer.stop()
    assert trainer.isFinished()
    trainer.allow(ENDLESS, LONG)
    assert not trainer.isRunning()
    trainer.wait_for_slice(LONG)
    trainer.stop()
    assert trainer.isFinished()


def test_a_stop_before_anything_was_begun_does_nothing(trainer: Trainer) -> None:
    trainer.stop()
    assert not trainer.isRunning()
    assert trainer.take() == []

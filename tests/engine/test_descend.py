import math
from itertools import islice
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gdviz.engine import Dataset, Experiment, Step, StopReason, descend
from gdviz.engine.update_rules import RULES
from tests.engine import oracle
from tests.engine.samples import HOURS, O_RINGS


def run(experiment: Experiment, last: Step | None = None) -> tuple[list[Step], StopReason]:
    steps: list[Step] = []
    generator = descend(experiment, last)
    while True:
        try:
            steps.append(next(generator))
        except StopIteration as end:
            return steps, StopReason(end.value)


def assert_same(steps: list[Step], others: list[Step]) -> None:
    assert [step.epoch for step in steps] == [step.epoch for step in others]
    assert [step.cost for step in steps] == [step.cost for step in others]
    assert_array_equal([step.beta for step in steps], [step.beta for step in others])
    assert_array_equal([step.gradient for step in steps], [step.gradient for step in others])


@pytest.mark.parametrize("model", ["logistic", "squared-error", "linear"])
def test_the_first_hundred_epochs_equal_those_of_mpmath(model: str) -> None:
    cost = "squared-error" if model == "squared-error" else "log-loss"
    experiment = Experiment(
        HOURS,
        model="linear" if model == "linear" else "logistic",
        cost=cost,
        alpha=0.1,
        epochs=100,
        start=(0.5, -0.25),
        tolerance=0,
    )
    steps, _ = run(experiment)
    for step, (beta, true_cost, gradient) in zip(
        steps, oracle.trajectory(model, HOURS, (0.5, -0.25), 0.1, 100), strict=True
    ):
        assert_allclose(step.beta, oracle.floats(beta), rtol=1e-12, atol=1e-14)
        assert_allclose(step.cost, float(true_cost), rtol=1e-12)
        assert_allclose(step.gradient, oracle.floats(gradient), rtol=1e-12, atol=1e-14)


def test_the_worked_step() -> None:
    start = (math.log(0.3 / 0.7) - 2 * 0.25, 0.25)
    experiment = Experiment(Dataset([2.0], [1]), alpha=0.1, epochs=1, start=start)
    before, after = run(experiment)[0]
    assert_allclose(before.gradient, [-0.7, -1.4], rtol=1e-14)
    assert_allclose(after.beta - before.beta, [0.07, 0.14], rtol=1e-14)


def test_epoch_0_is_the_start_and_each_epoch_one_step() -> None:
    steps, reason = run(Experiment(HOURS, epochs=7))
    assert [step.epoch for step in steps] == list(range(8))
    assert steps[0].beta.tolist() == [0.0, 0.0]
    assert_allclose(steps[0].cost, math.log(2), rtol=1e-15)
    assert reason is StopReason.EPOCHS


def test_no_epochs_leave_the_start() -> None:
    steps, reason = run(Experiment(HOURS, epochs=0))
    assert len(steps) == 1
    assert reason is StopReason.EPOCHS


def test_it_stops_at_the_first_epoch_within_the_tolerance() -> None:
    steps, reason = run(Experiment(O_RINGS, alpha=4.0, scale=True))
    assert reason is StopReason.GRADIENT
    largest = [np.abs(step.gradient).max() for step in steps]
    assert largest[-1] <= 1e-6
    assert min(largest[:-1]) > 1e-6
    assert steps[-1].epoch == 32


def test_a_tolerance_of_0_never_stops() -> None:
    experiment = Experiment(Dataset([1.0], [0.0]), model="linear", epochs=5, tolerance=0)
    steps, reason = run(experiment)
    assert steps[-1].gradient.tolist() == [0.0, 0.0]
    assert (len(steps), reason) == (6, StopReason.EPOCHS)


def test_raw_o_rings_creep_as_published() -> None:
    steps, _ = run(Experiment(O_RINGS, alpha=0.001, epochs=10_000))
    assert_allclose(steps[-1].beta[0], 0.234, atol=5e-4)


def test_divergence_is_a_reason_and_every_step_given_is_finite() -> None:
    steps, reason = run(Experiment(HOURS, model="linear", alpha=10.0, epochs=10_000))
    assert reason is StopReason.DIVERGED
    assert len(steps) > 10
    assert all(math.isfinite(s.cost) and np.isfinite(s.gradient).all() for s in steps)


@pytest.mark.parametrize("cut", [0, 1, 17, 49, 50])
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("batch_size", [None, 6])
@pytest.mark.parametrize("cost_drop", [0.0, 1e-12])
def test_a_resumed_run_is_the_uninterrupted_one(
    cut: int, rule: str, batch_size: int | None, cost_drop: float
) -> None:
    experiment = Experiment(
        HOURS, alpha=0.01, epochs=50, rule=rule, batch_size=batch_size, cost_drop=cost_drop
    )
    whole, reason = run(experiment)
    cut = min(cut, len(whole) - 1)
    first = list(islice(descend(experiment), cut + 1))
    rest, end = run(experiment, first[-1])
    assert_same(whole, first + rest)
    assert len(whole) > 10
    assert end is reason


def test_steps_that_were_given_do_not_change() -> None:
    generator = descend(Experiment(HOURS))
    step = next(generator)
    beta, gradient = step.beta.copy(), step.gradient.copy()
    for _ in range(10):
        next(generator)
    assert_array_equal(step.beta, beta)
    assert_array_equal(step.gradient, gradient)


def test_the_same_experiment_gives_the_same_run() -> None:
    experiment = Experiment(HOURS, start="random", seed=4, epochs=20)
    assert_same(run(experiment)[0], run(experiment)[0])
    other = run(experiment.altered(seed=5))[0]
    assert other[0].beta.tolist() != run(experiment)[0][0].beta.tolist()


def test_it_stops_when_the_cost_no_longer_drops() -> None:
    experiment = Experiment(HOURS, alpha=0.3, cost_drop=1e-3, cost_window=7, epochs=5000)
    steps, reason = run(experiment)
    costs = np.array([step.cost for step in steps])
    drops = (costs[:-7] - costs[7:]) / costs[:-7]
    assert reason is StopReason.COST
    assert drops[-1] < 1e-3
    assert drops[:-1].min() >= 1e-3


def test_a_cost_that_rises_has_stopped_dropping() -> None:
    experiment = Experiment(HOURS, model="linear", alpha=1.0, cost_drop=1e-6, cost_window=3)
    steps, reason = run(experiment)
    assert (reason, steps[-1].epoch) == (StopReason.COST, 3)


def test_the_window_of_costs_starts_at_the_start() -> None:
    experiment = Experiment(HOURS, alpha=1e-12, cost_drop=0.5, cost_window=25)
    steps, reason = run(experiment)
    assert (reason, steps[-1].epoch) == (StopReason.COST, 25)


@pytest.mark.parametrize("fields", [{"rule": "momentum"}, {"cost_drop": 0.1}])
def test_a_run_does_not_go_on_without_its_memory(fields: dict[str, Any]) -> None:
    experiment = Experiment(HOURS, **fields)
    step = list(islice(descend(experiment), 4))[-1]
    with pytest.raises(ValueError, match="last, epoch 3, has no memory"):
        next(descend(experiment, Step(*step[:4])))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("batch_size", [None, 3])
def test_an_overflow_is_a_reason_and_no_warning(rule: str, batch_size: int | None) -> None:
    experiment = Experiment(
        Dataset(HOURS.x * 1e80, HOURS.y),
        model="linear",
        rule=rule,
        alpha=1e300,
        batch_size=batch_size,
        epochs=2000,
    )
    steps, reason = run(experiment)
    assert reason is StopReason.DIVERGED
    assert all(np.isfinite(step.gradient).all() for step in steps)

from itertools import islice

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gdviz.engine import Dataset, Experiment, StopReason, descend
from gdviz.runs.history.history import StepBlock
from gdviz.runs.run import Run
from tests.engine.samples import HOURS, O_RINGS, overlapping


def test_finishing_takes_every_step() -> None:
    experiment = Experiment(HOURS, alpha=0.3, epochs=9000, tolerance=0)
    run = Run(experiment)
    run.finish()
    steps = list(descend(experiment))
    assert len(run.history) == 9001
    assert_array_equal(run.history.beta, [step.beta for step in steps])
    assert run.history.reason is StopReason.EPOCHS


def test_finishing_goes_on_from_what_is_known() -> None:
    whole, halved = Run(Experiment(HOURS)), Run(Experiment(HOURS))
    halved.history.extend(StepBlock.of(list(islice(descend(halved.experiment), 12))))
    whole.finish()
    halved.finish()
    assert_array_equal(halved.history.beta, whole.history.beta)
    halved.finish()
    assert len(halved.history) == len(whole.history)


def test_coefficients_in_the_units_of_the_data() -> None:
    run = Run(Experiment(O_RINGS, alpha=4.0, scale=True))
    run.finish()
    assert_allclose(run.beta_data_units(32), [15.0429, -0.232163], rtol=1e-4)


def test_accuracy_counts_the_right_side_of_one_half() -> None:
    data = Dataset([-2, -1, 1, 2], [0, 1, 1, 1])
    run = Run(Experiment(data, start=(0.0, 1.0), epochs=0))
    run.finish()
    assert run.accuracy(0) == 0.75
    on_the_line = Run(Experiment(data, epochs=0))
    on_the_line.finish()
    assert on_the_line.accuracy(0) == 0.75
    assert Run(Experiment(data, model="linear")).accuracy(0) is None


@pytest.mark.parametrize("start", [(0.0, -1.0), (0.5, -1.0), (1.0, 0.0), (-1.0, 0.0), (-2.0, 2.0)])
def test_accuracy_is_the_share_that_counting_finds(start: tuple[float, float]) -> None:
    """Whichever way the curve runs, and where an example lies on the threshold itself."""
    data = Dataset([-2, -1, 0.5, 1, 1, 2, 3], [1, 0, 1, 1, 0, 0, 1])
    run = Run(Experiment(data, start=start, epochs=0))
    run.finish()
    right = [
        (start[0] + start[1] * x >= 0) == (y == 1) for x, y in zip(data.x, data.y, strict=True)
    ]
    assert run.accuracy(0) == sum(right) / 7


def test_accuracy_of_two_features() -> None:
    data = Dataset([[1, 0], [0, 1], [2, 1], [1, 2], [1, 1]], [1, 0, 0, 0, 1])
    run = Run(Experiment(data, start=(0.0, 1.0, -1.0), epochs=0))
    run.finish()
    assert run.accuracy(0) == 0.8
    nothing = Run(Experiment(Dataset(np.empty((0, 2)), []), epochs=0))
    nothing.finish()
    assert nothing.accuracy(0) is None


def test_the_facts_of_the_cost() -> None:
    run = Run(Experiment(HOURS))
    assert run.optimum is not None
    assert_allclose(run.optimum.beta, [-4.07771343, 1.50464543], atol=1e-8)
    assert run.separated is None
    assert Run(Experiment(Dataset([1, 2], [0, 1]))).separated is not None
    assert Run(Experiment(Dataset([1, 2], [0, 1]), model="linear")).separated is None


def test_another_last_epoch_keeps_what_is_known() -> None:
    run = Run(Experiment(HOURS, epochs=3000, tolerance=0, rule="adam"))
    assert len(run.until(10).history) == 0
    run.finish()
    lower, higher = run.until(1234), run.until(5000)
    assert (len(lower.history), lower.history.reason) == (1235, StopReason.EPOCHS)
    assert (len(higher.history), higher.history.reason) == (3001, None)
    again = lower.until(5000)
    steps = list(descend(higher.experiment))
    for raised in (higher, again):
        raised.finish()
        assert_array_equal(raised.history.beta, [step.beta for step in steps])
        assert raised.history.reason is StopReason.EPOCHS
    assert_array_equal(run.history.cost, [step.cost for step in steps[:3001]])


@pytest.mark.parametrize("rule", ["momentum", "nesterov", "rmsprop", "adam"])
@pytest.mark.parametrize("order", [(0, 1, 2, 700, 1500, 3), (3000, 12, 2999, 1)])
def test_what_the_rule_knows_can_be_had_at_any_epoch(rule: str, order: tuple[int, ...]) -> None:
    """Scrubbing back and forth gives the state of the run itself there, to the bit."""
    experiment = Experiment(HOURS, rule=rule, alpha=0.01, epochs=3000, tolerance=0)
    steps = list(descend(experiment))
    run = Run(experiment)
    run.finish()
    for epoch in order:
        carried, found = steps[epoch].memory.rule, run.rule_state(epoch)
        assert type(found) is type(carried)
        for ours, theirs in zip(found or (), carried or (), strict=True):
            assert_array_equal(ours, theirs)
        if epoch < 3000:
            assert_array_equal(run.ledger(epoch).updated, steps[epoch + 1].beta)


def test_the_update_of_a_rule_is_known_at_the_newest_epoch_too() -> None:
    experiment = Experiment(HOURS, rule="adam", alpha=0.1, epochs=5, tolerance=0)
    run, longer = Run(experiment), Run(experiment.altered(epochs=6))
    for one in (run, longer):
        one.finish()
    assert_array_equal(run.ledger(5).updated, longer.history.beta[6])


def test_of_mini_batches_the_update_is_known_once_it_was_taken() -> None:
    run = Run(Experiment(HOURS, batch_size=7, epochs=3, tolerance=0))
    run.finish()
    assert run.ledger(3).updated is None
    assert run.ledger(2).terms == ()
    assert_array_equal(run.ledger(2).updated, run.history.beta[3])


@pytest.mark.parametrize("data", [HOURS, overlapping(30, 2)], ids=["one feature", "two"])
@pytest.mark.parametrize("model", ["logistic", "linear"])
def test_what_is_prepared_is_worked_out_for_every_run_on_the_data(
    data: Dataset, model: str
) -> None:
    run = Run(Experiment(data, model=model))
    shares = list(run.prepare())
    assert_allclose(shares, np.arange(1, len(shares) + 1) / len(shares))
    later = Run(Experiment(data, model=model, alpha=0.7))
    assert later.optimum is run.optimum
    assert later.curvature_bound == run.curvature_bound
    assert (run.separated is None) is (later.separated is None) is True


def test_the_run_that_follows_keeps_the_history_if_only_epochs_differ() -> None:
    run = Run(Experiment(HOURS, epochs=50, tolerance=0))
    run.finish()
    assert len(run.followed_by(run.experiment.altered(epochs=20)).history) == 21
    assert len(run.followed_by(run.experiment.altered(epochs=70)).history) == 51
    assert len(run.followed_by(run.experiment.altered(epochs=70, alpha=0.2)).history) == 0
    assert run.followed_by(run.experiment.altered(alpha=0.2)).experiment.alpha == 0.2

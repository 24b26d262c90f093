import math
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gdviz.engine import Dataset, Experiment, Step
from gdviz.runs.ledger import Ledger
from gdviz.runs.run import Run
from tests.engine import oracle
from tests.engine.samples import HOURS


def finished(experiment: Experiment) -> Run:
    run = Run(experiment)
    run.finish()
    return run


def test_the_worked_point() -> None:
    start = (math.log(0.3 / 0.7) - 0.5, 0.25)
    run = finished(Experiment(Dataset([2.0], [1]), alpha=0.1, epochs=1, start=start))
    ledger = run.ledger(0)
    row = ledger.row(0)
    assert (row.x, row.y, len(ledger)) == (2.0, 1.0, 1)
    assert_allclose(row.prediction, 0.3, rtol=1e-15)
    assert_allclose([row.error, row.slope_times_x], [-0.7, -1.4], rtol=1e-15)
    assert_allclose(row.cost, -math.log(0.3), rtol=1e-15)
    assert_allclose(ledger.sums, [-0.7, -1.4], rtol=1e-15)
    assert ledger.updated is not None
    assert_allclose(ledger.updated - ledger.step.beta, [0.07, 0.14], rtol=1e-14)


@pytest.mark.parametrize(
    ("model", "cost"),
    [("logistic", "log-loss"), ("logistic", "squared-error"), ("linear", "log-loss")],
)
@pytest.mark.parametrize("scale", [False, True])
def test_the_rows_add_up_to_the_step(model: str, cost: str, scale: bool) -> None:
    run = finished(Experiment(HOURS, model=model, cost=cost, epochs=9, scale=scale))
    ledger = run.ledger(5)
    rows = [ledger.row(i) for i in range(len(ledger))]
    assert_allclose(math.fsum(r.cost for r in rows) / 20, ledger.step.cost, rtol=1e-13)
    sums = [math.fsum(r.slope for r in rows), math.fsum(r.slope_times_x for r in rows)]
    assert_allclose(ledger.sums, sums, rtol=1e-12, atol=1e-13)
    assert_array_equal(ledger.updated, run.history.beta[6])


@pytest.mark.parametrize("model", ["logistic", "squared-error", "linear"])
def test_a_row_is_the_textbook_of_its_example(model: str) -> None:
    family = "linear" if model == "linear" else "logistic"
    cost = "squared-error" if model == "squared-error" else "log-loss"
    run = finished(Experiment(HOURS, family, cost, start=(-2.0, 0.75), epochs=0))
    row = run.ledger(0).row(6)
    z = -2.0 + 0.75 * 1.75
    assert (row.z, row.x, row.y) == (z, 1.75, 1.0)
    assert_allclose(row.cost, float(oracle.point(model, z, 1.0)[0]), rtol=1e-14)
    expected = z if model == "linear" else 1 / (1 + math.exp(-z))
    assert_allclose(row.prediction, expected, rtol=1e-15)
    assert_allclose(row.error, expected - 1.0, rtol=1e-14)
    slope = float(oracle.point(model, z, 1.0)[1])
    assert_allclose([row.slope, row.slope_times_x], [slope, 1.75 * slope], rtol=1e-14)


def test_what_a_penalty_adds_is_told_apart_from_the_means() -> None:
    run = finished(Experiment(HOURS, l2=0.5, start=(3.0, -2.0), epochs=0))
    ledger = run.ledger(0)
    bare = finished(Experiment(HOURS, start=(3.0, -2.0), epochs=0)).ledger(0)
    assert ledger.penalty.tolist() == [0.0, -1.0]
    assert_allclose(ledger.means, bare.step.gradient, rtol=1e-14)
    assert_allclose(ledger.sums, 20 * bare.step.gradient, rtol=1e-14)
    assert_allclose(ledger.step.gradient - bare.step.gradient, [0.0, -1.0], rtol=1e-14)


def test_the_update_of_a_rule_is_that_which_the_run_takes() -> None:
    run = finished(Experiment(HOURS, rule="momentum", epochs=4))
    assert not run.ledger(3).is_plain
    assert_array_equal(run.ledger(3).updated, run.history.beta[4])


def test_rows_in_the_middle_are_those_of_their_examples() -> None:
    ledger = finished(Experiment(HOURS, epochs=2)).ledger(2)
    assert [row.x for row in ledger.rows(3, 6)] == HOURS.x[3:6].tolist()
    assert ledger.rows(4, 5) == [ledger.row(4)]
    assert len(ledger.rows(18, 30)) == 2


def test_the_same_arithmetic_of_another_epoch_has_the_same_numbers() -> None:
    """With equal x nothing changes: the gradient is 0 at the start."""
    run = finished(Experiment(Dataset([1.0, 1.0], [0, 1]), epochs=2, tolerance=0))
    assert run.ledger(0).numbers == run.ledger(1).numbers == run.ledger(2).numbers


@pytest.mark.parametrize(
    "change", [{"beta": np.array([0.0, 1.0])}, {"gradient": np.array([1.0, 0.0])}, {"cost": 1.0}]
)
def test_another_number_is_not_the_same(change: dict[str, Any]) -> None:
    experiment = Experiment(HOURS, batch_size=4)
    objective, step = experiment.objective(), Step(3, np.zeros(2), 0.5, np.zeros(2))
    ledger = Ledger(experiment, objective, step, None, np.ones(2))
    later = Ledger(experiment, objective, step._replace(epoch=4), None, np.ones(2))
    assert ledger.numbers == later.numbers
    other = Ledger(experiment, objective, step._replace(**change), None, np.ones(2))
    assert ledger.numbers != other.numbers
    assert ledger.numbers != Ledger(experiment, objective, step, None, np.zeros(2)).numbers
    assert ledger.numbers != Ledger(experiment, objective, step).numbers

import math

import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gdviz.engine import Dataset, Experiment
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

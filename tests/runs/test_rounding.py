"""What is nothing but rounding, against sums in exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment
from gdviz.runs.rounding import EPSILON, sums_of
from gdviz.runs.run import Run

HOURS = sample("hours").experiment()
SYMMETRIC = Dataset([-2.0, -1.1, -0.3, 0.3, 1.1, 2.0], [0, 1, 0, 1, 0, 1])


def finished(experiment: Experiment) -> Run:
    run = Run(experiment)
    run.finish()
    return run


def slopes_in_fractions(run: Run, epoch: int) -> list[Fraction]:
    rows = run.ledger(epoch).rows(0, run.objective.data.n)
    return [Fraction(row.slope) for row in rows]


def test_a_sum_that_is_0_by_hand_is_0_and_the_run_keeps_its_own() -> None:
    run = finished(HOURS.altered(epochs=2))
    assert sum(slopes_in_fractions(run, 0)) == 0
    assert run.history.gradient[0, 0] != 0
    sums = run.ledger(0).by_hand.sums
    assert sums.gradient.tolist() == [0.0, run.history.gradient[0, 1]]
    assert sums.means[0] == 0
    assert sums.rounding.tolist() == [True, False]


def test_a_coefficient_that_only_such_sums_have_moved_is_that_of_the_start() -> None:
    run = finished(HOURS.altered(epochs=3))
    assert 0 < abs(run.history.beta[1, 0]) < 1e-16
    assert run.beta_by_hand(1).tolist() == [0.0, run.history.beta[1, 1]]
    updated = run.ledger(0).by_hand.updated
    assert updated is not None
    assert updated.tolist() == [0.0, run.history.beta[1, 1]]
    assert run.ledger(1).by_hand.beta[0] == 0
    assert run.beta_by_hand(2).tolist() == run.history.beta[2].tolist()


@pytest.mark.parametrize("rule", ["momentum", "nesterov", "rmsprop", "adam"])
def test_a_rule_that_divides_by_the_size_of_the_gradient_moves_nothing_by_hand(rule: str) -> None:
    run = finished(HOURS.altered(rule=rule, epochs=2))
    ledger = run.ledger(0)
    assert ledger.updated is not None
    assert ledger.updated[0] != 0
    assert run.beta_by_hand(1)[0] == 0
    assert [one.values[0] for one in ledger.by_hand.terms] == [0.0] * len(ledger.terms)


@pytest.mark.parametrize("start", [(1e-18, 0.0), (-3e-300, 1e-20), (0.25, 1e-17)])
def test_a_tiny_number_that_somebody_typed_stays(start: tuple[float, float]) -> None:
    run = finished(HOURS.altered(start=start, epochs=1))
    assert run.beta_by_hand(0).tolist() == list(start)


def test_a_tiny_gradient_of_tiny_data_stays() -> None:
    tiny = Dataset(HOURS.dataset.columns[:, 0] * 1e-20, HOURS.dataset.y)
    run = finished(Experiment(tiny, epochs=1))
    assert run.ledger(0).by_hand.sums.gradient[1] == run.history.gradient[0, 1] != 0


@pytest.mark.parametrize("epoch", [1, 7, 64, 65, 500, 1024, 1025, 3000])
def test_symmetric_data_keep_their_intercept_at_0(epoch: int) -> None:
    run = finished(Experiment(SYMMETRIC, alpha=0.3, epochs=3000, tolerance=0))
    assert run.beta_by_hand(epoch)[0] == 0
    assert run.beta_by_hand(epoch)[1] == run.history.beta[epoch, 1]
    assert run.beta_by_hand(2)[0] == 0


def test_each_coefficient_moves_at_its_own_epoch() -> None:
    run = finished(Experiment(Dataset([-1.0, 1.0], [0, 0]), epochs=3))
    assert run.ledger(0).by_hand.sums.rounding.tolist() == [False, True]
    # β0 has moved, so that both examples weigh the same, and β1 still does not move.
    assert run.beta_by_hand(3).tolist() == [run.history.beta[3, 0], 0.0]


def test_with_batches_only_the_start_is_known_to_be_unmoved() -> None:
    run = finished(HOURS.altered(batch_size=4, epochs=2))
    assert run.beta_by_hand(0).tolist() == [0.0, 0.0]
    assert run.beta_by_hand(1).tolist() == run.history.beta[1].tolist()


def test_an_intercept_in_data_units_is_0_where_its_two_parts_cancel() -> None:
    shifted = Dataset(SYMMETRIC.columns[:, 0] + 0.7 - 0.7, SYMMETRIC.y)
    run = finished(Experiment(shifted, scale=True, epochs=4))
    assert run.beta_by_hand(4)[0] == 0
    assert run.beta_by_hand(4)[1] == run.beta_data_units(4)[1]


@pytest.mark.parametrize("l2", [0.0, 0.3])
@pytest.mark.parametrize("model", ["linear", "logistic"])
def test_at_the_optimum_the_gradient_is_0(model: str, l2: float) -> None:
    best = finished(HOURS.altered(model=model, l2=l2, epochs=0)).optimum
    assert best is not None
    run = finished(HOURS.altered(model=model, l2=l2, start=tuple(best.beta.tolist()), epochs=0))
    step = run.history.step(0)
    sums = sums_of(run.objective, step)
    rows = run.ledger(0).rows(0, 20)
    largest = max(abs(row.slope) for row in rows)
    assert sums.rounding[0] == (abs(step.gradient[0]) < EPSILON * largest)
    assert (sums.gradient == np.where(sums.rounding, 0, step.gradient)).all()


def test_without_examples_every_sum_is_0() -> None:
    run = finished(Experiment(Dataset([], []), epochs=1))
    assert run.ledger(0).by_hand.sums.gradient.tolist() == [0.0, 0.0]

from itertools import islice
from math import inf
from typing import Any

import pytest

from gdviz.engine import Dataset, Experiment, descend
from gdviz.runs.cost_ahead import CostAhead
from gdviz.runs.run import Run
from tests.engine.samples import HOURS, overlapping


def ahead(run: Run, epoch: int, count: int) -> float | None:
    return CostAhead(run.experiment, run.rule_state).at(run.history, epoch, count)


def finished(data: Dataset = HOURS, **fields: Any) -> Run:
    run = Run(Experiment(data, **fields))
    run.finish()
    return run


@pytest.mark.parametrize("rule", ["gd", "momentum", "adam"])
@pytest.mark.parametrize("epoch", [0, 7, 40])
def test_it_is_the_cost_of_the_run_itself(rule: str, epoch: int) -> None:
    run = finished(rule=rule, alpha=0.1, epochs=40)
    longer = list(descend(run.experiment.altered(epochs=200, tolerance=0)))
    assert ahead(run, epoch, 100) == longer[epoch + 100].cost
    assert ahead(run, epoch, 20) == longer[epoch + 20].cost


def test_a_run_that_stops_before_is_followed_all_the_same() -> None:
    run = finished(alpha=1.5, cost_drop=0.01)
    endless = run.experiment.altered(cost_drop=0.0, tolerance=0, epochs=10_000)
    at = run.history.last_epoch
    steps = list(islice(descend(endless), at + 101))
    assert ahead(run, at, 100) == steps[-1].cost


def test_beyond_an_overflow_the_cost_is_infinite() -> None:
    run = finished(model="linear", alpha=1.0, epochs=120)
    assert ahead(run, 120, 100) == inf


def test_what_takes_long_is_not_computed() -> None:
    assert ahead(finished(overlapping(5000), epochs=3), 3, 100) is None
    assert ahead(finished(batch_size=5, epochs=3), 3, 100) is None
    known = finished(overlapping(5000), epochs=150, tolerance=0)
    assert ahead(known, 20, 100) == known.history.cost_at(120)

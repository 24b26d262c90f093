from itertools import islice
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from gdviz.engine import Dataset, Experiment, descend
from gdviz.engine.update_rules import Adam
from gdviz.runs.history.history import StepBlock
from gdviz.runs.rule_states import RuleStates
from gdviz.runs.run import Run
from tests.engine.samples import HOURS


@pytest.fixture(scope="module")
def run() -> Run:
    """A run whose steps came in one block, as those of a replay do: no checkpoint within it."""
    made = Run(Experiment(HOURS, rule="adam", alpha=0.01, epochs=6000, tolerance=0))
    made.history.extend(StepBlock.of(list(islice(descend(made.experiment), 6001))))
    return made


def updates(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let each update of Adam be counted."""
    counted: list[int] = []
    update = Adam.update

    def count(self: Adam, gradient: Any, state: Any) -> Any:
        counted.append(1)
        return update(self, gradient, state)

    monkeypatch.setattr(Adam, "update", count)
    return counted


def test_going_back_and_forth_is_cheap_once_the_stretch_is_known(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    states, counted = RuleStates(run.experiment), updates(monkeypatch)
    states.at(run.history, 5000)
    assert len(counted) == 5000
    for epoch in (4999, 4998, 3000, 3001, 17, 4990):
        counted.clear()
        states.at(run.history, epoch)
        assert len(counted) < 128


def test_the_newest_epoch_costs_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    states, counted = RuleStates(run.experiment), updates(monkeypatch)
    last = run.history.last
    assert last is not None
    assert states.at(run.history, 6000) is last.memory.rule
    assert counted == []


@pytest.mark.parametrize("order", [(5000, 4999, 130, 128, 127, 0, 5001), (1, 2, 3, 4000, 2)])
def test_a_state_is_that_of_the_run_whatever_was_asked_before(
    run: Run, order: tuple[int, ...]
) -> None:
    carried = {step.epoch: step.memory.rule for step in descend(run.experiment)}
    states = RuleStates(run.experiment)
    for epoch in order:
        found = states.at(run.history, epoch)
        if epoch == 0:
            assert found is None
            continue
        assert_array_equal(found.m, carried[epoch].m)
        assert_array_equal(found.s, carried[epoch].s)
        assert found.updates == epoch


def test_an_overflow_on_the_way_is_no_warning() -> None:
    far = Dataset(HOURS.x * 1e156, HOURS.y)
    run = Run(Experiment(far, model="linear", rule="rmsprop", epochs=20, tolerance=0))
    run.finish()
    assert np.isinf(run.ledger(5).terms[0].values).any()

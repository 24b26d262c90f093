from itertools import islice
from typing import Any

import numpy as np
import pytest

from gdviz.engine import Dataset, Experiment, StopReason, descend
from gdviz.runs.outlook import Outlook, look_ahead
from tests.engine.samples import HOURS


def found(most: int = 40_000, **fields: Any) -> Outlook:
    """What is found within so many epochs."""
    seen = Outlook(0)
    for seen in look_ahead(Experiment(**{"dataset": HOURS, **fields})):
        if seen.computed >= most:
            break
    return seen


@pytest.mark.parametrize(
    ("alpha", "end"), [(0.35, 2020), (0.5, 1413), (1.0, 703), (1.755, 301), (1.79, 761)]
)
def test_the_end_of_a_run_is_found_whatever_its_number_of_epochs(alpha: float, end: int) -> None:
    seen = found(alpha=alpha, epochs=5)
    assert (seen.known_end, seen.reason) == (end, StopReason.GRADIENT)


def test_a_run_that_does_not_end_is_followed_as_far_as_one_likes() -> None:
    seen = found(3000, alpha=0.35, tolerance=0.0)
    assert (seen.known_end, seen.since) == (None, None)
    assert 3000 <= seen.computed < 4000


@pytest.mark.parametrize(("alpha", "period"), [(1.9, 2), (3.0, 2), (10.0, 2)])
def test_a_run_that_jumps_to_and_fro_is_found_to_repeat(alpha: float, period: int) -> None:
    seen = found(alpha=alpha)
    assert (seen.period, seen.known_end) == (period, None)
    assert seen.since is not None
    betas = np.array(
        [s.beta for s in islice(descend(Experiment(HOURS, alpha=alpha, epochs=9000)), 9000)]
    )
    apart = np.abs(betas[period:] - betas[:-period]).max(axis=1)
    same = apart <= 5e-7 * np.abs(betas[period:]).max(axis=1)
    assert same[seen.since :].all()
    assert not same[seen.since - 1]


def test_chaos_and_creeping_are_no_cycles() -> None:
    assert found(alpha=22.0).since is None
    assert found(alpha=1e-9).since is None


def test_other_ends_have_their_reasons() -> None:
    assert found(model="linear", alpha=1.0).reason is StopReason.DIVERGED
    assert found(alpha=0.3, cost_drop=0.01).reason is StopReason.COST


def test_of_very_many_examples_there_is_a_look_after_each_step() -> None:
    data = Dataset(np.linspace(0, 1, 30_000), np.arange(30_000) % 2)
    assert [seen.computed for seen in islice(look_ahead(Experiment(data)), 3)] == [0, 1, 2]

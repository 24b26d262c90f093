"""The sentences about a run, at the window and elsewhere."""

import re
from typing import Any

import numpy as np
import pytest

from gdviz.engine import Dataset, Experiment
from gdviz.runs.run import Run
from gdviz.runs.verdict import Kind
from gdviz.wording.verdict import sentence, worded
from tests.engine.samples import HOURS


def finished(experiment: Experiment) -> Run:
    run = Run(experiment)
    run.finish()
    return run


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (HOURS, " Press Space to train, → for a single step."),
        (Dataset([], []), " Click the prediction plot to add one."),
        (Dataset([1, 2], [1, 1]), " Add a point of the other."),
    ],
)
def test_only_at_the_window_it_is_said_what_to_press_and_click(data: Dataset, advice: str) -> None:
    verdict = finished(Experiment(data, epochs=3)).diagnosis(0)
    assert sentence(verdict).endswith(advice)
    assert sentence(verdict, at_window=False) == sentence(verdict).removesuffix(advice)


def test_the_end_is_known_once_the_run_has_met_its_tolerance() -> None:
    run = finished(Experiment(HOURS, alpha=1.5))
    last = run.history.last_epoch
    assert last == 454
    assert worded(run.diagnosis(last)).known_end == 454
    assert worded(run.diagnosis(3)).known_end == 454
    stopped = finished(Experiment(HOURS, alpha=1.5, epochs=9))
    assert worded(stopped.diagnosis(9)).known_end is None


def test_every_verdict_has_words() -> None:
    kinds = set()
    for fields in (
        {"alpha": 0.001},
        {"alpha": 0.35},
        {"alpha": 1.79},
        {"alpha": 3.0},
        {"alpha": 1.0, "batch_size": 5},
        {"alpha": 1.0, "model": "linear"},
        {"alpha": 9.0, "model": "linear"},
        {"cost": "squared-error", "start": (6.0, 3.0)},
        {"alpha": 0.3, "cost_drop": 0.1},
        {"dataset": Dataset([1, 2], [0, 1])},
        {"alpha": 1.5},
    ):
        experiment = Experiment(**{"dataset": HOURS, "epochs": 600, **fields})  # type: ignore[arg-type]
        run = finished(experiment)
        for epoch in {0, min(20, run.history.last_epoch), run.history.last_epoch}:
            verdict = run.diagnosis(epoch)
            kinds.add(verdict.kind)
            assert sentence(verdict).endswith(".")
    assert kinds == set(Kind)


@pytest.mark.parametrize(
    ("fields", "epoch", "said"),
    [
        # No limit of α is known of a rule with memory but the one at the optimum.
        ({"rule": "adam", "alpha": 5.0}, 1, "Oscillating: the first step raised the cost."),
        (
            {"rule": "adam", "alpha": 5.0},
            8,
            "Oscillating: 4 of the last 8 steps raised the cost, and the cost no longer comes"
            " down.",
        ),
        (
            {"rule": "momentum", "alpha": 3.0, "model": "linear"},
            8,
            "Diverging: each step lands further from the optimum than it came, because the"
            " learning rate α is 8.47 times the limit 0.354.",
        ),
        (
            {"alpha": 3.0},
            1,
            "Oscillating: the first step raised the cost, because the learning rate α is beyond"
            " 1.80, where the optimum repels.",
        ),
    ],
)
def test_where_steps_jump_the_advice_is_to_make_alpha_smaller(
    fields: dict[str, Any], epoch: int, said: str
) -> None:
    run = finished(Experiment(HOURS, epochs=60, **fields))
    assert sentence(run.diagnosis(epoch)).startswith(f"{said} Make α smaller.")


def test_numbers_and_counts_in_a_sentence_are_such_as_a_person_writes() -> None:
    columns = np.column_stack([np.ones(20), HOURS.x])
    bound = 4 / np.linalg.eigvalsh(columns.T @ columns / 20)[-1]
    converging = finished(Experiment(HOURS, epochs=60, alpha=0.999 * bound))
    assert "is 1 of 1/L" in sentence(converging.diagnosis(1))
    batches = finished(Experiment(HOURS, epochs=60, batch_size=5, alpha=0.35))
    assert "rose in the last epoch." in sentence(batches.diagnosis(1))
    diverging = finished(Experiment(HOURS, epochs=60, model="linear", alpha=1e9))
    assert re.search(r"\d\.?\d*e\d+ times the limit", sentence(diverging.diagnosis(1)))


@pytest.mark.parametrize(
    ("alpha", "said"),
    [
        (0.7, "each one lowers the cost, because the learning rate α is below 2/L = 0.746."),
        (0.35, "no step overshoots, because the learning rate α is 0.94 of 1/L = 0.373."),
    ],
)
def test_with_a_bound_it_says_why_the_cost_falls(alpha: float, said: str) -> None:
    """1/L of these data: 4 over the largest eigenvalue of the mean of (1, x)(1, x)ᵀ."""
    columns = np.column_stack([np.ones(20), HOURS.x])
    assert 4 / np.linalg.eigvalsh(columns.T @ columns / 20)[-1] == pytest.approx(0.373, abs=5e-4)
    run = finished(Experiment(HOURS, epochs=60, alpha=alpha))
    assert said in sentence(run.diagnosis(1))

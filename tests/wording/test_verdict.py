"""What is said of a run, at the window and away from it."""

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
    assert worded(run.diagnosis(3)).known_end is None
    stopped = finished(Experiment(HOURS, alpha=1.5, epochs=9))
    assert worded(stopped.diagnosis(9)).known_end is None


def test_every_verdict_has_words() -> None:
    kinds = set()
    for fields in (
        {"alpha": 0.01},
        {"alpha": 0.35},
        {"alpha": 3.0},
        {"alpha": 1.0, "model": "linear"},
        {"alpha": 9.0, "model": "linear"},
        {"cost": "squared-error", "start": (12.0, 3.0)},
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

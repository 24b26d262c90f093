"""Verdicts on runs whose behaviour is known."""

import re
import time
from typing import Any, NamedTuple

import pytest

from gdviz.engine import Dataset, Experiment
from gdviz.runs.run import Run
from gdviz.runs.verdict import Kind, Verdict
from gdviz.wording.verdict import sentence
from tests.engine.samples import HOURS, O_RINGS, overlapping


class Found(NamedTuple):
    """A verdict and its sentence."""

    kind: Kind
    sentence: str


def found_at(run: Run, epoch: int) -> Found:
    verdict: Verdict = run.diagnosis(epoch if epoch >= 0 else run.history.last_epoch)
    return Found(verdict.kind, sentence(verdict))


def verdict(epoch: int = -1, **fields: Any) -> Found:
    run = Run(Experiment(**{"dataset": HOURS, **fields}))
    run.finish()
    return found_at(run, epoch)


def alpha(times: float, **fields: Any) -> float:
    """Return ``times`` 1/L."""
    return times / Run(Experiment(**{"dataset": HOURS, **fields})).curvature_bound


@pytest.mark.parametrize(
    ("times", "kind"),
    [
        (0.01, Kind.CRAWLING),
        (0.5, Kind.CONVERGING),
        (1.0, Kind.CONVERGING),
        (1.5, Kind.CONVERGING),
        (1.99, Kind.OSCILLATING),
        (2.01, Kind.DIVERGING),
        (10.0, Kind.DIVERGING),
    ],
)
@pytest.mark.parametrize("epoch", [20, 100])
def test_a_quadratic_behaves_as_the_theory_says(times: float, kind: Kind, epoch: int) -> None:
    found = verdict(epoch, model="linear", alpha=alpha(times, model="linear"))
    assert found.kind is kind
    assert found.sentence.startswith(kind.value.capitalize())


@pytest.mark.parametrize("start", ["zeros", (3.0, -2.0), (0.5, 0.1)])
@pytest.mark.parametrize("times", [2.01, 10.0])
def test_a_quadratic_beyond_2_over_l_diverges_even_while_its_cost_still_falls(
    start: Any, times: float
) -> None:
    step = alpha(times, model="linear")
    for epoch in (1, 3, 50):
        assert verdict(epoch, model="linear", alpha=step, start=start).kind is Kind.DIVERGING


@pytest.mark.parametrize(
    ("times", "kind"),
    [
        (0.01, Kind.CRAWLING),
        (0.5, Kind.CONVERGING),
        (1.0, Kind.CONVERGING),
        (1.5, Kind.CONVERGING),
        (1.99, Kind.CONVERGING),
        (2.01, Kind.CONVERGING),
        (10.0, Kind.OSCILLATING),
    ],
)
def test_log_loss_is_told_by_what_it_does(times: float, kind: Kind) -> None:
    """Its curvature is less than L away from the start: beyond 2/L it need not diverge."""
    found = verdict(400, alpha=alpha(times))
    assert found.kind is kind


def test_the_sentence_has_its_numbers() -> None:
    found = verdict(120, alpha=0.35, tolerance=0.001)
    assert re.fullmatch(
        r"Converging: α is 0\.94 of 1/L = 0\.373\. \d{3} more epochs to a gradient of 0\.001"
        r" at this pace\.",
        found.sentence,
    )


def test_the_epochs_to_go_come_true() -> None:
    """On a quadratic the last mode shrinks at a steady rate, so the forecast is exact."""
    fields = {"model": "linear", "alpha": alpha(1.0, model="linear"), "epochs": 5000}
    run = Run(Experiment(HOURS, **fields))  # type: ignore[arg-type]
    run.finish()
    said = found_at(run, 200).sentence
    match = re.search(r"(\d+) more epochs", said)
    assert match is not None, said
    assert abs(200 + int(match[1]) - run.history.last_epoch) <= 2


def test_a_narrow_valley_crawls_and_scaling_helps() -> None:
    raw = verdict(5000, dataset=O_RINGS, alpha=0.001, epochs=10_000)
    assert raw.kind is Kind.CRAWLING
    assert "Scaling the features may help" in raw.sentence
    scaled = verdict(dataset=O_RINGS, alpha=4.0, scale=True)
    assert scaled.kind is Kind.CONVERGED


def test_a_plateau_of_squared_error() -> None:
    far: dict[str, Any] = {"cost": "squared-error", "start": (12.0, 3.0), "alpha": 0.3}
    assert verdict(400, **far, tolerance=0).kind is Kind.PLATEAU
    stopped = verdict(**far, tolerance=1e-6)
    assert stopped.kind is Kind.PLATEAU
    assert "0.250" in stopped.sentence
    assert "0.0673" in stopped.sentence


@pytest.mark.parametrize("model", ["linear", "logistic"])
def test_without_a_tolerance_a_run_comes_to_rest(model: str) -> None:
    found = verdict(9000, model=model, alpha=alpha(1.5, model=model), tolerance=0, epochs=10_000)
    assert found.kind is Kind.CONVERGED
    assert "as small as rounding allows" in found.sentence


def test_squared_error_that_reached_its_minimum_has_converged() -> None:
    assert verdict(cost="squared-error", alpha=1.0, epochs=100_000).kind is Kind.CONVERGED


@pytest.mark.parametrize(
    ("fields", "kind", "words"),
    [
        ({"alpha": 2.0, "scale": True}, Kind.CONVERGED, "is within the tolerance 1e−6."),
        ({"epochs": 30}, Kind.LAST_EPOCH, "Stopped at the last epoch, 30: "),
        ({"epochs": 0}, Kind.LAST_EPOCH, "Stopped at the last epoch, 0: "),
        ({"model": "linear", "alpha": 9.0}, Kind.DIVERGED, "Diverged after epoch "),
        (
            {"model": "linear", "alpha": 0.19, "epochs": 50, "tolerance": 0},
            Kind.LAST_EPOCH,
            " and growing.",
        ),
        (
            {"cost_drop": 0.01, "cost_window": 5},
            Kind.NO_LONGER_DROPS,
            "over 5 epochs the cost dropped by less than 1.00 % of itself.",
        ),
    ],
)
def test_every_end_says_why(fields: dict[str, Any], kind: Kind, words: str) -> None:
    found = verdict(**fields)
    assert found.kind is kind
    assert words in found.sentence


def test_the_last_epochs_before_an_overflow_are_diverging_too() -> None:
    far: dict[str, Any] = {"dataset": Dataset(HOURS.x * 1e5, HOURS.y), "model": "linear"}
    run = Run(Experiment(**far, alpha=alpha(10.0, **far)))
    run.finish()
    kinds = {run.diagnosis(epoch).kind for epoch in range(1, run.history.last_epoch)}
    assert kinds == {Kind.DIVERGING}


def test_the_start_is_ready() -> None:
    assert verdict(0).kind is Kind.READY


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (Dataset([1, 2, 3], [0, 1, 1]), "separated at x = 1.5"),
        (Dataset([1, 2, 2, 3], [0, 0, 1, 1]), "separated at x = 2,"),
        (Dataset([1, 2], [1, 1]), "only one class"),
        (Dataset([], []), "No points yet"),
        (Dataset([[0, 0], [1, 1], [3, 2]], [0, 1, 1]), "combination of the 2 features"),
    ],
)
def test_no_finite_optimum_is_told_at_every_epoch(data: Dataset, words: str) -> None:
    for epoch in (0, 1, -1):
        run = Run(Experiment(data, epochs=20, tolerance=0))
        run.finish()
        found = found_at(run, epoch)
        assert found.kind is Kind.NO_OPTIMUM
        assert words in found.sentence


def test_a_penalty_gives_separated_data_an_optimum() -> None:
    data = Dataset([1, 2, 3], [0, 1, 1])
    assert verdict(5, dataset=data, l2=0.1).kind is Kind.CONVERGING
    assert verdict(5, dataset=Dataset([1, 2], [1, 1]), l2=0.1).kind is Kind.NO_OPTIMUM


def test_batches_jitter() -> None:
    found = verdict(400, batch_size=5, alpha=0.3)
    assert found.kind is Kind.OSCILLATING
    assert "sees only 5 of 20 examples" in found.sentence


def test_a_rule_with_memory_is_not_judged_by_the_bound() -> None:
    found = verdict(20, rule="adam", alpha=0.05)
    assert found.kind is Kind.CONVERGING
    assert "1/L" not in found.sentence


def test_the_price_depends_neither_on_the_history_nor_on_the_examples() -> None:
    def price(run: Run) -> float:
        run.finish()
        run.diagnosis(1)
        laps = []
        for _ in range(30):
            begun = time.perf_counter()
            run.diagnosis(run.history.last_epoch - 1)
            laps.append(time.perf_counter() - begun)
        return min(laps)

    short = price(Run(Experiment(HOURS, epochs=50)))
    long = price(Run(Experiment(HOURS, epochs=20_000, tolerance=0)))
    many = price(Run(Experiment(overlapping(100_000), epochs=50)))
    assert max(long, many) < 10 * short + 1e-3

"""Verdicts on runs whose behaviour is known."""

import time
from typing import Any, NamedTuple

import pytest

from gdviz.engine import Dataset, Experiment
from gdviz.runs.outlook import look_ahead
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
        (0.5, Kind.CONVERGING),
        (1.0, Kind.CONVERGING),
        (1.5, Kind.CONVERGING),
        (1.99, Kind.OVERSHOOTING),
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


@pytest.mark.parametrize("rate", [0.1, 0.35])
def test_hours_converge_at_every_epoch_on_the_way(rate: float) -> None:
    run = Run(Experiment(HOURS, alpha=rate, epochs=8000))
    run.finish()
    end = run.history.last_epoch
    assert end == {0.1: 7085, 0.35: 2020}[rate]
    kinds = {run.diagnosis(epoch).kind for epoch in [*range(1, 400), *range(400, end, 97), end - 1]}
    assert kinds == {Kind.CONVERGING}
    assert run.diagnosis(end).kind is Kind.CONVERGED


@pytest.mark.parametrize(
    ("rate", "kind", "words"),
    [
        (0.35, Kind.CONVERGING, "no step overshoots, because the learning rate α is 0.94 of 1/L"),
        (0.5, Kind.CONVERGING, "each one lowers the cost, because the learning rate α is below"),
        (1.0, Kind.CONVERGING, "100 epochs further it is 0.4015, computed ahead"),
        (1.79, Kind.OVERSHOOTING, "beyond 2/L = 0.746; below 1.80 the optimum attracts."),
        (1.9, Kind.OSCILLATING, "beyond 1.80, where the optimum repels."),
        (3.0, Kind.OSCILLATING, "8 of the last 8 steps jumped across the valley, and the cost no"),
    ],
)
def test_log_loss_never_diverges(rate: float, kind: Kind, words: str) -> None:
    found = verdict(300, alpha=rate)
    assert found.kind is kind
    assert words in found.sentence


def test_log_loss_with_a_penalty_that_is_too_strong_does() -> None:
    assert verdict(60, alpha=0.5, l2=5.0).kind is Kind.DIVERGING
    assert verdict(alpha=0.5, l2=5.0).kind is Kind.DIVERGED
    assert verdict(60, alpha=0.5, l2=3.0).kind is not Kind.DIVERGING


def test_a_narrow_valley_crawls_and_scaling_helps() -> None:
    raw = verdict(5000, dataset=O_RINGS, alpha=0.001, epochs=10_000)
    assert raw.kind is Kind.CRAWLING
    assert "only 0.012 %" in raw.sentence
    assert "Scaling the features may help" in raw.sentence
    scaled = verdict(dataset=O_RINGS, alpha=4.0, scale=True)
    assert scaled.kind is Kind.CONVERGED


def test_a_tiny_alpha_crawls_because_it_is_tiny() -> None:
    assert "α is only 0.0027 of 1/L = 0.373. Make α larger" in verdict(400, alpha=0.001).sentence


def test_squared_error_that_starts_on_a_plateau_stays_there() -> None:
    far: dict[str, Any] = {"cost": "squared-error", "start": (6.0, 3.0), "alpha": 0.35}
    start = verdict(0, **far)
    assert start.kind is Kind.READY
    assert start.sentence.startswith("At the start, on a plateau: ")
    for epoch in (100, -1):
        found = verdict(epoch, **far)
        assert found.kind is Kind.PLATEAU
        assert "0.250 is far above the least, 0.0673" in found.sentence
    stopped = verdict(**{**far, "start": (12.0, 3.0)}, tolerance=1e-6)
    assert stopped.kind is Kind.PLATEAU
    assert stopped.sentence.endswith("the largest slope is within the tolerance 1e−6.")


@pytest.mark.parametrize("model", ["linear", "logistic"])
def test_without_a_tolerance_a_run_comes_to_rest(model: str) -> None:
    found = verdict(9000, model=model, alpha=alpha(1.5, model=model), tolerance=0, epochs=10_000)
    assert found.kind is Kind.CONVERGED
    assert "is the least, as far as rounding shows" in found.sentence


def test_squared_error_that_reached_its_minimum_has_converged() -> None:
    assert verdict(cost="squared-error", alpha=1.0, epochs=100_000).kind is Kind.CONVERGED


@pytest.mark.parametrize(
    ("fields", "kind", "words"),
    [
        ({"alpha": 2.0, "scale": True}, Kind.CONVERGED, "is within the tolerance 1e−6."),
        ({"epochs": 30}, Kind.CONVERGING, "Stopped at the last epoch, 30."),
        ({"epochs": 0}, Kind.READY, "At the start. Stopped at the last epoch, 0."),
        ({"model": "linear", "alpha": 9.0}, Kind.DIVERGED, "Diverged after epoch "),
        (
            {"alpha": 3.0, "epochs": 200},
            Kind.OSCILLATING,
            "repels. Make α smaller. Stopped at the last epoch, 200.",
        ),
        (
            {"alpha": 0.3, "cost_drop": 0.01, "cost_window": 10},
            Kind.CONVERGING,
            "Stopped at epoch 119: over 10 epochs the cost dropped by less than 1.00 % of itself,"
            " 0.0279 above the least.",
        ),
    ],
)
def test_the_verdict_stays_at_the_end_and_says_why_it_stopped(
    fields: dict[str, Any], kind: Kind, words: str
) -> None:
    found = verdict(**fields)
    assert found.kind is kind
    assert words in found.sentence


def test_steps_that_vanish_beside_a_huge_start_are_named() -> None:
    found = verdict(5, start=(1e300, 1.0))
    assert found.kind is Kind.CRAWLING
    assert "they vanish in rounding. Start nearer to 0." in found.sentence


def test_a_start_whose_cost_is_no_number_is_named() -> None:
    found = verdict(model="linear", start=(1e200, 0.0))
    assert found.kind is Kind.DIVERGED
    assert "Choose a start nearer to 0" in found.sentence


@pytest.mark.parametrize(
    ("rate", "fields", "words"),
    [
        (0.35, {"epochs": 50}, "It would converge at epoch 2 020 (largest slope ≤ 1e−6)."),
        (0.5, {"epochs": 5000}, "It converges at epoch 1 413 (largest slope ≤ 1e−6)."),
        (3.0, {}, "on it repeats every 2 epochs, to six digits."),
        (22.0, {}, "It does not converge within 20 479 epochs, as computed ahead."),
        (0.19, {"model": "linear", "epochs": 50}, "After epoch 9 485 the cost is too large for a"),
    ],
)
def test_what_was_computed_ahead_is_said(rate: float, fields: dict[str, Any], words: str) -> None:
    run = Run(Experiment(HOURS, alpha=rate, **fields))
    run.finish()
    for outlook in look_ahead(run.experiment):
        run.outlook = outlook
        if outlook.computed > 20_000:
            break
    said = found_at(run, 20).sentence.replace("\u202f", " ")
    assert words in said


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
        (Dataset([1, 2, 2, 3], [0, 0, 1, 1]), "separated, except the ties at x = 2, so |β1| "),
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
    assert found.kind is Kind.JITTERING
    assert "sees only 5 of 20 examples" in found.sentence
    assert verdict(400, batch_size=20, alpha=0.3).kind is Kind.CONVERGING


def test_a_rule_with_memory_is_not_judged_by_the_bound() -> None:
    found = verdict(20, rule="adam", alpha=0.05)
    assert found.kind is Kind.CONVERGING
    assert "1/L" not in found.sentence


def test_separated_classes_would_grow_once_the_run_has_ended() -> None:
    data = Dataset([1, 2, 3], [0, 1, 1])
    assert "so |β1| grows for ever." in verdict(5, dataset=data, epochs=20).sentence
    assert "so |β1| would grow for ever. Stopped" in verdict(dataset=data, epochs=20).sentence


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

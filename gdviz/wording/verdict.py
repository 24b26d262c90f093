"""What is said of a run: a sentence or two with the numbers that show it, for a first-year student.

A main clause with a because; no symbol without its name; no epoch that was not computed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gdviz.engine.descend import StopReason
from gdviz.engine.separation import Separated, Separation
from gdviz.runs.recent_steps import RecentSteps
from gdviz.runs.verdict import AHEAD, Kind, Verdict
from gdviz.support.numbers import (
    brief,
    cost_text,
    counted,
    exact,
    grouped,
    latest,
    scientific,
    significant,
)

# An α below this share of 1/L makes tiny steps.
_TINY_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class WordedVerdict:
    """A verdict in words: its kind, the sentence, and the end of the run.

    ``known_end`` is the epoch at which the run stops by its tolerance, as if the number of epochs
    were unlimited; None where that has not been computed.
    """

    kind: str
    sentence: str
    known_end: int | None = None


def worded(verdict: Verdict, at_window: bool = True) -> WordedVerdict:
    """Return the verdict in words; ``at_window`` they name the keys that go on from here."""
    outlook = verdict.known.outlook
    known_end = outlook.known_end if outlook else None
    return WordedVerdict(verdict.kind.value, sentence(verdict, at_window), known_end)


def sentence(verdict: Verdict, at_window: bool = True) -> str:
    """Return the sentence of a verdict; see ``worded``."""
    if verdict.kind is Kind.NO_OPTIMUM:
        said = _no_optimum(verdict, at_window)
    elif verdict.kind is Kind.READY:
        said = _ready(verdict, at_window)
    else:
        said = _SENTENCES[verdict.kind](verdict)
    return f"{said}{_stopped(verdict)}{_outlook(verdict)}"


def _ready(verdict: Verdict, at_window: bool) -> str:
    keys = " Press Space to train, → for a single step." if at_window and not verdict.ended else ""
    if not verdict.flat:
        return f"At the start.{keys}"
    return f"At the start, on a plateau: {_flat_ground(verdict)}.{keys}"


def _converging(verdict: Verdict) -> str:
    limits, alpha = verdict.known.limits, verdict.experiment.alpha
    if limits.no_overshoot is not None and alpha <= limits.no_overshoot:
        share = brief(alpha / limits.no_overshoot, 2)
        zone = f"{share} of 1/L = {_limit(limits.no_overshoot)}"
        why = f"no step overshoots, because the learning rate α is {zone}"
    elif limits.falls is not None and alpha < limits.falls:
        zone = f"the learning rate α is below 2/L = {_limit(limits.falls)}"
        why = f"steps may overshoot, but each one lowers the cost, because {zone}"
    elif verdict.ahead is not None:
        why = f"{AHEAD} epochs further it is {_cost(verdict, verdict.ahead)}, computed ahead"
    else:
        steps = _recent(verdict).steps
        none = "did not raise it" if steps == 1 else "never raised it"
        why = f"{latest(steps, 'epoch')} {none}"
    return f"Converging: the cost {_above(verdict)} and falls; {why}."


def _crawling(verdict: Verdict) -> str:
    if verdict.stands_still:
        return (
            "Crawling: the cost does not change any more, because the steps are so small beside β"
            " that they vanish in rounding. Start nearer to 0."
        )
    seen, limits = _recent(verdict), verdict.known.limits
    took = _percent(max(seen.drop(verdict.lowest), 0.0))
    share = verdict.experiment.alpha / limits.no_overshoot if limits.no_overshoot else None
    if share is not None and share < _TINY_ALPHA:
        why = (
            f"because the learning rate α is only {significant(share, 2)} of 1/L ="
            f" {_limit(limits.no_overshoot)}. Make α larger"
        )
    else:
        scaling = "" if verdict.experiment.scale else ". Scaling the features may help"
        why = f"because the valley is long and narrow{scaling}"
    return (
        f"Crawling: {latest(seen.steps, 'epoch')} took only {took} of what the cost is above its"
        f" least value, {why}."
    )


def _overshooting(verdict: Verdict) -> str:
    seen = _recent(verdict)
    if not seen.jumps:
        later = (
            f"but {AHEAD} epochs further it is {_cost(verdict, verdict.ahead)}, computed ahead"
            if verdict.ahead is not None
            else "but nothing makes sure that it will go on"
        )
        return f"Overshooting: the cost still falls, {later}{_because(verdict)}."
    took = f"{_percent(seen.drop(verdict.lowest))} of what the cost was above its least value"
    return (
        f"Overshooting: {_jumped(seen)}{_because(verdict)}. Yet {latest(seen.steps, 'epoch')} took"
        f" {took}."
    )


def _oscillating(verdict: Verdict) -> str:
    seen = _recent(verdict)
    if seen.steps == 1:
        return f"Oscillating: the first step raised the cost{_because(verdict)}. Make α smaller."
    jumped = f"{_jumped(seen)}, and the cost no longer comes down"
    return f"Oscillating: {jumped}{_because(verdict)}. Make α smaller."


def _jittering(verdict: Verdict) -> str:
    experiment, seen = verdict.experiment, _recent(verdict)
    return (
        f"Jittering: an update sees only {experiment.batch_size} of"
        f" {grouped(experiment.dataset.n)} examples, so the cost can go up and down; it rose in"
        f" {_among_latest(seen.rises, seen.steps, 'epoch')}."
    )


def _diverging(verdict: Verdict) -> str:
    limits, alpha = verdict.known.limits, verdict.experiment.alpha
    attracts = limits.attracts
    beyond = (
        f"the learning rate α is {_times(alpha / attracts)} the limit {_limit(attracts)}"
        if attracts
        else "the learning rate α is too large"
    )
    return (
        f"Diverging: each step lands further from the optimum than it came, because {beyond}."
        " Make α smaller."
    )


def _plateau(verdict: Verdict) -> str:
    return f"On a plateau: {_flat_ground(verdict)}."


def _converged(verdict: Verdict) -> str:
    size = scientific(verdict.largest)
    if verdict.ended is not StopReason.GRADIENT:
        cost = _cost(verdict, verdict.cost)
        return f"Converged: the cost {cost} is the least, as far as rounding shows."
    return (
        f"Converged at epoch {grouped(verdict.epoch)}: the largest slope, max |∂J/∂β| = {size}, is"
        f" within the tolerance {_round(verdict.experiment.tolerance)}."
    )


def _diverged(verdict: Verdict) -> str:
    if verdict.epoch == 0:
        return (
            "The cost at the start is too large for a number, or the first step is."
            " Choose a start nearer to 0, or a smaller α."
        )
    return (
        f"Diverged after epoch {grouped(verdict.epoch)}: the next cost is too large for a number."
        " Make α smaller."
    )


# To add a verdict: its kind in runs/verdict.py, its sentence here.
_SENTENCES: dict[Kind, Callable[[Verdict], str]] = {
    Kind.CONVERGING: _converging,
    Kind.CRAWLING: _crawling,
    Kind.OVERSHOOTING: _overshooting,
    Kind.OSCILLATING: _oscillating,
    Kind.JITTERING: _jittering,
    Kind.DIVERGING: _diverging,
    Kind.PLATEAU: _plateau,
    Kind.CONVERGED: _converged,
    Kind.DIVERGED: _diverged,
}


def _no_optimum(verdict: Verdict, at_window: bool) -> str:
    separated = verdict.known.separated
    assert separated is not None  # noqa: S101 - that is what the verdict rests on
    if separated.kind is Separation.NO_DATA:
        return "No points yet." + (" Click the prediction plot to add one." if at_window else "")
    if separated.kind is Separation.ONE_CLASS:
        cure = " Add a point of the other." if at_window else ""
        return f"No finite optimum: only one class is there.{cure}"
    grows = "would grow" if verdict.ended else "grows"
    return f"No finite optimum: {_split(separated, verdict.experiment.dataset.k)} {grows} for ever."


def _split(separated: Separated, features: int) -> str:
    complete = separated.kind is Separation.COMPLETE
    if separated.gap is None:
        partly = "" if complete else ", ties excepted"
        return f"a combination of the {features} features separates the classes{partly}, so |β|"
    low, high = separated.gap
    if not complete:
        return f"the classes are separated, except the ties at x = {exact(low)}, so |β1|"
    return f"the classes are separated at x = {significant((low + high) / 2)}, so |β1|"


def _stopped(verdict: Verdict) -> str:
    """Return why the run has stopped, where its verdict does not say so."""
    if not verdict.experiment.dataset.n:
        return ""
    experiment, at = verdict.experiment, grouped(verdict.epoch)
    if verdict.ended is StopReason.EPOCHS:
        return f" Stopped at the last epoch, {at}."
    if verdict.ended is StopReason.GRADIENT and verdict.kind is Kind.PLATEAU:
        tolerance = _round(experiment.tolerance)
        return f" Stopped at epoch {at}: the largest slope is within the tolerance {tolerance}."
    if verdict.ended is StopReason.COST:
        above = f", {_figure(verdict.excess)} above the least" if verdict.excess is not None else ""
        return (
            f" Stopped at epoch {at}: over {counted(experiment.cost_window, 'epoch')} the cost"
            f" dropped by less than {significant(100 * experiment.cost_drop, 3)} % of itself"
            f"{above}."
        )
    return ""


def _outlook(verdict: Verdict) -> str:
    """Return what was computed ahead, where the verdict does not say so."""
    outlook, experiment = verdict.known.outlook, verdict.experiment
    final = (Kind.CONVERGED, Kind.DIVERGED, Kind.NO_OPTIMUM)
    if outlook is None or verdict.kind in final or verdict.ended is StopReason.GRADIENT:
        return ""
    if outlook.known_end is not None:
        converges = "converges" if outlook.known_end <= experiment.epochs else "would converge"
        return (
            f" It {converges} at epoch {grouped(outlook.known_end)} (largest slope ≤"
            f" {_round(experiment.tolerance)})."
        )
    if outlook.since is not None:
        return (
            f" From epoch {grouped(outlook.since)} on it repeats every"
            f" {outlook.period} epochs, to six digits."
        )
    if outlook.reason is StopReason.DIVERGED:
        return f" After epoch {grouped(outlook.computed)} the cost is too large for a number."
    if outlook.reason is None and experiment.tolerance and outlook.computed > verdict.epoch:
        return (
            f" It does not converge within {grouped(outlook.computed)} epochs, as computed ahead."
        )
    return ""


def _above(verdict: Verdict) -> str:
    if verdict.excess is None:
        return f"is {_cost(verdict, verdict.cost)}"
    return f"is {_figure(verdict.excess)} above its least value"


def _because(verdict: Verdict) -> str:
    """Return what of α makes the steps jump; nothing where no limit says so."""
    limits, alpha = verdict.known.limits, verdict.experiment.alpha
    rate = ", because the learning rate α is beyond"
    if limits.attracts is not None and alpha > limits.attracts:
        return f"{rate} {_limit(limits.attracts)}, where the optimum repels"
    if limits.falls is not None and alpha >= limits.falls and limits.attracts is not None:
        attracts = f"below {_limit(limits.attracts)} the optimum attracts"
        return f"{rate} 2/L = {_limit(limits.falls)}; {attracts}"
    if limits.no_overshoot is not None and alpha > limits.no_overshoot:
        return f"{rate} 1/L = {_limit(limits.no_overshoot)}"
    return ""


def _jumped(seen: RecentSteps) -> str:
    if seen.overshoots:
        return f"{seen.flips} of the last {seen.recent} steps jumped across the valley"
    return f"{_among_latest(seen.rises, seen.steps, 'step')} raised the cost"


def _among_latest(count: int, steps: int, noun: str) -> str:
    if steps == 1:
        return latest(1, noun) if count else f"no {noun} yet"
    return f"{count} of {latest(steps, noun)}"


def _flat_ground(verdict: Verdict) -> str:
    return (
        f"the ground is almost level, the largest slope is only {significant(verdict.largest, 3)},"
        f" although the cost {significant(verdict.cost, 3)} is far above the least,"
        f" {significant(verdict.lowest, 3)}. Squared error is flat where the sigmoid is"
    )


def _recent(verdict: Verdict) -> RecentSteps:
    assert verdict.recent is not None  # noqa: S101 - a run under way has some
    return verdict.recent


def _cost(verdict: Verdict, cost: float) -> str:
    return cost_text(cost, verdict.experiment.objective_type.has_classes)


def _limit(value: float | None) -> str:
    return "∞" if value is None else significant(value, 3)


def _times(factor: float) -> str:
    if factor < 1.005:
        return "just beyond"
    return f"{brief(factor)} times"


def _figure(value: float | None) -> str:
    return "0" if value is None else significant(value, 3)


def _percent(share: float) -> str:
    return f"{significant(100 * share, 2)} %"


def _round(value: float) -> str:
    return exact(value).replace("e−0", "e−").replace("e+", "e")

"""The verdict on a run in words: one sentence with the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gdviz.engine.separation import Separated, Separation
from gdviz.runs.recent_steps import RecentSteps
from gdviz.runs.verdict import TINY_ALPHA, Kind, Verdict
from gdviz.support.numbers import exact, grouped, scientific, significant

_EARLY = 8


@dataclass(frozen=True, slots=True)
class WordedVerdict:
    """A verdict in words: its kind, the sentence, and the end of the run.

    ``known_end`` is the epoch at which the run stops by its tolerance, as if the number of epochs
    were unlimited; None if that has not been computed.
    """

    kind: str
    sentence: str
    known_end: int | None = None


def worded(verdict: Verdict, at_window: bool = True) -> WordedVerdict:
    """Return the verdict in words; ``at_window`` they name the keys that go on from here."""
    return WordedVerdict(verdict.kind.value, sentence(verdict, at_window), verdict.known_end)


def sentence(verdict: Verdict, at_window: bool = True) -> str:
    """Return the sentence of a verdict; see ``worded``."""
    if verdict.kind is Kind.READY:
        keys = " Press Space to train, → for a single step." if at_window else ""
        return f"At the start.{keys}"
    if verdict.kind is Kind.NO_OPTIMUM:
        return _no_optimum(verdict.separated, verdict.experiment.dataset.k, at_window)
    return _SENTENCES[verdict.kind](verdict)


def _crawling(verdict: Verdict) -> str:
    share, bound = verdict.alpha_share, verdict.bound
    if share is not None and share < TINY_ALPHA:
        return f"Crawling: {_of_alpha(share, bound)}, so each step is tiny. Make α larger."
    cure = "" if verdict.experiment.scale else " Scaling the features may help."
    return f"Crawling: the valley is long and narrow, {_way_to_go(verdict)}.{cure}"


def _converging(verdict: Verdict) -> str:
    share, seen = verdict.alpha_share, _recent(verdict)
    steady = f"the last {_epochs(seen.steps)} took {_percent(seen.drop)} off the cost"
    pace = _of_alpha(share, verdict.bound) if share else steady
    early = f"max |∂J/∂β| is {significant(seen.largest, 3)}"
    way = early if seen.steps < _EARLY else _way_to_go(verdict)
    return f"Converging: {pace}. {_capitalised(way)}."


def _oscillating(verdict: Verdict) -> str:
    experiment, seen, advice = verdict.experiment, _recent(verdict), _advice(verdict)
    if seen.steps == 1:
        return f"Overshooting: the step raised the cost. {advice}"
    if experiment.in_batches:
        return (
            f"Jittering: {seen.rises} of the last {seen.steps} steps raised the cost, because"
            f" an update sees only {experiment.batch_size} of {grouped(experiment.dataset.n)}"
            " examples."
        )
    if seen.overshoots and seen.rises <= seen.steps / 4 and seen.shrink < 1:
        return (
            f"Oscillating but converging: {seen.flips} of the last {seen.recent} steps overshot,"
            f" each by less. {advice}"
        )
    return f"Oscillating: {seen.rises} of the last {seen.steps} steps raised the cost. {advice}"


def _diverging(verdict: Verdict) -> str:
    seen = _recent(verdict)
    if seen.climbs:
        rises = f"{seen.recent_rises} of the last {seen.recent} steps raised the cost"
        return f"Diverging: {rises}, to {significant(verdict.cost, 3)}. {_advice(verdict)}"
    alpha = _of_alpha(verdict.alpha_share, verdict.bound)
    return f"Diverging: {alpha}, so each step overshoots further than the last."


def _plateau(verdict: Verdict) -> str:
    best, cost = verdict.best, significant(verdict.cost, 3)
    if verdict.ended and best:
        return (
            f"Stopped on a plateau at epoch {grouped(verdict.epoch)}: the ground is flat,"
            f" max |∂J/∂β| is {scientific(verdict.largest)}, but the cost {cost} is far above its"
            f" minimum {significant(best.cost, 3)}."
        )
    size = significant(verdict.largest, 3) if verdict.recent else scientific(verdict.largest)
    return (
        f"On a plateau: max |∂J/∂β| is only {size} although the cost is {cost}."
        " Squared error is flat where σ is."
    )


def _converged(verdict: Verdict) -> str:
    size = scientific(verdict.largest)
    if not verdict.ended:
        return f"Converged: max |∂J/∂β| {size} is as small as rounding allows."
    return (
        f"Converged at epoch {grouped(verdict.epoch)}: max |∂J/∂β| {size} is within the"
        f" tolerance {_round(verdict.experiment.tolerance)}."
    )


def _diverged(verdict: Verdict) -> str:
    return (
        f"Diverged after epoch {grouped(verdict.epoch)}: the next cost is too large for a number."
        " Make α smaller."
    )


def _no_longer_drops(verdict: Verdict) -> str:
    experiment = verdict.experiment
    return (
        f"Stopped at epoch {grouped(verdict.epoch)}: over {_epochs(experiment.cost_window)} the"
        f" cost dropped by less than {significant(100 * experiment.cost_drop, 3)} % of itself."
    )


def _last_epoch(verdict: Verdict) -> str:
    left = verdict.epochs_left
    more = f"; at this pace {_epochs(left, ' more')} would do" if 0 < left < 1e9 else ""
    more = " and growing" if verdict.recent and verdict.recent.climbs else more
    return (
        f"Stopped at the last epoch, {grouped(verdict.epoch)}: max |∂J/∂β| is still"
        f" {significant(verdict.largest, 3)}{more}."
    )


# To add a verdict: its kind in runs/verdict.py, its sentence here.
_SENTENCES: dict[Kind, Callable[[Verdict], str]] = {
    Kind.CRAWLING: _crawling,
    Kind.CONVERGING: _converging,
    Kind.OSCILLATING: _oscillating,
    Kind.DIVERGING: _diverging,
    Kind.PLATEAU: _plateau,
    Kind.CONVERGED: _converged,
    Kind.DIVERGED: _diverged,
    Kind.NO_LONGER_DROPS: _no_longer_drops,
    Kind.LAST_EPOCH: _last_epoch,
}


def _no_optimum(separated: Separated | None, features: int, at_window: bool) -> str:
    assert separated is not None  # noqa: S101 - that is what the verdict rests on
    if separated.kind is Separation.NO_DATA:
        return "No points yet." + (" Click the prediction plot to add one." if at_window else "")
    if separated.kind is Separation.ONE_CLASS:
        cure = " Add a point of the other." if at_window else ""
        return f"No finite optimum: only one class is there.{cure}"
    if separated.gap is None:
        partly = "" if separated.kind is Separation.COMPLETE else ", ties excepted"
        return (
            f"No finite optimum: a combination of the {features} features separates the classes"
            f"{partly}, so |β| grows for ever."
        )
    low, high = separated.gap
    where = f"x = {exact(low)}" if low == high else f"x = {significant((low + high) / 2)}"
    return f"No finite optimum: the classes are separated at {where}, so |β1| grows for ever."


def _recent(verdict: Verdict) -> RecentSteps:
    assert verdict.recent is not None  # noqa: S101 - a run under way has some
    return verdict.recent


def _way_to_go(verdict: Verdict) -> str:
    left = verdict.epochs_left
    if left > 1e12:
        return "the gradient hardly shrinks"
    return f"{_epochs(left, ' more')} to a gradient of {_round(verdict.target)} at this pace"


def _advice(verdict: Verdict) -> str:
    share = verdict.alpha_share
    return f"{_capitalised(_of_alpha(share, verdict.bound))}." if share else "Make α smaller."


def _of_alpha(share: float | None, bound: float | None) -> str:
    if share is None or not bound:
        return "α is too large"
    if share <= 1.0:
        return f"α is {significant(share, 2)} of 1/L = {significant(1 / bound, 3)}"
    if share <= 2.0:
        return (
            f"α is between 1/L = {significant(1 / bound, 3)} and 2/L = {significant(2 / bound, 3)}"
        )
    return f"α is {_round(float(f'{share / 2:.4g}'))} times 2/L = {significant(2 / bound, 3)}"


def _percent(share: float) -> str:
    return f"{significant(100 * share, 2)} %"


def _epochs(count: float, more: str = "") -> str:
    return f"{grouped(int(count))}{more} epoch{'' if count == 1 else 's'}"


def _round(value: float) -> str:
    return exact(value).replace("e−0", "e−").replace("e+", "e")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:] if not words.startswith("α") else words

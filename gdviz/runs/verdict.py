"""What a run is doing, in words with the numbers that show it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gdviz.engine.descend import StopReason
from gdviz.engine.experiment import Experiment
from gdviz.engine.optimum import Optimum
from gdviz.engine.separation import Separated, Separation
from gdviz.runs.history.history import History
from gdviz.runs.recent_steps import Behaviour
from gdviz.support.numbers import exact, grouped, scientific, significant

_TINY_ALPHA = 0.05
_LONG_WAY = 10.0
_EARLY = 8
_ROUNDING = 1e-13


class Kind(StrEnum):
    """The verdicts."""

    READY = "ready"
    CRAWLING = "crawling"
    CONVERGING = "converging"
    OSCILLATING = "oscillating"
    DIVERGING = "diverging"
    PLATEAU = "plateau"
    CONVERGED = "converged"
    DIVERGED = "diverged"
    NO_LONGER_DROPS = "no longer drops"
    LAST_EPOCH = "last epoch"
    NO_OPTIMUM = "no finite optimum"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A verdict and the one sentence that tells a student why."""

    kind: Kind
    sentence: str


def diagnose(
    experiment: Experiment,
    history: History,
    epoch: int,
    separated: Separated | None,
    bound: float | None = None,
    best: Optimum | None = None,
) -> Diagnosis:
    """Return what the run is doing at ``epoch`` of its history.

    ``bound`` is L, the curvature bound of the cost, and ``best`` its optimum, where they are
    known: facts of the experiment that the caller works out once. The rest takes some tens of
    microseconds, whatever the history holds and however many the examples are.
    """
    if experiment.model == "logistic" and separated and _runs_away(experiment, separated):
        return Diagnosis(Kind.NO_OPTIMUM, _why_no_optimum(separated, experiment.dataset.k))
    if epoch == history.last_epoch and history.reason is not None:
        return _ended(experiment, history, epoch, best)
    if epoch == 0:
        return Diagnosis(Kind.READY, "At the start. Press Space to train, → for a single step.")
    cost = history.cost_at(epoch)
    largest = max(map(abs, history.gradient_at(epoch).tolist()))
    if largest < _ROUNDING:
        return _at_rest(largest, cost, best)
    return _under_way(experiment, Behaviour.at(history, epoch), cost, bound)


def _runs_away(experiment: Experiment, separated: Separated) -> bool:
    # A penalty holds every coefficient but the intercept, which one class alone drives away.
    alone = separated.kind in (Separation.ONE_CLASS, Separation.NO_DATA)
    return alone or not experiment.l2


def _ended(experiment: Experiment, history: History, epoch: int, best: Optimum | None) -> Diagnosis:
    at, largest = grouped(epoch), float(np.abs(history.gradient_at(epoch)).max())
    match history.reason:
        case StopReason.GRADIENT if best and history.cost_at(epoch) > 1.01 * best.cost + 1e-9:
            return Diagnosis(
                Kind.PLATEAU,
                f"Stopped on a plateau at epoch {at}: the ground is flat, max |∂J/∂β| is"
                f" {scientific(largest)}, but the cost {significant(history.cost_at(epoch), 3)}"
                f" is far above its minimum {significant(best.cost, 3)}.",
            )
        case StopReason.GRADIENT:
            return Diagnosis(
                Kind.CONVERGED,
                f"Converged at epoch {at}: max |∂J/∂β| {scientific(largest)} is within the"
                f" tolerance {_round(experiment.tolerance)}.",
            )
        case StopReason.DIVERGED:
            return Diagnosis(
                Kind.DIVERGED,
                f"Diverged after epoch {at}: the next cost is too large for a number."
                " Make α smaller.",
            )
        case StopReason.COST:
            return Diagnosis(
                Kind.NO_LONGER_DROPS,
                f"Stopped at epoch {at}: over {_epochs(experiment.cost_window)} the cost dropped by"
                f" less than {significant(100 * experiment.cost_drop, 3)} % of itself.",
            )
    seen = Behaviour.at(history, epoch) if epoch else None
    left = seen.epochs_to(_target(experiment)) if seen else math.inf
    more = f"; at this pace {_epochs(left, ' more')} would do" if 0 < left < 1e9 else ""
    more = " and growing" if seen and seen.climbs else more
    return Diagnosis(
        Kind.LAST_EPOCH,
        f"Stopped at the last epoch, {at}: max |∂J/∂β| is still {significant(largest, 3)}{more}.",
    )


def _at_rest(largest: float, cost: float, best: Optimum | None) -> Diagnosis:
    size = scientific(largest)
    if best and cost > 1.01 * best.cost + 1e-9:
        return Diagnosis(Kind.PLATEAU, _why_plateau(size, cost))
    return Diagnosis(
        Kind.CONVERGED, f"Converged: max |∂J/∂β| {size} is as small as rounding allows."
    )


def _why_plateau(size: str, cost: float) -> str:
    return (
        f"On a plateau: max |∂J/∂β| is only {size} although the cost is {significant(cost, 3)}."
        " Squared error is flat where σ is."
    )


def _under_way(
    experiment: Experiment, seen: Behaviour, cost: float, bound: float | None
) -> Diagnosis:
    share = experiment.alpha * bound if bound and experiment.is_plain else None
    if seen.climbs or (experiment.model == "linear" and share is not None and share > 2.0):
        return Diagnosis(Kind.DIVERGING, _why_diverging(seen, cost, share, bound))
    if (seen.overshoots and experiment.batch_size is None) or seen.rises > seen.steps / 4:
        return Diagnosis(Kind.OSCILLATING, _why_oscillating(experiment, seen, share, bound))
    left = seen.epochs_to(_target(experiment))
    small = share is not None and share < _TINY_ALPHA
    far = left > _LONG_WAY * max(experiment.epochs, 1000) and seen.steps > 1
    if far and not small and experiment.cost == "squared-error" and experiment.model == "logistic":
        return Diagnosis(Kind.PLATEAU, _why_plateau(significant(seen.largest, 3), cost))
    if small or far:
        return Diagnosis(Kind.CRAWLING, _why_crawling(experiment, seen, share, bound))
    steady = f"the last {_epochs(seen.steps)} took {_percent(seen.drop)} off the cost"
    pace = _of_alpha(share, bound) if share else steady
    early = f"max |∂J/∂β| is {significant(seen.largest, 3)}"
    way = early if seen.steps < _EARLY else _way_to_go(experiment, left)
    return Diagnosis(Kind.CONVERGING, f"Converging: {pace}. {_sentence(way)}.")


def _why_diverging(seen: Behaviour, cost: float, share: float | None, bound: float | None) -> str:
    if seen.climbs:
        rises = f"{seen.recent_rises} of the last {seen.recent} steps raised the cost"
        return f"Diverging: {rises}, to {significant(cost, 3)}. {_advice(share, bound)}"
    return f"Diverging: {_of_alpha(share, bound)}, so each step overshoots further than the last."


def _why_oscillating(
    experiment: Experiment, seen: Behaviour, share: float | None, bound: float | None
) -> str:
    if seen.steps == 1:
        return f"Overshooting: the step raised the cost. {_advice(share, bound)}"
    if experiment.batch_size is not None:
        return (
            f"Jittering: {seen.rises} of the last {seen.steps} steps raised the cost, because"
            f" an update sees only {experiment.batch_size} of {grouped(experiment.dataset.n)}"
            " examples."
        )
    if seen.overshoots and seen.rises <= seen.steps / 4 and seen.shrink < 1:
        return (
            f"Oscillating but converging: {seen.flips} of the last {seen.recent} steps overshot,"
            f" each by less. {_advice(share, bound)}"
        )
    return (
        f"Oscillating: {seen.rises} of the last {seen.steps} steps raised the cost."
        f" {_advice(share, bound)}"
    )


def _why_crawling(
    experiment: Experiment, seen: Behaviour, share: float | None, bound: float | None
) -> str:
    if share is not None and share < _TINY_ALPHA:
        return f"Crawling: {_of_alpha(share, bound)}, so each step is tiny. Make α larger."
    left = _way_to_go(experiment, seen.epochs_to(_target(experiment)))
    cure = "" if experiment.scale else " Scaling the features may help."
    return f"Crawling: the valley is long and narrow, {left}.{cure}"


def _way_to_go(experiment: Experiment, left: float) -> str:
    if left > 1e12:
        return "the gradient hardly shrinks"
    return f"{_epochs(left, ' more')} to a gradient of {_round(_target(experiment))} at this pace"


def _advice(share: float | None, bound: float | None) -> str:
    return f"{_sentence(_of_alpha(share, bound))}." if share else "Make α smaller."


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


def _target(experiment: Experiment) -> float:
    return experiment.tolerance or 1e-9


def _percent(share: float) -> str:
    return f"{significant(100 * share, 2)} %"


def _epochs(count: float, more: str = "") -> str:
    return f"{grouped(int(count))}{more} epoch{'' if count == 1 else 's'}"


def _round(value: float) -> str:
    return exact(value).replace("e−0", "e−").replace("e+", "e")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] if not words.startswith("α") else words


def _why_no_optimum(separated: Separated, features: int) -> str:
    if separated.kind is Separation.NO_DATA:
        return "No points yet. Click the prediction plot to add one."
    if separated.kind is Separation.ONE_CLASS:
        return "No finite optimum: only one class is there. Add a point of the other."
    if separated.gap is None:
        partly = "" if separated.kind is Separation.COMPLETE else ", ties excepted"
        return (
            f"No finite optimum: a combination of the {features} features separates the classes"
            f"{partly}, so |β| grows for ever."
        )
    low, high = separated.gap
    where = f"x = {exact(low)}" if low == high else f"x = {significant((low + high) / 2)}"
    return f"No finite optimum: the classes are separated at {where}, so |β1| grows for ever."

"""What a run is doing: the kind of it, and the facts that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from gdviz.engine.alpha_limits import AlphaLimits
from gdviz.engine.descend import StopReason
from gdviz.engine.experiment import Experiment
from gdviz.engine.optimum import Optimum
from gdviz.engine.separation import Separated, Separation
from gdviz.runs.history.history import History
from gdviz.runs.outlook import Outlook
from gdviz.runs.recent_steps import WINDOW, RecentSteps

# Epochs that have to lower the excess of a run that is said to converge.
AHEAD = 100
_CRAWL, _FLAT = 0.01, 0.001
# A cost is at its least where it is above it by no more than this share: rounding.
_ROUNDING = 1e-14
_NO_SLOPE = 1e-13


class Kind(StrEnum):
    """The verdicts, judged by the excess: how far the cost is above its least value."""

    READY = "ready"
    CONVERGING = "converging"
    CRAWLING = "crawling"
    OVERSHOOTING = "overshooting"
    OSCILLATING = "oscillating"
    JITTERING = "jittering"
    DIVERGING = "diverging"
    PLATEAU = "plateau"
    CONVERGED = "converged"
    DIVERGED = "diverged"
    NO_OPTIMUM = "no-optimum"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a run besides its history.

    ``separated`` is how the classes are split, ``best`` the optimum, ``limits`` those of α,
    ``outlook`` what was computed ahead, each None where there is none. ``cost_after`` gives the
    cost so many epochs after another one; None where that takes too long to compute.
    """

    separated: Separated | None
    best: Optimum | None
    limits: AlphaLimits
    outlook: Outlook | None
    cost_after: Callable[[int, int], float | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict on a run at one epoch, with all that a sentence about it may need.

    ``largest`` is max |∂J/∂β|, ``recent`` what the steps before the epoch show (None at the
    start). ``ended`` is why the run has no step after the epoch, None where it has or may have.
    ``flat`` tells that the ground is level although the cost is far from its least value, and
    ``ahead`` is the cost AHEAD epochs on, where the verdict rests on it, and ``stands_still``
    tells that the steps are so small that the cost does not change: they vanish in rounding.
    """

    kind: Kind
    experiment: Experiment
    known: Known
    epoch: int
    cost: float
    largest: float
    recent: RecentSteps | None = None
    ended: StopReason | None = None
    flat: bool = False
    ahead: float | None = None
    stands_still: bool = False

    @property
    def lowest(self) -> float:
        """The least cost there is; 0, which no cost is below, where it is not known."""
        return self.known.best.cost if self.known.best else 0.0

    @property
    def excess(self) -> float | None:
        """How far the cost is above its least value; None where that is not known."""
        return max(self.cost - self.lowest, 0.0) if self.known.best else None


def judge(experiment: Experiment, history: History, epoch: int, known: Known) -> Verdict:
    """Return what the run is doing at ``epoch`` of its history.

    It takes some tens of microseconds, whatever the history holds and however many the examples
    are, and AHEAD steps where a run by a rule without a guarantee comes down.
    """
    cost, largest = history.cost_at(epoch), max(map(abs, history.gradient_at(epoch).tolist()))
    ended = history.reason if epoch == history.last_epoch else None
    recent = RecentSteps.at(history, epoch) if epoch else None
    given = Verdict(Kind.READY, experiment, known, epoch, cost, largest, recent, ended)
    if known.separated and _runs_away(experiment, known.separated):
        return replace(given, kind=Kind.NO_OPTIMUM)
    if ended is StopReason.DIVERGED:
        return replace(given, kind=Kind.DIVERGED)
    if ended is StopReason.GRADIENT or _is_least(given):
        above = known.best is not None and cost > 1.01 * known.best.cost + 1e-9
        return replace(given, kind=Kind.PLATEAU if above else Kind.CONVERGED)
    if recent is None:
        return replace(given, flat=_is_flat(given, WINDOW * _first_drop(given)))
    if recent.first_cost == recent.last_cost and not (experiment.in_batches or recent.jumps):
        return replace(given, kind=Kind.CRAWLING, stands_still=True)
    return _moving(given, recent)


def _runs_away(experiment: Experiment, separated: Separated) -> bool:
    # A penalty holds every coefficient but the intercept, which one class alone drives away.
    alone = separated.kind in (Separation.ONE_CLASS, Separation.NO_DATA)
    return alone or not experiment.l2


def _is_least(given: Verdict) -> bool:
    """Return whether the cost can fall no more but by rounding."""
    if given.largest < _NO_SLOPE:
        return True
    return given.known.best is not None and given.cost - given.lowest <= _ROUNDING * given.lowest


def _moving(given: Verdict, seen: RecentSteps) -> Verdict:
    experiment, drop = given.experiment, seen.drop(given.lowest)
    if _grows_for_ever(given, seen):
        return replace(given, kind=Kind.DIVERGING)
    if experiment.in_batches:
        return replace(given, kind=Kind.JITTERING)
    if seen.jumps:
        return replace(given, kind=Kind.OVERSHOOTING if drop > _CRAWL else Kind.OSCILLATING)
    if seen.steps == WINDOW and drop < _CRAWL:
        flat = _is_flat(given, drop)
        return replace(given, kind=Kind.PLATEAU if flat else Kind.CRAWLING, flat=flat)
    falls = given.known.limits.falls
    if falls is not None and experiment.alpha < falls:
        return replace(given, kind=Kind.CONVERGING)
    ahead = given.known.cost_after(given.epoch, AHEAD)
    comes_down = ahead is not None and ahead < given.cost
    return replace(given, kind=Kind.CONVERGING if comes_down else Kind.OVERSHOOTING, ahead=ahead)


def _grows_for_ever(given: Verdict, seen: RecentSteps) -> bool:
    """Return whether the cost grows without bound, by theory.

    A quadratic does beyond the limit of α. Log loss has a bounded slope: only a penalty makes it
    grow, where α·λ is beyond what the rule stands, once it climbs.
    """
    experiment, attracts = given.experiment, given.known.limits.attracts
    if attracts is None:
        return False
    if experiment.objective_type.is_quadratic:
        return experiment.alpha > attracts
    stability = experiment.update_rule().stability
    too_strong = stability is not None and experiment.alpha * experiment.l2 > stability
    return too_strong and seen.climbs


def _first_drop(given: Verdict) -> float:
    """Return which share of the excess the first step takes, about."""
    if not given.experiment.is_plain or given.cost <= given.lowest:
        return 1.0
    return given.experiment.alpha * given.largest * given.largest / (given.cost - given.lowest)


def _is_flat(given: Verdict, drop: float) -> bool:
    """Return whether a cost with plateaus hardly falls although it is far above its least."""
    far = given.known.best is not None and given.cost - given.lowest > 0.1 * given.cost
    return not given.experiment.objective_type.is_convex and far and 0 <= drop < _FLAT

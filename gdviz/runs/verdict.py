"""What a run is doing: the kind of verdict, and the facts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gdviz.engine.descend import StopReason
from gdviz.engine.experiment import Experiment
from gdviz.engine.optimum import Optimum
from gdviz.engine.separation import Separated, Separation
from gdviz.runs.history.history import History
from gdviz.runs.recent_steps import RecentSteps

# An α below this share of 1/L makes tiny steps.
TINY_ALPHA = 0.05
_LONG_WAY = 10.0
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
    NO_OPTIMUM = "no-optimum"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict on a run at one epoch, with all that a sentence about it needs.

    ``largest`` is max |∂J/∂β|, ``recent`` what the steps before the epoch show (None at the
    start, or where they do not matter), ``bound`` is L, the curvature bound of the cost,
    ``best`` its optimum and ``separated`` how the classes are split, each where it is known.
    ``ended`` is why the run has no step after the epoch, None where it has or may have one;
    ``known_end`` is the epoch at which it meets its tolerance, None where that is not known.
    """

    kind: Kind
    experiment: Experiment
    epoch: int
    cost: float
    largest: float
    recent: RecentSteps | None = None
    bound: float | None = None
    best: Optimum | None = None
    separated: Separated | None = None
    ended: StopReason | None = None
    known_end: int | None = None

    @property
    def alpha_share(self) -> float | None:
        """α as a multiple of 1/L; None where that says nothing about the rule."""
        if not self.bound or not self.experiment.is_plain:
            return None
        return self.experiment.alpha * self.bound

    @property
    def target(self) -> float:
        """The max |∂J/∂β| that the run is heading for."""
        return self.experiment.tolerance or 1e-9

    @property
    def epochs_left(self) -> float:
        """How many more epochs it takes at the recent pace; ∞ if it never gets there."""
        return self.recent.epochs_to(self.target) if self.recent else float("inf")


def judge(
    experiment: Experiment,
    history: History,
    epoch: int,
    separated: Separated | None,
    bound: float | None = None,
    best: Optimum | None = None,
) -> Verdict:
    """Return what the run is doing at ``epoch`` of its history.

    ``bound``, ``best`` and ``separated`` are facts of the experiment that the caller computes
    once. The rest takes some tens of microseconds, for any history and any number of examples.
    """
    cost, largest = history.cost_at(epoch), max(map(abs, history.gradient_at(epoch).tolist()))
    ended = history.reason if epoch == history.last_epoch else None
    end = history.last_epoch if history.reason is StopReason.GRADIENT else None

    def found(kind: Kind, recent: RecentSteps | None = None) -> Verdict:
        return Verdict(
            kind, experiment, epoch, cost, largest, recent, bound, best, separated, ended, end
        )

    if separated and _runs_away(experiment, separated):
        return found(Kind.NO_OPTIMUM)
    if ended is StopReason.EPOCHS:
        return found(Kind.LAST_EPOCH, RecentSteps.at(history, epoch) if epoch else None)
    if ended is not None:
        return found(_end(ended, cost, best))
    if epoch == 0:
        return found(Kind.READY)
    if largest < _ROUNDING:
        return found(Kind.PLATEAU if _is_far_above(cost, best) else Kind.CONVERGED)
    recent = RecentSteps.at(history, epoch)
    return found(_under_way(found(Kind.CONVERGING, recent), recent), recent)


def _runs_away(experiment: Experiment, separated: Separated) -> bool:
    # A penalty bounds every coefficient but the intercept, which diverges with a single class.
    alone = separated.kind in (Separation.ONE_CLASS, Separation.NO_DATA)
    return alone or not experiment.l2


def _end(ended: StopReason, cost: float, best: Optimum | None) -> Kind:
    if ended is StopReason.DIVERGED:
        return Kind.DIVERGED
    if ended is StopReason.COST:
        return Kind.NO_LONGER_DROPS
    return Kind.PLATEAU if _is_far_above(cost, best) else Kind.CONVERGED


def _is_far_above(cost: float, best: Optimum | None) -> bool:
    return best is not None and cost > 1.01 * best.cost + 1e-9


def _under_way(given: Verdict, seen: RecentSteps) -> Kind:
    experiment, share = given.experiment, given.alpha_share
    objective = experiment.objective_type
    if seen.climbs or (objective.is_quadratic and share is not None and share > 2.0):
        return Kind.DIVERGING
    if (seen.overshoots and not experiment.in_batches) or seen.rises > seen.steps / 4:
        return Kind.OSCILLATING
    small = share is not None and share < TINY_ALPHA
    far = given.epochs_left > _LONG_WAY * max(experiment.epochs, 1000) and seen.steps > 1
    if far and not small and not objective.is_convex:
        return Kind.PLATEAU
    return Kind.CRAWLING if small or far else Kind.CONVERGING

"""The learning rates at which descent begins to overshoot, may rise, and is thrown out."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from gdviz.engine.curvature import curvature, curvature_bound
from gdviz.engine.derived import derived
from gdviz.engine.experiment import Experiment
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.optimum import optimum


@dataclass(frozen=True, slots=True)
class AlphaLimits:
    """What is known of α for one cost and rule; None where there is no such limit.

    Up to ``no_overshoot`` = 1/L no step overshoots (successive gradients never point against
    each other) and the cost falls; below ``falls`` = 2/L a step may overshoot, but each one
    lowers the cost. Both hold anywhere, for plain descent. Below ``attracts`` the optimum
    attracts, above it repels: 2/λmax of the Hessian at the optimum, for momentum m times 1 + m
    (Polyak 1964), for Nesterov's times (1 + m)/(1 + 2m).
    """

    no_overshoot: float | None = None
    falls: float | None = None
    attracts: float | None = None


def alpha_limits(experiment: Experiment, objective: Objective) -> AlphaLimits:
    """Return the limits of α for an experiment with that objective."""
    if experiment.in_batches or not objective.data.n:
        return AlphaLimits()
    attracts = _attracts(experiment, objective)
    bound = curvature_bound(objective)
    if experiment.rule != "gd" or not 0 < bound < inf:
        return AlphaLimits(attracts=attracts)
    # Of a quadratic, whose curvature is the same everywhere, the last two are one.
    falls = 2.0 / bound
    return AlphaLimits(1.0 / bound, falls, falls if objective.is_quadratic else attracts)


def _attracts(experiment: Experiment, objective: Objective) -> float | None:
    factor, best = experiment.update_rule().stability, optimum(objective)
    if factor is None or best is None:
        return None
    name = "curvature at the optimum", type(objective), objective.penalty.tobytes()
    bends = derived(objective.data, lambda _: curvature(objective, best.beta), *name)
    return factor / bends.largest if 0 < bends.largest < inf else None

"""Gradient descent itself: an iterator of steps; whoever drives it decides when to pause."""

from __future__ import annotations

import math
from collections.abc import Generator
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.experiment import Experiment


class StopReason(StrEnum):
    """Why a run has no next step."""

    EPOCHS = "epochs"
    GRADIENT = "gradient"
    DIVERGED = "diverged"


class Step(NamedTuple):
    """The state after ``epoch`` updates: β and its gradient, both (k+1,), and the cost there."""

    epoch: int
    beta: Array
    cost: float
    gradient: Array


def descend(experiment: Experiment, last: Step | None = None) -> Generator[Step, None, StopReason]:
    """Yield epoch 0 (the start) and then a step for each epoch; return why the run ended.

    The update is βj ← βj − α·∂J/∂βj, all j at once from the same β. After ``last``, a
    step that this generator gave before, the run goes on with the step that follows it, the
    same to the bit as in a run without the interruption. A step whose cost or gradient is
    not finite is not yielded: the run has diverged at the step before.
    """
    objective = experiment.objective()
    alpha, tolerance, epochs = experiment.alpha, experiment.tolerance, experiment.epochs
    if last is None:
        beta = experiment.first_beta()
        last = Step(0, beta, *objective.cost_and_gradient(beta))
        yield last
    epoch, beta, gradient = last.epoch, last.beta, last.gradient
    while True:
        if tolerance > 0 and np.abs(gradient).max() <= tolerance:
            return StopReason.GRADIENT
        if epoch >= epochs:
            return StopReason.EPOCHS
        beta = beta - alpha * gradient
        cost, gradient = objective.cost_and_gradient(beta)
        if not (math.isfinite(cost) and np.isfinite(gradient).all()):
            return StopReason.DIVERGED
        epoch += 1
        yield Step(epoch, beta, cost, gradient)

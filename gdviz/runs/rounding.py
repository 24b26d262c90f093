"""Which numbers of a step are nothing but rounding: a hand calculation gives 0 there.

A sum of n terms is rounding where |sum| < n·ε·max|term|, and so is a coefficient that only such
sums have moved. What is shown follows this; the numbers of the run stay as they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.engine.descend import Step
from gdviz.engine.experiment import Experiment
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.scaling import Scaling
from gdviz.runs.history.history import History
from gdviz.runs.history.step_block import StepColumns

Mask = NDArray[np.bool_]
EPSILON = float(np.finfo(np.float64).eps)
# Of the epochs in which only rounding moves a coefficient (symmetric data), the first are looked
# at, and beyond them only the last.
_FAR = 1024
_SLICE = 64
# For so many examples a bound stands for the largest term of a past epoch.
_MANY = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """A step's sums with 0 where they are nothing but rounding; all of shape (k+1,).

    ``means`` are those over the examples, ``gradient`` is with the L2 term; ``rounding`` marks
    where the gradient is 0 for that reason.
    """

    means: Array
    gradient: Array
    rounding: Mask


def sums_of(objective: Objective, step: Step) -> Sums:
    """Return the means and the gradient of a step as a hand calculation gives them."""
    pull = objective.penalty * step.beta
    means = step.gradient - pull
    limits = _loose_limits(objective, step.cost)
    if not (np.minimum(abs(means), abs(step.gradient)) < limits + EPSILON * abs(pull)).any():
        return Sums(means, step.gradient, np.zeros(len(means), dtype=bool))
    limits = _limits(objective, step.beta)
    rounding = _is_rounding(step.gradient, limits + EPSILON * abs(pull))
    means = np.where(_is_rounding(means, limits), 0.0, means)
    return Sums(means, np.where(rounding, 0.0, step.gradient), rounding)


class Unmoved:
    """The coefficients of a run that still are what they were at its start, but for rounding."""

    def __init__(self, experiment: Experiment, objective: Objective) -> None:
        self._experiment, self._objective = experiment, objective
        self._start = experiment.first_beta()
        # How many gradients are known, and which coefficients no other than rounding has moved
        # before each of the epochs that they leave.
        self._known = 0
        self._moved_at = np.full(objective.size, np.inf)

    def at(self, history: History, epoch: int) -> Mask:
        """Return which coefficients nothing but rounding has moved up to ``epoch``, (k+1,)."""
        if epoch and self._experiment.in_batches:
            return np.zeros(len(self._start), dtype=bool)
        self._look(history, min(epoch, _FAR))
        unmoved = np.asarray(self._moved_at >= epoch)
        if epoch > self._known and unmoved.any():
            unmoved &= self._are_rounding(history.rows(epoch - 1, epoch))[0]
        return unmoved

    def beta(self, history: History, epoch: int) -> Array:
        """Return β at ``epoch`` in the coordinates of the run, as a hand gives it, (k+1,)."""
        return np.where(self.at(history, epoch), self._start, history.beta_at(epoch))

    def _look(self, history: History, epoch: int) -> None:
        """Look at the gradients before ``epoch``, until all coefficients have been moved."""
        while self._known < epoch and np.isinf(self._moved_at).any():
            stop = min(self._known + _SLICE, epoch)
            real = ~self._are_rounding(history.rows(self._known, stop))
            first = np.where(real.any(axis=0), self._known + real.argmax(axis=0), np.inf)
            self._moved_at = np.minimum(self._moved_at, first)
            self._known = stop
        self._known = max(self._known, epoch)

    def _are_rounding(self, rows: StepColumns) -> Mask:
        """Return which partial derivatives of some epochs are nothing but rounding, (m, k+1)."""
        objective = self._objective
        pulls = EPSILON * abs(objective.penalty * rows.beta)
        loose = np.array([_loose_limits(objective, cost) for cost in rows.cost.tolist()])
        rounding = _is_rounding(rows.gradient, loose + pulls)
        if objective.data.n <= _MANY:
            for row in np.flatnonzero(rounding.any(axis=1)):
                limits = _limits(objective, rows.beta[row]) + pulls[row]
                rounding[row] = _is_rounding(rows.gradient[row], limits)
        return rounding


def scaling_of(experiment: Experiment) -> Scaling:
    """Return the scaling of a run, with 0 for a mean that is nothing but rounding."""
    scaling = experiment.scaling
    limits = EPSILON * derived(experiment.dataset, _largest)[1:]
    return Scaling(np.where(abs(scaling.mean) < limits, 0.0, scaling.mean), scaling.spread)


def in_data_units(scaling: Scaling, beta: Array) -> Array:
    """Return β of the run in the units of the data, with 0 for an intercept that is rounding."""
    data = scaling.to_data_units(beta)
    terms = [float(beta[0]), *(data[1:] * scaling.mean).tolist()]
    if abs(data[0]) < len(terms) * EPSILON * max(map(abs, terms)):
        data[0] = 0.0
    return data


def _is_rounding(values: Array, limits: Array) -> Mask:
    return np.asarray((values == 0.0) | (abs(values) < limits))


def _loose_limits(objective: Objective, cost: float) -> Array:
    """Return what no limit of a mean exceeds at that cost, at once."""
    # No slope of an example is above 1, or with squares above √(2nJ).
    slope = max(1.0, math.sqrt(2.0 * objective.data.n * cost)) if cost >= 0 else math.inf
    return EPSILON * slope * derived(objective.data, _largest)


@np.errstate(over="ignore", invalid="ignore")
def _limits(objective: Objective, beta: Array) -> Array:
    """Return ε·max|term|, below which a mean over the examples is rounding, (k+1,)."""
    columns, y = objective.data.columns, objective.data.y
    if not len(y):
        return np.zeros(len(beta))
    slopes = abs(objective.point_slopes(columns @ beta[1:] + beta[0], y))
    terms = [slopes.max(), *(slopes * abs(x) for x in columns.T)]
    return EPSILON * np.array([np.max(one) for one in terms])


def _largest(data: Dataset) -> Array:
    """Return the largest |x_ij| of each coefficient, 1 for the intercept."""
    largest = abs(data.columns).max(axis=0, initial=0.0)
    return np.concatenate([[1.0], largest])

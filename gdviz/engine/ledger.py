"""One step's arithmetic, example by example."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.descent import Step
from gdviz.engine.experiment import Experiment
from gdviz.engine.objective import Objective


@dataclass(frozen=True, slots=True)
class Row:
    """What one example adds to the step: all in the coordinates of the run."""

    x: float
    y: float
    z: float
    prediction: float
    error: float
    error_times_x: float
    cost: float


class Ledger:
    """The arithmetic of the update at ``step``; rows are worked out when they are asked for.

    ``objective`` is that of the experiment. ``gradient`` holds the means of the columns
    error and error·x: ∂J/∂β0 and ∂J/∂β1.
    """

    def __init__(self, experiment: Experiment, objective: Objective, step: Step) -> None:
        self.experiment = experiment
        self.objective = objective
        self.step = step

    def __len__(self) -> int:
        return self.objective.data.n

    @property
    def sums(self) -> Array:
        """The sums over the examples behind the gradient, shape (k+1,)."""
        return self.step.gradient * len(self)

    @property
    def updated(self) -> Array:
        """The coefficients after the update, shape (k+1,)."""
        return np.asarray(self.step.beta - self.experiment.alpha * self.step.gradient)

    def row(self, index: int) -> Row:
        """Return the arithmetic of one example (of one feature)."""
        data = self.objective.data
        x, y = float(data.columns[index, 0]), float(data.y[index])
        z = np.array([self.step.beta[0] + self.step.beta[1] * x])
        p = float(self.objective.respond(z)[0])
        cost = float(self.objective.point_costs(z, np.array([y]))[0])
        return Row(x, y, float(z[0]), p, p - y, (p - y) * x, cost)

"""One frozen value that says everything about a run."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.objective import LeastSquares, LogLoss, Objective, SquaredError
from gdviz.engine.scaling import Scaling

Start = tuple[float, ...] | Literal["zeros", "random"]
MODELS = ("logistic", "linear")
COSTS = ("log-loss", "squared-error")
RULES = ("gd",)


@dataclass(frozen=True, slots=True)
class Experiment:
    """Data, model, cost, update rule, start, stop rules: the same value gives the same run.

    ``start`` is "zeros", "random" (standard normal numbers drawn from ``seed``) or k+1
    numbers in the coordinates of the run. ``scale`` standardises the features for the run.
    ``tolerance`` ends the run at the first epoch with max_j |∂J/∂βj| ≤ tolerance; 0 never does.

    Raises ValueError, naming the argument and the value, for one that makes no run.
    """

    dataset: Dataset
    model: str = "logistic"
    cost: str = "log-loss"
    alpha: float = 0.1
    epochs: int = 1000
    start: Start = "zeros"
    seed: int = 0
    rule: str = "gd"
    batch_size: int | None = None
    scale: bool = False
    l2: float = 0.0
    tolerance: float = 1e-6

    def __post_init__(self) -> None:
        _one_of("model", self.model, MODELS)
        _one_of("cost", self.cost, COSTS)
        _one_of("rule", self.rule, RULES)
        if not (math.isfinite(self.alpha) and self.alpha > 0):
            raise ValueError(f"alpha must be a finite number above 0, not {self.alpha!r}")
        if self.epochs < 0:
            raise ValueError(f"epochs must not be negative, not {self.epochs!r}")
        if not (math.isfinite(self.tolerance) and self.tolerance >= 0):
            raise ValueError(f"tolerance must be 0 or above, not {self.tolerance!r}")
        if not isinstance(self.start, str):
            object.__setattr__(self, "start", tuple(float(b) for b in self.start))
        self._check_start()

    @property
    def scaling(self) -> Scaling:
        """The map from the data's units to the coordinates of the run."""
        return Scaling.standard(self.dataset) if self.scale else Scaling.none(self.dataset.k)

    def objective(self) -> Objective:
        """Return the cost that the run minimises, over the data in the run's coordinates."""
        data = self.scaling.apply(self.dataset) if self.scale else self.dataset
        if self.model == "linear":
            return LeastSquares(data, self.l2)
        return (LogLoss if self.cost == "log-loss" else SquaredError)(data, self.l2)

    def first_beta(self) -> Array:
        """Return the coefficients at epoch 0, shape (k+1,)."""
        size = self.dataset.k + 1
        if self.start == "zeros":
            return np.zeros(size)
        if self.start == "random":
            return np.random.default_rng(self.seed).standard_normal(size)
        return np.array(self.start, dtype=np.float64)

    def altered(self, **fields: object) -> Experiment:
        """Return this experiment with some fields replaced."""
        return replace(self, **fields)  # type: ignore[arg-type]

    def _check_start(self) -> None:
        if isinstance(self.start, str):
            _one_of("start", self.start, ("zeros", "random"))
            return
        size = self.dataset.k + 1
        if len(self.start) != size:
            raise ValueError(f"start needs {size} numbers (β0 … β{size - 1}), not {self.start!r}")
        if not all(math.isfinite(b) for b in self.start):
            raise ValueError(f"start must be finite, not {self.start!r}")


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}")

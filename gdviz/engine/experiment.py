"""One frozen value that says everything about a run."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.engine.objectives.least_squares import LeastSquares
from gdviz.engine.objectives.log_loss import LogLoss
from gdviz.engine.objectives.objective import Objective, check_classes
from gdviz.engine.objectives.squared_error import SquaredError
from gdviz.engine.scaling import Scaling
from gdviz.engine.update_rules import RULES, Rule, rule

Start = tuple[float, ...] | Literal["zeros", "random"]
MODELS = ("logistic", "linear")
COSTS = ("log-loss", "squared-error")


@dataclass(frozen=True, slots=True)
class Experiment:
    """Data, model, cost, update rule, start, stop rules: the same value gives the same run.

    ``start`` is "zeros", "random" (standard normal numbers drawn from ``seed``) or k+1
    numbers in the coordinates of the run. ``scale`` standardises the features for the run.
    ``rule`` is one of RULES and ``rule_settings`` (parameter, value) pairs that differ from its
    defaults. ``batch_size`` examples make an update, drawn anew in each epoch from ``seed``;
    None takes them all.

    ``tolerance`` ends the run at the first epoch with max_j |∂J/∂βj| ≤ tolerance; 0 never does.
    ``cost_drop`` ends it when the cost has dropped by less than that share of itself over the
    last ``cost_window`` epochs (or has risen); 0 never does.

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
    rule_settings: tuple[tuple[str, float], ...] = ()
    cost_drop: float = 0.0
    cost_window: int = 10

    def __post_init__(self) -> None:
        _one_of("model", self.model, MODELS)
        _one_of("cost", self.cost, COSTS)
        _one_of("rule", self.rule, RULES)
        if not (math.isfinite(self.alpha) and self.alpha > 0):
            raise ValueError(f"alpha must be a finite number above 0, not {self.alpha!r}")
        for name in ("tolerance", "cost_drop", "l2"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} must be a finite number, 0 or above, not {value!r}")
        _whole("epochs", self.epochs, 0)
        _whole("seed", self.seed, 0)
        _whole("cost_window", self.cost_window, 1)
        if self.batch_size is not None:
            _whole("batch_size", self.batch_size, 1, max(self.dataset.n, 1))
        if not isinstance(self.start, str):
            object.__setattr__(self, "start", tuple(float(b) for b in self.start))
        self._check_start()
        pairs = tuple((str(name), float(value)) for name, value in self.rule_settings)
        object.__setattr__(self, "rule_settings", pairs)
        self.update_rule()

    @property
    def scaling(self) -> Scaling:
        """The map from the data's units to the coordinates of the run."""
        return Scaling.standard(self.dataset) if self.scale else Scaling.none(self.dataset.k)

    def check_labels(self) -> None:
        """Raise ValueError where the model cannot take the labels of the data."""
        if self.model == "logistic":
            check_classes(self.dataset.y)

    def objective(self) -> Objective:
        """Return the cost that the run minimises, over the data in the run's coordinates."""
        data = derived(self.dataset, _standardised) if self.scale else self.dataset
        if self.model == "linear":
            return LeastSquares(data, self.l2)
        return (LogLoss if self.cost == "log-loss" else SquaredError)(data, self.l2)

    @property
    def is_plain(self) -> bool:
        """Whether an update is βj ← βj − α·∂J/∂βj over all the data, to be checked by hand."""
        return self.rule == "gd" and self.batch_size is None

    def update_rule(self) -> Rule:
        """Return the rule that moves β, with its parameters."""
        return rule(self.rule, self.alpha, self.rule_settings)

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


def _standardised(data: Dataset) -> Dataset:
    return Scaling.standard(data).apply(data)


def _whole(name: str, value: int, least: int, most: int | None = None) -> None:
    span = f"{least} or above" if most is None else f"in {least} … {most}"
    if not isinstance(value, (int, np.integer)) or value < least or (most and value > most):
        raise ValueError(f"{name} must be a whole number, {span}, not {value!r}")


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}")

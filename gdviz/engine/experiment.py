"""One frozen value that defines a run."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict, Unpack

import numpy as np

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.engine.objectives.models import COSTS, MODELS
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.scaling import Scaling
from gdviz.engine.update_rules import RULES, UpdateRule, update_rule
from gdviz.support.numbers import grouped
from gdviz.support.shortened import shortened

Start = tuple[float, ...] | Literal["zeros", "random"]


# What the whole numbers may be: the fields of the window hold 32 bits, and a run that the command
# line takes must open there.
LARGEST = 2_147_483_647
WHOLE_NUMBERS = {
    "epochs": range(LARGEST + 1),
    "seed": range(LARGEST + 1),
    "cost_window": range(1, LARGEST + 1),
}


class Fields(TypedDict, total=False):
    """An edit of an experiment: some of its fields and their new values."""

    dataset: Dataset
    model: str
    cost: str
    alpha: float
    epochs: int
    start: Start
    seed: int
    rule: str
    batch_size: int | None
    scale: bool
    l2: float
    tolerance: float
    rule_settings: tuple[tuple[str, float], ...]
    cost_drop: float
    cost_window: int


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Experiment:
    """Data, model, cost, update rule, start, stop rules: the same value gives the same run.

    ``start`` is "zeros", "random" (standard normal numbers drawn from ``seed``) or k+1
    numbers in the run's coordinates. ``scale`` standardises the features for the run.
    ``rule`` is one of RULES and ``rule_settings`` (parameter, value) pairs that differ from its
    defaults. Each update uses ``batch_size`` examples, shuffled with ``seed`` in each epoch;
    None uses them all.

    ``tolerance`` ends the run at the first epoch with max_j |∂J/∂βj| ≤ tolerance; 0 never does.
    ``cost_drop`` ends it when the cost has dropped by less than that share of itself over the
    last ``cost_window`` epochs (or has risen); 0 never does.

    Raises ValueError, naming the argument and the value, for an invalid one.
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
        _one_of("model", self.model, tuple(MODELS))
        _one_of("cost", self.cost, COSTS)
        _one_of("rule", self.rule, RULES)
        if not (math.isfinite(self.alpha) and self.alpha > 0):
            raise ValueError(f"alpha must be a finite number above 0, not {self.alpha!r}")
        for name in ("tolerance", "cost_drop", "l2"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} must be a finite number, 0 or above, not {value!r}")
        for name, span in WHOLE_NUMBERS.items():
            _whole(name, getattr(self, name), span.start, span[-1])
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
        """Raise ValueError if the model cannot use the labels of the data."""
        self.objective_type.check_labels(self.dataset.y)

    @property
    def objective_type(self) -> type[Objective]:
        """The kind of cost to minimise; a model with a single cost ignores the choice."""
        return MODELS[self.model].cost(self.cost)

    def objective(self) -> Objective:
        """Return the cost that the run minimises, over the data in the run's coordinates."""
        data = derived(self.dataset, _standardised) if self.scale else self.dataset
        return self.objective_type(data, self.l2)

    @property
    def in_batches(self) -> bool:
        """Whether an epoch has several updates, each on only some of the examples."""
        return self.batch_size is not None and self.batch_size < self.dataset.n

    @property
    def is_plain(self) -> bool:
        """Whether an update is βj ← βj − α·∂J/∂βj over all the data, to be checked by hand."""
        return not (self.in_batches or self.update_rule().keeps_state)

    def update_rule(self) -> UpdateRule[Any]:
        """Return the update rule with its parameters."""
        return update_rule(self.rule, self.alpha, self.rule_settings)

    def first_beta(self) -> Array:
        """Return the coefficients at epoch 0, shape (k+1,)."""
        size = self.dataset.k + 1
        if self.start == "zeros":
            return np.zeros(size)
        if self.start == "random":
            return np.random.default_rng(self.seed).standard_normal(size)
        return np.array(self.start, dtype=np.float64)

    def altered(self, **fields: Unpack[Fields]) -> Experiment:
        """Return this experiment with some fields replaced."""
        return replace(self, **fields)

    def on(self, dataset: Dataset) -> Experiment:
        """Return this experiment on other data; batches of more examples than they have take all.

        Raises ValueError where picked start values are not as many as its coefficients.
        """
        size = self.batch_size and min(self.batch_size, max(dataset.n, 1))
        return replace(self, dataset=dataset, batch_size=size)

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


def _whole(name: str, value: int, least: int, most: int) -> None:
    if not isinstance(value, (int, np.integer)) or not least <= value <= most:
        raise ValueError(
            f"{name} must be a whole number, in {grouped(least)} … {grouped(most)},"
            f" not {_as_written(value)}"
        )


def _as_written(value: object) -> str:
    if isinstance(value, int) and value >= 0:
        return shortened(grouped(value))
    return shortened(repr(value))


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}")

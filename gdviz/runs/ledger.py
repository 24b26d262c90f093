"""One step's arithmetic, example by example."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.engine.descend import Step
from gdviz.engine.experiment import Experiment
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.update_rules import Term
from gdviz.runs.rounding import Mask, Sums, sums_of

# The rows of so few examples are all computed at once, and kept.
_FEW = 200


@dataclass(frozen=True, slots=True)
class Row:
    """What one example adds to the step, in the coordinates of the run.

    ``slope`` is ∂J_i/∂z: the error itself, except for squared error on σ(z).
    """

    x: float
    y: float
    z: float
    prediction: float
    error: float
    slope: float
    slope_times_x: float
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class ByHand:
    """The numbers of a ledger with 0 where they are nothing but rounding.

    A coefficient that only rounding has moved is what it was at the start.
    """

    beta: Array
    sums: Sums
    terms: tuple[Term, ...]
    updated: Array | None


class Ledger:
    """The arithmetic of the update at ``step``; rows are computed on demand.

    ``terms`` are the lines of the rule, the last of which is Δβ, and ``updated`` is the β after
    it, shape (k+1,). An epoch of mini-batches has several updates: there are no terms, and
    ``updated`` is None until it is known.

    ``objective`` is that of the experiment, ``state`` that of its rule at ``step``,
    ``following`` the β of the next epoch if known, which takes mini-batches several updates, and
    ``unmoved`` marks the coefficients that nothing but rounding has moved since the start.

    ``by_hand`` is the same arithmetic as a hand gives it: 0 for what is nothing but rounding.
    """

    def __init__(
        self,
        experiment: Experiment,
        objective: Objective,
        step: Step,
        state: Any = None,
        following: Array | None = None,
        unmoved: Mask | None = None,
    ) -> None:
        self.experiment = experiment
        self.objective = objective
        self.step = step
        self.terms = _terms(experiment, step, state)
        self.updated = _moved(step, self.terms) if self.terms else following
        self._unmoved = np.zeros(len(step.beta), dtype=bool) if unmoved is None else unmoved

    def __len__(self) -> int:
        return self.objective.data.n

    @property
    def numbers(self) -> tuple[object, ...]:
        """The inputs of its arithmetic: ledgers with the same numbers show the same."""
        step, updated = self.step, self.updated
        following = None if updated is None else updated.tolist()
        return step.beta.tolist(), step.gradient.tolist(), step.cost, following

    @property
    def penalty(self) -> Array:
        """The L2 term of the gradient, shape (k+1,)."""
        return self.objective.penalty * self.step.beta

    @property
    def means(self) -> Array:
        """The means over the examples: the gradient without its L2 term, shape (k+1,)."""
        return np.asarray(self.step.gradient - self.penalty)

    @property
    def sums(self) -> Array:
        """The sums over the examples behind the means, shape (k+1,)."""
        return self.means * len(self)

    @cached_property
    def by_hand(self) -> ByHand:
        """The arithmetic as a hand gives it."""
        step, sums, unmoved = self.step, sums_of(self.objective, self.step), self._unmoved
        still = unmoved & sums.rounding
        if not (unmoved.any() or still.any()):
            return ByHand(step.beta, sums, self.terms, self.updated)
        start = self.experiment.first_beta()
        beta, updated = np.where(unmoved, start, step.beta), self.updated
        if updated is not None and not self.experiment.in_batches:
            updated = np.where(still, start, updated)
        terms = tuple(one._replace(values=np.where(still, 0.0, one.values)) for one in self.terms)
        return ByHand(beta, sums, terms, updated)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the update is βj ← βj − α·∂J/∂βj, which can be checked by hand."""
        return self.experiment.is_plain

    def rows(self, start: int, stop: int) -> list[Row]:
        """Return the arithmetic of the examples start … stop − 1 (of one feature)."""
        columns = self.columns(start, stop)
        return [Row(*numbers) for numbers in zip(*(c.tolist() for c in columns), strict=True)]

    def columns(self, start: int, stop: int) -> tuple[Array, ...]:
        """Return the same as columns, one for each field of Row."""
        if len(self) > _FEW:
            return self._columns(start, stop)
        return tuple(column[start:stop] for column in self._all_columns)

    @cached_property
    def _all_columns(self) -> tuple[Array, ...]:
        return self._columns(0, len(self))

    @np.errstate(over="ignore", invalid="ignore")
    def _columns(self, start: int, stop: int) -> tuple[Array, ...]:
        data, (b0, b1) = self.objective.data, self.step.beta
        x, y = data.columns[start:stop, 0], data.y[start:stop]
        z = b0 + b1 * x
        p, slope = self.objective.respond(z), self.objective.point_slopes(z, y)
        return x, y, z, p, p - y, slope, slope * x, self.objective.point_costs(z, y)

    def row(self, index: int) -> Row:
        """Return the arithmetic of one example (of one feature)."""
        return self.rows(index, index + 1)[0]


def _moved(step: Step, terms: tuple[Term, ...]) -> Array:
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(step.beta + terms[-1].values)


def _terms(experiment: Experiment, step: Step, state: Any) -> tuple[Term, ...]:
    if experiment.in_batches:
        return ()
    with np.errstate(over="ignore", invalid="ignore"):
        return experiment.update_rule().terms(step.gradient, state)

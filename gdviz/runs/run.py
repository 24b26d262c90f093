"""An experiment together with everything that follows from it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import islice
from typing import Any

import numpy as np

from gdviz.engine.alpha_limits import AlphaLimits, alpha_limits
from gdviz.engine.curvature import curvature_bound
from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.engine.descend import Step, StopReason, descend
from gdviz.engine.experiment import LARGEST, Experiment
from gdviz.engine.landscape import factorised
from gdviz.engine.optimum import Optimum, optimum
from gdviz.engine.quadrature import prepare_nodes
from gdviz.engine.scaling import Scaling
from gdviz.engine.separation import Separated, separation
from gdviz.runs.cost_ahead import CostAhead
from gdviz.runs.history.history import History
from gdviz.runs.history.step_block import StepBlock
from gdviz.runs.ledger import Ledger
from gdviz.runs.outlook import Outlook
from gdviz.runs.rounding import Unmoved, in_data_units, scaling_of
from gdviz.runs.rule_states import RuleStates
from gdviz.runs.verdict import Known, Verdict, judge


class Run:
    """The history of one experiment, as far as it is known, and the facts of its cost.

    ``history`` grows; all else is fixed by ``experiment``, which a run never changes.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.objective = experiment.objective()
        self.scaling = experiment.scaling
        self.history = History(self.objective.size, partial(retrace, experiment))
        self._rule_states = RuleStates(experiment)
        self._cost_ahead = CostAhead(experiment, self.rule_state)
        # What was computed ahead of the history, in the background.
        self.outlook: Outlook | None = None
        self._unmoved = Unmoved(experiment, self.objective)

    def followed_by(self, experiment: Experiment) -> Run:
        """Return the run of another experiment; it keeps the history if only epochs differ."""
        alike = self.experiment.altered(epochs=experiment.epochs) == experiment
        return self._prolonged(experiment) if alike else Run(experiment)

    @cached_property
    def optimum(self) -> Optimum | None:
        """The minimum in the coordinates of the run, or None if none exists."""
        return optimum(self.objective)

    @cached_property
    def separated(self) -> Separated | None:
        """How the classes are split (in the data's units); None if they are not."""
        if not self.objective.has_classes:
            return None
        return derived(self.experiment.dataset, separation)

    @cached_property
    def curvature_bound(self) -> float:
        """L: α ≤ 1/L never raises the cost, wherever the run is."""
        return curvature_bound(self.objective)

    @cached_property
    def alpha_limits(self) -> AlphaLimits:
        """Where descent begins to overshoot, may rise, and is thrown out."""
        return alpha_limits(self.experiment, self.objective)

    @property
    def is_open(self) -> bool:
        """Whether it is worth while to compute ahead what becomes of it."""
        ends = self.history.reason not in (None, StopReason.EPOCHS)
        return not ends and self.outlook is None and self.separated is None

    def prepare(self) -> Iterator[float]:
        """Compute the facts that take long for very many examples; any thread may do that.

        They are kept with the data, for other experiments on them. Yields the share done after
        each.
        """
        data, has_classes = self.objective.data, self.objective.has_classes
        facts: list[Callable[[], object]] = [lambda: self.separated, lambda: self.curvature_bound]
        if has_classes:
            facts.append(lambda: prepare_nodes(data))
        else:
            facts.append(lambda: derived(data, factorised))
        if has_classes and data.k == 1:
            facts.append(lambda: derived(data, _sorted_classes))
        facts += [lambda: self.optimum, lambda: self.alpha_limits]
        for done, fact in enumerate(facts, start=1):
            fact()
            yield done / len(facts)

    def until(self, epochs: int) -> Run:
        """Return the run of this experiment with another last epoch, as far as it is known."""
        return self._prolonged(self.experiment.altered(epochs=epochs))

    def _prolonged(self, experiment: Experiment) -> Run:
        made = Run(experiment)
        if len(self.history):
            made.history = self.history.head(experiment.epochs)
        made.outlook = self.outlook
        return made

    def finish(self) -> None:
        """Take all remaining steps, in the caller's thread."""
        steps = descend(self.experiment, self.history.last)
        gathered: list[Step] = []
        while True:
            try:
                gathered.append(next(steps))
            except StopIteration as end:
                if gathered:
                    self.history.extend(StepBlock.of(gathered, end.value))
                self.history.reason = end.value
                return
            if len(gathered) == 1024:
                self.history.extend(StepBlock.of(gathered))
                gathered = []

    def ledger(self, epoch: int) -> Ledger:
        """Return the arithmetic of the step that leaves ``epoch``."""
        known = epoch < self.history.last_epoch
        following = self.history.beta_at(epoch + 1) if known else None
        step, state = self.history.step(epoch), self.rule_state(epoch)
        unmoved = self._unmoved.at(self.history, epoch)
        return Ledger(self.experiment, self.objective, step, state, following, unmoved)

    def rule_state(self, epoch: int) -> Any:
        """Return the state of the rule at ``epoch``, before the update that leaves it.

        None for plain descent, which has none, and for mini-batches, whose gradients are not
        kept.
        """
        rule = self.experiment.update_rule()
        if self.experiment.in_batches or not rule.keeps_state:
            return None
        return self._rule_states.at(self.history, epoch)

    def diagnosis(self, epoch: int) -> Verdict:
        """Return what the run is doing at ``epoch``."""
        outlook = self.outlook
        if self.history.reason not in (None, StopReason.EPOCHS):
            outlook = Outlook(self.history.last_epoch, self.history.reason)
        known = Known(
            self.separated,
            self.optimum,
            self.alpha_limits,
            outlook,
            partial(self._cost_ahead.at, self.history),
        )
        return judge(self.experiment, self.history, epoch, known)

    def beta_data_units(self, epoch: int) -> Array:
        """Return the coefficients at ``epoch`` in the units of the data, shape (k+1,)."""
        return self.scaling.to_data_units(self.history.beta_at(epoch))

    def beta_by_hand(self, epoch: int) -> Array:
        """Return ``beta_data_units``, but for what is nothing but rounding, shape (k+1,)."""
        return in_data_units(self._scaling_by_hand, self._unmoved.beta(self.history, epoch))

    @cached_property
    def _scaling_by_hand(self) -> Scaling:
        return scaling_of(self.experiment)

    def accuracy(self, epoch: int) -> float | None:
        """Return the share of examples on the right side of p = 0.5; None without classes.

        A prediction of exactly 0.5 counts as class 1.
        """
        data = self.objective.data
        if not self.objective.has_classes or not data.n:
            return None
        beta = self.history.beta_at(epoch)
        if data.k > 1:
            return float(np.mean((self.objective.predict(beta) >= 0.5) == (data.y == 1)))
        zeros, ones = derived(data, _sorted_classes)
        b0, b1 = beta.tolist()
        right = len(zeros) - _reached(zeros, b0, b1) + _reached(ones, b0, b1)
        return right / data.n


def _sorted_classes(data: Dataset) -> tuple[Array, Array]:
    x = data.columns[:, 0]
    return np.sort(x[data.y == 0]), np.sort(x[data.y == 1])


def _reached(rising: Array, b0: float, b1: float) -> int:
    """Return how many of the rising x have β0 + β1·x ≥ 0; the sum rises or falls with x."""
    if b1 >= 0:
        return len(rising) - bisect_left(rising, True, key=lambda x: b0 + b1 * float(x) >= 0)
    return bisect_left(rising, True, key=lambda x: b0 + b1 * float(x) < 0)


def retrace(experiment: Experiment, last: Step | None, count: int) -> StepBlock:
    """Return the ``count`` steps that follow ``last``, which the run is known to have."""
    endless = experiment.altered(epochs=LARGEST)
    return StepBlock.of(list(islice(descend(endless, last), count)))

"""The models that can be trained, and the costs that fit each."""

from __future__ import annotations

from dataclasses import dataclass

from gdviz.engine.objectives.least_squares import LeastSquares
from gdviz.engine.objectives.log_loss import LogLoss
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.objectives.squared_error import SquaredError


@dataclass(frozen=True, slots=True)
class Model:
    """A model under its name, with the costs that can be minimised, the usual one first."""

    name: str
    costs: tuple[type[Objective], ...]

    def cost(self, name: str) -> type[Objective]:
        """Return its cost of that name; its usual one where it has none of that name."""
        return next((cost for cost in self.costs if cost.name == name), self.costs[0])


# To add a cost: a class in a file of its own, its name here, its words in wording/terms.py.
MODELS = {
    model.name: model
    for model in (Model("logistic", (LogLoss, SquaredError)), Model("linear", (LeastSquares,)))
}
# The names of those that there is a choice of.
COSTS = tuple(c.name for model in MODELS.values() if len(model.costs) > 1 for c in model.costs)

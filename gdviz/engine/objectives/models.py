"""The models that can be trained, and the costs that fit each."""

from __future__ import annotations

from dataclasses import dataclass

from gdviz.engine.objectives.least_squares import LeastSquares
from gdviz.engine.objectives.log_loss import LogLoss
from gdviz.engine.objectives.objective import Objective
from gdviz.engine.objectives.squared_error import SquaredError


@dataclass(frozen=True, slots=True)
class Model:
    """A model's name and the costs that it can minimise, the default first."""

    name: str
    costs: tuple[type[Objective], ...]

    def cost(self, name: str) -> type[Objective]:
        """Return its cost of that name, or its default if it has none of that name."""
        return next((cost for cost in self.costs if cost.name == name), self.costs[0])


# To add a cost: a class in its own file, its name here, its words in wording/terms.py.
MODELS = {
    model.name: model
    for model in (Model("logistic", (LogLoss, SquaredError)), Model("linear", (LeastSquares,)))
}
# The names of the costs that can be chosen.
COSTS = tuple(c.name for model in MODELS.values() if len(model.costs) > 1 for c in model.costs)

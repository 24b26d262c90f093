from typing import get_type_hints

import numpy as np
import pytest

from gdviz.engine import Experiment, LeastSquares, LogLoss, Objective, SquaredError
from gdviz.engine.curvature import curvature
from gdviz.engine.experiment import Fields
from gdviz.engine.objectives.models import COSTS, MODELS
from tests.engine.samples import HOURS

EACH = [cost for model in MODELS.values() for cost in model.costs]


def test_the_names_are_those_of_the_command_line() -> None:
    assert list(MODELS) == ["logistic", "linear"]
    assert COSTS == ("log-loss", "squared-error")
    assert MODELS["logistic"].cost("squared-error") is SquaredError
    assert MODELS["logistic"].cost("log-loss") is LogLoss
    assert MODELS["linear"].cost("squared-error") is LeastSquares


@pytest.mark.parametrize("cost", EACH)
def test_what_a_cost_says_of_itself_is_so(cost: type[Objective]) -> None:
    objective = cost(HOURS)
    betas = [np.array(b) for b in ([0.0, 0.0], [6.0, 3.0], [-3.0, 1.0], [-9.0, 4.0])]
    bends = [curvature(objective, beta) for beta in betas]
    assert cost.is_convex == all(bend.smallest > -1e-12 for bend in bends)
    assert cost.is_quadratic == (np.ptp([bend.largest for bend in bends]) < 1e-12)
    z = np.array([-2.0, 0.3, 1.7])
    slopes, errors = objective.point_slopes(z, np.ones(3)), objective.respond(z) - 1.0
    assert cost.slope_is_error == np.allclose(slopes, errors, rtol=1e-14, atol=0)
    far = objective.respond(np.array([-50.0, 50.0]))
    assert cost.has_classes == bool(((far >= 0) & (far <= 1)).all())


def test_every_field_of_an_experiment_can_be_altered() -> None:
    hints = get_type_hints(Experiment)
    assert get_type_hints(Fields) == hints

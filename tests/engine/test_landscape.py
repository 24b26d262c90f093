from collections.abc import Callable

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gdviz.engine import Dataset, LeastSquares, LogLoss, Objective, SquaredError, landscape
from tests.engine.samples import HOURS, overlapping

KINDS: dict[str, Callable[..., Objective]] = {
    "logistic": LogLoss,
    "squared-error": SquaredError,
    "linear": LeastSquares,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("l2", [0.0, 0.2])
def test_each_cell_is_the_cost_there(kind: str, l2: float) -> None:
    objective = KINDS[kind](HOURS, l2)
    b0, b1 = np.linspace(-8, 8, 7), np.linspace(-3, 4, 5)
    costs = landscape(objective, b0, b1)
    assert costs.shape == (5, 7)
    direct = [[objective.cost([u, v]) for u in b0] for v in b1]
    assert_allclose(costs, direct, rtol=1e-6)


@pytest.mark.parametrize("axes", [(0, 2), (1, 3), (3, 1)])
def test_other_axes_with_the_rest_held(axes: tuple[int, int]) -> None:
    objective = LogLoss(overlapping(40, 3), l2=0.1)
    held = np.array([0.3, -0.2, 0.4, 0.9])
    b0, b1 = np.linspace(-2, 2, 4), np.linspace(-1, 3, 3)
    costs = landscape(objective, b0, b1, axes=axes, at=held)
    for i, v in enumerate(b1):
        for j, u in enumerate(b0):
            beta = held.copy()
            beta[axes[0]], beta[axes[1]] = u, v
            assert_allclose(costs[i, j], objective.cost(beta), rtol=1e-6)


def test_far_from_the_data_the_cost_is_the_true_one() -> None:
    costs = landscape(LogLoss(Dataset([1.0], [0])), [0.0], [40.0, 1e4])
    assert_allclose(costs[:, 0], [40.0, 1e4], rtol=1e-12)

from itertools import islice, pairwise
from typing import Any

import numpy as np
import pytest

from gdviz.engine import Dataset, Experiment, descend, optimum
from gdviz.engine.alpha_limits import AlphaLimits, alpha_limits
from gdviz.engine.experiment import Fields
from tests.engine.samples import HOURS, O_RINGS


def limits(data: Dataset = HOURS, **fields: Any) -> AlphaLimits:
    experiment = Experiment(data, **fields)
    return alpha_limits(experiment, experiment.objective())


def test_the_limits_of_the_hours() -> None:
    found = limits()
    assert (found.no_overshoot, found.falls, found.attracts) == pytest.approx(
        (0.37289, 0.74579, 1.80380), abs=6e-6
    )


def test_of_a_line_the_last_two_are_one() -> None:
    found = limits(model="linear")
    assert found.attracts == pytest.approx(found.falls, rel=1e-12)


def test_of_momentum_only_the_optimum_sets_a_limit() -> None:
    plain = limits().attracts
    assert plain is not None
    for rule, factor in (("momentum", 1.9), ("nesterov", 1.9 / 2.8)):
        found = limits(rule=rule)
        assert found.no_overshoot is found.falls is None
        assert found.attracts == pytest.approx(factor * plain, rel=1e-12)


@pytest.mark.parametrize(
    "fields", [{"rule": "adam"}, {"rule": "rmsprop"}, {"batch_size": 5}], ids=str
)
def test_other_rules_and_batches_have_no_limit(fields: Fields) -> None:
    assert limits(**fields) == AlphaLimits()


def test_without_an_optimum_nothing_attracts() -> None:
    found = limits(Dataset([1, 2, 3], [0, 1, 1]))
    assert found.attracts is None
    assert found.falls is not None
    assert limits(Dataset([], [])) == AlphaLimits()


@pytest.mark.parametrize("rule", ["gd", "momentum", "nesterov"])
@pytest.mark.parametrize("fields", [{}, {"l2": 0.1}, {"scale": True}, {"model": "linear"}], ids=str)
@pytest.mark.parametrize("share", [0.99, 1.01])
def test_beyond_the_last_limit_the_optimum_repels(
    rule: str, fields: dict[str, Any], share: float
) -> None:
    """Nudged a little, descent comes back or runs away."""
    experiment = Experiment(HOURS, rule=rule, tolerance=0.0, epochs=4000, **fields)
    objective = experiment.objective()
    attracts, best = alpha_limits(experiment, objective).attracts, optimum(objective)
    assert attracts is not None
    assert best is not None
    nudged = tuple((best.beta + 1e-6).tolist())
    steps = list(descend(experiment.altered(alpha=share * attracts, start=nudged)))
    away = [float(np.abs(step.beta - best.beta).max()) for step in steps]
    assert (max(away[-50:]) > 10 * away[0]) == (share > 1)


@pytest.mark.parametrize("data", [HOURS, O_RINGS], ids=["hours", "o-rings"])
@pytest.mark.parametrize("cost", ["log-loss", "squared-error"])
@pytest.mark.parametrize("start", [(0.0, 0.0), (4.0, -2.0), (-3.0, 0.5)])
def test_below_two_over_l_the_cost_falls_and_below_one_nothing_overshoots(
    data: Dataset, cost: str, start: tuple[float, float]
) -> None:
    experiment = Experiment(data, cost=cost, start=start, epochs=300, tolerance=0.0)
    found = alpha_limits(experiment, experiment.objective())
    assert found.no_overshoot is not None
    for times, overshoots in ((1.0, False), (1.999, True)):
        run = list(islice(descend(experiment.altered(alpha=times * found.no_overshoot)), 300))
        costs = np.array([step.cost for step in run])
        assert (np.diff(costs) <= 1e-14 * costs[:-1]).all()
        along = [float(a.gradient @ b.gradient) for a, b in pairwise(run)]
        assert overshoots or min(along) >= -1e-18

import math
from typing import Any

import pytest

from gdviz.engine import Dataset, Experiment, LeastSquares, LogLoss, SquaredError
from tests.engine.samples import HOURS, overlapping


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("alpha", 0.0),
        ("alpha", -0.1),
        ("alpha", math.nan),
        ("alpha", math.inf),
        ("epochs", -1),
        ("tolerance", -1e-9),
        ("tolerance", math.nan),
        ("model", "tree"),
        ("cost", "hinge"),
        ("rule", "newton"),
        ("start", "ones"),
        ("start", (1.0,)),
        ("start", (1.0, 2.0, 3.0)),
        ("start", (1.0, math.nan)),
        ("start", (math.inf, 0.0)),
        ("epochs", 1.5),
        ("seed", -1),
        ("batch_size", 0),
        ("batch_size", 21),
        ("batch_size", 2.5),
        ("l2", -0.5),
        ("l2", math.inf),
        ("cost_drop", -0.1),
        ("cost_drop", math.nan),
        ("cost_window", 0),
    ],
)
def test_a_bad_value_is_named(field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{field} .*") as caught:
        Experiment(HOURS, **{field: value})
    assert repr(value) in str(caught.value)


def test_the_defaults_are_those_of_the_command_line() -> None:
    experiment = Experiment(HOURS)
    assert (experiment.model, experiment.cost, experiment.rule) == ("logistic", "log-loss", "gd")
    assert (experiment.alpha, experiment.epochs, experiment.tolerance) == (0.1, 1000, 1e-6)
    assert experiment.first_beta().tolist() == [0.0, 0.0]


def test_the_objective_follows_model_and_cost() -> None:
    assert isinstance(Experiment(HOURS).objective(), LogLoss)
    assert isinstance(Experiment(HOURS, cost="squared-error").objective(), SquaredError)
    assert isinstance(Experiment(HOURS, model="linear").objective(), LeastSquares)
    assert Experiment(HOURS, l2=0.5).objective().l2 == 0.5


def test_scaling_is_never_silent() -> None:
    assert Experiment(HOURS).objective().data == HOURS
    assert Experiment(HOURS, scale=True).objective().data != HOURS


def test_the_start() -> None:
    assert Experiment(HOURS, start=(1, 2)).first_beta().tolist() == [1.0, 2.0]
    drawn = Experiment(overlapping(9, 3), start="random", seed=3)
    assert drawn.first_beta().shape == (4,)
    assert drawn.first_beta().tolist() == drawn.first_beta().tolist()
    assert drawn.first_beta().tolist() != drawn.altered(seed=4).first_beta().tolist()


def test_an_altered_experiment_is_another_one() -> None:
    experiment = Experiment(HOURS)
    assert experiment.altered(alpha=0.2) == Experiment(HOURS, alpha=0.2)
    assert experiment.alpha == 0.1
    assert Experiment(Dataset([1], [0])) != experiment

from pathlib import Path

import pytest

from gdviz.documents.data_file import open_data, with_fitting_alpha
from gdviz.engine import Dataset, Experiment
from tests.engine.samples import HOURS, O_RINGS

# L of the point x = 0 is 1/4, so the largest α that never raises the cost is 4.
POINT = Dataset([0.0], [1])


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "grades.csv"
    path.write_text(text)
    return path


def test_a_table_is_opened_with_settings_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, "hours,passed\n0.5,0\n1.5,1\n1,1\n")
    experiment, message = open_data(path)
    data = Dataset([0.5, 1.5, 1.0], [0, 1, 1], ("hours",), "passed", title="grades.csv")
    assert experiment == Experiment(data)
    assert message == "Opened grades.csv: 3 examples."


def test_a_table_takes_over_the_settings_that_suit_it(tmp_path: Path) -> None:
    settings = Experiment(
        HOURS, model="linear", alpha=0.5, epochs=77, start=(1, 2), rule="adam", scale=True
    )
    experiment, _ = open_data(written(tmp_path, "x,y\n0.5,0\n1.5,1\n1,1\n"), settings=settings)
    wanted = settings.altered(dataset=experiment.dataset, model="logistic", start="zeros")
    assert experiment == wanted
    assert experiment.dataset.n == 3


@pytest.mark.parametrize(
    ("rows", "classes"),
    [("1,no\n2,yes\n", " y: no is 0, yes is 1."), ("1,0\n2,2\n", " y: 0 is 0, 2 is 1.")],
)
def test_other_classes_than_0_and_1_are_told(tmp_path: Path, rows: str, classes: str) -> None:
    _, message = open_data(written(tmp_path, f"x,y\n{rows}"))
    assert message == f"Opened grades.csv: 2 examples.{classes}"


def test_the_features_that_are_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,y\n1,2,0\n3,5,1\n2,2,0\n")
    shares: list[float] = []
    experiment, _ = open_data(path, ["b"], progress=shares.append)
    assert experiment.dataset.x.tolist() == [2.0, 5.0, 2.0]
    assert experiment.dataset.feature_names == ("b",)
    assert shares == [1.0]


@pytest.mark.parametrize("alpha", [0.04, 0.1, 4.0, 8.0])
def test_an_alpha_of_use_is_left_as_it_is(alpha: float) -> None:
    experiment = Experiment(POINT, alpha=alpha)
    assert with_fitting_alpha(experiment) == (experiment, "")


@pytest.mark.parametrize(("alpha", "shown"), [(0.0399, "0.0399"), (8.1, "8.1"), (1e-9, "1e−9")])
def test_an_alpha_of_no_use_becomes_one_over_l(alpha: float, shown: str) -> None:
    experiment = Experiment(POINT, alpha=alpha)
    fitting, message = with_fitting_alpha(experiment)
    assert fitting == experiment.altered(alpha=4.0)
    assert message == f" α was {shown}; it is now 4, about 1/L of these data."


def test_one_over_l_is_told_with_one_digit() -> None:
    """2/L of the O-rings is published: 0.00164."""
    fitting, _ = with_fitting_alpha(Experiment(O_RINGS, alpha=0.1))
    assert fitting.alpha == 0.0008

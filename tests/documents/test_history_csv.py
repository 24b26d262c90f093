from pathlib import Path

import numpy as np
import pytest

from gdviz.documents.errors import DocumentError
from gdviz.documents.history_csv import write_history
from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment
from gdviz.runs.history.history import History
from gdviz.runs.run import Run


def finished(experiment: Experiment) -> Run:
    run = Run(experiment)
    run.finish()
    return run


def test_the_numbers_read_back_to_the_same_bits(tmp_path: Path) -> None:
    path = tmp_path / "hours.csv"
    history = finished(sample("hours").experiment().altered(epochs=9000, tolerance=0.0)).history
    write_history(path, history)
    lines = path.read_text().splitlines()
    assert lines[0] == "epoch,beta0,beta1,cost,gradient0,gradient1"
    table = np.array([[float(cell) for cell in line.split(",")] for line in lines[1:]])
    assert table[:, 0].tolist() == list(range(9001))
    assert table[:, 1:3].tobytes() == history.beta.tobytes()
    assert table[:, 3].tobytes() == history.cost.tobytes()
    assert table[:, 4:].tobytes() == history.gradient.tobytes()


def test_every_coefficient_has_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    data = Dataset([[0.0, 1.0], [1.0, 0.0], [1.0, 2.0]], [0, 1, 0])
    write_history(path, finished(Experiment(data, epochs=0)).history)
    header, start = path.read_text().splitlines()
    assert header == "epoch,beta0,beta1,beta2,cost,gradient0,gradient1,gradient2"
    np.testing.assert_allclose(
        [float(cell) for cell in start.split(",")],
        [0, 0, 0, 0, np.log(2), 1 / 6, 0, 1 / 2],
        rtol=1e-15,
    )


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    history = finished(sample("worked").experiment()).history
    with pytest.raises(DocumentError, match="does not exist; create it"):
        write_history(tmp_path / "none" / "run.csv", history)


@pytest.mark.parametrize("column", ["beta", "cost", "gradient"])
def test_the_whole_run_is_never_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    history = finished(sample("hours").experiment().altered(epochs=20)).history

    def whole(_: History) -> None:
        pytest.fail(f"all of {column} was asked for; for each part of a long run it is copied")

    monkeypatch.setattr(History, column, property(whole))
    write_history(tmp_path / "run.csv", history)
    assert len((tmp_path / "run.csv").read_text().splitlines()) == 22

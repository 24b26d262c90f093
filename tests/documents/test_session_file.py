import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdviz.documents.errors import DocumentError
from gdviz.documents.samples import samples
from gdviz.documents.session_file import read_session, write_session
from gdviz.engine import Dataset, Experiment

DATA = Dataset([0.1, 1 / 3, 2e-300], [1, 0, 1], ("Größe (m)",), "β", ("no", "yes"))


def changed(tmp_path: Path, **parts: Any) -> Path:
    """Return a session file with some parts changed from what the program wrote."""
    path = tmp_path / "run.gdviz"
    write_session(path, Experiment(DATA), 3)
    document = json.loads(path.read_text(encoding="utf-8"))
    for name, value in parts.items():
        place, _, key = name.partition("__")
        if key:
            document[place][key] = value
        else:
            document[place] = value
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "experiment",
    [
        *(one.experiment() for one in samples()),
        Experiment(DATA, alpha=0.1 + 0.2, start="random", seed=7, cost="squared-error"),
        Experiment(
            Dataset([[1.0, 2.0], [3.0, 4.5]], [0, 1]), scale=True, l2=1e-3, start=(1, 2, 1 / 3)
        ),
        Experiment(Dataset([1, 2, 3], [1.5, 2.5, -0.0]), model="linear", tolerance=0),
        Experiment(Dataset([[1.0], [2.0]], [0, 1])),
        Experiment(Dataset([], [])),
        Experiment(Dataset(np.empty((0, 2)), [])),
    ],
)
def test_a_session_reads_back_to_the_same_bits(tmp_path: Path, experiment: Experiment) -> None:
    path = tmp_path / "run.gdviz"
    write_session(path, experiment, 57)
    again, cursor, _ = read_session(path)
    assert (again, cursor) == (experiment, 57)
    assert again.dataset.x.tobytes() == experiment.dataset.x.tobytes()
    assert again.dataset.y.tobytes() == experiment.dataset.y.tobytes()
    assert again.dataset.x.shape == experiment.dataset.x.shape


def test_a_setting_that_is_missing_has_its_default(tmp_path: Path) -> None:
    experiment, cursor, _ = read_session(changed(tmp_path, experiment={"alpha": 2}))
    assert (experiment, cursor) == (Experiment(DATA, alpha=2.0), 3)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"format": "other"}, "this is not a session file; choose one that gdviz"),
        ({"version": 2}, "of version 2, this gdviz reads 1; open it with a newer"),
        ({"cursor": -1}, "the cursor -1 is not among the 1000 epochs"),
        ({"cursor": 1001}, "the cursor 1001 is not among"),
        ({"cursor": "x"}, "“cursor” is missing or cannot be 'x'"),
        ({"cursor": True}, "“cursor” is missing or cannot be True"),
        ({"experiment__dataset": {}}, "this gdviz knows no “dataset”"),
        ({"experiment__epochs": 2}, "the cursor 3 is not among the 2 epochs"),
        ({"dataset": []}, "“dataset” is missing or cannot be []"),
        ({"dataset__x": None}, "“x” is missing or cannot be None"),
        ({"experiment": None}, "“experiment” is missing"),
        ({"experiment__momentom": 1}, "this gdviz knows no “momentom”"),
        ({"experiment__alpha": "big"}, "“alpha” cannot be 'big'"),
        ({"experiment__alpha": -1}, "alpha must be a finite number above 0"),
        ({"experiment__epochs": 1.5}, "“epochs” cannot be 1.5"),
        ({"experiment__scale": 1}, "“scale” cannot be 1"),
        ({"experiment__rule": "sgdx"}, "rule must be one of gd"),
        ({"experiment__start": [1.0]}, "start needs 2 numbers"),
        ({"experiment__start": ["a", "b"]}, "“start” cannot be"),
        ({"dataset__x": [1, 2]}, "x has 2 examples but y has 3"),
        ({"dataset__x": [1, "a", 2]}, "damaged"),
        ({"dataset__x": [1, [2], 2]}, "damaged"),
        ({"dataset__y": [0, 1, 2]}, "y must hold only 0 and 1"),
        ({"dataset__z": 1}, "this gdviz knows no “z”"),
        ({"dataset__feature_names": ["a", "b"]}, "2 names for 1 features"),
        ({"dataset__class_names": ["a"]}, "“class_names” cannot be"),
    ],
)
def test_damaged_sessions(tmp_path: Path, parts: dict[str, Any], message: str) -> None:
    path = changed(tmp_path, **parts)
    with pytest.raises(DocumentError) as caught:
        read_session(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "x,y\n1,2\n", '{"format": NaN}', "[" * 100_000, "1" * 10_000]
)
def test_foreign_files(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.gdviz"
    path.write_text(text)
    with pytest.raises(DocumentError, match=r"not a session file|is damaged"):
        read_session(path)


def test_a_session_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="does not exist; create it"):
        write_session(tmp_path / "none" / "run.gdviz", Experiment(DATA), 0)


def test_a_session_is_one_line_that_a_person_can_read(tmp_path: Path) -> None:
    path = tmp_path / "run.gdviz"
    write_session(path, Experiment(DATA, rule="adam", rule_settings=(("decay1", 0.5),)), 3)
    data = path.read_bytes()
    assert (data.count(b"\n"), data[-2:]) == (1, b"}\n")
    assert '"feature_names": ["Größe (m)"]'.encode() in data
    document = json.loads(data)
    assert list(document) == ["format", "version", "cursor", "shown", "experiment", "dataset"]
    assert (document["format"], document["version"]) == ("gdviz session", 1)
    assert document["experiment"]["rule_settings"] == [["decay1", 0.5]]
    assert "dataset" not in document["experiment"]
    assert document["dataset"]["class_names"] == ["no", "yes"]


def test_without_a_cursor_the_start_is_shown(tmp_path: Path) -> None:
    path = changed(tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["cursor"]
    path.write_text(json.dumps(document), encoding="utf-8")
    assert read_session(path) == (Experiment(DATA), 0, {})


@pytest.mark.parametrize("cursor", [0, 1000])
def test_the_first_and_the_last_epoch_may_be_shown(tmp_path: Path, cursor: int) -> None:
    assert read_session(changed(tmp_path, cursor=cursor))[1] == cursor


def test_a_place_in_a_foreign_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "run.gdviz"
    path.write_text('{"format":\n  oops}')
    with pytest.raises(DocumentError, match=r"run\.gdviz, line 2, column 3: this is not a session"):
        read_session(path)

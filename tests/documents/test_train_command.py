"""The command that repeats a run."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from gdviz.cli.options import train_parser
from gdviz.cli.train import build_experiment
from gdviz.documents.data_csv import write_data
from gdviz.documents.samples import sample, samples
from gdviz.documents.train_command import sample_of, train_command
from gdviz.engine import Dataset, Experiment

HOURS = sample("hours").experiment()
DATA = Dataset([0.1 + 0.2, -1e-300, 3.0], [1.0, 0.0, 1.0], ("a, b",), "y 1", title="own")
EXPERIMENTS = {
    "as usual": Experiment(HOURS.dataset),
    "of the sample": HOURS,
    "all else": HOURS.altered(
        alpha=0.1 + 0.2, epochs=77, start=(-1.5, 1 / 3), cost="squared-error", l2=1e-3,
        scale=True, tolerance=0.0, cost_drop=1e-7, cost_window=3, batch_size=5, seed=9,
    ),
    "random": HOURS.altered(start="random", seed=12),
    "line": HOURS.altered(model="linear", alpha=1e-9),
    "adam": HOURS.altered(rule="adam", rule_settings=(("decay1", 0.7), ("epsilon", 1e-300))),
}  # fmt: skip


def repeated(command: str) -> Experiment:
    words = shlex.split(command)
    assert words[:2] == ["gdviz", "train"]
    return build_experiment(train_parser().read(words[2:]))


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_it_gives_the_same_experiment(name: str) -> None:
    experiment = EXPERIMENTS[name]
    source = sample_of(experiment)
    assert source == "hours"
    assert repeated(train_command(experiment, source)) == experiment


def test_what_is_as_usual_is_not_named() -> None:
    assert train_command(EXPERIMENTS["as usual"], "hours") == "gdviz train --sample hours"


@pytest.mark.parametrize("name", [one.name for one in samples()])
def test_each_sample_is_known_and_edited_data_are_none(name: str) -> None:
    experiment = sample(name).experiment()
    assert sample_of(experiment) == name
    edited = experiment.dataset.with_x(0, 0.123)
    assert sample_of(experiment.on(edited)) is None


def test_data_of_a_file_come_back_to_the_same_bits(tmp_path: Path) -> None:
    path = tmp_path / "my own data.csv"
    write_data(path, DATA)
    experiment = Experiment(DATA, alpha=0.3)
    again = repeated(train_command(experiment, path))
    assert again.dataset.columns.tobytes() == DATA.columns.tobytes()
    assert again.dataset.y.tobytes() == DATA.y.tobytes()
    assert again.dataset.feature_names == DATA.feature_names
    assert again.altered(dataset=DATA) == experiment

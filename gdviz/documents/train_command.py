"""A run as the command that repeats it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from gdviz.documents.samples import samples
from gdviz.engine.experiment import Experiment

_USUAL = {field.name: field.default for field in fields(Experiment)}
# The fields whose option has their name and takes their value.
_PLAIN = (
    *("model", "cost", "alpha", "epochs", "rule", "batch_size", "l2"),
    *("tolerance", "cost_drop", "cost_window"),
)


def sample_of(experiment: Experiment) -> str | None:
    """Return the name of the sample that these data are, untouched; None for other data."""
    data = experiment.dataset
    for one in samples():
        if one.title == data.title and one.experiment().dataset == data:
            return one.name
    return None


def train_command(experiment: Experiment, source: Path | str) -> str:
    """Return the line for a shell that trains this experiment again, to the same bits.

    ``source`` is a table with its data as they are, or the name of the sample that they are.
    """
    data = [str(source)] if isinstance(source, Path) else ["--sample", source]
    return shlex.join(["gdviz", "train", *data, *_options(experiment)])


def _options(experiment: Experiment) -> Iterator[str]:
    """Yield an option for each setting that is not as usual; numbers read back to their bits."""
    for name in _PLAIN:
        value = getattr(experiment, name)
        if value != _USUAL[name] and not (name == "cost" and experiment.model == "linear"):
            yield f"--{name.replace('_', '-')}={value}"
    if experiment.scale:
        yield "--scale"
    start = experiment.start
    if not isinstance(start, str):
        yield f"--start={','.join(repr(beta) for beta in start)}"
    elif start != _USUAL["start"]:
        yield f"--start={start}"
    if experiment.seed != _USUAL["seed"]:
        yield f"--seed={experiment.seed}"
    for name, number in experiment.rule_settings:
        yield f"--rule-set={name}={number!r}"

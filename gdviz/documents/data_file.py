"""A data file as an experiment: its data with settings that suit them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gdviz.documents.tables.table import Progress, read_dataset
from gdviz.engine.dataset import Dataset
from gdviz.engine.experiment import Experiment
from gdviz.runs.run import Run
from gdviz.support.numbers import exact, grouped
from gdviz.wording.batch_size import batch_followed


def open_data(
    path: Path,
    features: Sequence[str] = (),
    settings: Experiment | None = None,
    progress: Progress | None = None,
) -> tuple[Experiment, str]:
    """Return the experiment on a file's data and a sentence on what was read and set.

    All is as in ``settings`` except the start, which is zeros, and α if that of ``settings`` is
    no use for these data, and a batch size beyond them. ``progress`` gets the share that has been
    read. Raises DocumentError for a file that holds no data set.
    """
    data = replace(read_dataset(path, features, progress=progress), title=path.name)
    if settings is None:
        experiment = Experiment(data)
    else:
        experiment = settings.altered(start="zeros", model="logistic").on(data)
    followed = batch_followed(settings or experiment, experiment)
    experiment, advice = with_fitting_alpha(experiment)
    return experiment, _summary(path, data) + advice + (followed and f" {followed}")


def with_fitting_alpha(experiment: Experiment) -> tuple[Experiment, str]:
    """Return the experiment, with α near 1/L if it was far from it, and a sentence if so."""
    safe = 1.0 / Run(experiment).curvature_bound
    if not safe or 1e-2 * safe <= experiment.alpha <= 2.0 * safe:
        return experiment, ""
    alpha = float(f"{safe:.1g}") or safe
    advice = f" α was {exact(experiment.alpha)}; it is now {exact(alpha)}, about 1/L of these data."
    return experiment.altered(alpha=alpha), advice


def of_one_feature(experiment: Experiment, j: int) -> Experiment:
    """Return the experiment with the feature of that index, from 0 on, as its only one.

    Numbers that it starts from stay those of β0 and of the feature.
    """
    data, start = experiment.dataset, experiment.start
    alone = replace(data, x=data.columns[:, j], feature_names=(data.feature_names[j],))
    kept = start if isinstance(start, str) else (start[0], start[j + 1])
    return experiment.altered(dataset=alone, start=kept)


def class_meaning(data: Dataset) -> str:
    """Return the sentence that says which value of the label is 0 and which is 1."""
    zero, one = data.class_names
    return f"{data.label_name}: {zero} is 0, {one} is 1."


def _summary(path: Path, data: Dataset) -> str:
    classes = f" {class_meaning(data)}" if data.has_named_classes else ""
    return f"Opened {path.name}: {grouped(data.n)} examples.{classes}"

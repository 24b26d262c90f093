"""The data sets that come with the program, each with settings that suit it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

from gdviz.documents.assets import asset
from gdviz.documents.errors import DocumentError
from gdviz.documents.tables.table import read_dataset
from gdviz.engine.experiment import Experiment, Start


@dataclass(frozen=True, slots=True)
class Sample:
    """A data set to learn from: its source, and the run that shows its point."""

    name: str
    title: str
    about: str
    source: str
    alpha: float
    epochs: int = 1000
    start: Start = "zeros"
    scale: bool = False
    tolerance: float = 1e-6

    @property
    def file(self) -> Path:
        """The CSV file that holds the data."""
        return asset("samples", f"{self.name}.csv")

    def experiment(self) -> Experiment:
        """Return the run that the window opens this sample with."""
        return Experiment(
            replace(read_dataset(self.file), title=self.title),
            alpha=self.alpha,
            epochs=self.epochs,
            start=self.start,
            scale=self.scale,
            tolerance=self.tolerance,
        )


_SAMPLES = (
    Sample(
        "hours",
        "Hours studied → pass",
        "20 students: hours of study and whether they passed. The classes overlap, so there is"
        " an optimum to find.",
        "Wikipedia: Logistic regression",
        alpha=0.35,
    ),
    Sample(
        "orings",
        "Challenger O-rings",
        "23 launches: the colder the morning, the likelier a damaged O-ring. Switch scaling off"
        " to see how hard raw degrees are for gradient descent.",
        "Dalal, Fowlkes, Hoadley: Risk Analysis of the Space Shuttle, JASA 84 (1989)",
        alpha=4.0,
        epochs=100,
        scale=True,
    ),
    Sample(
        "iris",
        "Iris petal width → virginica",
        "150 irises, 50 of each of three species: is it Iris virginica?",
        "Anderson (1935); Fisher: The use of multiple measurements in taxonomic problems,"
        " Annals of Eugenics 7 (1936)",
        alpha=1.0,
        epochs=5000,
    ),
    Sample(
        "separable",
        "Two classes with a gap",
        "A threshold splits the classes: the coefficients grow for ever, there is no optimum.",
        "made up for this program",
        alpha=0.5,
    ),
    Sample(
        "imbalanced",
        "Few of many: 4 of 40",
        "4 alarms among 40 readings: the accuracy of always saying no is 90 % already.",
        "made up for this program",
        alpha=0.15,
        epochs=5000,
    ),
    Sample(
        "worked",
        "One point, by hand",
        "x = 2, y = 1, p = 0.3, α = 0.1: β1 changes by +0.14 and β0 by +0.07.",
        "made up for this program",
        alpha=0.1,
        epochs=100,
        # On the line β0 + 2·β1 = ln(0.3/0.7), where p is 0.3.
        start=(math.log(0.3 / 0.7) - 0.24, 0.12),
    ),
)


def samples() -> tuple[Sample, ...]:
    """Return all samples; the program starts with the first."""
    return _SAMPLES


def sample(name: str) -> Sample:
    """Return the sample of that name; raises DocumentError, listing the names, if there is none."""
    for candidate in _SAMPLES:
        if candidate.name == name:
            return candidate
    names = ", ".join(candidate.name for candidate in _SAMPLES)
    raise DocumentError(f"there is no sample “{name}”; the samples are {names}.")

"""What a run is doing, in words with the numbers that show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gdviz.engine.descent import StopReason
from gdviz.engine.experiment import Experiment
from gdviz.engine.history import History
from gdviz.engine.optimum import Separated, Separation
from gdviz.numerals import exact, grouped, scientific, significant


class Kind(StrEnum):
    """The verdicts."""

    READY = "ready"
    TRAINING = "training"
    CONVERGED = "converged"
    DIVERGED = "diverged"
    LAST_EPOCH = "last epoch"
    NO_OPTIMUM = "no finite optimum"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A verdict and the one sentence that tells a student why."""

    kind: Kind
    sentence: str


def diagnose(
    experiment: Experiment, history: History, epoch: int, separated: Separated | None
) -> Diagnosis:
    """Return what the run is doing at ``epoch`` of its history."""
    if separated is not None and experiment.model == "logistic" and not experiment.l2:
        return Diagnosis(Kind.NO_OPTIMUM, _why_no_optimum(separated))
    ended = history.reason is not None and epoch == history.last_epoch
    largest = float(np.abs(history.gradient_at(epoch)).max())
    if ended and history.reason is StopReason.GRADIENT:
        return Diagnosis(
            Kind.CONVERGED,
            f"Converged at epoch {grouped(epoch)}: max |∂J/∂β| {scientific(largest)} is within"
            f" the tolerance {exact(experiment.tolerance)}.",
        )
    if ended and history.reason is StopReason.DIVERGED:
        return Diagnosis(
            Kind.DIVERGED,
            f"Diverged after epoch {grouped(epoch)}: the next cost is not finite. Make α smaller.",
        )
    if ended and history.reason is StopReason.EPOCHS:
        return Diagnosis(
            Kind.LAST_EPOCH,
            f"Stopped at the last epoch, {grouped(epoch)}: max |∂J/∂β| is still"
            f" {significant(largest, 3)}.",
        )
    if epoch == 0:
        return Diagnosis(Kind.READY, "At the start. Press Space to train, → for a single step.")
    change = float(history.cost_at(epoch) - history.cost_at(epoch - 1))
    verb = "lowered" if change <= 0 else "raised"
    return Diagnosis(
        Kind.TRAINING,
        f"Training: the last step {verb} the cost by {significant(abs(change), 3)}.",
    )


def _why_no_optimum(separated: Separated) -> str:
    if separated.kind is Separation.NO_DATA:
        return "No points yet. Click the prediction plot to add one."
    if separated.kind is Separation.ONE_CLASS:
        return "No finite optimum: only one class is there. Add a point of the other."
    assert separated.gap is not None  # noqa: S101
    low, high = separated.gap
    where = f"x = {exact(low)}" if low == high else f"x = {significant((low + high) / 2)}"
    return f"No finite optimum: the classes are separated at {where}, so |β1| grows for ever."

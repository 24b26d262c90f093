"""Runs of made-up steps, which a test can hold up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator

import numpy as np
import pytest

from gdviz.engine import Experiment, Step, StopReason
from gdviz.workers import trainer
from tests.engine.samples import HOURS

# No step takes so many seconds, and no run has so many epochs.
LONG = 10.0
ENDLESS = 10**9
MADE_UP = Experiment(HOURS, epochs=ENDLESS)


def take_made_up_steps(
    monkeypatch: pytest.MonkeyPatch, before_each: Callable[[int], object]
) -> None:
    """Let the runs that begin from now on have made-up steps, each after a call with its epoch.

    The end comes after a call, too, with the epoch that would be the next.
    """

    def steps(experiment: Experiment, last: Step | None) -> Generator[Step, None, StopReason]:
        epoch = -1 if last is None else last.epoch
        while epoch < experiment.epochs:
            epoch += 1
            before_each(epoch)
            beta = np.array([epoch, -epoch]) / 8
            yield Step(epoch, beta, 1.0 / (epoch + 1), np.ones(2))
        before_each(epoch + 1)
        return StopReason.EPOCHS

    monkeypatch.setattr(trainer, "descend", steps)


class Hold:
    """Holds the thread before one epoch until it is released."""

    def __init__(self, epoch: int) -> None:
        self.epoch = epoch
        self.reached, self.released = threading.Event(), threading.Event()

    def __call__(self, epoch: int) -> None:
        if epoch == self.epoch:
            self.reached.set()
            self.released.wait(LONG)


HoldAt = Callable[[int], Hold]


def busy(seconds: float) -> None:
    """Work for that long: the time of this thread, however many others the machine has."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass

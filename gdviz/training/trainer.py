"""The thread that takes the steps of a run, one at a time, and hands them over in blocks."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Generator

from PySide6.QtCore import QObject, QThread

from gdviz.compat import override
from gdviz.engine.descent import Step, StopReason, descend
from gdviz.engine.experiment import Experiment
from gdviz.engine.history import Block

# A thread without work ends after so many seconds, and is started again for the next.
_PATIENCE = 0.5

Handover = Block | StopReason | Exception


class _Task:
    """One run to take steps of; only the thread touches ``steps``."""

    def __init__(self, experiment: Experiment, last: Step | None) -> None:
        self.steps: Generator[Step, None, StopReason] = descend(experiment, last)
        self.epochs = experiment.epochs
        self.epoch = -1 if last is None else last.epoch
        self.ended = False

    def has_to_do(self, target: int) -> bool:
        """Whether there is a step to take up to ``target``, or the end still to be told."""
        return not self.ended and (self.epoch < target or self.epoch >= self.epochs)


class Trainer(QThread):
    """Takes steps only in slices of time that its owner allows, so that the window can paint.

    ``begin`` chooses the run, ``allow`` gives it a slice, ``take`` returns what was made since.
    Whatever belongs to an earlier run is dropped. All are called from the owner's thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._change = threading.Condition()
        self._task: _Task | None = None
        self._target = -1
        self._deadline = 0.0
        self._working = False
        self._awake = False
        self._stopping = False
        self._made: deque[Handover] = deque()

    def begin(self, experiment: Experiment, last: Step | None = None) -> None:
        """Choose the run to go on with, after ``last`` or from its start."""
        with self._change:
            self._task = _Task(experiment, last)
            self._target = -1
            self._made.clear()

    def allow(self, target: int, seconds: float) -> None:
        """Let the thread take steps up to epoch ``target`` for that long; start it if need be."""
        with self._change:
            self._target = target
            self._deadline = time.perf_counter() + seconds
            self._change.notify_all()
            asleep = not (self._awake or self._stopping)
            self._awake = self._awake or asleep
        if asleep:
            self.wait()
            self.start()

    def wait_for_slice(self, seconds: float) -> None:
        """Wait until the slice is over (its target met, its time up), for ``seconds`` at most."""
        with self._change:
            self._change.wait_for(lambda: not self._working and not self._due(), seconds)

    def take(self) -> list[Handover]:
        """Return what the current run has handed over since the last call, oldest first."""
        with self._change:
            made = list(self._made)
            self._made.clear()
        return made

    def stop(self) -> None:
        """End the thread and join it; a later call does nothing."""
        with self._change:
            self._stopping = True
            self._task = None
            self._change.notify_all()
        self.wait()

    @override
    def run(self) -> None:
        while (task := self._next_slice()) is not None:
            made = self._work(task)
            with self._change:
                self._working = False
                if task is self._task:
                    self._made.extend(made)
                self._change.notify_all()

    def _next_slice(self) -> _Task | None:
        with self._change:
            woken = self._change.wait_for(lambda: self._stopping or self._due(), _PATIENCE)
            self._awake = self._working = woken and not self._stopping
            return self._task if self._working else None

    def _due(self) -> bool:
        task = self._task
        return (
            task is not None
            and task.has_to_do(self._target)
            and time.perf_counter() < self._deadline
        )

    def _work(self, task: _Task) -> list[Handover]:
        gathered: list[Step] = []
        try:
            while task is self._task and task.has_to_do(self._target):
                step = next(task.steps)
                gathered.append(step)
                task.epoch = step.epoch
                if time.perf_counter() >= self._deadline:
                    break
        except StopIteration as end:
            task.ended = True
            return [Block.of(gathered, end.value)] if gathered else [end.value]
        except Exception as error:
            task.ended = True
            return [*([Block.of(gathered)] if gathered else []), error]
        return [Block.of(gathered)] if gathered else []

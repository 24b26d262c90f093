"""The thread that takes the steps of a run, one at a time, and hands them over in blocks."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Generator
from itertools import islice

from PySide6.QtCore import Signal

from gdviz.engine.descend import Step, StopReason, descend
from gdviz.engine.experiment import Experiment
from gdviz.runs.history.step_block import Gathering, StepBlock
from gdviz.support.compat import override
from gdviz.workers.gc_guard import gc_paused
from gdviz.workers.joined_thread import JoinedThread

# Seconds an idle thread waits before it ends; it is started again for new work.
_PATIENCE = 0.5
# Seconds between two looks at the clock, about.
_LOOK = 0.000_15
# The most steps between two looks.
_MOST = 256
# A step that takes longer runs mostly in NumPy, outside the interpreter's lock; it is handed
# over at once.
LONG_STEP = 0.001

Handover = StepBlock | StopReason | Exception


class _Task:
    """One run to take steps of; after its creation it belongs to the thread."""

    def __init__(self, experiment: Experiment, last: Step | None) -> None:
        self._steps = self._noted(descend(experiment, last))
        self._epochs = experiment.epochs
        self._epoch = -1 if last is None else last.epoch
        self._count = 1
        self._ended = self._dropped = False
        self._end: list[StopReason] = []

    def drop(self) -> None:
        """Let ``work`` end soon, since its steps are no longer needed; any thread may call this."""
        self._dropped = True

    def has_to_do(self, target: int) -> bool:
        """Whether a step up to ``target`` is left to take, or the end to report."""
        return not self._ended and (self._epoch < target or self._epoch >= self._epochs)

    def work(self, target: int, seconds: float) -> tuple[list[Handover], float]:
        """Take steps up to ``target`` for that long; return them, and the seconds per step.

        Looking at the clock after each step would take a tenth of the time. The seconds per
        step leave out the time in which the thread had to wait.
        """
        gathering, error = Gathering(), None
        steps: list[Step] = []
        begun = now = time.perf_counter()
        at_work = time.thread_time()
        try:
            while self.has_to_do(target) and now - begun < seconds and not self._dropped:
                wanted = max(1, min(self._count, target - self._epoch))
                looked, steps = now, []
                steps.extend(islice(self._steps, wanted))
                gathering.add(steps)
                self._ended = len(steps) < wanted
                self._epoch += len(steps)
                now = time.perf_counter()
                if now - looked > LONG_STEP:
                    break
                pace = _LOOK / max(now - looked, 1e-9) * wanted
                self._count = max(1, min(int(pace), 2 * self._count, _MOST))
        except Exception as failure:
            gathering.add(steps)
            self._ended, error = True, failure
        taken = len(gathering)
        made: list[Handover] = [gathering.block()] if taken else []
        made += [*self._end, *([error] if error else [])]
        return made, (time.thread_time() - at_work) / max(taken, 1)

    def _noted(self, steps: Generator[Step, None, StopReason]) -> Generator[Step, None, None]:
        """Yield ``steps``, and keep their return value."""
        self._end.append((yield from steps))


class Trainer(JoinedThread):
    """Takes steps only in time slices that its owner allows, so that the window can paint.

    ``begin`` chooses the run, ``allow`` gives it a slice, ``take`` returns the new steps. Those
    of an earlier run are dropped. Call all of them from the owner's thread. ``rested`` says
    that the slice is over (target reached or time up), or that a step that took long is done.
    """

    rested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._change = threading.Condition()
        self._task: _Task | None = None
        self._target = -1
        self._deadline = 0.0
        self._working = False
        self._awake = False
        self._stopping = False
        self._seconds_a_step = 0.0
        self._made: deque[Handover] = deque()

    @property
    def seconds_a_step(self) -> float:
        """The recent duration of a step; 0 before the first."""
        return self._seconds_a_step

    def begin(self, experiment: Experiment, last: Step | None = None) -> None:
        """Choose the run to continue, after ``last`` or from its start."""
        with self._change:
            self._drop_task()
            self._task = _Task(experiment, last)
            self._target = -1
            self._made.clear()

    def allow(self, target: int, seconds: float) -> None:
        """Let the thread take steps up to epoch ``target`` for that long; start it if needed."""
        with self._change:
            self._target = target
            self._deadline = time.perf_counter() + seconds
            self._change.notify_all()
            asleep = not (self._awake or self._stopping)
            self._awake = self._awake or asleep
        if asleep:
            self.join()
            self.start()

    def wait_for_slice(self, seconds: float) -> None:
        """Wait until the slice is over (target reached or time up), for ``seconds`` at most."""
        with self._change:
            self._change.wait_for(lambda: not self._working and not self._due(), seconds)

    def take(self) -> list[Handover]:
        """Return what the current run has handed over since the last call, oldest first."""
        with self._change:
            made = list(self._made)
            self._made.clear()
        return made

    @override
    def end(self) -> None:
        with self._change:
            self._stopping = True
            self._drop_task()
            self._task = None
            self._change.notify_all()

    def stop(self) -> None:
        """End the thread and join it; a later call does nothing."""
        self.end()
        self.join()

    def _drop_task(self) -> None:
        if self._task is not None:
            self._task.drop()

    @override
    def run(self) -> None:
        while (slice_ := self._next_slice()) is not None:
            task, target, seconds = slice_
            with gc_paused():
                made, pace = task.work(target, seconds)
            with self._change:
                self._working = False
                if task is self._task:
                    self._made.extend(made)
                    self._seconds_a_step = pace
                over = not self._due()
                self._change.notify_all()
            if over or pace > LONG_STEP:
                self.rested.emit()

    def _next_slice(self) -> tuple[_Task, int, float] | None:
        with self._change:
            woken = self._change.wait_for(lambda: self._stopping or self._due(), _PATIENCE)
            self._awake = self._working = woken and not self._stopping
            if not self._working or self._task is None:
                return None
            return self._task, self._target, self._deadline - time.perf_counter()

    def _due(self) -> bool:
        task = self._task
        return (
            task is not None
            and task.has_to_do(self._target)
            and time.perf_counter() < self._deadline
        )

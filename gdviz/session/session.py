"""The state behind the window: an experiment, its history, and the cursor in it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoStack

from gdviz.engine.derived import note_shown
from gdviz.engine.descend import StopReason
from gdviz.engine.experiment import Experiment
from gdviz.runs.history.history import History
from gdviz.runs.history.step_block import StepBlock
from gdviz.runs.outlook import Outlook
from gdviz.runs.run import Run
from gdviz.session.frame_clock import FRAME, FrameClock
from gdviz.session.playhead import Playhead
from gdviz.session.undo import Edits
from gdviz.wording.verdict import WordedVerdict, worded
from gdviz.workers.job import Jobs
from gdviz.workers.look_ahead_job import LookAheadJob
from gdviz.workers.trainer import LONG_STEP, Trainer

# How long an edit or a jump is waited for, so that its answer comes in the same frame.
_SETTLE = 0.8 * FRAME
# The thread stops so long before the frame, to hand over what it has made.
_MARGIN = 0.000_3
_PROGRESS = 0.15
# Nothing has moved for that long in a window that is idle.
_IDLE = 0.4


class _State(NamedTuple):
    """All that the views show: a change of it is a change on the screen."""

    run: Run
    cursor: int
    known: int
    ended: StopReason | None
    playing: bool
    replaying: bool
    outlook: Outlook | None


class Session(QObject):
    """Owns the experiment with its edits, the history of its run, the playhead and the threads.

    ``changed`` says that the views are out of date, ``failed`` gives the error that ended a
    training. The cursor is the epoch shown: where
    the playhead wants to be, as far as the run knows it.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, experiment: Experiment, parent: QObject | None = None, path: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.edits = Edits(experiment, self._adopt, self.jobs, self, path)
        self.trainer = Trainer()
        self.trainer.rested.connect(self._on_rested)
        self._clock = FrameClock(self)
        self._clock.due.connect(self._on_frame)
        self._idle = QTimer(self, singleShot=True, interval=round(1000 * _IDLE))
        self._idle.timeout.connect(self._look_ahead)
        self._ahead: LookAheadJob | None = None
        self._playhead = Playhead()
        self._run = Run(experiment)
        self._closed = self._stepping = False
        self._emitted: _State | None = None
        self._emitted_at = 0.0
        self._adopt_run(self._run)

    @property
    def run(self) -> Run:
        """The run that is shown."""
        return self._run

    @property
    def experiment(self) -> Experiment:
        """The experiment that is shown."""
        return self._run.experiment

    @property
    def history(self) -> History:
        """The known steps of its run."""
        return self._run.history

    @property
    def cursor(self) -> int:
        """The epoch that is shown."""
        return self._playhead.cursor(self.history.last_epoch)

    @property
    def phase(self) -> int:
        """The part of the step that is shown: 0 is a whole epoch."""
        return 0

    @property
    def verdict(self) -> WordedVerdict:
        """The verdict on the run at the cursor."""
        return worded(self._run.diagnosis(self.cursor))

    @property
    def playing(self) -> bool:
        """Whether the cursor moves by itself."""
        return self._playhead.playing

    @property
    def speed(self) -> float:
        """Steps per second while playing; FLAT_OUT for as many as possible."""
        return self._playhead.speed

    @property
    def at_end(self) -> bool:
        """Whether the run has no step after the cursor."""
        return self.history.reason is not None and self.cursor == self.history.last_epoch

    @property
    def waiting(self) -> bool:
        """Whether requested epochs, or the end, are still being computed."""
        known = self.history.last_epoch
        asked = known < self._target or known >= self.experiment.epochs
        return self.history.reason is None and asked

    @property
    def share_of_replay(self) -> float | None:
        """The share of the run known up to the requested epoch; None if nothing is awaited."""
        if not self.waiting or self.playing:
            return None
        return max(self.history.last_epoch, 0) / max(self._target, 1)

    def set_speed(self, steps_per_second: float) -> None:
        """Set the steps per second of playing."""
        self._playhead.speed = steps_per_second

    @Slot()
    def play(self) -> None:
        """Play from the cursor until the run ends; at its end start over."""
        if self.at_end and not self._closed:
            self._playhead.wanted = 0
        if self._closed or self.at_end:
            self.pause()
            return
        self._playhead.play(self.cursor)
        self._go_on()

    @Slot()
    def pause(self) -> None:
        """Stop asking for more steps."""
        self._playhead.pause(self.cursor)
        self._go_on()

    @Slot()
    def step(self) -> None:
        """Pause, and go one epoch on; keys may come faster than steps."""
        in_a_row = self._stepping and self.waiting
        self.go_to((self._playhead.wanted if in_a_row else self.cursor) + 1)
        self._stepping = True

    @Slot()
    def back(self) -> None:
        """Pause, and go one epoch back; the history stays."""
        self.go_to(self.cursor - 1)

    @Slot()
    def reset(self) -> None:
        """Pause, and go to the start."""
        self.go_to(0)

    @Slot()
    def to_end(self) -> None:
        """Go to the end of the run, as fast as the machine can."""
        self.go_to(self.experiment.epochs)
        if self.waiting and not self._closed:
            self._playhead.play(self.cursor, rushing=True)
            self._go_on()

    @Slot(int)
    def go_to(self, epoch: int) -> None:
        """Pause, and show ``epoch``, or the last one if the run ends before it."""
        self._playhead.pause(self.cursor)
        self._stepping = False
        if not self._closed:
            self._playhead.wanted = min(max(epoch, 0), self.experiment.epochs)
            self._settle()
        self._go_on()

    @property
    def undo_stack(self) -> QUndoStack:
        """The edits that can be undone and redone."""
        return self.edits.stack

    @property
    def draft(self) -> Experiment:
        """The result of the edits: the experiment shown, or to be shown once it is prepared."""
        return self.edits.draft

    def edit(self, experiment: Experiment, text: str) -> None:
        """Replace the experiment, undoably; edits of one gesture are undone together."""
        # A field that loses the focus while the window closes still emits what was typed.
        if not self._closed:
            self.edits.make(experiment, text)

    def open(
        self, experiment: Experiment, text: str, epoch: int = 0, path: Path | None = None
    ) -> None:
        """Go on with another document, undoably, and show ``epoch`` of its run.

        ``path`` is the session file that holds it; without one there is none yet.
        """
        if experiment == self.experiment:
            self.edits.open(experiment, text, path)
            self.go_to(epoch)
            return
        self._playhead.pause(self.cursor)
        self._playhead.wanted = epoch
        self.edits.open(experiment, text, path)

    def close(self) -> None:
        """Stop everything and join the threads; later requests are ignored."""
        self._closed = True
        self._clock.stop()
        self._stop_looking()
        self._playhead.pause(self.cursor)
        self.edits.drop()
        self.jobs.close()
        self.trainer.stop()

    def return_to(self, run: Run, epoch: int) -> None:
        """Go on with a run that was shown, at that epoch: what came after it cannot be shown."""
        if self._run is not run:
            self.edits.take_back()
        self._stop_looking()
        self._playhead.pause(epoch)
        self._playhead.wanted = epoch
        self._run = run
        self.trainer.begin(run.experiment, run.history.last)
        self._emitted = self._state()

    def _adopt(self, experiment: Experiment) -> bool:
        """Show an experiment; return whether that was possible."""
        if self._closed:
            return True
        run, epoch = self._run, self.cursor
        try:
            self._adopt_run(run.followed_by(experiment))
        except Exception as error:
            self.return_to(run, epoch)
            self.failed.emit(error)
        return self.experiment is experiment

    def _adopt_run(self, run: Run) -> None:
        self._stop_looking()
        self._run = run
        note_shown(run.experiment.dataset)
        self.trainer.begin(run.experiment, run.history.last)
        self._settle()
        self._go_on()

    @property
    def _target(self) -> int:
        """The epoch to compute up to: one more than wanted if an epoch has several updates."""
        one = self.experiment
        return min(max(self._playhead.wanted, 0) + one.in_batches, one.epochs)

    def _settle(self) -> None:
        """Wait briefly for the requested epochs, so that most answers come in the same frame."""
        if self.waiting:
            self._await_slice(self._target, _SETTLE)
        while len(self.history) == 0:
            self._await_slice(0, 1.0)

    def _await_slice(self, target: int, seconds: float) -> None:
        self.trainer.allow(target, seconds)
        self.trainer.wait_for_slice(seconds)
        self._drain()

    def _drain(self) -> None:
        """Take over what the thread has made since the last call."""
        for made in self.trainer.take():
            if isinstance(made, StepBlock):
                self.history.extend(made)
            elif isinstance(made, Exception):
                self._fail(made)
            else:
                self.history.reason = made

    def _fail(self, error: Exception) -> None:
        if len(self.history) == 0:
            raise error
        self._playhead.pause(self.history.last_epoch)
        self.failed.emit(error)

    def _go_on(self) -> None:
        """Notify the views of changes, and let the clock run while something moves."""
        notified = self._notify()
        if not (self.playing or self.waiting) or self._closed:
            self._clock.stop()
            self._await_idle()
            return
        self._stop_looking()
        if not self._clock.is_running():
            self._clock.start()
        if not notified:
            # Without a notification nothing is painted.
            self.note_painted()

    def _await_idle(self) -> None:
        """Let the run be computed ahead once nothing has moved for a while."""
        if self._ahead is None and not self._closed and self._run.is_open:
            self._idle.start()

    @Slot()
    def _look_ahead(self) -> None:
        self._ahead = self.jobs.start(LookAheadJob(self.experiment), self._on_looked)

    def _on_looked(self, job: LookAheadJob) -> None:
        self._ahead = None
        self._run.outlook = job.outlook
        self._go_on()

    def _stop_looking(self) -> None:
        self._idle.stop()
        self.jobs.drop(self._ahead)
        self._ahead = None

    @Slot()
    def _on_rested(self) -> None:
        """Begin the frame once the thread has done its slice, or a step that took long."""
        early = self.playing and self._clock.is_early()
        if self._clock.is_running() and not (self._clock.awaits_paint() or early):
            self._on_frame()

    @Slot()
    def _on_frame(self) -> None:
        seconds = self._clock.begin_frame()
        self._drain()
        if self.playing:
            self._playhead.move_on(seconds, self.cursor, self.experiment.epochs)
            if self.at_end:
                self._playhead.pause(self.cursor)
        slow = self.waiting and self.trainer.seconds_a_step > LONG_STEP
        if slow:
            self.trainer.allow(self._target, 2 * FRAME)
        if slow and self._state() == self._emitted:
            self._clock.skip_frame()
        else:
            self._go_on()

    @Slot()
    def note_painted(self) -> None:
        """Give the thread the rest of the frame, now that the window has painted it.

        Computing while the window paints slows both down: they wait for each other at the
        interpreter's lock. Only long steps, which mostly run outside of it, go on meanwhile, and
        replays, of which little is painted.
        """
        if not self._clock.awaits_paint():
            return
        if not (self.playing or self.waiting):
            self._clock.stop()
            return
        beside = self.trainer.seconds_a_step > LONG_STEP
        interval = FRAME if self.playing or beside else _PROGRESS
        wait = self._clock.end_frame(interval, gives_way=self.waiting and not beside)
        if self.waiting:
            self.trainer.allow(self._target, 2 * FRAME if beside else wait - _MARGIN)

    def _state(self) -> _State:
        history = self.history
        known, replaying = len(history), self.share_of_replay is not None
        return _State(
            self._run,
            self.cursor,
            known,
            history.reason,
            self.playing,
            replaying,
            self._run.outlook,
        )

    def _notify(self) -> bool:
        """Emit ``changed`` if something has changed; return whether it was emitted.

        A long replay is shown as it grows, but not in each frame: drawing a run of which most
        is missing only delays the rest of it.
        """
        state, now = self._state(), time.perf_counter()
        if state == self._emitted or self._closed:
            return False
        as_before = self._emitted is not None and self._emitted.playing == state.playing
        if as_before and self.waiting and not state.playing and now - self._emitted_at < _PROGRESS:
            return False
        self._emitted, self._emitted_at = state, now
        self.changed.emit()
        return True

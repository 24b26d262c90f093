"""What the window is a view of: an experiment, its history, and the cursor in it."""

from __future__ import annotations

import math
import time
from enum import Flag, auto

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from gdviz.engine.experiment import Experiment
from gdviz.runs.history.history import Block, History
from gdviz.runs.run import Run
from gdviz.session.frame_clock import FRAME, Pace
from gdviz.session.undo import Edits
from gdviz.support.error_log import log_error
from gdviz.wording.verdict import WordedVerdict, worded
from gdviz.workers.trainer import LONG_STEP, Trainer

_SLICE = 0.8 * FRAME
# The thread stops so long before the frame, to hand over what it has made.
_MARGIN = 0.000_3
_PROGRESS = 0.15
FLAT_OUT = math.inf


class Change(Flag):
    """What is new since the views were last told."""

    CURSOR = auto()
    HISTORY = auto()
    EXPERIMENT = auto()
    DATA = auto()
    PLAYING = auto()


class Session(QObject):
    """Owns the experiment, the history of its run, the cursor, the undo stack and the trainer.

    The cursor is the epoch shown. It follows ``wanted``, the epoch that the person last asked
    for, as soon as and as far as the run knows it: a run that stops earlier and is then edited
    to go further comes back to the same epoch.
    """

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, experiment: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.edits = Edits(experiment, self._adopt, self)
        self._trainer = Trainer(self)
        self._trainer.rested.connect(self._on_rested)
        self._pace = Pace(self)
        self._pace.due.connect(self._on_frame)
        self._run = Run(experiment)
        self._wanted = 0
        self._position = 0.0
        self._cursor = 0
        self._playing = False
        self._rushing = False
        self._speed = 60.0
        self._closed = False
        self._untold = Change(0)
        self._last_told = 0.0
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
        """The steps known of its run."""
        return self._run.history

    @property
    def cursor(self) -> int:
        """The epoch that is shown."""
        return self._cursor

    @property
    def verdict(self) -> WordedVerdict:
        """What is said of the run at the cursor."""
        return worded(self._run.diagnosis(self._cursor))

    @property
    def playing(self) -> bool:
        """Whether the cursor moves by itself."""
        return self._playing

    @property
    def speed(self) -> float:
        """Steps per second while playing; FLAT_OUT for as many as there is time for."""
        return self._speed

    @property
    def at_end(self) -> bool:
        """Whether the run has no step after the cursor."""
        return self.history.reason is not None and self._cursor == self.history.last_epoch

    @property
    def waiting(self) -> bool:
        """Whether epochs that the person asked for, or the end, are still being computed."""
        known = self.history.last_epoch
        asked = known < self._target or known >= self.experiment.epochs
        return self.history.reason is None and asked

    @property
    def share_of_replay(self) -> float | None:
        """How much is known of the run up to the epoch asked for; None where nothing is awaited."""
        if not self.waiting or self._playing:
            return None
        return max(self.history.last_epoch, 0) / max(self._target, 1)

    def set_speed(self, steps_per_second: float) -> None:
        """Set how many steps a second playing takes."""
        self._speed = steps_per_second

    @Slot()
    def play(self) -> None:
        """Let the cursor move on by itself until the run ends; at its end nothing moves."""
        self._set_playing(not self.at_end, rushing=False)

    @Slot()
    def pause(self) -> None:
        """Stop asking for more steps."""
        self._set_playing(False)

    @Slot()
    def step(self) -> None:
        """Pause, and go one epoch on."""
        self.go_to(self._cursor + 1)

    @Slot()
    def back(self) -> None:
        """Pause, and go one epoch back; nothing is forgotten."""
        self.go_to(self._cursor - 1)

    @Slot()
    def reset(self) -> None:
        """Pause, and go to the start."""
        self.go_to(0)

    @Slot()
    def to_end(self) -> None:
        """Go to the end of the run, as fast as the machine can."""
        self._set_playing(False)
        self._want(self.experiment.epochs)
        if self.waiting:
            self._set_playing(True, rushing=True)

    @Slot(int)
    def go_to(self, epoch: int) -> None:
        """Pause, and show ``epoch`` or the last one that the run has before it."""
        self._set_playing(False)
        self._want(min(max(epoch, 0), self.experiment.epochs))

    @property
    def undo_stack(self) -> QUndoStack:
        """The edits that can be taken back, and those that were."""
        return self.edits.stack

    @property
    def draft(self) -> Experiment:
        """What the edits lead to: what is shown, or will be once it has been worked out."""
        return self.edits.draft

    def edit(self, experiment: Experiment, text: str) -> None:
        """Replace the experiment, undoably; edits of one gesture are undone together."""
        # A field that loses the keyboard while the window closes still tells what was typed.
        if not self._closed:
            self.edits.make(experiment, text)

    def open(self, experiment: Experiment, text: str, epoch: int = 0) -> None:
        """Replace the experiment, undoably, and show ``epoch`` of its run."""
        self._set_playing(False)
        self._wanted = epoch
        if experiment == self.experiment:
            self.edits.drop()
            self._want(epoch)
        else:
            self.edits.make_prepared(experiment, text)

    def close(self) -> None:
        """Stop everything and join the thread; what is asked for afterwards is not done."""
        self._closed = True
        self._pace.stop()
        self._playing = False
        self.edits.close()
        self._trainer.stop()

    def _adopt(self, experiment: Experiment) -> None:
        if not self._closed:
            self._adopt_run(self._run.followed_by(experiment))

    def _adopt_run(self, run: Run) -> None:
        data_changed = run.experiment.dataset is not self.experiment.dataset
        self._run = run
        self._trainer.begin(run.experiment, run.history.last)
        self._settle()
        change = Change.EXPERIMENT | Change.HISTORY | Change.CURSOR
        told = self._tell(change | Change.DATA if data_changed else change)
        self._keep_time(told)

    def _want(self, epoch: int) -> None:
        if self._closed:
            return
        self._wanted = epoch
        known = len(self.history)
        self._settle()
        grown = len(self.history) > known
        self._keep_time(self._tell(Change.CURSOR | Change.HISTORY if grown else Change.CURSOR))

    @property
    def _target(self) -> int:
        """The epoch to compute up to: one more than wanted where that has updates of its own."""
        one = self.experiment
        return min(max(self._wanted, 0) + one.in_batches, one.epochs)

    def _settle(self) -> None:
        """Give a short wait to what is asked for, so that most answers come in the same frame."""
        needs_start = len(self.history) == 0
        if self.waiting or needs_start:
            self._trainer.allow(self._target, _SLICE)
            self._trainer.wait_for_slice(_SLICE)
            self._drain()
        while len(self.history) == 0 and self.history.reason is None:
            self._trainer.allow(0, 1.0)
            self._trainer.wait_for_slice(1.0)
            self._drain()
        self._place_cursor()

    def _place_cursor(self) -> None:
        self._cursor = max(0, min(self._wanted, self.history.last_epoch))
        self._position = max(self._position, self._cursor) if self._playing else self._cursor

    def _drain(self) -> bool:
        grown = False
        for made in self._trainer.take():
            if isinstance(made, Block):
                self.history.extend(made)
                grown = True
            elif isinstance(made, Exception):
                self._fail(made)
            else:
                self.history.reason = made
                grown = True
        return grown

    def _fail(self, error: Exception) -> None:
        log = log_error(error)
        where = f" The details are in {log}." if log else ""
        self._wanted = max(self.history.last_epoch, 0)
        self._playing = False
        self.failed.emit(f"The training stopped by an error of gdviz: {error}.{where}")
        if len(self.history) == 0:
            raise error

    def _set_playing(self, playing: bool, rushing: bool = False) -> None:
        playing = playing and not self._closed
        told = playing != self._playing
        self._playing, self._rushing = playing, rushing
        self._position = float(self._cursor)
        if not playing:
            self._wanted = self._cursor
        self._keep_time()
        if told:
            self._tell(Change.PLAYING)

    def _keep_time(self, told: bool = True) -> None:
        """Let the timer run while something moves; what was not told is not painted either."""
        if not (self._playing or self.waiting):
            self._pace.stop()
            return
        if not self._pace.is_running():
            self._pace.start()
        if not told:
            self.note_painted()

    @Slot()
    def _on_rested(self) -> None:
        """Begin the frame once the thread has done its slice, or has a step that took long."""
        early = self._playing and self._pace.is_early()
        if self._pace.is_running() and not (self._pace.awaits_paint() or early):
            self._on_frame()

    @Slot()
    def _on_frame(self) -> None:
        seconds = self._pace.begin_frame()
        grown = self._drain()
        if self._playing:
            self._move_on(seconds)
        before = self._cursor
        self._place_cursor()
        ended = self._playing and self.at_end
        if ended:
            self._playing, self._wanted = False, self._cursor
        change = Change.HISTORY if grown else Change(0)
        if self._cursor != before:
            change |= Change.CURSOR
        if ended:
            change |= Change.PLAYING | Change.CURSOR
        slow = self.waiting and self._trainer.seconds_a_step > LONG_STEP
        if slow:
            self._trainer.allow(self._target, 2 * FRAME)
        if slow and not change:
            self._pace.skip_frame()
        else:
            self._keep_time(bool(change) and self._tell(change))

    @Slot()
    def note_painted(self) -> None:
        """Give the thread the rest of the frame, now that the window has painted it.

        A thread that computes beside a window that paints costs both: they wait for each other
        at the interpreter's lock. Only steps that are long enough to be spent outside of it go
        on meanwhile, and replays, of which little is painted.
        """
        if not self._pace.awaits_paint():
            return
        if not (self._playing or self.waiting):
            self._pace.stop()
            return
        beside = self._trainer.seconds_a_step > LONG_STEP
        interval = FRAME if self._playing or beside else _PROGRESS
        wait = self._pace.end_frame(interval, gives_way=self.waiting and not beside)
        if self.waiting:
            self._trainer.allow(self._target, 2 * FRAME if beside else wait - _MARGIN)

    def _move_on(self, seconds: float) -> None:
        epochs = self.experiment.epochs
        if self._rushing or self._speed == FLAT_OUT:
            self._wanted = epochs
            return
        ahead = self._speed * seconds
        reach = max(self._position, self._cursor + 1 + ahead)
        self._position = min(self._position + ahead, reach, epochs)
        self._wanted = int(self._position)

    def _tell(self, change: Change) -> bool:
        """Tell what is new, and whether it was told now.

        A replay that takes more than a moment is told as it grows, but not in each frame: to
        draw a run of which most is missing only delays the rest of it.
        """
        self._untold |= change
        now = time.perf_counter()
        if self.waiting and not self._playing and now - self._last_told < _PROGRESS:
            return False
        told, self._untold, self._last_told = self._untold, Change(0), now
        self.changed.emit(told)
        return True

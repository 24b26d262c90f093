"""The session without a window: where it is, what it tells, and when frames follow each other."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from numpy.testing import assert_array_equal
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from gdviz.engine import Dataset, Experiment, StopReason, descend
from gdviz.session import frame_clock
from gdviz.session import session as module
from gdviz.session.frame_clock import FrameClock
from gdviz.session.playhead import FLAT_OUT
from gdviz.session.session import Session
from gdviz.support.compat import override
from gdviz.workers.trainer import Trainer
from tests.engine.samples import HOURS
from tests.workers.held_steps import MADE_UP, HoldAt, busy, take_made_up_steps

EXPERIMENT = Experiment(HOURS, alpha=0.3, epochs=40)
OTHER = Experiment(HOURS, alpha=0.2, epochs=60)
Make = Callable[[Experiment], Session]


class Watch:
    """A clock that moves only when it is told to, in milliseconds."""

    def __init__(self) -> None:
        self.ms = 0.0

    def seconds(self) -> float:
        return 100.0 + self.ms / 1000

    def put_into(self, monkeypatch: pytest.MonkeyPatch, place: object) -> None:
        monkeypatch.setattr(place, "time", SimpleNamespace(perf_counter=self.seconds))


@pytest.fixture
def made(qapp: QObject) -> Iterator[Make]:  # noqa: ARG001 (it comes first)
    every: list[Session] = []

    def make(experiment: Experiment) -> Session:
        every.append(Session(experiment))
        return every[-1]

    yield make
    for session in every:
        session.close()


@pytest.fixture
def session(made: Make) -> Session:
    return made(EXPERIMENT)


def paint(session: Session) -> None:
    """Paint each change, as a window does that can be seen."""
    session.changed.connect(session.note_painted, Qt.ConnectionType.QueuedConnection)


def cursors_told(session: Session) -> list[int]:
    told: list[int] = []
    session.changed.connect(lambda: told.append(session.cursor))
    return told


def rest(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not (session.playing or session.waiting), timeout=10_000)


def clock_of(session: Session) -> FrameClock:
    clock = session.findChild(FrameClock)
    assert isinstance(clock, FrameClock)
    return clock


def interval(session: Session) -> int:
    """Milliseconds to the next frame."""
    timer = clock_of(session).findChild(QTimer)
    assert isinstance(timer, QTimer)
    return timer.interval()


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, object]]:
    """Return what the threads of the sessions to come are allowed: epochs and seconds."""
    allowed: list[tuple[int, object]] = []

    class Recorded(Trainer):
        @override
        def allow(self, target: int, seconds: float) -> None:
            allowed.append((target, seconds))
            super().allow(target, seconds)

    monkeypatch.setattr(module, "Trainer", Recorded)
    return allowed


def test_it_begins_at_rest_at_the_start(session: Session) -> None:
    assert session.experiment is session.draft is session.run.experiment is EXPERIMENT
    assert (session.cursor, session.phase, session.speed) == (0, 0, 60.0)
    assert len(session.history) == 1
    assert not any([session.playing, session.waiting, session.at_end])
    assert session.share_of_replay is None
    assert session.verdict.kind == "ready"
    assert not clock_of(session).is_running()


def test_a_run_without_epochs_has_ended_at_its_start(made: Make, qtbot: QtBot) -> None:
    session = made(EXPERIMENT.altered(epochs=0))
    rest(session, qtbot)
    assert session.at_end
    assert session.history.reason is StopReason.EPOCHS
    session.play()
    assert not session.playing


@pytest.mark.parametrize(("epoch", "shown"), [(7, 7), (0, 0), (-2, 0), (40, 40), (60, 40)])
def test_one_goes_to_any_epoch_and_no_more_is_computed_than_that(
    session: Session, qtbot: QtBot, epoch: int, shown: int
) -> None:
    session.go_to(epoch)
    rest(session, qtbot)
    assert session.cursor == session.history.last_epoch == shown
    assert session.at_end is (shown == 40)
    betas = [step.beta for step, _ in zip(descend(EXPERIMENT), range(shown + 1), strict=False)]
    assert_array_equal(session.history.beta, betas)


@pytest.mark.parametrize(("epoch", "known"), [(7, 8), (39, 40), (40, 40)])
def test_an_epoch_of_mini_batches_is_known_with_the_one_it_leads_to(
    made: Make, qtbot: QtBot, epoch: int, known: int
) -> None:
    session = made(EXPERIMENT.altered(batch_size=5))
    session.go_to(epoch)
    rest(session, qtbot)
    assert (session.cursor, session.history.last_epoch) == (epoch, known)


def test_steps_there_and_back_and_the_way_to_the_start(session: Session, qtbot: QtBot) -> None:
    for go, shown in (
        (session.step, 1),
        (session.step, 2),
        (session.back, 1),
        (session.step, 2),
        (session.step, 3),
        (session.reset, 0),
        (session.back, 0),
    ):
        go()
        rest(session, qtbot)
        assert session.cursor == shown
    assert session.history.last_epoch == 3


@pytest.mark.parametrize("visible", [True, False])
@pytest.mark.parametrize("speed", [600.0, FLAT_OUT])
def test_it_plays_up_to_the_end_and_pauses_there(
    session: Session, qtbot: QtBot, visible: bool, speed: float
) -> None:
    if visible:
        paint(session)
    told = cursors_told(session)
    session.set_speed(speed)
    assert session.speed == speed
    session.play()
    assert session.playing
    rest(session, qtbot)
    assert session.cursor == 40
    assert session.at_end
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 40
    assert not clock_of(session).is_running()


def test_played_at_its_end_it_starts_over(session: Session, qtbot: QtBot) -> None:
    session.to_end()
    rest(session, qtbot)
    run, told = session.run, cursors_told(session)
    session.play()
    assert session.playing
    assert session.cursor == 0
    rest(session, qtbot)
    assert (told[0], told[-1], session.run) == (0, 40, run)


def test_a_step_pauses(session: Session, qtbot: QtBot) -> None:
    for pausing in (session.step, session.back, session.reset, session.pause):
        session.play()
        pausing()
        assert not session.playing
        rest(session, qtbot)
        assert not clock_of(session).is_running()


def test_a_pause_gives_up_what_is_not_there_yet(
    made: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    hold = hold_at(5)
    take_made_up_steps(monkeypatch, hold)
    session = made(MADE_UP)
    session.to_end()
    assert session.playing
    session.pause()
    assert not any([session.playing, session.waiting])
    assert session.cursor == 0
    session.go_to(10)
    assert session.waiting
    assert session.share_of_replay == 0.0
    hold.released.set()
    rest(session, qtbot)
    assert session.cursor == 10


def test_to_the_end_is_as_fast_as_can_be(
    made: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    hold = hold_at(30)
    take_made_up_steps(monkeypatch, hold)
    session = made(MADE_UP.altered(epochs=50_000))
    session.set_speed(1.0)
    session.to_end()
    assert session.playing
    assert session.share_of_replay is None
    hold.released.set()
    rest(session, qtbot)
    assert session.cursor == 50_000
    assert session.at_end
    assert session.speed == 1.0


def test_an_end_that_is_near_is_there_at_once(session: Session, qtbot: QtBot) -> None:
    session.to_end()
    rest(session, qtbot)
    assert session.cursor == 40
    session.back()
    session.to_end()
    assert not session.playing
    assert session.cursor == 40


def test_how_far_a_replay_is(
    made: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    hold = hold_at(4)

    def before_each(epoch: int) -> None:
        hold(epoch)
        busy(0.003 if epoch < 4 else 0.0)

    take_made_up_steps(monkeypatch, before_each)
    session = made(MADE_UP)
    session.go_to(10)
    qtbot.waitUntil(lambda: session.share_of_replay == 0.3, timeout=10_000)
    assert session.waiting
    assert session.cursor == 3
    hold.released.set()
    rest(session, qtbot)
    assert session.share_of_replay is None
    assert session.cursor == 10


def test_a_replay_that_is_given_up_at_the_epoch_shown_is_told(
    made: Make, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    """Nothing but the wait has changed, and the progress bar has to go."""
    hold, watch = hold_at(1), Watch()
    watch.put_into(monkeypatch, module)
    take_made_up_steps(monkeypatch, hold)
    session, waits = made(MADE_UP), []
    watch.ms = 200
    session.go_to(10)
    session.changed.connect(lambda: waits.append(session.share_of_replay))
    session.go_to(session.cursor)
    assert waits == [None]
    hold.released.set()


def test_steps_in_a_row_add_up_and_a_step_back_gives_up_what_is_not_there(
    made: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    hold = hold_at(3)
    take_made_up_steps(monkeypatch, hold)
    session = made(MADE_UP)
    for _ in range(5):
        session.step()
    qtbot.waitUntil(lambda: session.history.last_epoch == 2, timeout=30_000)
    assert session.cursor == 2
    session.back()
    assert (session.cursor, session.waiting) == (1, False)
    session.go_to(900)
    session.step()
    hold.released.set()
    rest(session, qtbot)
    assert session.cursor == 3


def test_at_the_last_epoch_the_end_is_still_awaited(
    made: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
) -> None:
    hold = hold_at(6)

    def before_each(epoch: int) -> None:
        hold(epoch)
        busy(0.003)

    take_made_up_steps(monkeypatch, before_each)
    session = made(MADE_UP.altered(epochs=5))
    session.go_to(5)
    qtbot.waitUntil(lambda: session.cursor == 5, timeout=10_000)
    assert session.waiting
    assert not session.at_end
    hold.released.set()
    rest(session, qtbot)
    assert session.at_end


class TestEdits:
    def test_an_edit_keeps_the_epoch_and_takes_its_run_anew(
        self, session: Session, qtbot: QtBot
    ) -> None:
        session.go_to(12)
        rest(session, qtbot)
        first = session.run
        session.edit(OTHER, "Learning rate")
        rest(session, qtbot)
        assert session.experiment is OTHER
        assert session.cursor == session.history.last_epoch == 12
        assert_array_equal(session.history.beta, [s.beta for s in list(descend(OTHER))[:13]])
        assert session.run is not first
        assert session.undo_stack.undoText() == "Learning rate"
        session.undo_stack.undo()
        rest(session, qtbot)
        assert session.experiment is EXPERIMENT
        assert session.cursor == 12

    def test_an_edit_that_changes_nothing_is_none(self, session: Session) -> None:
        session.edit(EXPERIMENT.altered(alpha=0.3), "Learning rate")
        assert session.undo_stack.count() == 0

    def test_edits_of_one_gesture_are_undone_together(self, session: Session) -> None:
        session.edit(EXPERIMENT.altered(alpha=0.5), "Learning rate")
        session.edits.begin_gesture()
        for alpha in (0.4, 0.3, 0.2):
            session.edit(EXPERIMENT.altered(alpha=alpha), "Learning rate")
        session.edits.end_gesture()
        session.edit(EXPERIMENT.altered(alpha=0.1), "Learning rate")
        alphas = []
        while session.undo_stack.canUndo():
            session.edits.undo()
            alphas.append(session.experiment.alpha)
        assert alphas == [0.2, 0.5, 0.3]

    def test_what_plays_plays_on(self, session: Session, qtbot: QtBot) -> None:
        session.set_speed(600.0)
        session.play()
        session.edit(OTHER, "Learning rate")
        assert session.playing
        rest(session, qtbot)
        assert session.cursor == 60

    def test_another_experiment_opens_at_its_epoch_at_rest(
        self, session: Session, qtbot: QtBot
    ) -> None:
        session.play()
        session.open(OTHER, "Open hours", 25)
        assert not session.playing
        rest(session, qtbot)
        assert session.experiment is OTHER
        assert session.cursor == 25
        assert session.undo_stack.undoText() == "Open hours"
        session.open(EXPERIMENT, "Open again")
        assert session.cursor == 0

    def test_to_open_what_is_open_only_goes_to_the_epoch(
        self, session: Session, qtbot: QtBot
    ) -> None:
        run = session.run
        session.open(EXPERIMENT.altered(alpha=0.3), "Open hours", 5)
        rest(session, qtbot)
        assert session.run is run
        assert session.cursor == 5
        assert session.undo_stack.count() == 0


class TestLookingAhead:
    """While nothing moves, the session finds out what becomes of the run."""

    def test_the_end_is_known_though_nothing_was_played(self, made: Make, qtbot: QtBot) -> None:
        session, busy_told = made(Experiment(HOURS, alpha=0.35, epochs=50)), list[str]()
        session.jobs.progressed.connect(lambda title, _: busy_told.append(title))
        qtbot.waitUntil(lambda: session.verdict.known_end == 2020, timeout=30_000)
        assert (session.cursor, session.history.last_epoch) == (0, 0)
        assert busy_told == []
        assert not session.jobs.is_busy()
        session.edit(session.experiment.altered(epochs=70), "Epochs")
        assert session.verdict.known_end == 2020

    def test_another_experiment_forgets_it_and_looks_again(self, made: Make, qtbot: QtBot) -> None:
        session = made(Experiment(HOURS, alpha=0.35))
        qtbot.waitUntil(lambda: session.verdict.known_end == 2020, timeout=30_000)
        session.edit(session.experiment.altered(alpha=1.0), "Learning rate")
        assert session.verdict.known_end is None
        qtbot.waitUntil(lambda: session.verdict.known_end == 703, timeout=30_000)

    def test_what_has_no_optimum_is_not_looked_into(self, made: Make, qtbot: QtBot) -> None:
        separated = made(Experiment(Dataset([1, 2, 3], [0, 0, 1])))
        with qtbot.assertNotEmitted(separated.changed, wait=0):
            assert not separated.run.is_open
        assert not any(timer.isActive() for timer in separated.findChildren(QTimer))

    def test_closing_ends_it(self, made: Make, qtbot: QtBot) -> None:
        session = made(Experiment(HOURS, alpha=22.0))
        qtbot.waitUntil(lambda: not gc.isenabled(), timeout=30_000)
        session.close()
        assert gc.isenabled()
        assert session.verdict.known_end is None


class TestClosing:
    def test_it_ends_all_and_nothing_is_begun_any_more(self, session: Session) -> None:
        session.play()
        session.close()
        assert not session.playing
        assert session.trainer.isFinished()
        assert not clock_of(session).is_running()
        for go in (session.play, session.step, session.to_end, session.reset, session.pause):
            go()
            assert not session.playing
        session.edit(OTHER, "Learning rate")
        session.open(OTHER, "Open hours", 5)
        session.note_painted()
        assert session.experiment is EXPERIMENT
        assert len(session.history) == 1
        assert not clock_of(session).is_running()

    def test_nothing_is_told_any_more(self, session: Session) -> None:
        session.go_to(3)
        session.close()
        told = cursors_told(session)
        session.reset()
        session.play()
        session.pause()
        assert told == []

    def test_a_second_time_does_nothing(self, session: Session) -> None:
        session.close()
        session.close()
        assert session.cursor == 0


class TestErrors:
    @staticmethod
    def fail_at(monkeypatch: pytest.MonkeyPatch, epoch: int) -> None:
        def before_each(at: int) -> None:
            if at == epoch:
                raise ZeroDivisionError("a mistake in the engine")

        take_made_up_steps(monkeypatch, before_each)

    @pytest.mark.parametrize("epoch", [6, 1])
    def test_an_error_of_the_run_is_told_and_what_was_there_stays(
        self,
        made: Make,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
        epoch: int,
    ) -> None:
        self.fail_at(monkeypatch, epoch)
        session = made(MADE_UP)
        told: list[Exception] = []
        session.failed.connect(told.append)
        session.play()
        session.go_to(20)
        rest(session, qtbot)
        assert [str(error) for error in told] == ["a mistake in the engine"]
        assert session.cursor == session.history.last_epoch == epoch - 1

    def test_an_error_at_the_start_is_raised(
        self, qapp: QObject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
        self.fail_at(monkeypatch, 0)
        with pytest.raises(ZeroDivisionError, match="a mistake"):
            Session(MADE_UP, qapp)
        for child in qapp.findChildren(Session):
            child.close()
            child.setParent(None)


class TestFrames:
    """When a frame begins, by a clock that stands still; nothing here waits for Qt."""

    @pytest.fixture
    def watch(self, monkeypatch: pytest.MonkeyPatch) -> Watch:
        made = Watch()
        made.put_into(monkeypatch, frame_clock)
        return made

    def test_none_begins_before_the_last_one_is_painted_nor_before_it_is_due(
        self, session: Session, watch: Watch
    ) -> None:
        rested = session.trainer.rested
        session.set_speed(8.0)
        session.play()
        assert clock_of(session).awaits_paint()
        watch.ms = 500
        rested.emit()
        assert not session.waiting  # no frame has begun that would ask for steps
        session.note_painted()
        assert not clock_of(session).awaits_paint()
        rested.emit()
        assert not session.waiting
        watch.ms = 501
        rested.emit()
        assert session.waiting
        assert session.cursor == 0

    def test_a_replay_is_shown_as_soon_as_its_slice_is_over(
        self, made: Make, watch: Watch, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
    ) -> None:
        hold = hold_at(5)
        take_made_up_steps(monkeypatch, hold)
        session = made(MADE_UP)
        session.go_to(10)
        assert session.waiting
        session.note_painted()
        hold.released.set()
        session.trainer.wait_for_slice(10.0)
        watch.ms = 1  # long before the next frame is due
        session.trainer.rested.emit()
        assert session.cursor == 10

    def test_at_rest_none_begins(self, session: Session, watch: Watch) -> None:
        watch.ms = 500
        session.trainer.rested.emit()
        session.note_painted()
        assert not clock_of(session).is_running()
        assert not clock_of(session).awaits_paint()

    def test_what_plays_has_sixty_a_second(self, session: Session, watch: Watch) -> None:
        session.play()
        session.note_painted()
        assert interval(session) == 17
        watch.ms = 3
        session.note_painted()  # of a frame that was painted before
        assert interval(session) == 17

    def test_while_steps_are_awaited_the_thread_tells_when_the_next_one_begins(
        self, made: Make, watch: Watch, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
    ) -> None:
        hold = hold_at(1)
        take_made_up_steps(monkeypatch, hold)
        session = made(MADE_UP)
        session.set_speed(FLAT_OUT)
        session.play()
        session.note_painted()
        watch.ms = 20
        session.trainer.rested.emit()  # nothing new to tell: as if it were painted
        assert session.waiting
        assert not clock_of(session).awaits_paint()
        assert interval(session) == 15  # 33.3 ms − 20 ms, and one in case it does not
        hold.released.set()

    def test_a_replay_is_painted_a_few_times_a_second(
        self, made: Make, watch: Watch, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
    ) -> None:
        hold = hold_at(1)
        take_made_up_steps(monkeypatch, hold)
        session = made(MADE_UP)
        watch.ms = 7
        session.go_to(10)
        session.note_painted()
        assert 150 < interval(session) <= 152
        hold.released.set()

    def test_the_thread_gets_what_the_painting_leaves_of_a_frame(
        self, made: Make, watch: Watch, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
    ) -> None:
        allowed = recorded(monkeypatch)
        hold = hold_at(1)
        take_made_up_steps(monkeypatch, hold)
        session = made(MADE_UP)
        assert allowed[0] == (0, pytest.approx(0.8 / 60))  # the start, in the same frame
        allowed.clear()
        session.go_to(9)
        assert allowed[0] == (9, pytest.approx(0.8 / 60))  # and so is what is asked for
        session.pause()
        session.set_speed(FLAT_OUT)
        session.play()
        session.note_painted()
        allowed.clear()
        watch.ms = 20
        session.trainer.rested.emit()
        # 33.3 ms − 20 ms, and 0.3 ms to hand over.
        assert allowed == [(MADE_UP.epochs, pytest.approx(2 / 60 - 0.0203))]

    def test_a_start_that_takes_long_is_waited_for(
        self, made: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        allowed = recorded(monkeypatch)

        def until_it_is_asked_for_again(epoch: int) -> None:
            while epoch == 0 and len(allowed) < 2:
                busy(0.001)

        take_made_up_steps(monkeypatch, until_it_is_asked_for_again)
        assert len(made(MADE_UP).history) == 1
        assert allowed[1] == (0, 1.0)

    def test_a_step_that_takes_long_gets_more_than_a_frame_beside_the_painting(
        self, made: Make, watch: Watch, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
    ) -> None:
        allowed = recorded(monkeypatch)
        hold = hold_at(1)

        def before_each(epoch: int) -> None:
            hold(epoch)
            busy(0.003)

        take_made_up_steps(monkeypatch, before_each)
        session = made(MADE_UP)
        session.go_to(9)
        assert session.trainer.seconds_a_step > 0.001
        assert allowed[-1] == (9, pytest.approx(2 / 60))  # nothing new is there to be painted
        allowed.clear()
        watch.ms = 50
        session.trainer.rested.emit()
        # The thread may come to rest by itself at the same time, and is allowed the same again.
        assert allowed
        assert all(one == (9, pytest.approx(2 / 60)) for one in allowed)
        assert not clock_of(session).awaits_paint()
        assert interval(session) == 17

    def test_steps_that_take_long_are_taken_beside_it_and_shown_at_once(
        self,
        made: Make,
        watch: Watch,
        monkeypatch: pytest.MonkeyPatch,
        qtbot: QtBot,
        hold_at: HoldAt,
    ) -> None:
        hold = hold_at(5)

        def before_each(epoch: int) -> None:
            hold(epoch)
            busy(0.003)

        take_made_up_steps(monkeypatch, before_each)
        session = made(MADE_UP)
        told = cursors_told(session)
        session.set_speed(FLAT_OUT)
        session.play()
        # No frame is painted; the thread goes on all the same.
        qtbot.waitUntil(lambda: session.cursor == 4, timeout=10_000)
        assert told == sorted(told)
        assert watch.ms == 0
        session.note_painted()
        assert interval(session) == 17
        hold.released.set()

    def test_a_long_replay_is_told_as_it_grows_but_not_in_each_frame(
        self, made: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, hold_at: HoldAt
    ) -> None:
        watch, hold = Watch(), hold_at(9)
        watch.put_into(monkeypatch, module)

        def before_each(epoch: int) -> None:
            hold(epoch)
            busy(0.003 if epoch < 9 else 0.0)

        take_made_up_steps(monkeypatch, before_each)
        session = made(MADE_UP)
        told = cursors_told(session)
        session.go_to(20)
        qtbot.waitUntil(lambda: session.history.last_epoch == 8, timeout=10_000)
        assert told == []
        watch.ms = 149
        session.go_to(20)
        assert told == []
        watch.ms = 150.01
        session.go_to(20)
        assert told == [8]
        hold.released.set()
        rest(session, qtbot)
        assert told == [8, 20]

    def test_what_plays_is_told_in_each_frame(
        self, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Watch().put_into(monkeypatch, module)
        told = cursors_told(session)
        session.set_speed(120.0)
        session.play()
        rest(session, qtbot)
        assert told[0] == 0
        assert told[-1] == 40
        assert len(set(told)) > 2

"""When the frames begin, by a clock that the tests set."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from gdviz.session import frame_clock
from gdviz.session.frame_clock import FrameClock

SIXTIETH = 1 / 60


class Watch:
    """A clock that moves only when it is told to; in milliseconds since its start at 100 s."""

    def __init__(self) -> None:
        self.ms = 0.0

    def seconds(self) -> float:
        return 100.0 + self.ms / 1000


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(frame_clock, "time", SimpleNamespace(perf_counter=made.seconds))
    return made


@pytest.fixture
def clock(qapp: QObject, watch: Watch) -> Iterator[FrameClock]:  # noqa: ARG001 (they come first)
    made = FrameClock()
    yield made
    made.stop()


def timer_of(clock: FrameClock) -> QTimer:
    timer = clock.findChild(QTimer)
    assert isinstance(timer, QTimer)
    return timer


def test_at_rest_there_are_no_frames(clock: FrameClock) -> None:
    assert not clock.is_running()
    assert not clock.awaits_paint()


def test_it_begins_with_a_frame_that_waits_for_its_painting_but_not_for_ever(
    clock: FrameClock, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(clock.due):
        clock.start()
        assert clock.is_running()
        assert clock.awaits_paint()
        assert timer_of(clock).interval() == 33
    assert not clock.is_running()  # one frame is due; its owner begins it


def test_a_frame_knows_how_long_ago_the_one_before_began(clock: FrameClock, watch: Watch) -> None:
    clock.start()
    for ms, passed in ((20, 20), (50, 30), (51, 1)):
        watch.ms = ms
        assert clock.begin_frame() == pytest.approx(passed / 1000)
        assert clock.awaits_paint()
        assert timer_of(clock).interval() == 33


@pytest.mark.parametrize(
    ("painted_at", "gives_way", "wait", "interval"),
    [
        (3.0, False, 1000 * SIXTIETH - 3, 14),
        # The timer is only there in case the thread does not tell its end.
        (3.0, True, 1000 * SIXTIETH - 3, 15),
        # The person gets a millisecond, a thread a quarter of a frame.
        (15.0, False, 1000 * SIXTIETH - 15, 2),
        (16.0, False, 1.0, 1),
        (40.0, False, 1.0, 1),
        (12.0, True, 1000 * SIXTIETH - 12, 6),
        (15.0, True, 250 * SIXTIETH, 6),
        (40.0, True, 250 * SIXTIETH, 6),
    ],
)
def test_once_it_is_painted_the_next_frame_is_a_sixtieth_after_its_beginning(
    clock: FrameClock, watch: Watch, painted_at: float, gives_way: bool, wait: float, interval: int
) -> None:
    clock.start()
    watch.ms = painted_at
    assert 1000 * clock.end_frame(SIXTIETH, gives_way) == pytest.approx(wait)
    assert timer_of(clock).interval() == interval
    assert clock.is_running()
    assert not clock.awaits_paint()


@pytest.mark.parametrize(("gives_way", "interval"), [(False, 10_000), (True, 10_001)])
def test_it_waits_so_many_seconds(clock: FrameClock, gives_way: bool, interval: int) -> None:
    clock.start()
    assert clock.end_frame(10.0, gives_way) == 10.0
    assert timer_of(clock).interval() == interval


def test_frames_keep_even_distances_whenever_they_are_painted(
    clock: FrameClock, watch: Watch
) -> None:
    clock.start()
    for begun, painted, due in ((0.0, 3.0, 20.0), (20.3, 25.0, 40.0), (40.1, 41.0, 60.0)):
        watch.ms = begun
        if begun:
            clock.begin_frame()
        watch.ms = painted
        assert 1000 * clock.end_frame(0.020, gives_way=False) == pytest.approx(due - painted)


def test_a_frame_that_begins_far_too_late_is_the_first_of_a_new_row(
    clock: FrameClock, watch: Watch
) -> None:
    clock.start()
    watch.ms = 3
    clock.end_frame(SIXTIETH, gives_way=False)
    watch.ms = 40
    clock.begin_frame()
    watch.ms = 42
    assert clock.end_frame(SIXTIETH, gives_way=False) == pytest.approx(SIXTIETH - 0.002)


def test_a_frame_that_follows_upon_one_that_was_never_painted_counts_from_itself(
    clock: FrameClock, watch: Watch
) -> None:
    clock.start()
    watch.ms = 33
    clock.begin_frame()
    watch.ms = 35
    assert clock.end_frame(0.150, gives_way=False) == pytest.approx(0.148)


@pytest.mark.parametrize(("ms", "early"), [(5.0, True), (19.3, True), (19.5, False), (21.0, False)])
def test_a_thread_that_ends_shortly_before_the_frame_is_due_is_not_early(
    clock: FrameClock, watch: Watch, ms: float, early: bool
) -> None:
    clock.start()
    clock.end_frame(0.020, gives_way=True)
    watch.ms = ms
    assert clock.is_early() is early


def test_where_there_was_nothing_to_show_the_next_frame_may_begin_at_once(
    clock: FrameClock, watch: Watch
) -> None:
    clock.start()
    clock.end_frame(0.150, gives_way=True)
    watch.ms = 10
    clock.begin_frame()
    assert clock.is_early()
    clock.skip_frame()
    assert not clock.is_early()
    assert not clock.awaits_paint()
    assert timer_of(clock).interval() == 17
    assert clock.is_running()
    watch.ms = 12
    clock.begin_frame()
    assert 1000 * clock.end_frame(0.020, gives_way=False) == pytest.approx(18.0)


def test_a_stop_ends_it_all(clock: FrameClock) -> None:
    clock.start()
    clock.stop()
    assert not clock.is_running()
    assert not clock.awaits_paint()


def test_its_timer_is_exact_and_belongs_to_it(qapp: QObject) -> None:
    clock = FrameClock(qapp)
    assert clock.parent() is qapp
    assert timer_of(clock).timerType() == Qt.TimerType.PreciseTimer
    clock.setParent(None)

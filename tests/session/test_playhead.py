"""Where the playhead is, worked out by hand."""

from __future__ import annotations

import pytest

from gdviz.session.playhead import FLAT_OUT, Playhead


def playing(speed: float, cursor: int = 0) -> Playhead:
    playhead = Playhead()
    playhead.speed, playhead.wanted = speed, cursor
    playhead.play(cursor)
    return playhead


@pytest.mark.parametrize(
    ("wanted", "last_epoch", "shown"), [(5, 9, 5), (5, 3, 3), (5, 5, 5), (5, -1, 0), (0, 4, 0)]
)
def test_what_is_wanted_is_shown_as_far_as_it_is_known(
    wanted: int, last_epoch: int, shown: int
) -> None:
    playhead = Playhead()
    playhead.wanted = wanted
    assert playhead.cursor(last_epoch) == shown
    assert playhead.wanted == wanted


def test_it_begins_at_rest_at_the_start_with_sixty_steps_a_second() -> None:
    playhead = Playhead()
    assert (playhead.wanted, playhead.speed, playhead.playing) == (0, 60.0, False)


def test_it_moves_by_speed_times_time_and_parts_of_a_step_add_up() -> None:
    playhead = playing(10.0, cursor=7)
    shown = []
    for _ in range(6):
        playhead.move_on(0.0625, playhead.cursor(100), 100)
        shown.append(playhead.cursor(100))
    assert shown == [7, 8, 8, 9, 10, 10]  # 7 + 0.625, 1.25, 1.875, 2.5, 3.125, 3.75


def test_it_stops_at_the_last_epoch() -> None:
    playhead = playing(100.0, cursor=8)
    playhead.move_on(1.0, 8, 10)
    assert playhead.wanted == 10


def test_where_the_run_cannot_keep_up_it_stays_within_a_frame_of_it() -> None:
    playhead = playing(8.0)
    for wanted in (2, 3, 3, 3):  # a frame of a quarter of a second, and one step more
        playhead.move_on(0.25, 0, 1000)
        assert playhead.wanted == wanted
    playhead.move_on(0.25, 3, 1000)
    assert playhead.wanted == 5


def test_after_a_long_frame_it_does_not_go_back() -> None:
    playhead = playing(8.0)
    playhead.move_on(1.0, 0, 1000)
    playhead.move_on(0.125, 0, 1000)
    assert playhead.wanted == 8


def test_it_goes_on_from_a_cursor_that_is_further() -> None:
    playhead = playing(8.0, cursor=2)
    playhead.move_on(0.25, 40, 1000)
    assert playhead.wanted == 42


def test_flat_out_or_rushing_all_is_wanted_at_once() -> None:
    playhead = playing(FLAT_OUT)
    playhead.move_on(0.001, 0, 500)
    assert playhead.wanted == 500
    rushing = Playhead()
    rushing.play(3, rushing=True)
    assert rushing.playing
    rushing.move_on(0.001, 3, 700)
    assert rushing.wanted == 700


def test_a_pause_stays_at_the_cursor_and_ends_the_rush() -> None:
    playhead = Playhead()
    playhead.speed = 8.0
    playhead.play(3, rushing=True)
    playhead.move_on(0.25, 3, 700)
    playhead.pause(30)
    assert (playhead.wanted, playhead.playing) == (30, False)
    playhead.play(30)
    playhead.move_on(0.25, 30, 700)
    assert (playhead.wanted, playhead.playing) == (32, True)

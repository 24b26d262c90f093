"""The frame of the cost plot, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gdviz.engine import Dataset, Experiment
from gdviz.runs.run import Run
from gdviz.views.cost.cost_viewport import CostViewport, height
from gdviz.views.plotting.viewport import Frame
from gdviz.views.snapshot import Settings, Snapshot
from tests.engine.samples import HOURS

FIRST = Experiment(HOURS, alpha=0.35, epochs=1000, tolerance=0.0)


def finished(experiment: Experiment) -> Run:
    run = Run(experiment)
    run.finish()
    return run


class Shown:
    """A viewport that follows one snapshot after the other."""

    def __init__(self) -> None:
        self.viewport = CostViewport()
        self.before: Snapshot | None = None

    def follow(self, run: Run, logarithmic: bool = False) -> Frame:
        return self.show(Snapshot.of(run, 0, Settings(logarithmic=logarithmic)))

    def show(self, now: Snapshot) -> Frame:
        self.viewport.follow(now, self.before)
        self.before = now
        return self.viewport.frame


def test_where_a_cost_stands() -> None:
    assert height(0.25, False) == 0.25
    assert height(0.01, True) == pytest.approx(-2.0)
    costs = height(np.array([100.0, 0.0, -1.0]), True)
    assert costs[0] == 2.0
    assert np.isnan(costs[1:]).all()


@pytest.mark.parametrize(
    ("epochs", "known", "end"),
    [
        (1000, 1, 100),
        (1000, 101, 100),
        (1000, 102, 200),
        (1000, 601, 1000),
        (700, 601, 700),
        (40, 1, 40),
        (40, 41, 40),
        (0, 1, 1),
    ],
)
def test_its_end_is_round_and_at_most_the_last_epoch(epochs: int, known: int, end: float) -> None:
    shown = Shown()
    run = finished(FIRST.altered(epochs=epochs))
    frame = shown.show(replace(Snapshot.of(run, 0), known=known, ended=None))
    assert shown.viewport.epochs == (0.0, end)
    assert frame.x == pytest.approx((-0.02 * end, 1.035 * end))


def test_it_has_all_costs_the_optimum_and_room_for_its_words() -> None:
    """0.4015 … 0.6931; 9 % below for the words and 7 % around: 0.353 … 0.715."""
    assert Shown().follow(finished(FIRST)).y == pytest.approx((0.35, 0.72))


def test_without_an_optimum_there_are_no_words_below() -> None:
    """ln 2 at the start; it falls to about 0.26: 0.23 … 0.72."""
    run = finished(Experiment(Dataset([1.0, 2.0], [0.0, 1.0]), alpha=1.0, epochs=40))
    low = float(run.history.cost[-1])
    room = 0.07 * (np.log(2) - low)
    frame = Shown().follow(run)
    assert low - room - 0.03 < frame.y[0] <= low - room
    assert np.log(2) + room <= frame.y[1] < np.log(2) + room + 0.03


def test_on_a_logarithmic_axis_it_has_powers_of_ten() -> None:
    """log10 of 0.4015 … 0.6931 is −0.396 … −0.159, with the room −0.436 … −0.141."""
    frame = Shown().follow(finished(FIRST), logarithmic=True)
    assert frame.y == pytest.approx((-0.44, -0.14), abs=0.011)


def test_costs_of_nought_are_nowhere_on_a_logarithmic_axis() -> None:
    """Without any other cost it is that of 0 … 1."""
    run = finished(Experiment(Dataset([0.0, 1.0], [0.0, 0.0]), model="linear", epochs=30))
    assert Shown().follow(run, logarithmic=True).y == pytest.approx((-0.1, 1.1))


def test_a_switch_of_the_axis_and_back_leaves_no_trace() -> None:
    shown, run = Shown(), finished(FIRST)
    first = shown.follow(run)
    assert shown.follow(run, logarithmic=True) != first
    assert shown.follow(run) == first


def test_it_widens_for_another_run_and_keeps_still_for_one_that_needs_less() -> None:
    shown = Shown()
    first = shown.follow(finished(FIRST))
    wide = shown.follow(finished(FIRST.altered(start=(1.0, 0.0))))
    assert wide.y[1] > first.y[1]
    assert shown.follow(finished(FIRST.altered(alpha=0.34))) == wide


def test_costs_that_were_far_larger_are_left_behind_once_the_new_run_has_begun() -> None:
    shown = Shown()
    small = finished(FIRST)
    vast = shown.follow(finished(FIRST.altered(start=(9.0, 9.0))))
    assert vast.y[1] > 10
    begun = replace(Snapshot.of(small, 0), known=1, ended=None)
    assert shown.show(begun).y == vast.y
    assert shown.follow(small).y == pytest.approx((0.35, 0.72))


def test_within_a_run_it_never_shrinks() -> None:
    """The first costs are small, so that the frame grows vast only while the run is shown."""
    shown = Shown()
    run = finished(FIRST.altered(start=(9.0, 9.0)))
    frames = [shown.follow(run) for _ in range(3)]
    assert frames[0] == frames[1] == frames[2]


@pytest.mark.parametrize(
    "other",
    [
        FIRST.altered(epochs=50),
        FIRST.altered(cost="squared-error"),
        FIRST.altered(model="linear", alpha=0.05),
        FIRST.altered(dataset=Dataset(HOURS.x, HOURS.y, title="other")),
    ],
)
def test_other_axes_are_framed_anew(other: Experiment) -> None:
    shown = Shown()
    shown.follow(finished(FIRST.altered(start=(1.0, 0.0))))
    run = finished(other)
    assert shown.follow(run) == Shown().follow(run)

"""The frame of the cost surface, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gdviz.engine import Dataset, Experiment
from gdviz.engine.experiment import Start
from gdviz.runs.run import Run
from gdviz.views.plotting.viewport import Frame
from gdviz.views.snapshot import Snapshot
from gdviz.views.surface.surface_viewport import SurfaceViewport
from tests.engine.samples import HOURS

FIRST = Experiment(HOURS, alpha=0.35, epochs=30)
# The optimum of HOURS is (−4.0777, 1.5046).
FRAME = Frame((-5.8, 1.8), (-0.7, 2.2))
FAR = (40.0, -3.0)


class Shown:
    """A viewport that follows one run after the other, each known to its end."""

    def __init__(self) -> None:
        self.viewport = SurfaceViewport()
        self.before: Snapshot | None = None

    def follow(self, experiment: Experiment) -> Frame:
        run = Run(experiment)
        run.finish()
        return self.show(Snapshot.of(run, 0))

    def show(self, now: Snapshot) -> Frame:
        self.viewport.follow(now, self.before)
        self.before = now
        return self.viewport.frame


def approximately(frame: Frame) -> object:
    return pytest.approx([*frame.x, *frame.y])


def flat(frame: Frame) -> list[float]:
    return [*frame.x, *frame.y]


def test_it_has_start_and_optimum_with_room_in_round_numbers() -> None:
    """0.9 of the distance to either side of the middle: −5.71 … 1.63 and −0.60 … 2.11."""
    assert flat(Shown().follow(FIRST)) == approximately(FRAME)


@pytest.mark.parametrize(
    ("data", "start", "needed"),
    [
        # The slope is 1 per standard deviation of x, or where x is all the same per its size or
        # per 1; the intercept that slope times the mean, 1 to 4. Of both 0.9 to either side.
        (Dataset([1.0, 5.0], [0.0, 1.0]), "zeros", Frame((-1.35, 1.35), (-0.45, 0.45))),
        (Dataset([], []), (1.0, 1.0), Frame((0.1, 1.9), (0.1, 1.9))),
        (Dataset([8.0], [1.0]), "zeros", Frame((-0.9, 0.9), (-0.1125, 0.1125))),
        (Dataset([100.0, 102.0], [1.0, 1.0]), "zeros", Frame((-3.6, 3.6), (-0.9, 0.9))),
    ],
)
def test_without_an_optimum_it_is_as_wide_as_suits_the_data(
    data: Dataset, start: Start, needed: Frame
) -> None:
    frame = Shown().follow(Experiment(data, start=start, epochs=0))
    for span, (low, high) in zip(frame, needed, strict=True):
        step = (high - low) / 20
        assert low - step <= span[0] <= low + 1e-9
        assert high - 1e-9 <= span[1] <= high + step


def test_it_keeps_still_while_it_covers_what_it_must() -> None:
    shown = Shown()
    first = shown.follow(FIRST)
    for edit in (
        FIRST.altered(alpha=0.2),
        FIRST.altered(start=(-0.2, 0.1)),
        FIRST.altered(dataset=HOURS.with_x(0, 0.6)),
    ):
        assert shown.follow(edit) == first


def test_it_is_only_widened_for_a_start_near_its_edge_or_beyond_it() -> None:
    """And no further than it must: the drag of a start by a pixel does not redraw the world."""
    shown = Shown()
    first = shown.follow(FIRST)
    assert shown.follow(FIRST.altered(start=(-4.4, 1.05))) == first
    for start in ((-5.75, 1.0), (-5.9, 1.0)):
        wide = shown.follow(FIRST.altered(start=start))
        assert -8 <= wide.x[0] < start[0]
        assert first.x[1] <= wide.x[1] <= 3
        assert wide.y == first.y


def test_it_is_widened_for_a_start_far_outside_and_chosen_anew_where_it_is_vast() -> None:
    shown = Shown()
    shown.follow(FIRST)
    wide = shown.follow(FIRST.altered(start=FAR))
    assert wide.x[0] < -4.1
    assert wide.x[1] > 40
    assert wide.y[0] < -3
    assert flat(shown.follow(FIRST)) == approximately(FRAME)


@pytest.mark.parametrize(
    "other",
    [
        FIRST.altered(model="linear"),
        FIRST.altered(cost="squared-error"),
        FIRST.altered(scale=True),
        FIRST.altered(dataset=Dataset(HOURS.x, HOURS.y, title="other")),
        FIRST.altered(dataset=Dataset(HOURS.x, HOURS.y, ("hours",))),
    ],
)
def test_other_axes_are_framed_anew(other: Experiment) -> None:
    shown = Shown()
    shown.follow(FIRST.altered(start=(-9.0, 0.0)))
    assert shown.follow(other) == Shown().follow(other)


def test_it_doubles_towards_a_path_that_leaves_it() -> None:
    longer = Run(Experiment(HOURS, alpha=4.0, epochs=40))
    longer.finish()
    shown = Shown()
    shown.show(Snapshot.of(longer.until(0), 0))
    first = shown.viewport.frame
    assert flat(first) == approximately(FRAME)
    grown = longer.until(40)
    begun = Snapshot((grown,), 0, 1)
    shown.before = begun
    wide = shown.show(Snapshot.of(grown, 40))
    low, high = longer.history.beta.min(axis=0), longer.history.beta.max(axis=0)
    for span, before, least, most in zip(wide, first, low, high, strict=True):
        assert span[0] <= min(before[0], least)
        assert span[1] >= max(before[1], most)
    assert wide != first


def test_a_path_that_diverges_leaves_something_to_see() -> None:
    shown = Shown()
    diverged = Run(Experiment(HOURS, alpha=2.0, epochs=300, model="linear"))
    diverged.finish()
    begun = Snapshot((diverged,), 0, 1)
    shown.show(Snapshot.of(diverged.until(0), 0))
    first = shown.viewport.frame
    shown.before = begun
    wide = shown.show(Snapshot.of(diverged, 0))
    assert np.abs(diverged.history.beta[-1]).max() > 1e6
    for span, before in zip(wide, first, strict=True):
        size = before[1] - before[0]
        assert 100 * size <= max(-span[0], span[1])
        assert span[1] - span[0] <= 1000 * size

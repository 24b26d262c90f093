from __future__ import annotations

import math
from dataclasses import replace

import pytest

from gdviz.engine import Experiment
from gdviz.runs.run import Run
from gdviz.support.compat import override
from gdviz.views.plotting.viewport import UNIT, Frame, Viewport
from gdviz.views.snapshot import Settings, Snapshot
from tests.engine.samples import HOURS

ZOOMED = Frame((2.0, 3.0), (0.4, 0.5))


class UpToTheEpoch(Viewport):
    """Shows one more epoch than there is to see, and never fewer than before."""

    @override
    def _axes(self, snapshot: Snapshot) -> object:
        return snapshot.dataset.title

    @override
    def _choice(self, now: Snapshot, before: Snapshot | None) -> Frame:
        least = 0.0 if before is None else self.frame.x[1]
        return Frame((0.0, max(least, now.epoch + 1.0)), (0.0, 1.0))


@pytest.fixture(scope="module")
def run() -> Run:
    made = Run(Experiment(HOURS, epochs=20))
    made.finish()
    return made


def test_it_begins_with_the_unit_square() -> None:
    assert UpToTheEpoch().frame == UNIT == Frame((0.0, 1.0), (0.0, 1.0))


def test_it_follows_what_is_shown_and_says_whether_the_frame_is_another(run: Run) -> None:
    viewport, before = UpToTheEpoch(), None
    for epoch, right, another in (
        (0, 1.0, False),
        (4, 5.0, True),
        (4, 5.0, False),
        (2, 5.0, False),
    ):
        now = Snapshot.of(run, epoch)
        assert viewport.follow(now, before) is another
        assert viewport.frame == Frame((0.0, right), (0.0, 1.0))
        before = now
    assert viewport.follow(Snapshot.of(run, 2), None)
    assert viewport.frame.x == (0.0, 3.0)


def test_what_the_person_has_zoomed_to_stays_until_it_is_restored(run: Run) -> None:
    viewport, before = UpToTheEpoch(), Snapshot.of(run, 4)
    viewport.follow(before, None)
    viewport.zoom(ZOOMED)
    assert viewport.frame == ZOOMED
    # The zoom itself has to be told.
    assert viewport.follow(Snapshot.of(run, 9), before)
    assert not viewport.follow(Snapshot.of(run, 9), before)
    assert viewport.frame == ZOOMED
    viewport.restore()
    # Not what it was before the zoom: it has gone on following.
    assert viewport.frame == Frame((0.0, 10.0), (0.0, 1.0))
    viewport.restore()
    assert viewport.frame == Frame((0.0, 10.0), (0.0, 1.0))


def test_while_something_is_held_it_keeps_still_and_then_follows_once(run: Run) -> None:
    viewport, before = UpToTheEpoch(), Snapshot.of(run, 4)
    viewport.follow(before, None)
    for epoch in (9, 11):
        held = replace(Snapshot.of(run, epoch), held=True)
        assert not viewport.follow(held, before)
        before = held
    now = Snapshot.of(run, 11)
    assert viewport.follow(now, before)
    assert viewport.frame.x == (0.0, 12.0)
    assert not viewport.follow(now, now)


def test_the_first_frame_of_all_is_not_kept_waiting(run: Run) -> None:
    viewport = UpToTheEpoch()
    assert viewport.follow(replace(Snapshot.of(run, 4), held=True), None)
    assert viewport.frame.x == (0.0, 5.0)


def test_the_experiment_that_comes_back_has_its_frame_again(run: Run) -> None:
    viewport, first = UpToTheEpoch(), Snapshot.of(run, 4)
    viewport.follow(first, None)
    moved = Run(Experiment(HOURS, epochs=20, alpha=0.2))
    moved.finish()
    wide = Snapshot.of(moved, 9)
    viewport.follow(wide, first)
    again, equal = Run(run.experiment), Run(run.experiment.altered(alpha=0.1))
    assert equal.experiment == run.experiment
    for one, right in ((equal, 10.0), (again, 5.0)):
        one.finish()
        viewport.follow(Snapshot.of(one, 4), wide)
        assert viewport.frame.x == (0.0, right)
    viewport.follow(wide, Snapshot.of(again, 4))
    assert viewport.frame.x == (0.0, 10.0)


def test_a_frame_of_a_logarithmic_axis_is_not_that_of_the_other(run: Run) -> None:
    viewport, first = UpToTheEpoch(), Snapshot.of(run, 4)
    viewport.follow(first, None)
    moved = Run(Experiment(HOURS, epochs=20, alpha=0.2))
    moved.finish()
    logarithmic = Snapshot.of(moved, 9, Settings(logarithmic=True))
    viewport.follow(logarithmic, first)
    again = Run(run.experiment)
    again.finish()
    viewport.follow(Snapshot.of(again, 4, Settings(logarithmic=True)), logarithmic)
    assert viewport.frame.x == (0.0, 10.0)


def test_it_is_zoomed_at_a_place_and_moved(run: Run) -> None:
    viewport, shown = UpToTheEpoch(), Snapshot.of(run, 9)
    viewport.follow(shown, None)
    assert not viewport.is_zoomed
    viewport.zoom_at(2.0, 1.0, 0.5)
    assert viewport.is_zoomed
    assert viewport.frame == Frame((1.0, 6.0), (0.5, 1.0))
    viewport.pan(viewport.frame, 1.0, -0.25)
    assert viewport.frame == Frame((2.0, 7.0), (0.25, 0.75))
    viewport.restore()
    assert not viewport.is_zoomed


def test_a_zoom_has_limits_even_at_the_largest_numbers(run: Run) -> None:
    viewport = UpToTheEpoch()
    viewport.follow(Snapshot.of(run, 9), None)
    viewport.zoom_at(2.0, 1.0, 1e-30)
    assert viewport.frame.x == pytest.approx((2.0, 2.0), abs=1e-4)
    assert viewport.frame.x[1] - viewport.frame.x[0] == pytest.approx(1e-5)
    viewport.zoom_at(2.0, 1.0, 1e30)
    assert viewport.frame.x[1] - viewport.frame.x[0] == pytest.approx(200.0)
    viewport.pan(Frame((0.0, 1e308), (-1e308, 0.0)), 1.5e308, -1.5e308)
    for low, high in viewport.frame:
        assert math.isfinite(high - low)


def test_other_axes_end_the_zoom(run: Run) -> None:
    viewport, shown = UpToTheEpoch(), Snapshot.of(run, 4)
    viewport.follow(shown, None)
    viewport.zoom(ZOOMED)
    other = Run(run.experiment.altered(dataset=replace(HOURS, title="other")))
    other.finish()
    viewport.follow(Snapshot.of(other, 4), shown)
    assert not viewport.is_zoomed


@pytest.mark.parametrize("end", [math.inf, math.nan, 1.7e308])
def test_a_frame_at_the_end_of_all_numbers_is_none(run: Run, end: float) -> None:
    viewport = UpToTheEpoch()
    viewport.follow(Snapshot.of(run, 0), None)
    before = viewport.frame
    viewport.zoom(Frame((0.0, end), (0.0, 1.0)))
    viewport.pan(before, end, 0.0)
    assert viewport.frame == before
    assert not viewport.is_zoomed

from __future__ import annotations

import pytest

from gdviz.engine import Experiment
from gdviz.runs.run import Run
from gdviz.support.compat import override
from gdviz.views.plotting.viewport import UNIT, Frame, Viewport
from gdviz.views.snapshot import Snapshot
from tests.engine.samples import HOURS

ZOOMED = Frame((2.0, 3.0), (0.4, 0.5))


class UpToTheEpoch(Viewport):
    """Shows one more epoch than there is to see, and never fewer than before."""

    @override
    def _following(self, frame: Frame, now: Snapshot, before: Snapshot | None) -> Frame:
        least = 0.0 if before is None else frame.x[1]
        return Frame((0.0, max(least, now.epoch + 1.0)), (0.0, 1.0))


@pytest.fixture(scope="module")
def run() -> Run:
    made = Run(Experiment(HOURS, epochs=20))
    made.finish()
    return made


def test_it_begins_with_the_unit_square_and_is_not_held() -> None:
    viewport = UpToTheEpoch()
    assert viewport.frame == UNIT == Frame((0.0, 1.0), (0.0, 1.0))
    assert not viewport.held


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
    assert not viewport.follow(Snapshot.of(run, 9), before)
    assert viewport.frame == ZOOMED
    viewport.restore()
    # Not what it was before the zoom: it has gone on following.
    assert viewport.frame == Frame((0.0, 10.0), (0.0, 1.0))
    viewport.restore()
    assert viewport.frame == Frame((0.0, 10.0), (0.0, 1.0))

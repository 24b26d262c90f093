"""The frame of the prediction plot, worked out by hand."""

from __future__ import annotations

import pytest

from gdviz.engine import Dataset, Experiment
from gdviz.runs.run import Run
from gdviz.views.plotting.viewport import Frame
from gdviz.views.prediction.prediction_viewport import PROBABILITIES, PredictionViewport
from gdviz.views.snapshot import Snapshot
from tests.engine.samples import HOURS


def shown(data: Dataset, model: str = "logistic") -> Snapshot:
    return Snapshot((Run(Experiment(data, model=model)),), 0, 0)


class Shown:
    """A viewport that follows one data set after the other."""

    def __init__(self) -> None:
        self.viewport = PredictionViewport()
        self.before: Snapshot | None = None

    def follow(self, data: Dataset, model: str = "logistic") -> Frame:
        now = shown(data, model)
        self.viewport.follow(now, self.before)
        self.before = now
        return self.viewport.frame


@pytest.mark.parametrize(
    ("x", "across"),
    [
        (HOURS.x, (0.0, 6.0)),  # 0.5 … 5.5 and 8 % are 0.1 … 5.9, in steps of 0.2
        ([], (-0.1, 1.1)),
        ([4.0], (2.8, 5.2)),  # a quarter of 4 to either side, and 8 % of the whole
        ([0.0], (-0.3, 0.3)),
        ([-30.0, -10.0], (-32.0, -8.0)),
    ],
)
def test_it_has_all_points_and_some_room_in_round_numbers(
    x: list[float], across: tuple[float, float]
) -> None:
    frame = Shown().follow(Dataset(x, [1.0] * len(x)))
    assert frame.x == pytest.approx(across)
    assert frame.y == PROBABILITIES


def test_of_a_line_it_has_all_labels() -> None:
    frame = Shown().follow(Dataset([1.0, 2.0, 3.0], [-4.0, 0.0, 16.0]), "linear")
    assert frame.y == pytest.approx((-6.0, 18.0))  # −5.6 … 17.6, in steps of 1


def test_it_keeps_still_while_it_covers_the_points() -> None:
    shown = Shown()
    first = shown.follow(HOURS)
    for x in (5.8, 3.0, 0.2):
        assert shown.follow(HOURS.with_x(19, x)) == first


def test_it_widens_for_a_point_that_leaves_it_and_does_not_shrink_again() -> None:
    shown = Shown()
    shown.follow(HOURS)
    wide = shown.follow(HOURS.with_x(19, 9.0))
    assert wide.x == pytest.approx((-0.2, 9.8))
    assert shown.follow(HOURS) == wide


def test_a_point_at_its_very_edge_has_it_widened() -> None:
    shown = Shown()
    shown.follow(HOURS)
    assert shown.follow(HOURS.with_x(19, 5.99)).x[1] > 6.0


@pytest.mark.parametrize(
    ("data", "model"),
    [
        (Dataset(HOURS.x, HOURS.y, title="other"), "logistic"),
        (Dataset(HOURS.x, HOURS.y, ("minutes",)), "logistic"),
        (HOURS, "linear"),
    ],
)
def test_other_columns_or_another_model_are_framed_anew(data: Dataset, model: str) -> None:
    shown = Shown()
    shown.follow(HOURS.with_x(19, 60.0))
    assert shown.follow(data, model).x == pytest.approx((0.0, 6.0))


def test_labels_of_a_line_that_leave_it_widen_it() -> None:
    shown = Shown()
    first = shown.follow(HOURS, "linear")
    assert first.y == pytest.approx((-0.1, 1.1))
    assert shown.follow(HOURS.with_y(0, 1.05), "linear") == first
    assert shown.follow(HOURS.with_y(0, 3.0), "linear").y[1] > 3.0

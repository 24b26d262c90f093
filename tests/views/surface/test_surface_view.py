"""The cost surface by itself: what it draws, says and asks for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gdviz.engine import Dataset, Experiment, LogLoss
from gdviz.engine.dataset import Array
from gdviz.runs.run import Run
from gdviz.support.numbers import parse
from gdviz.views.plotting.plot import Plot
from gdviz.views.plotting.viewport import Frame
from gdviz.views.snapshot import Settings, Snapshot
from gdviz.views.surface.surface_view import SurfaceView
from tests.engine.samples import HOURS
from tests.pointer import click, drag, hover, read_out, spot, wheel

EXPERIMENT = Experiment(HOURS, alpha=0.35, epochs=60, tolerance=0.0)


def finished(experiment: Experiment) -> Run:
    run = Run(experiment)
    run.finish()
    return run


class Shown:
    """The view of a run, and all that it asks for."""

    def __init__(self, qtbot: QtBot, experiment: Experiment = EXPERIMENT) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.view = SurfaceView()
        qtbot.addWidget(self.view)
        for name in ("start_moved", "drag_began", "drag_ended"):
            self._listen(name)
        self.now = Snapshot.of(finished(experiment), min(30, experiment.epochs))
        self.view.show_snapshot(self.now, None)
        self.view.resize(600, 400)
        with qtbot.waitExposed(self.view):
            self.view.show()

    @property
    def plot(self) -> Plot:
        return self.view.plot

    def show(self, **changed: object) -> QImage:
        before, self.now = self.now, replace(self.now, **changed)  # type: ignore[arg-type]
        self.view.show_snapshot(self.now, before)
        return self.picture()

    def edit(self, experiment: Experiment) -> QImage:
        run = finished(experiment)
        return self.show(runs=(run,), known=len(run.history), ended=run.history.reason)

    def picture(self) -> QImage:
        image: QImage = self.plot.grab().toImage()
        return image

    def _listen(self, name: str) -> None:
        getattr(self.view, name).connect(lambda *values: self.asked.append((name, *values)))


def colored(image: QImage, shown: Shown, name: str) -> int:
    """Return how many pixels have a colour of the theme."""
    color = shown.now.settings.theme.color(name).rgb()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixel(*place) == color for place in places)


class TestStart:
    def test_a_click_asks_for_a_start_there(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        click(shown.plot, -3.0, 0.5)
        [(name, b0, b1)] = shown.asked
        assert name == "start_moved"
        assert (b0, b1) == pytest.approx((-3.0, 0.5), abs=0.03)
        # A pixel is about 0.014 wide and 0.009 high: finer digits would be noise.
        assert len(f"{b0} {b1}") <= len("-3.01 0.499")

    def test_a_drag_of_its_marker_moves_it(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        drag(shown.plot, (0.0, 0.0), (-1.0, 0.5), (-2.0, 1.0))
        names = [asked[0] for asked in shown.asked]
        assert (names[0], names[-1]) == ("drag_began", "drag_ended")
        assert set(names[1:-1]) == {"start_moved"}
        assert shown.asked[-2][1:] == pytest.approx((-2.0, 1.0), abs=0.03)

    def test_a_drag_of_the_ground_moves_nothing(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        drag(shown.plot, (-3.0, 0.5), (-2.0, 1.0))
        assert shown.asked == []

    def test_it_is_dragged_by_where_it_was_taken(self, qtbot: QtBot) -> None:
        """Taken six pixels beside its middle, it stays six pixels beside the mouse."""
        shown = Shown(qtbot)
        width, height = shown.plot.pixel_size()
        drag(shown.plot, (6 * width, 0.0), (6 * width - 2.0, 1.0))
        moved = [asked[1:] for asked in shown.asked if asked[0] == "start_moved"]
        assert moved[-1] == pytest.approx((-2.0, 1.0), abs=max(width, height))

    def test_the_mouse_shows_what_it_could_do(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        hover(shown.plot, 0.0, 0.0)
        assert shown.plot.cursor().shape() == Qt.CursorShape.OpenHandCursor
        hover(shown.plot, -3.0, 0.5)
        assert shown.plot.cursor().shape() == Qt.CursorShape.CrossCursor


class TestWords:
    def test_the_cost_under_the_mouse_is_told(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        assert shown.view.note() == "J(β0, β1)"
        hover(shown.plot, -2.0, 1.0)
        told = [parse(word) for word in read_out(shown.view).split()[1::2]]
        assert read_out(shown.view).startswith("β0 −")
        assert told[:2] == pytest.approx([-2.0, 1.0], abs=0.03)
        assert told[2] == pytest.approx(LogLoss(HOURS).cost(told[:2]), abs=1e-3)
        shown.plot.left.emit()
        assert read_out(shown.view) == ""

    def test_the_local_limit_of_alpha_is_told_where_the_rule_has_one(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        hover(shown.plot, -2.0, 1.0)
        b0, b1, _, limit = (parse(word) for word in read_out(shown.view).split()[1::2])
        steepest = np.linalg.eigvalsh(LogLoss(HOURS).hessian([b0, b1]))[-1]
        assert limit == pytest.approx(2.0 / steepest, rel=0.01)
        for other in ({"rule": "adam"}, {"batch_size": 5}):
            shown.edit(EXPERIMENT.altered(**other))
            assert "λ" not in read_out(shown.view)

    @pytest.mark.parametrize(("scale", "unit"), [(False, ""), (True, " (scaled x)")])
    def test_the_axes_say_in_which_units_they_are(
        self, qtbot: QtBot, scale: bool, unit: str
    ) -> None:
        axes = Shown(qtbot, EXPERIMENT.altered(scale=scale)).plot.plotItem
        assert axes.getAxis("bottom").labelText == f"intercept β0{unit}"
        assert axes.getAxis("left").labelText == f"slope β1{unit}"


class TestPicture:
    def test_what_is_ahead_can_be_left_out(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        first = shown.picture()
        assert shown.show(settings=Settings(ahead=False)) != first
        assert shown.show(settings=Settings(ahead=True)) == first
        last = shown.show(epoch=60)
        assert shown.show(settings=Settings(ahead=False)) == last  # nothing is ahead

    def test_path_and_point_follow_the_cursor(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        first = shown.picture()
        assert shown.show(epoch=31) != first
        assert shown.show(epoch=30) == first

    def test_the_optimum_has_a_star_where_there_is_one(self, qtbot: QtBot) -> None:
        """In the colour that nothing else has."""
        apart = Experiment(Dataset([1.0, 2.0], [0.0, 1.0]), epochs=60)
        for experiment, there in ((EXPERIMENT, True), (apart, False)):
            shown = Shown(qtbot, experiment)
            assert (colored(shown.picture(), shown, "optimum") > 0) is there

    def test_an_arrow_shows_the_next_step_while_there_is_one(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot, EXPERIMENT.altered(alpha=1.0))
        assert colored(shown.show(epoch=0), shown, "gradient") > 20
        assert colored(shown.show(epoch=60), shown, "gradient") == 0
        # Where it is too short to be seen there is none.
        shown = Shown(qtbot, EXPERIMENT.altered(alpha=0.001))
        assert colored(shown.picture(), shown, "gradient") == 0

    def test_steps_that_can_be_seen_apart_have_a_dot_each(self, qtbot: QtBot) -> None:
        """At a step more is drawn than halfway to the next."""
        shown = Shown(qtbot, EXPERIMENT.altered(alpha=1.0))
        image = shown.show(epoch=9)
        steps = [shown.now.history.beta_at(epoch)[:2] for epoch in range(1, 5)]
        halfway = [(here + there) / 2 for here, there in pairwise(steps)]

        def drawn(places: list[Array]) -> int:
            corners = [spot(shown.plot, *place) - QPoint(1, 1) for place in places]
            around = [image.copy(QRect(corner, QSize(3, 3))) for corner in corners]
            return sum(colored(part, shown, "model") for part in around)

        assert drawn(steps[:-1]) > 1.3 * drawn(halfway)

    def test_zoomed_a_path_in_batches_passes_each_of_its_steps(self, qtbot: QtBot) -> None:
        one = EXPERIMENT.altered(alpha=1.0, batch_size=5, epochs=10_000)
        shown = Shown(qtbot, one)
        shown.show(epoch=3000)
        beta = shown.now.history.beta[:3001, :2]
        for _ in range(12):
            wheel(shown.plot, spot(shown.plot, *beta[-1].tolist()), 1)
        image = shown.picture()
        (left, right), (bottom, top) = shown.plot.viewRange()
        # The last step lies under its own marker.
        seen = [
            spot(shown.plot, b0, b1)
            for b0, b1 in beta[:-1].tolist()
            if left < b0 < right and bottom < b1 < top
        ]
        assert len(seen) > 20
        color = shown.now.settings.theme.color("model").rgb()
        around = [QPoint(i, j) for i in range(-3, 4) for j in range(-3, 4)]
        drawn = [any(image.pixel(place + near) == color for near in around) for place in seen]
        assert sum(drawn) > 0.97 * len(seen)

    def test_another_cost_has_another_surface(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        first = shown.picture()
        for fields in ({"l2": 0.5}, {"cost": "squared-error"}):
            assert shown.edit(EXPERIMENT.altered(**fields)) != first

    def test_a_surface_that_has_come_to_rest_is_drawn_with_all_its_cells(
        self, qtbot: QtBot
    ) -> None:
        """While one follows upon the other they are coarser; then it is as if drawn at once."""
        shown = Shown(qtbot)
        refining = next(
            one for one in shown.view.findChildren(QTimer) if one.isSingleShot() and one.interval()
        )
        for l2 in (0.1, 0.2, 0.3):
            moving = shown.edit(EXPERIMENT.altered(l2=l2))
        assert refining.isActive()
        qtbot.waitUntil(lambda: not refining.isActive(), timeout=10_000)
        assert shown.picture() != moving


def test_without_a_run_the_mouse_does_nothing(qtbot: QtBot) -> None:
    view = SurfaceView()
    qtbot.addWidget(view)
    asked: list[object] = []
    view.start_moved.connect(lambda *_: asked.append("start"))
    view.drag_began.connect(lambda: asked.append("drag"))
    view.resize(600, 400)
    view.show()
    hover(view.plot, 0.5, 0.5)
    click(view.plot, 0.5, 0.5)
    drag(view.plot, (0.0, 0.0), (0.5, 0.5))
    assert asked == []


class TestInTheBackground:
    """A surface that takes long is asked for, where somebody works in the background."""

    VAST = Frame((-1e5, 1e5), (-1e5, 1e5))

    @pytest.fixture
    def many(self, qtbot: QtBot) -> Shown:
        x = np.linspace(-3.0, 3.0, 5_000)
        data = Dataset(x, (np.sin(7 * x) + x > 0).astype(float), ("x",), "y")
        shown = Shown(qtbot, Experiment(data, epochs=2))
        qtbot.waitUntil(lambda: shown.view.grid is not None and len(shown.view.grid.b0) == 161)
        shown.view.works_in_background = True
        shown.view.surface_wanted.connect(lambda wish: shown.asked.append(("wanted", wish)))
        return shown

    def test_back_at_a_frame_that_is_drawn_nothing_is_wanted_any_more(self, many: Shown) -> None:
        """Else the other frame's surface would be painted over it, once it is there."""
        first = many.view.viewport.frame
        for frame in (self.VAST, first):
            many.view.viewport.zoom(frame)
            many.show()
        assert [wish is not None for _, wish in many.asked] == [True, False]

"""The path through (β0, β1) on the contour of the cost."""

from __future__ import annotations

import math
import time

import numpy as np
from PySide6.QtCore import QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gdviz.engine.curvature import curvature
from gdviz.engine.dataset import Array
from gdviz.engine.landscape import landscape, landscape_effort
from gdviz.support.compat import override
from gdviz.support.numbers import cost_text, significant
from gdviz.views.plotting.contours import ContourItem
from gdviz.views.plotting.marks import Arrow, Caption, Curve, Dots, LevelLabels
from gdviz.views.plotting.marks.dots import disc, star
from gdviz.views.plotting.path_so_far import PathSoFar
from gdviz.views.plotting.plot import pen
from gdviz.views.plotting.plot_card import PlotCard
from gdviz.views.plotting.read_out import Reading
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.surface.costs_on_lines import costs_on_lines
from gdviz.views.surface.surface_grid import SurfaceGrid, SurfaceWish, cost_of
from gdviz.views.surface.surface_viewport import SurfaceViewport
from gdviz.views.theme import Theme
from gdviz.wording.terms import plot_labels

_TIP = "Click, or drag the white start marker, to start somewhere else"
_GRID = 161
# While surfaces change they have fewer cells, to be ready in the next frame; all cells are drawn
# after this many seconds without a change.
_GRID_IN_MOTION = 121
_STILL = 0.25
# The most costs of examples summed at once: about 40 ms. More are summed in the background.
_AT_ONCE = 4e6
_IN_BACKGROUND = (21, 61, _GRID)
_NOTHING = np.empty(0)
_REACH = 14.0
_PATH_POINTS = 400
# Of a path in mini-batches most points cross a small frame, so there it has more of them.
_PATH_POINTS_ZOOMED = 4000
# Pixels between the points of the path.
_FINENESS = 2.5
# Pixels between the dots of steps: closer ones would be a line.
_APART = 7.0
# The curvature of more examples takes too long while the mouse moves.
_MANY = 100_000
# Where a caption may lie beside its point: right below, left above, right above, left below.
_ANCHORS = ((-0.15, 0.1), (1.1, 0.9), (-0.15, 0.9), (1.1, 0.1))


class SurfaceView(PlotCard):
    """The cost surface as a filled contour with start, path, current point and optimum.

    A click on it, or a drag of the start marker, asks for another start. ``surface_wanted`` asks
    for a surface that takes long (a ``SurfaceWish``, None if none is wanted any more), where
    somebody ``works_in_background``.
    """

    drag_began = Signal()
    start_moved = Signal(float, float)
    drag_ended = Signal()
    surface_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            plot_labels()["landscape"], "landscapePlot", _TIP, SurfaceViewport(), parent
        )
        self._so_far = PathSoFar(_PATH_POINTS)
        self._so_far_zoomed = PathSoFar(_PATH_POINTS_ZOOMED)
        self._refining = QTimer(self, singleShot=True, interval=round(1000 * _STILL))
        self._drawn_at = -_STILL
        self.works_in_background = False
        self.grid: SurfaceGrid | None = None
        self._waits = False
        # From the mouse to the middle of the marker that it drags.
        self._grip: QPointF | None = None
        self._build_marks()
        self._connect()

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._contours.set_colors(
            theme.color("low_cost"), theme.color("high_cost"), theme.color("muted", 0.45)
        )
        self._path.set_pens(pen(theme.color("card"), 4.5), pen(theme.color("model"), 1.9))
        self._ahead.set_pens(pen(theme.color("model", 0.45), 1.2, (3, 3)))
        self._start.set_style(theme.color("card"), pen(theme.color("model"), 2.0))
        self._steps.set_style(theme.color("model"), pen(theme.color("card"), 0.8))
        self._next.set_style(theme.color("gradient"), 2.0)
        self._here.set_style(theme.color("accent"), pen(theme.color("card"), 1.5))
        self._star.set_style(theme.color("optimum"), pen(theme.color("card"), 0.8))
        self._costs.set_colors(theme.color("muted"), theme.color("card", 0.55))
        for caption in (self._start_label, self._optimum_label):
            caption.set_colors(theme.color("text"), theme.color("card", 0.65))

    @override
    def _draw(self, now: Snapshot, before: Snapshot | None) -> None:
        framed = self.viewport.follow(now, before)
        if framed or is_new(lambda shown: cost_of(shown.experiment), now, before):
            self._draw_surface()
        unit = " (scaled x)" if now.experiment.scale else ""
        self.plot.set_labels(f"intercept β0{unit}", f"slope β1{unit}")
        history, epoch = now.history, now.epoch
        path = self._show_path(now)
        here = history.beta_at(epoch)[:2].tolist()
        self._here.set_point(*here)
        self._next.set_ends((here[0], here[1]), _following(now))
        self._show_marks(history.beta_at(0), path)

    def _show_path(self, now: Snapshot) -> Array:
        """Show the path so far, which is returned, and the one ahead."""
        history, epoch, zoomed = now.history, now.epoch, self.viewport.is_zoomed
        width, height = self.plot.pixel_size()
        pixel = (_FINENESS * width, _FINENESS * height)
        frame = self.viewport.frame if zoomed else None
        so_far = self._so_far_zoomed if zoomed else self._so_far
        path = so_far.up_to(history, epoch, pixel, frame)
        self._path.set_points(*path)
        self._steps.set_points(*path)
        ahead = (_NOTHING, _NOTHING)
        if now.settings.ahead and epoch < history.last_epoch:
            limit = _PATH_POINTS_ZOOMED if zoomed else _PATH_POINTS
            ahead = history.path(epoch, len(history), pixel, limit, frame)
        self._ahead.set_points(*ahead)
        return path

    def _build_marks(self) -> None:
        self._contours = ContourItem()
        self.plot.addItem(self._contours)
        self._path, self._ahead = Curve(), Curve()
        self._star = Dots(star(17))
        self._start = Dots(disc(17))
        self._steps = Dots(disc(5), _APART)
        self._here = Dots(disc(12))
        self._next = Arrow()
        self._start_label = Caption(_ANCHORS[0], "start")
        self._optimum_label = Caption(_ANCHORS[1], "optimum")
        self._optimum_label.keep_off(self._start_label)
        self._costs = LevelLabels()
        self.plot.add_marks(self._costs, self._ahead, self._path, self._steps)
        self.plot.add_marks(self._start, self._next)
        self.plot.add_marks(self._here, self._star)
        self.plot.add_marks(self._start_label, self._optimum_label)
        self.add_crosshair()

    def _connect(self) -> None:
        pad = self.plot.pad
        pad.clicked.connect(self._on_clicked)
        pad.drag_began.connect(self._on_drag_began)
        pad.dragged.connect(self._on_dragged)
        pad.drag_ended.connect(self._on_drag_ended)
        self.plot.hovered.connect(self._on_pointed)
        self._refining.timeout.connect(self._on_still)

    def _show_marks(self, start: Array, path: Array) -> None:
        self._start.set_point(*start[:2].tolist())
        self._start_label.set_place(*start[:2])
        best = self.run.optimum
        for mark in (self._star, self._optimum_label):
            mark.set_visible(best is not None)
        if best is not None:
            self._star.set_point(*best.beta[:2].tolist())
            self._optimum_label.set_place(*best.beta[:2])
        self._costs.avoid(path, self._named())
        self._start_label.avoid(path, _ANCHORS)
        self._optimum_label.avoid(path, (*_ANCHORS[1:], _ANCHORS[0]))

    def _draw_surface(self) -> None:
        now = time.perf_counter()
        in_motion, self._drawn_at = now - self._drawn_at < _STILL, now
        self.plot.show_range(*self.viewport.frame)
        self._refining.stop()
        if self._is_drawn():
            self._withdraw_wish()
            return
        self._draw_with(_GRID_IN_MOTION if in_motion else _GRID)
        if in_motion and not self._waits:
            self._refining.start()

    def _draw_with(self, cells: int) -> None:
        """Draw the surface on so many cells a side, or ask for it if that takes long."""
        effort = landscape_effort(self.run.objective, self.viewport.frame.y, cells**2)
        if self.works_in_background and effort > _AT_ONCE:
            self._ask_for_surface()
        else:
            self._withdraw_wish()
            self._draw_contours(cells)

    def _draw_contours(self, cells: int) -> None:
        across, up = (np.linspace(*span, cells) for span in self.viewport.frame)
        costs = landscape(self.run.objective, across, up)
        self.show_grid(SurfaceGrid(self.run.experiment, self.viewport.frame, across, up, costs))

    def show_grid(self, grid: SurfaceGrid) -> None:
        """Show a computed surface."""
        self.grid = grid
        self._contours.show_surface(grid.b0, grid.b1, grid.costs)
        self._costs.set_labels(costs_on_lines(self._contours))
        self.plot.renew()

    def _named(self) -> Array:
        """Return the marks that have a name, start and optimum: shape (2, m)."""
        start = self.run.history.rows(0, 1).beta[0, :2]
        best = self.run.optimum
        return np.array([start] if best is None else [start, best.beta[:2]]).T

    def _is_drawn(self) -> bool:
        """Whether the surface wanted is there already, with all its cells."""
        grid = self.grid
        return (
            grid is not None
            and grid.frame == self.viewport.frame
            and grid.is_of(self.run.experiment)
            and len(grid.b0) == _GRID
        )

    def _ask_for_surface(self) -> None:
        """Ask for the surface; one of another cost would be a lie meanwhile."""
        if self.grid is not None and not self.grid.is_of(self.run.experiment):
            self._contours.clear()
            self._costs.set_labels(())
        wish = SurfaceWish(self.run.experiment, self.viewport.frame, _IN_BACKGROUND)
        self._waits = True
        self.surface_wanted.emit(wish)

    def _withdraw_wish(self) -> None:
        if self._waits:
            self._waits = False
            self.surface_wanted.emit(None)

    @Slot()
    def _on_still(self) -> None:
        self._draw_with(_GRID)

    @override
    def tell(self) -> None:
        self.set_note("J(β0, β1)")

    @override
    def reading(self, where: QPointF) -> Reading:
        b0, b1 = where.x(), where.y()
        cost = self.run.objective.cost([b0, b1])
        written = cost_text(cost, self.run.objective.has_classes)
        text = f"β0 {significant(b0)}   β1 {significant(b1)}\nJ  {written}"
        return Reading(b0, b1, text + self._local_limit(b0, b1))

    def _local_limit(self, b0: float, b1: float) -> str:
        """Return the α up to which a step from there lowers the cost, where the rule has one."""
        objective = self.run.objective
        if self.run.alpha_limits.falls is None or objective.data.n > _MANY:
            return ""
        steepest = curvature(objective, [b0, b1]).largest
        return f"   2/λmax {significant(2.0 / steepest, 3)}" if 0 < steepest < math.inf else ""

    def _on_clicked(self, where: QPointF) -> None:
        if self.has_run:
            self.start_moved.emit(*self.plot.pointed(where))

    def _on_drag_began(self, where: QPointF) -> None:
        if not self.has_run:
            return
        start = self.run.history.rows(0, 1).beta
        if self.plot.nearest(where, start[:, 0], start[:, 1], _REACH) is not None:
            self._grip = QPointF(*start[0, :2].tolist()) - where
            self.drag_began.emit()

    def _on_dragged(self, where: QPointF) -> None:
        if self._grip is not None:
            self.start_moved.emit(*self.plot.pointed(where + self._grip))

    def _on_drag_ended(self, _where: QPointF) -> None:
        if self._grip is not None:
            self._grip = None
            self.drag_ended.emit()

    def _on_pointed(self, where: QPointF) -> None:
        if self.has_run:
            start = self.run.history.rows(0, 1).beta
            over = self.plot.nearest(where, start[:, 0], start[:, 1], _REACH) is not None
            shape = Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.CrossCursor
            self.plot.setCursor(shape)


def _following(now: Snapshot) -> tuple[float, float]:
    """Return where the next step leads; not a number where there is none, or it is not known."""
    updated = now.ledger.updated
    if now.at_end or updated is None:
        return math.nan, math.nan
    return float(updated[0]), float(updated[1])

"""The model's curve over the points: click to add or toggle, drag along x."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.support.compat import override
from gdviz.support.numbers import MINUS, exact, fixed, grouped, probability, significant
from gdviz.support.shortened import shortened
from gdviz.views.plotting.marks import Caption, Counts, Curve, Dots, Ruler, Shades
from gdviz.views.plotting.marks.dots import diamond, disc
from gdviz.views.plotting.plot import pen
from gdviz.views.plotting.plot_card import PlotCard
from gdviz.views.plotting.read_out import Reading
from gdviz.views.prediction.coincident import among, coincident
from gdviz.views.prediction.prediction_viewport import PredictionViewport, axes_of
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import Theme
from gdviz.wording.terms import plot_labels

_TIP = (
    "Click empty ground to add a point, a point to change its class;\n"
    "drag a point along x; Delete removes the selected one.\n"
    "A number beside a point counts the examples that lie there"
)
_REACH = 10.0
_LOW = 110.0
_CURVE_POINTS = 161
_MOST_POINTS = 4000
# A longer name does not fit beside the axis of a small window.
_LONGEST_NAME = 30
_LONGEST_FEATURE = 40
# More lines are a block of colour, and take longer than a frame to draw.
_MOST_RESIDUALS = 400


class PredictionView(PlotCard):
    """σ(β0 + β1x), or the line, over the points; the decision boundary and the residuals.

    Emits what the user does to the points.
    """

    point_added = Signal(float, float)
    point_toggled = Signal(int)
    point_selected = Signal(int)
    drag_began = Signal()
    point_moved = Signal(int, float, float)
    drag_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            plot_labels()["sigmoid"], "sigmoidPlot", _TIP, PredictionViewport(), parent
        )
        self._dragged: int | None = None
        # From the mouse to the middle of the point that it drags.
        self._grip = QPointF()
        self._sample: slice | NDArray[np.intp] = slice(None)
        # The points drawn: all, or a fair sample of very many.
        self._drawn: tuple[Array, ...] = (np.empty(0), np.empty(0))
        self._stems: list[tuple[Array, Array]] = []
        self._across = np.empty(0)
        self._build_marks()
        self._connect()

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._curve.set_pens(pen(theme.color("model"), 2.2))
        self._half.set_pen(pen(theme.color("muted", 0.5), 1.0, (2, 4)))
        self._boundary.set_pen(pen(theme.color("muted"), 1.4, (3, 3)))
        self._boundary_label.set_colors(theme.color("muted"))
        self._counts.set_colors(theme.color("text"), theme.color("card", 0.9))
        self._ring.set_style(None, pen(theme.color("accent"), 2.0))
        for dots, lines, role in self._classes():
            dots.set_style(theme.color(role), pen(theme.color("card"), 1.0))
            lines.set_pens(pen(theme.color(role, 0.6), 1.0))

    @override
    def _draw(self, now: Snapshot, before: Snapshot | None) -> None:
        framed = self.viewport.follow(now, before)
        self.plot.show_range(*self.viewport.frame)
        if is_new(_names_of, now, before):
            self._name_axes(now)
        new_data = framed or is_new(lambda shown: id(shown.dataset), now, before)
        if new_data:
            self._show_data(now.dataset)
        if new_data or is_new(_curve_of, now, before):
            self._show_model(now)
        if new_data or is_new(lambda shown: shown.selected, now, before):
            self._show_selection(now.selected)
        if is_new(lambda shown: shown.settings.residuals, now, before):
            for _, lines, _ in self._classes():
                lines.set_visible(now.settings.residuals)

    def _build_marks(self) -> None:
        self._sides = Shades()
        self._half = Ruler(level=True, value=0.5)
        self._boundary = Ruler()
        self._boundary_label = Caption((0, 0.5))
        self._lines = [Curve(pairs=True) for _ in range(2)]
        self._curve = Curve()
        self._dots = [Dots(disc(11)), Dots(diamond(13))]
        self._counts = Counts()
        self._ring = Dots(disc(20))
        self.plot.add_marks(self._sides, self._half, *self._lines, self._boundary, self._curve)
        self.plot.add_marks(*self._dots, self._counts, self._ring, self._boundary_label)
        self.add_crosshair()
        self.plot.show_grid()

    def _connect(self) -> None:
        pad = self.plot.pad
        pad.clicked.connect(self._on_clicked)
        pad.drag_began.connect(self._on_drag_began)
        pad.dragged.connect(self._on_dragged)
        pad.drag_ended.connect(self._on_drag_ended)
        self.plot.hovered.connect(self._on_pointed)

    def _classes(self) -> list[tuple[Dots, Curve, str]]:
        return list(zip(self._dots, self._lines, ("class0", "class1"), strict=True))

    def _points(self) -> tuple[Array, Array]:
        data = self.shown.dataset
        return data.columns[:, 0], data.y

    @property
    def _has_classes(self) -> bool:
        return self.run.objective.has_classes

    def _name_axes(self, now: Snapshot) -> None:
        data, has_classes = now.dataset, now.run.objective.has_classes
        left = _probability_of(data) if has_classes else data.label_name
        bottom = shortened(data.feature_names[0], _LONGEST_FEATURE)
        self.plot.set_labels(bottom, shortened(left, _LONGEST_NAME + 5))
        quarters = [(share, f"{share:g}") for share in (0, 0.25, 0.5, 0.75, 1)]
        self.plot.plotItem.getAxis("left").setTicks([quarters] if has_classes else None)
        for mark in (self._half, self._sides):
            mark.set_visible(has_classes)

    def _of_class(self, wanted: int) -> NDArray[np.bool_]:
        """Return which points get the symbol of a class; other labels get that of class 0."""
        y = self._drawn[1]
        in_classes = bool(((y == 0) | (y == 1)).all())
        return (y == wanted) if in_classes else np.full(len(y), wanted == 0)

    def _show_data(self, data: Dataset) -> None:
        self._sample = _fair_sample(data.n)
        self._drawn = x, y = tuple(values[self._sample] for values in self._points())
        self._stems = []
        few = len(x) <= _MOST_RESIDUALS
        for wanted, dots in enumerate(self._dots):
            chosen = np.flatnonzero(self._of_class(wanted))
            dots.set_points(x[chosen], y[chosen])
            rows = chosen if few else chosen[:0]
            self._stems.append((np.repeat(x[rows], 2), y[rows]))
        places = derived(data, coincident)
        self._counts.set_points(*(places if len(x) == data.n else among(places, x, y)))
        span = self.viewport.frame.x
        self._across = np.concatenate(
            [np.linspace(*span, _CURVE_POINTS), *(feet[::2] for feet, _ in self._stems)]
        )

    def _show_selection(self, selected: int | None) -> None:
        x, y = self._points()
        rows = [] if selected is None or selected >= len(x) else [selected]
        self._ring.set_points(x[rows], y[rows])

    def _show_model(self, now: Snapshot) -> None:
        b0, b1 = now.beta
        heights = now.run.objective.respond(b0 + b1 * self._across)
        self._curve.set_points(self._across[:_CURVE_POINTS], heights[:_CURVE_POINTS])
        at = _CURVE_POINTS
        for lines, (feet, labels) in zip(self._lines, self._stems, strict=True):
            ends = np.repeat(labels, 2)
            ends[1::2] = heights[at : at + len(labels)]
            at += len(labels)
            lines.set_points(feet, ends)
        self._show_boundary(*now.shown_beta)

    def _show_boundary(self, b0: float, b1: float) -> None:
        at = -b0 / b1 if b1 else math.inf
        low, high = self.viewport.frame.x
        inside = low < at < high and self._has_classes
        self._boundary.set_visible(inside)
        # In a low plot it would be cut by the edge.
        self._boundary_label.set_visible(inside and self.plot.pad.height() > _LOW)
        if inside:
            self._boundary.set_value(at)
            left_half = at < (low + high) / 2
            self._boundary_label.set_anchor((-0.03 if left_half else 1.03, 0.5))
            self._boundary_label.set_text(f"decision boundary {significant(at, 3)}")
            self._boundary_label.set_place(at, 1.115)
        self._sides.set_sides(at, *(self._tint(b1 * side or b0) for side in (-1.0, 1.0)))

    def _tint(self, log_odds: float) -> QColor:
        """Return the soft colour of the class that those log-odds predict."""
        theme = self.plot.theme
        tint = 0.05 if theme.name == "light" else 0.08
        return theme.color(f"class{int(log_odds > 0)}", tint if log_odds else 0.0)

    @override
    def tell(self) -> None:
        b0, b1 = self.shown.shown_beta
        sign = MINUS if b1 < 0 else "+"
        drawn = len(self._drawn[0])
        sample = f"{grouped(drawn)} of {grouped(len(self._points()[0]))} points drawn · "
        sample = sample if drawn < len(self._points()[0]) else ""
        z = f"{significant(b0, 3)} {sign} {significant(abs(b1), 3)}·x"
        self.set_note(sample + (f"p = σ({z})" if self._has_classes else f"ŷ = {z}"))

    def _row_at(self, where: QPointF) -> int | None:
        """Return the example at that place: of several that coincide the selected one."""
        x, y = self._points()
        row, chosen = self.plot.nearest(where, x, y, _REACH), self.shown.selected
        if row is None or chosen is None or chosen >= len(x):
            return row
        return chosen if (x[chosen], y[chosen]) == (x[row], y[row]) else row

    @override
    def reading(self, where: QPointF) -> Reading:
        x, y = self._points()
        row = self._row_at(where)
        at = where.x() if row is None else float(x[row])
        b0, b1 = self.shown.shown_beta
        z = b0 + b1 * at
        p = float(self.run.objective.respond(np.array([z]))[0])
        predicted = f"ŷ {fixed(p)}"
        if self._has_classes:
            predicted = f"z {significant(z)}   p {probability(p)}"
        if row is None:
            return Reading(at, p, f"x {significant(at)}   {predicted}")
        here = int(np.count_nonzero((x == x[row]) & (y == y[row])))
        point = f"point {row + 1}" if here == 1 else f"point {row + 1}, {grouped(here)} here"
        text = f"{point}:  x {exact(at)}   y {exact(y[row])}\n{predicted}"
        return Reading(at, p, text)

    def _label_at(self, y: float) -> float:
        """Return the label of a point at that height: the nearer class, or the height."""
        return float(y >= 0.5) if self._has_classes else y

    def _on_clicked(self, where: QPointF) -> None:
        row = self._row_at(where)
        if row is None:
            x, y = self.plot.pointed(where)
            self.point_added.emit(x, self._label_at(y))
        elif self._has_classes:
            self.point_toggled.emit(row)
        else:
            self.point_selected.emit(row)

    def _on_drag_began(self, where: QPointF) -> None:
        self._dragged = self._row_at(where)
        if self._dragged is not None:
            x, y = self._points()
            self._grip = QPointF(float(x[self._dragged]), float(y[self._dragged])) - where
            self.point_selected.emit(self._dragged)
            self.drag_began.emit()

    def _on_dragged(self, where: QPointF) -> None:
        if self._dragged is not None:
            x, y = self.plot.pointed(where + self._grip)
            label = float(self._points()[1][self._dragged]) if self._has_classes else y
            self.point_moved.emit(self._dragged, x, label)

    def _on_drag_ended(self, _where: QPointF) -> None:
        if self._dragged is not None:
            self._dragged = None
            self.drag_ended.emit()

    def _on_pointed(self, where: QPointF) -> None:
        if self.has_run:
            over = self.plot.nearest(where, *self._points(), _REACH) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.CrossCursor
            self.plot.setCursor(shape)


def _names_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what the axes are named by."""
    return axes_of(snapshot), snapshot.dataset.label_name, snapshot.dataset.class_names


def _probability_of(data: Dataset) -> str:
    """Return the name of p, by the value that is class 1: p(result = pass)."""
    one = data.class_names[1]
    whole = f"p({data.label_name} = {one})"
    if len(whole) <= _LONGEST_NAME:
        return whole
    return f"p({one if len(one) < _LONGEST_NAME else f'{one[:_LONGEST_NAME]}…'})"


def _curve_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what determines the curve and its shades, besides the frame and the data."""
    return snapshot.beta, snapshot.run.objective.name, snapshot.settings.theme


def _fair_sample(n: int) -> slice | NDArray[np.intp]:
    """Return which of n points to draw: all, or a fixed random sample of them."""
    if n <= _MOST_POINTS:
        return slice(None)
    return np.sort(np.random.default_rng(0).choice(n, _MOST_POINTS, replace=False))

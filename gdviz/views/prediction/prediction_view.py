"""The model's curve over the points: click to add or toggle, drag along x."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gdviz.engine.dataset import Array
from gdviz.runs.run import Run
from gdviz.support.compat import override
from gdviz.support.numbers import MINUS, exact, fixed, grouped, significant
from gdviz.views.plotting.marks import Caption, Curve, Dots, Ruler, Shades
from gdviz.views.plotting.marks.dots import diamond, disc
from gdviz.views.plotting.plot import pen
from gdviz.views.plotting.plot_card import PlotCard
from gdviz.views.plotting.ranges import Span, covers, padded, rounded_out
from gdviz.views.theme import Theme

_TIP = (
    "Click empty ground to add a point, a point to change its class;\n"
    "drag a point along x; Delete removes the selected one"
)
_REACH = 10.0
_PROBABILITIES: Span = (-0.09, 1.17)
_CURVE_POINTS = 161
_MOST_POINTS = 4000
# More lines than these are a block of colour, and take longer to draw than a frame lasts.
_MOST_RESIDUALS = 400


class PredictionView(PlotCard):
    """σ(β0 + β1x), or the line, over the points; the decision boundary and the residuals.

    Emits what the person does to the points; which point is selected is set from outside.
    """

    point_added = Signal(float, float)
    point_toggled = Signal(int)
    point_selected = Signal(int)
    drag_began = Signal()
    point_moved = Signal(int, float, float)
    drag_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Prediction", "sigmoidPlot", _TIP, parent)
        self._beta = np.zeros(2)
        self._selected: int | None = None
        self._dragged: int | None = None
        self._span: Span = (0.0, 1.0)
        self._rise: Span = _PROBABILITIES
        self._sample: slice | NDArray[np.intp] = slice(None)
        # The points that are drawn: all, or of very many a fair sample.
        self._drawn: tuple[Array, ...] = (np.empty(0), np.empty(0))
        self._stems: list[tuple[Array, Array]] = []
        self._across = np.empty(0)
        self._stale = True
        self._build_marks()
        self._connect()

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._curve.set_pens(pen(theme.color("model"), 2.2))
        self._half.set_pen(pen(theme.color("muted", 0.5), 1.0, (2, 4)))
        self._boundary.set_pen(pen(theme.color("muted"), 1.4, (3, 3)))
        self._boundary_label.set_colors(theme.color("muted"))
        self._ring.set_style(None, pen(theme.color("accent"), 2.0))
        for dots, lines, role in self._classes():
            dots.set_style(theme.color(role), pen(theme.color("card"), 1.0))
            lines.set_pens(pen(theme.color(role, 0.6), 1.0))
        self._stale = True
        if self.has_run:
            self.show_epoch(self.epoch)

    def show_residuals(self, shown: bool) -> None:
        """Show or hide the lines from the points to the curve."""
        for _, lines, _ in self._classes():
            lines.set_visible(shown)
        self.plot.renew()

    @override
    def show_run(self, run: Run) -> None:
        before, self._stale = self._shown, True
        super().show_run(run)
        data = run.experiment.dataset
        fresh = before is None or _axes_of(before) != _axes_of(run)
        if before is not None and not fresh and before.experiment.dataset is data:
            return
        self._frame(fresh)
        left = data.label_name if self._is_linear else f"p({data.label_name} = 1)"
        self.plot.set_labels(data.feature_names[0], left)
        for mark in (self._half, self._sides):
            mark.set_visible(not self._is_linear)
        self._sample = _fair_sample(data.n)
        self._show_data()

    @override
    def show_epoch(self, epoch: int) -> None:
        before, self._beta = self._beta, self.run.beta_data_units(epoch)
        if self._stale or self._beta.tolist() != before.tolist():
            self._stale = False
            super().show_epoch(epoch)
            self._show_model()
        self.epoch = epoch

    def select(self, row: int | None) -> None:
        """Mark that point as selected."""
        self._selected = row
        self._show_selection()

    def _build_marks(self) -> None:
        self._sides = Shades()
        self._half = Ruler(level=True, value=0.5)
        self._boundary = Ruler()
        self._boundary_label = Caption((0, 0.5))
        self._lines = [Curve(pairs=True) for _ in range(2)]
        self._curve = Curve()
        self._dots = [Dots(disc(11)), Dots(diamond(13))]
        self._ring = Dots(disc(20))
        self.plot.add_marks(self._sides, self._half, *self._lines, self._boundary, self._curve)
        self.plot.add_marks(*self._dots, self._ring, self._boundary_label)
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
        data = self.run.experiment.dataset
        return data.columns[:, 0], data.y

    @property
    def _is_linear(self) -> bool:
        return self.run.experiment.model == "linear"

    def _frame(self, fresh: bool) -> None:
        x, y = self._points()
        self._span = _framed(x, self._span, fresh)
        self._rise = _framed(y, self._rise, fresh) if self._is_linear else _PROBABILITIES
        if fresh:
            quarters = [(share, f"{share:g}") for share in (0, 0.25, 0.5, 0.75, 1)]
            axis = self.plot.plotItem.getAxis("left")
            axis.setTicks(None if self._is_linear else [quarters])
        self.plot.show_range(self._span, self._rise)

    def _of_class(self, wanted: int) -> NDArray[np.bool_]:
        """Return which points have the symbol of a class; other labels have that of class 0."""
        y = self._drawn[1]
        in_classes = bool(((y == 0) | (y == 1)).all())
        return (y == wanted) if in_classes else np.full(len(y), wanted == 0)

    def _show_data(self) -> None:
        self._drawn = x, y = tuple(values[self._sample] for values in self._points())
        self._stems = []
        few = len(x) <= _MOST_RESIDUALS
        for wanted, dots in enumerate(self._dots):
            chosen = np.flatnonzero(self._of_class(wanted))
            dots.set_points(x[chosen], y[chosen])
            rows = chosen if few else chosen[:0]
            self._stems.append((np.repeat(x[rows], 2), y[rows]))
        self._across = np.concatenate(
            [np.linspace(*self._span, _CURVE_POINTS), *(feet[::2] for feet, _ in self._stems)]
        )
        self._show_selection()

    def _show_selection(self) -> None:
        if not self.has_run:
            return
        x, y = self._points()
        rows = [] if self._selected is None or self._selected >= len(x) else [self._selected]
        self._ring.set_points(x[rows], y[rows])
        self.plot.renew()

    def _show_model(self) -> None:
        b0, b1 = self._beta
        heights = self.run.objective.respond(b0 + b1 * self._across)
        self._curve.set_points(self._across[:_CURVE_POINTS], heights[:_CURVE_POINTS])
        at = _CURVE_POINTS
        for lines, (feet, labels) in zip(self._lines, self._stems, strict=True):
            ends = np.repeat(labels, 2)
            ends[1::2] = heights[at : at + len(labels)]
            at += len(labels)
            lines.set_points(feet, ends)
        self._show_boundary()
        self.plot.renew()

    def _show_boundary(self) -> None:
        b0, b1 = map(float, self._beta)
        at = -b0 / b1 if b1 else math.inf
        low, high = self._span
        inside = low < at < high and not self._is_linear
        self._boundary.set_visible(inside)
        self._boundary_label.set_visible(inside)
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
        if self.hover is not None:
            self.set_note(self._told_at(self.hover))
            return
        b0, b1 = self._beta
        sign = MINUS if b1 < 0 else "+"
        drawn = len(self._drawn[0])
        some = f"{grouped(drawn)} of {grouped(len(self._points()[0]))} points drawn · "
        some = some if drawn < len(self._points()[0]) else ""
        sum_told = f"{significant(b0, 3)} {sign} {significant(abs(b1), 3)}·x"
        self.set_note(some + (f"ŷ = {sum_told}" if self._is_linear else f"p = σ({sum_told})"))

    def _told_at(self, where: QPointF) -> str:
        x, y = self._points()
        row = self.plot.nearest(where, x, y, _REACH)
        at = where.x() if row is None else float(x[row])
        p = float(self.run.objective.respond(np.array([self._beta @ (1.0, at)]))[0])
        predicted = f"{'ŷ' if self._is_linear else 'p'} {fixed(p)}"
        if row is None:
            return f"x {significant(at)}   {predicted}"
        return f"point {row + 1}:  x {exact(at)}   y {exact(y[row])}   {predicted}"

    def _label_at(self, y: float) -> float:
        """Return the label that a point at that height has: the nearer class, or the height."""
        return y if self._is_linear else float(y >= 0.5)

    def _on_clicked(self, where: QPointF) -> None:
        row = self.plot.nearest(where, *self._points(), _REACH)
        if row is None:
            x, y = self.plot.pointed(where)
            self.point_added.emit(x, self._label_at(y))
        elif self._is_linear:
            self.point_selected.emit(row)
        else:
            self.point_toggled.emit(row)

    def _on_drag_began(self, where: QPointF) -> None:
        self._dragged = self.plot.nearest(where, *self._points(), _REACH)
        if self._dragged is not None:
            self.point_selected.emit(self._dragged)
            self.drag_began.emit()

    def _on_dragged(self, where: QPointF) -> None:
        if self._dragged is not None:
            x, y = self.plot.pointed(where)
            label = y if self._is_linear else float(self._points()[1][self._dragged])
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


def _axes_of(run: Run) -> tuple[object, ...]:
    """Return what fixes the meaning of the axes; a change of it asks for another frame."""
    data = run.experiment.dataset
    return run.experiment.model, data.feature_names, data.title


def _fair_sample(n: int) -> slice | NDArray[np.intp]:
    """Return which of n points to draw: all, or so many, drawn evenly and always the same."""
    if n <= _MOST_POINTS:
        return slice(None)
    return np.sort(np.random.default_rng(0).choice(n, _MOST_POINTS, replace=False))


def _framed(values: Array, span: Span, fresh: bool) -> Span:
    """Return the span where it covers the values and is not fresh, else a rounder, wider one."""
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    least = max(abs(low), 1.0) * (0.5 if low == high else 1e-9)
    if not fresh and covers(span, padded(low, high, 0.02, least)):
        return span
    return rounded_out(*padded(low, high, 0.08, least))

"""The model's curve over the points: click to add or toggle, drag along x."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from gdviz.compat import override
from gdviz.engine.dataset import Array
from gdviz.engine.run import Run
from gdviz.numerals import MINUS, exact, fixed, grouped, significant
from gdviz.views.parts.plot import Dots, diamond, label, pen
from gdviz.views.parts.plot_card import PlotCard
from gdviz.views.parts.ranges import Span, covers, padded, rounded_out
from gdviz.views.parts.sides import SidesItem
from gdviz.views.theme import Theme

_TIP = (
    "Click empty ground to add a point, a point to change its class;\n"
    "drag a point along x; Delete removes the selected one"
)
_REACH = 10.0
_PROBABILITIES: Span = (-0.09, 1.17)
_CURVE_POINTS = 201
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
        self._build_items()
        self._connect()

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._curve.setPen(pen(theme.color("model"), 2.2))
        self._half.setPen(pen(theme.color("muted", 0.5), 1.0, (2, 4)))
        self._boundary.setPen(pen(theme.color("muted"), 1.4, (3, 3)))
        self._boundary_label.setColor(theme.color("muted"))
        self._ring.setPen(pen(theme.color("accent"), 2.0))
        for item, lines, role in self._classes():
            item.setBrush(theme.color(role))
            item.setPen(pen(theme.color("card"), 1.0))
            lines.setPen(pen(theme.color(role, 0.6), 1.0))
        if self.has_run:
            self._show_model()

    def show_residuals(self, shown: bool) -> None:
        """Show or hide the lines from the points to the curve."""
        for _, lines, _ in self._classes():
            lines.setVisible(shown)

    @override
    def show_run(self, run: Run) -> None:
        before = self._shown
        super().show_run(run)
        data = run.experiment.dataset
        fresh = before is None or _axes_of(before) != _axes_of(run)
        self._frame(fresh)
        left = data.label_name if self._is_linear else f"p({data.label_name} = 1)"
        self.plot.set_labels(data.feature_names[0], left)
        for item in (self._half, self._sides):
            item.setVisible(not self._is_linear)
        self._sample = _fair_sample(data.n)
        self._show_data()

    @override
    def show_epoch(self, epoch: int) -> None:
        self._beta = self.run.beta_data_units(epoch)
        super().show_epoch(epoch)
        self._show_model()

    def select(self, row: int | None) -> None:
        """Mark that point as selected."""
        self._selected = row
        self._show_selection()

    def _build_items(self) -> None:
        self._sides = SidesItem()
        self._half = pg.InfiniteLine(0.5, angle=0)
        self._boundary = pg.InfiniteLine(angle=90)
        self._boundary_label = label((0, 0.5))
        self._lines = [pg.PlotCurveItem(connect="pairs") for _ in range(2)]
        self._curve = pg.PlotCurveItem()
        self._dots = [
            Dots(symbol=symbol, size=size, pxMode=True)
            for symbol, size in (("o", 11), (diamond(), 13))
        ]
        self._ring = Dots(symbol="o", size=20, pxMode=True, brush=None)
        for item in (self._sides, self._half, *self._lines, self._boundary, self._curve):
            self.plot.addItem(item)
        for item in (*self._dots, self._ring, self._boundary_label):
            self.plot.addItem(item)
        self.plot.show_grid()

    def _connect(self) -> None:
        pad = self.plot.pad
        pad.clicked.connect(self._on_clicked)
        pad.drag_began.connect(self._on_drag_began)
        pad.dragged.connect(self._on_dragged)
        pad.drag_ended.connect(self._on_drag_ended)
        self.plot.hovered.connect(self._on_pointed)

    def _classes(self) -> list[tuple[Dots, pg.PlotCurveItem, str]]:
        return list(zip(self._dots, self._lines, ("class0", "class1"), strict=True))

    def _points(self) -> tuple[Array, Array]:
        data = self.run.experiment.dataset
        return data.columns[:, 0], data.y

    def _drawn(self) -> tuple[Array, Array]:
        """Return the points that are drawn: all, or of very many a fair sample."""
        x, y = self._points()
        return x[self._sample], y[self._sample]

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
        y = self._drawn()[1]
        in_classes = bool(((y == 0) | (y == 1)).all())
        return (y == wanted) if in_classes else np.full(len(y), wanted == 0)

    def _show_data(self) -> None:
        x, y = self._drawn()
        for wanted, item in enumerate(self._dots):
            chosen = self._of_class(wanted)
            item.setData(x[chosen], y[chosen])
        self._show_selection()

    def _show_selection(self) -> None:
        if not self.has_run:
            return
        x, y = self._points()
        rows = [] if self._selected is None or self._selected >= len(x) else [self._selected]
        self._ring.setData(x[rows], y[rows])

    def _show_model(self) -> None:
        x, y = self._drawn()
        b0, b1 = self._beta
        across = np.linspace(*self._span, _CURVE_POINTS)
        self._curve.setData(across, self._near(self.run.objective.respond(b0 + b1 * across)))
        predicted = self._near(self.run.objective.respond(b0 + b1 * x))
        for wanted, lines in enumerate(self._lines):
            chosen = self._of_class(wanted) & (len(x) <= _MOST_RESIDUALS)
            ends = np.column_stack([y[chosen], predicted[chosen]]).ravel()
            lines.setData(np.repeat(x[chosen], 2), ends)
        self._show_boundary()

    def _near(self, heights: Array) -> Array:
        """Return heights brought to just outside the plot: Qt cannot draw lines to infinity."""
        low, high = self._rise
        return np.clip(heights, low - (high - low), high + (high - low))

    def _show_boundary(self) -> None:
        b0, b1 = map(float, self._beta)
        at = -b0 / b1 if b1 else math.inf
        low, high = self._span
        inside = low < at < high and not self._is_linear
        self._boundary.setVisible(inside)
        self._boundary_label.setVisible(inside)
        if inside:
            self._boundary.setValue(at)
            left_half = at < (low + high) / 2
            self._boundary_label.setAnchor((-0.03 if left_half else 1.03, 0.5))
            self._boundary_label.setText(f"decision boundary {significant(at, 3)}")
            self._boundary_label.setPos(at, 1.115)
        self._show_sides(float(np.clip(at, low, high)) if np.isfinite(at) else high)

    def _show_sides(self, at: float) -> None:
        """Tint what lies left and right of ``at`` by the class that is predicted there."""
        theme, (low, high) = self.plot.theme, self._span
        tint = 0.05 if theme.name == "light" else 0.08
        bottom, height = self._rise[0], self._rise[1] - self._rise[0]
        sides = []
        for left, right in ((low, at), (at, high)):
            log_odds = float(self._beta @ (1.0, (left + right) / 2))
            color = theme.color(f"class{int(log_odds > 0)}", tint if log_odds else 0.0)
            sides.append((QRectF(left, bottom, right - left, height), color))
        self._sides.show_sides(QRectF(low, bottom, high - low, height), sides)

    @override
    def tell(self) -> None:
        if self.hover is not None:
            self.set_note(self._told_at(self.hover))
            return
        b0, b1 = self._beta
        sign = MINUS if b1 < 0 else "+"
        drawn = len(self._drawn()[0])
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

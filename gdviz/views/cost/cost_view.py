"""The cost of each epoch; a click jumps to an epoch."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from gdviz.runs.run import Run
from gdviz.support.compat import override
from gdviz.support.numbers import fixed, grouped
from gdviz.views.plotting.cost_so_far import CostSoFar
from gdviz.views.plotting.marks import Caption, Curve, Dots, Ruler
from gdviz.views.plotting.marks.dots import disc
from gdviz.views.plotting.plot import pen
from gdviz.views.plotting.plot_card import PlotCard
from gdviz.views.plotting.ranges import Span, covers, padded, round_up, rounded_out
from gdviz.views.theme import Theme

_FIRST_EPOCHS = 100
_NOTHING = np.empty(0)
_VAST = 5.0
_WORDS_SHARE = 0.09
_END_SHARE = 0.035


class CostView(PlotCard):
    """J per epoch up to the cursor, what is known beyond it faint and dashed, and the optimum."""

    epoch_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Cost per epoch", "costPlot", "Click or drag to jump to that epoch", parent
        )
        self.plot.setCursor(Qt.CursorShape.PointingHandCursor)
        self._logarithmic = False
        self._may_shrink = False
        self._so_far = CostSoFar()
        self._epochs_span: Span = (0.0, 1.0)
        self._cost_span: Span | None = None
        self._build_marks()
        self._connect()

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._ahead.set_pens(pen(theme.color("muted", 0.7), 1.2, (3, 3)))
        self._past.set_pens(pen(theme.color("model"), 2.2))
        self._optimum.set_pen(pen(theme.color("optimum"), 1.4, (4, 3)))
        self._optimum_label.set_colors(theme.color("muted"))
        self._line.set_pen(pen(theme.color("accent")))
        self._dot.set_style(theme.color("accent"), pen(theme.color("card"), 1.5))

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Choose a logarithmic or a linear cost axis."""
        self._logarithmic = logarithmic
        self._cost_span = None
        self.plot.plotItem.getAxis("left").setLogMode(False, logarithmic)
        if self.has_run:
            self.show_epoch(self.epoch)

    def show_ahead(self, shown: bool) -> None:
        """Show or hide what is known beyond the cursor."""
        self._ahead.set_visible(shown)
        self.plot.renew()

    @override
    def show_run(self, run: Run) -> None:
        before = self._shown
        super().show_run(run)
        if before is None or _axes_of(before) != _axes_of(run):
            self._cost_span = None
            self._epochs_span = (0.0, float(max(1, min(run.experiment.epochs, _FIRST_EPOCHS))))
        self._may_shrink = True
        names = {"LogLoss": "log loss J", "SquaredError": "squared error J"}
        self.plot.set_labels("epoch", names.get(type(run.objective).__name__, "cost J"))

    @override
    def show_epoch(self, epoch: int) -> None:
        super().show_epoch(epoch)
        history = self.run.history
        self._frame()
        columns = max(100, self.plot.width() // 5)
        width = math.ceil(self._epochs_span[1] / columns)
        epochs, costs = self._so_far.up_to(history, epoch, width)
        self._past.set_points(epochs, self._height(costs))
        epochs, costs = _NOTHING, _NOTHING
        if epoch < history.last_epoch:
            epochs, costs = history.cost_envelope(epoch, len(history), columns)
        self._ahead.set_points(epochs, self._height(costs))
        self._line.set_value(epoch)
        self._dot.set_point(epoch, float(self._height(history.cost_at(epoch))))
        self._show_optimum()
        self.plot.renew()

    def _build_marks(self) -> None:
        self._ahead, self._past = Curve(), Curve()
        self._optimum = Ruler(level=True)
        self._optimum_label = Caption((1.0, 0.0))
        self._line = Ruler()
        self._dot = Dots(disc(11))
        self.plot.add_marks(self._optimum, self._ahead, self._line, self._past, self._dot)
        self.plot.add_marks(self._optimum_label)
        self.plot.show_grid()

    def _connect(self) -> None:
        self.plot.pad.clicked.connect(self._on_pointed)
        self.plot.pad.dragged.connect(self._on_pointed)

    def _height(self, cost: float | np.ndarray) -> np.ndarray:
        if not self._logarithmic:
            return np.asarray(cost)
        with np.errstate(divide="ignore", invalid="ignore"):
            height = np.log10(cost)
        return np.where(np.isfinite(height), height, np.nan)

    def _frame(self) -> None:
        """Widen the ranges where the history has outgrown them; they never shrink."""
        history = self.run.history
        if history.last_epoch > self._epochs_span[1]:
            end = min(round_up(history.last_epoch), float(self.run.experiment.epochs))
            self._epochs_span = (0.0, end)
        bounds, best = history.bounds, self.run.optimum
        lowest = bounds.cost_positive if self._logarithmic else bounds.cost_low
        if best is not None and (not self._logarithmic or best.cost > 0):
            lowest = min(lowest, best.cost)
        ends = self._height(np.array([lowest, bounds.cost_high]))
        needed = (float(ends[0]), float(ends[1])) if np.isfinite(ends).all() else (0.0, 1.0)
        highest = needed[1]
        if best is not None and needed[0] == float(self._height(best.cost)):
            # Nothing is below the optimum but its own words.
            needed = (needed[0] - _WORDS_SHARE * (needed[1] - needed[0]), needed[1])
        if self._cost_span is None or not self._suits(self._cost_span, needed):
            least = 1e-9 + abs(highest) * 0.02
            self._cost_span = rounded_out(*padded(*needed, 0.07, least))
        left, right = self._epochs_span
        span = right - left
        self.plot.show_range((left - 0.02 * span, right + _END_SHARE * span), self._cost_span)

    def _suits(self, span: Span, needed: Span) -> bool:
        """Return whether a span still shows what is needed; a new run may find it too large."""
        vast = span[1] - span[0] > _VAST * (needed[1] - needed[0])
        too_large = vast and self._may_shrink and len(self.run.history) > 1
        self._may_shrink = self._may_shrink and not too_large
        return covers(span, needed) and not too_large

    def _show_optimum(self) -> None:
        best = self.run.optimum
        shown = best is not None and (not self._logarithmic or best.cost > 0)
        self._optimum.set_visible(shown)
        self._optimum_label.set_visible(shown)
        if best is not None and shown:
            at = float(self._height(best.cost))
            self._optimum.set_value(at)
            self._optimum_label.set_text(f"optimum {fixed(best.cost)}")
            # On the side where the cursor is not; no cost is below the lowest.
            at_right = self.epoch < 0.6 * self._epochs_span[1]
            self._optimum_label.set_anchor((1.0 if at_right else 0.0, 0.0))
            self._optimum_label.set_place(self._epochs_span[at_right], at)

    @override
    def tell(self) -> None:
        history = self.run.history
        if self.hover is None:
            self.set_note(f"J = {fixed(history.cost_at(self.epoch))}")
            return
        epoch = round(self.hover.x())
        if 0 <= epoch <= history.last_epoch:
            self.set_note(f"epoch {grouped(epoch)}:  J {fixed(history.cost_at(epoch), 6)}")
        elif epoch > 0 and history.reason is not None:
            self.set_note(f"the run ended at epoch {grouped(history.last_epoch)}")
        else:
            self.set_note(f"epoch {grouped(max(epoch, 0))}: not computed yet")

    def _on_pointed(self, where: QPointF) -> None:
        if self.has_run:
            self.epoch_clicked.emit(min(max(round(where.x()), 0), self.run.experiment.epochs))


def _axes_of(run: Run) -> tuple[object, ...]:
    """Return what fixes the meaning of the axes; a change of it asks for other ranges."""
    one = run.experiment
    return one.model, one.cost, one.epochs, one.dataset.title

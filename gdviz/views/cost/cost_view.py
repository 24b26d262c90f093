"""The cost of each epoch; a click jumps to an epoch."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.support.numbers import cost_text, fixed, grouped
from gdviz.views.cost.cost_viewport import CostViewport, height
from gdviz.views.plotting.cost_so_far import CostSoFar
from gdviz.views.plotting.marks import Caption, Curve, Dots, Ruler
from gdviz.views.plotting.marks.dots import disc
from gdviz.views.plotting.plot import pen
from gdviz.views.plotting.plot_card import PlotCard
from gdviz.views.plotting.read_out import Reading
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import Theme
from gdviz.wording.terms import cost_axis, plot_labels

_NOTHING = np.empty(0)


class CostView(PlotCard):
    """J per epoch: solid up to the cursor, faint and dashed beyond it, and the optimum."""

    epoch_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._frame = CostViewport()
        tip = "Click or drag to jump to that epoch"
        super().__init__(plot_labels()["cost"], "costPlot", tip, self._frame, parent)
        self.plot.setCursor(Qt.CursorShape.PointingHandCursor)
        self._so_far = CostSoFar()
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

    @override
    def _draw(self, now: Snapshot, before: Snapshot | None) -> None:
        settings, history, epoch = now.settings, now.history, now.epoch
        if is_new(lambda shown: shown.settings.logarithmic, now, before):
            self.plot.plotItem.getAxis("left").setLogMode(False, settings.logarithmic)
        self.plot.set_labels("epoch", cost_axis(now.run.objective.name))
        self._frame.follow(now, before)
        self.plot.show_range(*self._frame.frame)
        columns = max(100, self.plot.width() // 5)
        width = math.ceil(self._frame.epochs[1] / columns)
        # When zoomed only what is in sight is drawn, as finely as it can be seen.
        first, last = self._frame.sight
        if self._frame.is_zoomed:
            epochs, costs = history.cost_envelope(first, min(epoch, last) + 1, columns)
        else:
            epochs, costs = self._so_far.up_to(history, epoch, width)
        self._past.set_points(epochs, self._height(costs))
        epochs, costs = _NOTHING, _NOTHING
        if settings.ahead and epoch < history.last_epoch:
            begin, end = max(epoch, first), min(len(history), last + 1)
            epochs, costs = history.cost_envelope(begin, end, columns)
        self._ahead.set_points(epochs, self._height(costs))
        self._line.set_value(epoch)
        self._dot.set_point(epoch, float(self._height(history.cost_at(epoch))))
        self._show_optimum()

    def _build_marks(self) -> None:
        self._ahead, self._past = Curve(), Curve()
        self._optimum = Ruler(level=True)
        self._optimum_label = Caption((1.0, 0.0))
        self._line = Ruler()
        self._dot = Dots(disc(11))
        self.plot.add_marks(self._optimum, self._ahead, self._line, self._past, self._dot)
        self.plot.add_marks(self._optimum_label)
        self.add_crosshair()
        self.plot.show_grid()

    def _connect(self) -> None:
        self.plot.pad.clicked.connect(self._on_pointed)
        self.plot.pad.dragged.connect(self._on_pointed)

    def _height(self, cost: float | Array) -> Array:
        return height(cost, self.shown.settings.logarithmic)

    def _show_optimum(self) -> None:
        best = self.run.optimum
        shown = best is not None and (best.cost > 0 or not self.shown.settings.logarithmic)
        self._optimum.set_visible(shown)
        self._optimum_label.set_visible(shown)
        if best is not None and shown:
            at = float(self._height(best.cost))
            self._optimum.set_value(at)
            self._optimum_label.set_text(f"optimum {fixed(best.cost)}")
            # On the side away from the cursor; no cost is below the lowest.
            ends = self._frame.ends
            at_right = self.shown.epoch < 0.4 * ends[0] + 0.6 * ends[1]
            self._optimum_label.set_anchor((1.0 if at_right else 0.0, 0.0))
            self._optimum_label.set_place(ends[at_right], at)

    @override
    def tell(self) -> None:
        cost = self._in_words(self.run.history.cost_at(self.shown.epoch))
        self.set_note(f"J {cost}" if cost.startswith("<") else f"J = {cost}")

    @override
    def reading(self, where: QPointF) -> Reading:
        history, epoch = self.run.history, max(round(where.x()), 0)
        if epoch <= history.last_epoch:
            cost = history.cost_at(epoch)
            text = f"epoch {grouped(epoch)}   J {self._in_words(cost, 6)}"
            return Reading(epoch, float(self._height(cost)), text)
        if history.reason is not None:
            return Reading(epoch, math.nan, f"ended at epoch {grouped(history.last_epoch)}")
        return Reading(epoch, math.nan, f"epoch {grouped(epoch)}: not computed yet")

    def _in_words(self, cost: float, decimals: int = 4) -> str:
        has_classes = self.run.objective.has_classes
        return cost_text(cost, has_classes, lambda value: fixed(value, decimals))

    def _on_pointed(self, where: QPointF) -> None:
        if self.has_run:
            self.epoch_clicked.emit(min(max(round(where.x()), 0), self.run.experiment.epochs))

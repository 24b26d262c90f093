"""The page of a figure: plots with their headings, drawn by any painter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPicture

from gdviz.export.look import Look
from gdviz.export.page_painter import PagePainter
from gdviz.export.request import Figure
from gdviz.runs.run import Run
from gdviz.support.numbers import cost_text, exact, fixed, grouped, percent
from gdviz.views.cost.cost_view import CostView
from gdviz.views.plotting.plot import Plot
from gdviz.views.plotting.plot_card import PlotCard
from gdviz.views.plotting.quiet_axis import QuietAxis
from gdviz.views.prediction.prediction_view import PredictionView
from gdviz.views.snapshot import Snapshot
from gdviz.views.surface.surface_view import SurfaceView
from gdviz.views.theme import THEMES, number_font, text_font
from gdviz.wording.terms import rule_labels
from gdviz.wording.update_lines import update_lines
from gdviz.wording.verdict import sentence

_MARGIN = 16.0
_GAP = 14.0
_HEADING = 26.0
_SENTENCE = 48.0
_CAPTION = 24.0
_SMALLEST = 0.5
_RIGHT = Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.TextElideMode.ElideMiddle
_VIEWS: dict[str, Callable[[], PlotCard]] = {
    "sigmoid": PredictionView,
    "landscape": SurfaceView,
    "cost": CostView,
}


class Page:
    """Separate views, never shown, laid out on a page of ``size`` pixels.

    ``views`` are those of the plots, by their names in PLOTS.
    """

    def __init__(self, run: Run, epoch: int, figure: Figure, look: Look | None = None) -> None:
        self.size = QSize(*figure.page)
        self.title = run.experiment.dataset.title or "gdviz"
        look = look or Look()
        self._run, self._epoch, self._theme = run, epoch, THEMES[figure.theme]
        self._snapshot = Snapshot.of(run, epoch, replace(look.settings, theme=self._theme))
        self._whole = figure.plot == "all"
        names = tuple(_VIEWS) if self._whole else (figure.plot,)
        self.views = {name: _VIEWS[name]() for name in names}
        self._rects = self._layout(names)
        for name, view in self.views.items():
            if name in look.frames:
                view.viewport.zoom(look.frames[name])
            if isinstance(view, SurfaceView) and look.surface is not None:
                view.show_grid(look.surface)
            self._prepare(view, self._rects[name])

    def paint(self, painter: PagePainter) -> None:
        """Draw the page in its own pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        page = QRectF(0, 0, self.size.width(), self.size.height())
        painter.fillRect(page, self._theme.color("card"))
        if self._whole:
            self._paint_title(painter, page)
            self._paint_numbers(painter)
        else:
            self._paint_caption(painter, page)
        for name, view in self.views.items():
            rect = self._rects[name]
            self._paint_heading(painter, rect, view.title(), view.note())
            with _exporting(view.plot, painter.dots):
                view.plot.render(painter, _below_heading(rect))

    def close(self) -> None:
        """Release the views."""
        for view in self.views.values():
            view.plot.close()
            view.close()

    def _layout(self, names: tuple[str, ...]) -> dict[str, QRectF]:
        width, height = self.size.width() - 2 * _MARGIN, self.size.height() - 2 * _MARGIN
        if not self._whole:
            return {names[0]: QRectF(_MARGIN, _MARGIN, width, height - _CAPTION)}
        top = _MARGIN + 34
        left_width = (width - _GAP) / 2
        upper = (height - 34 - _GAP) * 0.56
        lower = height - 34 - _GAP - upper
        right = _MARGIN + left_width + _GAP
        rects = (
            QRectF(_MARGIN, top, left_width, upper),
            QRectF(right, top, left_width, upper),
            QRectF(_MARGIN, top + upper + _GAP, left_width, lower),
        )
        self._numbers_rect = QRectF(right, top + upper + _GAP, left_width, lower)
        return dict(zip(names, rects, strict=True))

    def _prepare(self, view: PlotCard, rect: QRectF) -> None:
        plot = view.plot
        plot.setParent(None)
        plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        plot.resize(_below_heading(rect).size().toSize())
        plot.show()
        view.show_snapshot(self._snapshot, None)
        # The axes know how much room their numbers need only after they are painted.
        for _ in range(2):
            plot.grab()
            plot.plotItem.layout.activate()
        view.show_snapshot(self._snapshot, self._snapshot)

    def _paint_title(self, painter: QPainter, page: QRectF) -> None:
        line = QRectF(_MARGIN, _MARGIN, page.width() - 2 * _MARGIN, 24)
        taken = self._text(painter, line, self._setting(), text_font(1.0), "muted", _RIGHT)
        line.setRight(line.right() - taken - _GAP)
        self._text(painter, line, self.title, text_font(1.3, bold=True))

    def _paint_caption(self, painter: QPainter, page: QRectF) -> None:
        """Write below a single plot of what it is: it may stand alone in a text or on a slide."""
        line = QRectF(_MARGIN, page.bottom() - _MARGIN - 18, page.width() - 2 * _MARGIN, 20)
        caption = f"{self.title} · {self._setting()}"
        self._text(painter, line, caption, text_font(0.95), "muted")

    def _setting(self) -> str:
        experiment = self._run.experiment
        epochs = f"epoch {grouped(self._epoch)} of {grouped(experiment.epochs)}"
        return f"{rule_labels()[experiment.rule]} · {epochs} · α = {exact(experiment.alpha)}"

    def _paint_heading(self, painter: QPainter, rect: QRectF, title: str, note: str) -> None:
        line = QRectF(rect.left(), rect.top(), rect.width(), _HEADING - 6)
        taken = self._text(painter, line, title, text_font(1.08, bold=True))
        line.setLeft(line.left() + taken + _GAP)
        self._text(painter, line, note, text_font(0.95), "muted", _RIGHT)

    def _paint_numbers(self, painter: QPainter) -> None:
        rect, lines = self._numbers_rect, list(self._numbers())
        self._paint_heading(painter, rect, "In numbers", "")
        top = rect.top() + _HEADING + 4
        pitch = min(24.0, (rect.bottom() - top - _SENTENCE) / len(lines))
        for i, (name, value) in enumerate(lines):
            row = QRectF(rect.left(), top + pitch * i, rect.width(), min(20.0, pitch))
            self._text(painter, row, name, text_font(0.95), "muted")
            self._text(painter, row.adjusted(110, 0, 0, 0), value, number_font(0.97))
        words = QRectF(rect.left(), top + pitch * len(lines) + 6, rect.width(), _SENTENCE - 6)
        painter.setFont(text_font(1.0))
        painter.setPen(self._theme.color("text"))
        said = sentence(self._run.diagnosis(self._epoch), at_window=False)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), said)

    def _numbers(self) -> Iterator[tuple[str, str]]:
        """Yield names and values, including the next step if the run has one."""
        run, epoch = self._run, self._epoch
        step = run.history.step(epoch)
        b0, b1 = run.beta_by_hand(epoch)
        gradient = run.ledger(epoch).by_hand.sums.gradient
        yield "cost J", cost_text(step.cost, run.objective.has_classes)
        yield "max |∂J/∂β|", fixed(float(abs(gradient).max()), 6)
        yield "coefficients", f"β0 {fixed(b0)}   β1 {fixed(b1)}"
        if run.optimum is not None:
            best = run.scaling.to_data_units(run.optimum.beta)
            numbers = f"β0 {fixed(best[0])}   β1 {fixed(best[1])}   J {fixed(run.optimum.cost)}"
            yield "optimum", numbers
        accuracy = run.accuracy(epoch)
        if accuracy is not None:
            yield "accuracy", percent(accuracy)
        if run.history.reason is None or epoch < run.history.last_epoch:
            yield from zip(("next step", ""), update_lines(run.ledger(epoch)), strict=True)

    def _text(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        font: QFont,
        role: str = "text",
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """Write one line, smaller if it is too long; return the width it takes."""
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text)
        if width > rect.width():
            font.setPointSizeF(font.pointSizeF() * max(rect.width() / width * 0.99, _SMALLEST))
            painter.setFont(font)
            text = painter.fontMetrics().elidedText(text, _MIDDLE, int(rect.width()) + 1)
        painter.setPen(self._theme.color(role))
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        return float(painter.fontMetrics().horizontalAdvance(text))


def _below_heading(rect: QRectF) -> QRectF:
    return rect.adjusted(0, _HEADING, 0, 0)


@contextmanager
def _exporting(plot: Plot, dots: float) -> Iterator[None]:
    """Draw symbols and axes for a page of ``dots`` per pixel until the block ends."""
    items = [item for item in plot.scene().items() if hasattr(item, "setExportMode")]
    axes = [plot.plotItem.getAxis(side) for side in ("left", "bottom")]
    for item in items:
        item.setExportMode(True, {"antialias": True, "resolutionScale": dots})
    for axis in axes:
        axis.picture = _picture(axis)
    try:
        yield
    finally:
        for axis in axes:
            axis.picture = None
        for item in items:
            item.setExportMode(False)


def _picture(axis: QuietAxis) -> QPicture:
    """Return the drawing of an axis, which pyqtgraph would record with cosmetic pens."""
    picture = QPicture()
    with PagePainter(picture) as painter:
        painter.setFont(axis.style["tickFont"])
        specs = axis.generateDrawSpecs(painter)
        if specs is not None:
            axis.drawPicture(painter, *specs)
    return picture

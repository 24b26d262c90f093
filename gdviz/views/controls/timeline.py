"""The bottom card: the timeline, the numbers at the cursor, and the verdict in words."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gdviz.engine.descend import StopReason
from gdviz.runs.run import Run
from gdviz.runs.verdict import Kind
from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.support.numbers import (
    cost_text,
    exact,
    exponential,
    fitted,
    grouped,
    percent,
    significant,
)
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import number_font, text_font
from gdviz.views.widgets.elided_label import ElidedLabel, Holder
from gdviz.views.widgets.field import set_role
from gdviz.views.widgets.quietly import quietly
from gdviz.views.widgets.slider import TrackSlider
from gdviz.wording.verdict import WordedVerdict

_GOOD = (Kind.CONVERGED, Kind.CONVERGING)
_EDGE = (Kind.OVERSHOOTING, Kind.JITTERING)
_WARNING = (Kind.DIVERGED, Kind.DIVERGING, Kind.OSCILLATING, Kind.NO_OPTIMUM, Kind.PLATEAU)
_ROOM = 9
_GAP = 6
# The slider and the verdict bear less; figures are left out.
_NARROWEST = 400
_FIGURES = (
    ("costLabel", "Cost J: the mean over the examples, and the L2 penalty if there is one"),
    ("gradientLabel", "Largest partial derivative: max |∂J/∂β|, zero at the optimum"),
    ("betaLabel", "Coefficients, intercept β0 and slope β1: in the data's units"),
    (
        "oddsLabel",
        "Odds ratio: exp(β1), by which one more unit of x multiplies the odds of class 1",
    ),
    ("accuracyLabel", "Accuracy: the share of the examples on the right side of p = 0.5"),
)


class TimelineView(QFrame):
    """Shows where the cursor is and emits where the user drags it to.

    Of a run that ended early the rest of the timeline is drawn as unused; ``epochs_fitted`` asks
    for as many epochs as a converged run took.
    """

    epoch_chosen = Signal(int)
    epochs_fitted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._slider = TrackSlider()
        self._slider.setObjectName("timelineSlider")
        self._slider.setAccessibleName("Timeline")
        self._slider.setToolTip("Drag to any epoch: → one step, ← one back, Home reset, End to end")
        self._slider.valueChanged.connect(self._on_moved)
        self._end: int | None = None
        self._fit = self._fit_button()
        self._epoch = _figure("epochLabel", "Epoch: the one that is shown")
        self._epoch.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._of = _word("")
        self._cost, self._gradient, self._beta, self._odds, self._accuracy = (
            _figure(name, tip) for name, tip in _FIGURES
        )
        self._units = _word("data units")
        self._units.setToolTip("x is scaled for the run; β0 and β1 are told in the data's units")
        self._verdict = ElidedLabel(Qt.AlignmentFlag.AlignLeft, lines=2)
        self._verdict.setObjectName("verdictLabel")
        self._verdict.setAccessibleName("What is happening")
        self._optimum = ElidedLabel()
        self._optimum.setObjectName("optimumLabel")
        self._optimum.setProperty("role", "muted")
        self._optimum.setFont(number_font(0.95))
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 8)
        layout.setSpacing(5)
        for row in (self._time_row(), self._numbers_row(), self._words_row()):
            layout.addLayout(row)

    def set_compact(self, compact: bool) -> None:
        """Take less room, or as much as is good."""
        self._layout.setContentsMargins(*((10, 3, 10, 4) if compact else (14, 6, 14, 8)))
        self._layout.setSpacing(3 if compact else 5)

    @override
    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    @override
    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out(event.size().width())

    def _leave_out(self, width: int) -> None:
        """Show as many of the figures as have room, the last ones first to go."""
        left = (
            width - self._layout.contentsMargins().left() - self._layout.contentsMargins().right()
        )
        for widgets in self._groups:
            left -= sum(widget.sizeHint().width() + _GAP for widget in widgets) + 8
            for widget in widgets:
                widget.setVisible(left >= 0)

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show where the cursor is in the run, and the numbers and the verdict there."""
        if is_new(lambda shown: shown.settings.theme, now, before):
            self._slider.set_theme(now.settings.theme)
        if is_new(lambda shown: id(shown.run), now, before):
            self._show_run(now.run)
        if is_new(_end_of, now, before):
            self._show_end(*_end_of(now))
        with quietly(self._slider):
            self._slider.setValue(now.epoch)
        self._epoch.setText(grouped(now.epoch))
        if is_new(_figures_of, now, before):
            self._show_figures(now)
        self._show_verdict(now.verdict)

    def _show_run(self, run: Run) -> None:
        """Show the length of a run and the optimum of its cost."""
        with quietly(self._slider):
            self._slider.setMaximum(run.experiment.epochs)
            self._slider.setPageStep(max(1, run.experiment.epochs // 20))
        last = grouped(run.experiment.epochs)
        self._of.setText(f"of {last}")
        # A fixed size, so that no layout is needed while playing.
        metrics = self._epoch.fontMetrics()
        widest = metrics.horizontalAdvance(last.replace("1", "0"))
        self._epoch.setFixedSize(widest, metrics.height())
        self._place.setFixedWidth(self._place_width + self._of.sizeHint().width() + widest)
        self._units.setVisible(run.experiment.scale)
        self._show_optimum(run)

    def _show_end(self, end: int | None, converged: bool) -> None:
        """Show which part of the timeline the run did not use."""
        self._end = end
        self._slider.set_end(end)
        self._fit.setVisible(bool(end) and converged)
        if end is not None:
            self._fit.setToolTip(
                f"The run ended at epoch {grouped(end)}.\n"
                "Make that the number of epochs, so that the timeline ends with it"
            )

    def _on_moved(self, epoch: int) -> None:
        """Go to an epoch that the run has or may have; there is none in the unused part."""
        reached = epoch if self._end is None else min(epoch, self._end)
        with quietly(self._slider):
            self._slider.setValue(reached)
        self.epoch_chosen.emit(reached)

    def _on_fit_clicked(self) -> None:
        if self._end is not None:
            self.epochs_fitted.emit(self._end)

    def _show_verdict(self, verdict: WordedVerdict) -> None:
        if verdict.sentence != self._verdict.text():
            self._verdict.setText(verdict.sentence)
            self._verdict.setToolTip(f"What the run is doing: {verdict.sentence}")
        roles = (("good", _GOOD), ("edge", _EDGE), ("warn", _WARNING))
        role = next((role for role, kinds in roles if verdict.kind in kinds), "plain")
        set_role(self._verdict, role)

    def _show_figures(self, now: Snapshot) -> None:
        run, epoch, history, (b0, b1) = now.run, now.epoch, now.history, now.shown_beta
        cost = history.cost_at(epoch)
        self._cost.setText(cost_text(cost, run.objective.has_classes, _shortened))
        largest = float(np.abs(now.ledger.by_hand.sums.gradient).max())
        self._gradient.setText(fitted(largest, _ROOM, 4, tiny=1e-3))
        self._beta.setText(f"β0 {_shortened(b0):<{_ROOM}}  β1 {_shortened(b1)}")
        self._tell_raw(now)
        self._odds.setText(_odds_ratio(b1) if run.objective.has_classes else "–")
        accuracy = run.accuracy(epoch)
        self._accuracy.setText("–" if accuracy is None else percent(accuracy))

    def _tell_raw(self, now: Snapshot) -> None:
        """Tell the numbers themselves in tooltips, rounding included."""
        largest = exact(float(np.abs(now.history.gradient_at(now.epoch)).max()))
        raw = "\n".join(f"β{j} = {exact(beta)}" for j, beta in enumerate(now.beta))
        for figure, numbers in ((self._gradient, largest), (self._beta, raw)):
            tip = next(tip for name, tip in _FIGURES if name == figure.objectName())
            figure.setToolTip(f"{tip}\n{numbers}")

    def _show_optimum(self, run: Run) -> None:
        best = run.optimum
        if best is None:
            self._optimum.set_texts("no optimum to mark", "no optimum", "")
            self._optimum.setToolTip("No finite β0 and β1 have the lowest cost, or several have")
            return
        b0, b1 = run.scaling.to_data_units(best.beta)
        cost, betas = f"optimum  J {_shortened(best.cost)}", (b0, b1)
        texts = (
            "".join(f"  β{j} {write(beta)}" for j, beta in enumerate(betas))
            for write in (_shortened, partial(significant, digits=3))
        )
        self._optimum.set_texts(*(cost + text for text in texts), cost, "")
        self._optimum.setToolTip(
            "The lowest cost there is, and its coefficients in the data's units:\n"
            f"J {exact(best.cost)}, β0 {exact(b0)}, β1 {exact(b1)}"
        )

    def _time_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._place = QWidget()
        place = QHBoxLayout(self._place)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(_GAP)
        caption = _word("Epoch")
        for widget in (caption, self._epoch, self._of):
            widget.setToolTip("The epoch that is shown, of the most that the run may take")
            place.addWidget(widget)
        place.addStretch(1)
        self._place_width = caption.sizeHint().width() + 4 * _GAP
        row.addWidget(self._place)
        row.addWidget(self._slider, 1)
        row.addWidget(self._fit)
        return row

    def _fit_button(self) -> QToolButton:
        made = QToolButton()
        made.setObjectName("fitButton")
        made.setAccessibleName("Fit the number of epochs to the run")
        made.setText("Fit")
        made.setFont(text_font(0.93))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Its place is kept, so that the slider does not change under the mouse.
        policy = made.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        made.setSizePolicy(policy)
        made.hide()
        made.clicked.connect(self._on_fit_clicked)
        return made

    def _numbers_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        figures = (
            ("cost J", self._cost),
            ("max |∂J/∂β|", self._gradient),
            ("", self._beta),
            ("odds ratio", self._odds),
            ("accuracy", self._accuracy),
        )
        self._groups: list[list[QWidget]] = []
        for caption, figure in figures:
            group: list[QWidget] = [figure]
            if caption:
                word = _word(caption)
                word.setToolTip(figure.toolTip())
                row.addWidget(word)
                group.append(word)
            self._groups.append(group)
            # A fixed width, so that nothing after it moves sideways.
            signs = {self._accuracy: len("> 99%"), self._beta: 2 * _ROOM + 8}.get(figure, _ROOM)
            metrics = figure.fontMetrics()
            figure.setFixedSize(metrics.horizontalAdvance("0" * signs), metrics.height())
            row.addWidget(figure)
            if figure is self._beta:
                row.addWidget(self._units)
            row.addSpacing(8)
        row.addWidget(Holder(self._optimum), 1)
        return row

    def _words_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Holder(self._verdict))
        return row


def _end_of(snapshot: Snapshot) -> tuple[int | None, bool]:
    """Return the last epoch of a run that ended early, else None, and whether it converged."""
    last = snapshot.known - 1
    early = snapshot.ended is not None and last < snapshot.experiment.epochs
    return last if early else None, snapshot.ended in (StopReason.GRADIENT, StopReason.COST)


def _figures_of(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what determines the figures at the cursor."""
    history, epoch = snapshot.history, snapshot.epoch
    gradient = history.gradient_at(epoch).tolist()
    return id(snapshot.run), history.cost_at(epoch), snapshot.beta, gradient


def _shortened(value: float) -> str:
    return fitted(value, _ROOM, 4, tiny=0.5e-4)


def _odds_ratio(slope: float) -> str:
    """Return e^slope, or that it is too large or too small for a float."""
    if abs(slope) < 700:
        return fitted(math.exp(slope), _ROOM, 3, tiny=1e-3)
    return exponential(slope) if math.isfinite(slope) else "–"


def _word(text: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "muted")
    made.setFont(text_font(0.95))
    return made


def _figure(name: str, tip: str) -> QLabel:
    made = QLabel()
    made.setObjectName(name)
    made.setAccessibleName(tip.partition(":")[0])
    made.setToolTip(tip)
    made.setFont(number_font(1.0, bold=True))
    return made

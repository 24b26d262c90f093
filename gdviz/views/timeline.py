"""The bottom card: the timeline, the numbers at the cursor, and what is happening in words."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gdviz.engine.diagnosis import Diagnosis, Kind
from gdviz.engine.run import Run
from gdviz.numerals import fixed, grouped, significant
from gdviz.views.parts.elided import ElidedLabel
from gdviz.views.parts.field import set_role
from gdviz.views.parts.slider import TrackSlider
from gdviz.views.theme import Theme, number_font, text_font

_GOOD = (Kind.CONVERGED, Kind.CONVERGING)
_WARNING = (Kind.DIVERGED, Kind.DIVERGING, Kind.OSCILLATING, Kind.NO_OPTIMUM)


class TimelineView(QFrame):
    """Shows where the cursor stands and emits where the person drags it to."""

    epoch_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._slider = TrackSlider()
        self._slider.setObjectName("timelineSlider")
        self._slider.setAccessibleName("Timeline")
        self._slider.setToolTip("Drag to any epoch: → one step, ← one back, Home reset, End to end")
        self._slider.valueChanged.connect(self.epoch_chosen)
        self._epoch = _figure("epochLabel", "Epoch")
        self._of = _word("")
        self._cost = _figure("costLabel", "Cost J")
        self._gradient = _figure("gradientLabel", "Largest partial derivative")
        self._beta = _figure("betaLabel", "Coefficients")
        self._odds = _figure("oddsLabel", "Odds ratio")
        self._accuracy = _figure("accuracyLabel", "Accuracy")
        self._verdict = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
        self._verdict.setObjectName("verdictLabel")
        self._verdict.setAccessibleName("What is happening")
        self._optimum = ElidedLabel()
        self._optimum.setObjectName("optimumLabel")
        self._optimum.setProperty("role", "muted")
        self._optimum.setFont(number_font(0.95))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 8)
        layout.setSpacing(5)
        for row in (self._time_row(), self._numbers_row(), self._words_row()):
            layout.addLayout(row)

    def set_theme(self, theme: Theme) -> None:
        """Draw the timeline in the colours of ``theme``."""
        self._slider.set_theme(theme)

    def show_run(self, run: Run) -> None:
        """Show the length of a run and the optimum of its cost."""
        with QSignalBlocker(self._slider):
            self._slider.setMaximum(run.experiment.epochs)
            self._slider.setPageStep(max(1, run.experiment.epochs // 20))
        self._of.setText(f"of {grouped(run.experiment.epochs)}")
        digits = self.fontMetrics().horizontalAdvance("0")
        room = len(grouped(run.experiment.epochs)) + 1
        self._epoch.setMinimumWidth(round(digits * 1.2 * room))
        best = run.optimum
        if best is None:
            self._optimum.setText("no optimum to mark")
            return
        b0, b1 = run.scaling.to_data_units(best.beta)
        self._optimum.setText(f"optimum  J {fixed(best.cost)}  β0 {fixed(b0)}  β1 {fixed(b1)}")

    def show_epoch(self, run: Run, epoch: int, diagnosis: Diagnosis) -> None:
        """Show the numbers at the cursor."""
        with QSignalBlocker(self._slider):
            self._slider.setValue(epoch)
        history = run.history
        b0, b1 = run.beta_data_units(epoch)
        self._epoch.setText(grouped(epoch))
        self._cost.setText(fixed(history.cost_at(epoch)))
        largest = float(np.abs(history.gradient_at(epoch)).max())
        self._gradient.setText(fixed(largest) if largest >= 1e-3 else significant(largest, 3))
        self._beta.setText(f"β0 {fixed(b0)}   β1 {fixed(b1)}")
        self._odds.setText(_odds_ratio(b1) if run.experiment.model == "logistic" else "–")
        accuracy = run.accuracy(epoch)
        self._accuracy.setText("–" if accuracy is None else f"{100 * accuracy:.0f}%")
        self._verdict.setText(diagnosis.sentence)
        kind = diagnosis.kind
        set_role(
            self._verdict, "good" if kind in _GOOD else "warn" if kind in _WARNING else "plain"
        )

    def _time_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (_word("Epoch"), self._epoch, self._of):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self._slider, 1)
        return row

    def _numbers_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(7)
        widths = {
            "cost J": (self._cost, "0.0000"),
            "max |∂J/∂β|": (self._gradient, "0.00e−00"),
            "": (self._beta, "β0 −00.0000   β1 −00.0000"),
            "odds ratio e^β1": (self._odds, "00.0000"),
            "accuracy": (self._accuracy, "100%"),
        }
        for caption, (figure, widest) in widths.items():
            if caption:
                row.addWidget(_word(caption))
            figure.setMinimumWidth(figure.fontMetrics().horizontalAdvance(widest))
            row.addWidget(figure)
            row.addSpacing(12)
        row.addStretch(1)
        return row

    def _words_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._verdict, 3)
        row.addWidget(self._optimum, 2)
        return row


def _odds_ratio(slope: float) -> str:
    """Return e^slope, in the power of ten that a float cannot hold where it comes to that."""
    if abs(slope) < 700:
        return significant(math.exp(slope))
    return f"10^{fixed(slope / math.log(10), 1)}"


def _word(text: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "muted")
    made.setFont(text_font(0.95))
    return made


def _figure(name: str, spoken: str) -> QLabel:
    made = QLabel()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setFont(number_font(1.0, bold=True))
    return made

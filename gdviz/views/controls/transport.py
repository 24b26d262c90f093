"""The bar at the top: transport, speed, learning rate, epochs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from gdviz.engine.alpha_limits import AlphaLimits
from gdviz.engine.curvature import curvature
from gdviz.engine.experiment import Experiment
from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.views.controls.alpha_zones import alpha_zones
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import Theme, icon
from gdviz.views.widgets.field import Field, set_role
from gdviz.views.widgets.number_box import LEAST_ABOVE_ZERO, CountBox, ExactSpinBox, fit
from gdviz.views.widgets.quietly import quietly
from gdviz.views.widgets.slider import LogScale, TrackSlider
from gdviz.wording.alpha import local_limit_in_words, share_in_words, zones_in_words

# A run of more may come from a file or the command line.
_TYPED_EPOCHS = range(1, 10_000_001)
ALPHA_SCALE = LogScale(1e-4, 100.0, per_decade=100)
SPEED_SCALE = LogScale(1.0, 10_000.0, per_decade=20, digits=2)
_ROOMY = 1180
_WIDEST_NUMBER = 116
# The height of a line in the usual font, and of one that leaves captions no room when compact.
_LINE, _TALL_LINE = 14, 18
_ALPHA_TIP = "Learning rate α, 0.0001 to 100 on a logarithmic scale"
_NOTE_ROLES = {"good": "good", "optimum": "edge", "class1": "warn", "gradient": "gradient"}


class Transport(QFrame):
    """Shows the controls of the run and emits what the user sets them to."""

    speed_chosen = Signal(float)
    alpha_chosen = Signal(float)
    epochs_chosen = Signal(int)
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(
        self,
        steps: Sequence[QAction],
        primary: QAction,
        export: QAction,
        menu: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._theme: Theme | None = None
        self._shown: Snapshot | None = None
        self._limits = AlphaLimits()
        self._compact = self._terse = False
        self._widths = (70, 92)
        self._steps_per_second = 60.0
        self._buttons = [self._transport_button(action, action is primary) for action in steps]
        self._build_controls()
        layout = self._row = QHBoxLayout(self)
        transport = self._transport = QHBoxLayout()
        for button in self._buttons:
            transport.addWidget(button)
        layout.addLayout(transport)
        for field, stretch in self._fields:
            layout.addLayout(field, stretch)
        layout.addStretch(3)
        layout.addLayout(self._end_buttons(export, menu))
        self._arrange()

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show the numbers of the experiment; α is measured against its limits."""
        self._shown = now
        if is_new(lambda shown: shown.settings.theme, now, before):
            self._set_theme(now.settings.theme)
        if is_new(lambda shown: id(shown.run), now, before):
            self._show_experiment(now.experiment, now.run.alpha_limits)

    @override
    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._shown is not None:
            # Worked out only when somebody looks: the curvature changes with each step.
            self._alpha_field.note.setToolTip(_here_in_words(self._shown))
        return super().eventFilter(watched, event)

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for slider in (self._speed, self._alpha_slider):
            slider.set_theme(theme)
        self._menu_button.setIcon(icon("menu", theme.text))
        self._show_zones()

    def show_speed(self, steps_per_second: float) -> None:
        """Show the speed of playing; inf is flat out."""
        self._steps_per_second = steps_per_second
        flat_out = math.isinf(steps_per_second)
        position = self._speed.maximum() if flat_out else SPEED_SCALE.position(steps_per_second)
        with quietly(self._speed):
            self._speed.setValue(position)
        speed = "flat out" if flat_out else f"{steps_per_second:.0f}/s"
        self._speed_field.caption.setText(speed if self._terse else f"Speed · {speed}")

    def _show_experiment(self, experiment: Experiment, limits: AlphaLimits) -> None:
        with quietly(self._alpha, self._alpha_slider, self._epochs):
            self._alpha.setValue(experiment.alpha)
            self._alpha_slider.setValue(ALPHA_SCALE.position(experiment.alpha))
            self._epochs.show_count(experiment.epochs, _TYPED_EPOCHS)
        self._fit_numbers()
        self._limits = limits
        self._show_zones()
        self._show_alpha_note(experiment.alpha)

    def insert_fields(self, fields: Sequence[QWidget | Field]) -> None:
        """Add further controls after the epochs."""
        for field in fields:
            place = self._row.count() - 2
            if isinstance(field, Field):
                self._row.insertLayout(place, field)
            else:
                self._row.insertWidget(place, field, 0, Qt.AlignmentFlag.AlignBottom)

    def set_compact(self, compact: bool) -> None:
        """Take less room, or as much as is good; the menu has the export as well."""
        self._compact = compact
        self._export.setVisible(not compact)
        self._arrange()

    @override
    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        compact = self._compact
        narrow = compact or self.width() < self._grown(_ROOMY)
        terse = self._terse = compact and self.fontMetrics().height() >= _TALL_LINE
        side, above = 6 if terse else 8 if compact else 12, 3 if compact else 7
        self._row.setContentsMargins(side, above, side, above)
        self._row.setSpacing(3 if terse else 6 if compact else 8 if narrow else 16)
        self._transport.setSpacing(2 if terse else 5)
        for button in self._buttons:
            button.setFixedWidth(26 if terse else 31 if narrow else 36)
        self._widths = (60, 78) if narrow else (70, 92)
        self._fit_numbers()
        caption = "α" if terse else "Rate α" if narrow else "Learning rate α"
        self._alpha_field.caption.setText(caption)
        self.show_speed(self._steps_per_second)

    def _fit_numbers(self) -> None:
        for box, usual in zip((self._alpha, self._epochs), self._widths, strict=True):
            fit(box, self._grown(usual), self._grown(_WIDEST_NUMBER))

    def _grown(self, pixels: int) -> int:
        """Return a width that suits the font, of one that suits the usual font."""
        return max(pixels, round(pixels * self.fontMetrics().height() / _LINE))

    def _build_controls(self) -> None:
        self._speed = TrackSlider()
        self._speed.setObjectName("speedSlider")
        self._speed.setAccessibleName("Speed")
        self._speed.setToolTip("How many steps a second Play takes; far right is flat out")
        self._speed.setRange(0, SPEED_SCALE.maximum + 1)
        self._speed.valueChanged.connect(self._on_speed_moved)
        self._alpha_slider = TrackSlider()
        self._alpha_slider.setObjectName("alphaSlider")
        self._alpha_slider.setAccessibleName("Learning rate, logarithmic")
        self._alpha_slider.setRange(0, ALPHA_SCALE.maximum)
        self._alpha_slider.valueChanged.connect(self._on_alpha_moved)
        self._alpha_slider.sliderPressed.connect(self.gesture_began)
        self._alpha_slider.sliderReleased.connect(self.gesture_ended)
        self._alpha = ExactSpinBox()
        self._alpha.setObjectName("alphaSpin")
        self._alpha.setAccessibleName("Learning rate")
        self._alpha.setToolTip("Learning rate α, exactly: 0.35 or 1e-3")
        self._alpha.setMinimum(LEAST_ABOVE_ZERO)
        self._alpha.setFixedWidth(70)
        self._alpha.valueChanged.connect(self.alpha_chosen)
        self._epochs = CountBox()
        self._epochs.setObjectName("epochsSpin")
        self._epochs.setAccessibleName("Epochs")
        self._epochs.setToolTip("The last epoch of the run, 1 to 10 000 000")
        self._epochs.setRange(_TYPED_EPOCHS.start, _TYPED_EPOCHS[-1])
        self._epochs.setFixedWidth(92)
        self._epochs.valueChanged.connect(self.epochs_chosen)
        alpha = QHBoxLayout()
        alpha.setSpacing(8)
        alpha.addWidget(self._alpha_slider, 1)
        alpha.addWidget(self._alpha)
        self._speed_field = Field("Speed", self._speed)
        self._alpha_field = Field("Learning rate α", alpha)
        self._alpha_field.note.setObjectName("alphaNote")
        self._alpha_field.note.installEventFilter(self)
        self._fields = (
            (self._speed_field, 2),
            (self._alpha_field, 4),
            (Field("Epochs", self._epochs), 0),
        )

    def _transport_button(self, action: QAction, primary: bool) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(20, 20))
        button.setFixedSize(36, 34)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if primary:
            button.setProperty("primary", True)
        return button

    def _end_buttons(self, export: QAction, menu: QMenu) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        button = self._export = QPushButton("Export…")
        button.setToolTip(export.toolTip())
        button.clicked.connect(export.trigger)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu_button = QToolButton()
        self._menu_button.setAccessibleName("Menu")
        self._menu_button.setToolTip("Files, editing, views and help")
        self._menu_button.setMenu(menu)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setIconSize(QSize(18, 18))
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(button)
        row.addWidget(self._menu_button)
        return row

    def _show_zones(self) -> None:
        if self._theme is None:
            return
        zones, done = [], 0.0
        for limit, role in alpha_zones(self._limits):
            fraction = 1.0 if limit is None else ALPHA_SCALE.fraction(limit)
            end = min(max(fraction, 0.0), 1.0)
            if end > done:
                zones.append((end, self._theme.color(role, 0.8)))
                done = end
        self._alpha_slider.set_zones(tuple(zones))
        self._alpha_slider.setToolTip(f"{_ALPHA_TIP}\n{zones_in_words(self._limits)}")

    def _show_alpha_note(self, alpha: float) -> None:
        note, limits = self._alpha_field.note, self._limits
        measure, name = limits.no_overshoot, "1/L"
        if measure is None:
            measure, name = limits.attracts, "the limit"
        note.setText("" if measure is None else share_in_words(alpha / measure, name))
        zones = alpha_zones(limits)
        role = next((role for limit, role in zones if limit is None or alpha <= limit), "plain")
        set_role(note, _NOTE_ROLES.get(role, "plain"))

    def _on_speed_moved(self, position: int) -> None:
        top = position > SPEED_SCALE.maximum
        speed = math.inf if top else SPEED_SCALE.value(position)
        self.show_speed(speed)
        self.speed_chosen.emit(speed)

    def _on_alpha_moved(self, position: int) -> None:
        self.alpha_chosen.emit(ALPHA_SCALE.value(position))


def _here_in_words(shown: Snapshot) -> str:
    bends = curvature(shown.run.objective, shown.history.beta_at(shown.epoch))
    return local_limit_in_words(bends.largest, shown.run.alpha_limits)

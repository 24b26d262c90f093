"""The model, and the settings of a run that a beginner can leave alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdviz.engine.experiment import LARGEST, Experiment
from gdviz.engine.objectives.models import MODELS
from gdviz.engine.update_rules import defaults
from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.views.controls.changed_chip import ChangedChip
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import icon, text_font
from gdviz.views.widgets.field import Field
from gdviz.views.widgets.number_box import CountBox, ExactSpinBox
from gdviz.views.widgets.quietly import quietly
from gdviz.wording.terms import cost_labels, model_labels, parameter_words, rule_labels

_ROOM_AROUND_TEXT = 42
_LEAST_SHARE = 0.85


class Setup(QObject):
    """Model, rule and scaling for a bar of ``window``; the rest in a panel that opens from it.

    Emits ``chosen`` with the names of the fields of the experiment and their new values.
    """

    chosen = Signal(dict)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._experiment: Experiment | None = None
        for_model, for_cost, for_rule = (
            "What is fitted: a sigmoid or a line",
            "What descent minimises",
            "How a step is made of a gradient",
        )
        self._model = _combo("modelCombo", "Model", model_labels(), for_model)
        self._cost = _combo("costCombo", "Cost", cost_labels(), for_cost)
        self._rule = _combo("ruleCombo", "Update rule", rule_labels(), for_rule)
        self._scale = QCheckBox()
        self._scale.setAccessibleName("Scale x")
        self._scale.setObjectName("scaleCheck")
        self._scale.setToolTip(
            "Standardise the feature for the run: subtract its mean, divide by its population\n"
            "standard deviation. Coefficients are still given in the data's own units"
        )
        self._scale.clicked.connect(lambda on: self.chosen.emit({"scale": on}))
        for name, combo in (("model", self._model), ("cost", self._cost)):
            combo.activated.connect(
                lambda _, name=name, combo=combo: self.chosen.emit({name: combo.currentData()})
            )
        self._rule.activated.connect(self._on_rule_activated)
        self._more = QToolButton()
        self._more.setObjectName("moreButton")
        self._more.setAccessibleName("More settings")
        self._more.setToolTip("More settings: cost, rule parameters, batches, L2, stop rules")
        self._more.setIconSize(QSize(16, 16))
        self._more.setFixedSize(30, 24)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.clicked.connect(self._on_more_clicked)
        self._chip = ChangedChip()
        self._chip.taken_back.connect(self.chosen)
        self._panel = self._build_panel(window)

    def fields(self) -> Sequence[QWidget | Field]:
        """Return the controls for the bar, from left to right."""
        scale = QHBoxLayout()
        scale.addWidget(self._scale)
        more = Field("More", self._more)
        more.add_to_heading(self._chip)
        more.note.hide()
        self._more_caption = more.caption
        return (
            Field("Model", self._model),
            Field("Rule", self._rule),
            Field("Scale x", scale),
            more,
        )

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show the settings of the experiment."""
        if is_new(lambda shown: shown.settings.theme, now, before):
            self._more.setIcon(icon("tune", now.settings.theme.text))
        if is_new(lambda shown: id(shown.run), now, before):
            self._show_experiment(now.experiment)

    def _show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        for combo, value in (
            (self._model, experiment.model),
            (self._cost, experiment.cost),
            (self._rule, experiment.rule),
        ):
            with quietly(combo):
                combo.setCurrentIndex(combo.findData(value))
        with quietly(self._scale):
            self._scale.setChecked(experiment.scale)
        self._cost.setEnabled(len(MODELS[experiment.model].costs) > 1)
        for number, exact in (
            (self._l2, experiment.l2),
            (self._tolerance, experiment.tolerance),
            (self._cost_drop, experiment.cost_drop),
        ):
            with quietly(number):
                number.setValue(exact)
        with quietly(self._batch, self._cost_window):
            self._batch.setMaximum(max(experiment.dataset.n, 1))
            self._batch.setValue(experiment.batch_size or 0)
            self._cost_window.setValue(experiment.cost_window)
        self._show_parameters(experiment)
        # It is the caption of its button where it is shown: the bar is narrow.
        self._more_caption.setVisible(not self._chip.show_experiment(experiment))

    def _build_panel(self, window: QWidget) -> QFrame:
        panel = QFrame(window, Qt.WindowType.Popup)
        panel.setObjectName("card")
        form = self._form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(6)
        self._batch = _count("batchSpin", "Examples in a mini-batch; 0 takes all of them", 0)
        self._batch.setSpecialValueText("all")
        self._l2 = _exact("l2Spin", "λ: adds (λ/2)·β1² to the cost; the intercept is free")
        self._tolerance = _exact(
            "toleranceSpin", "Stop when max |∂J/∂β| is at most this; 0 never does"
        )
        self._cost_drop = _exact(
            "costDropSpin", "Stop when the cost drops by a smaller share than this; 0 never"
        )
        self._cost_window = _count("costWindowSpin", "… over so many epochs", 1)
        form.addRow(_heading("Cost"))
        form.addRow("Cost", self._cost)
        form.addRow("L2 penalty λ", self._l2)
        form.addRow(_heading("Rule"))
        self._parameters: dict[str, ExactSpinBox] = {}
        for name, (caption, tip) in parameter_words().items():
            box = _exact(f"{name}Spin", tip)
            box.valueChanged.connect(self._on_parameter_edited)
            self._parameters[name] = box
            form.addRow(caption, box)
        form.addRow("Batch size", self._batch)
        form.addRow(_heading("Stop when"))
        form.addRow("max |∂J/∂β| ≤", self._tolerance)
        form.addRow("cost drops less than", self._cost_drop)
        form.addRow("over epochs", self._cost_window)
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(16, 10, 16, 14)
        layout.addLayout(form)
        for name, number_box in (
            ("l2", self._l2),
            ("tolerance", self._tolerance),
            ("cost_drop", self._cost_drop),
            ("cost_window", self._cost_window),
        ):
            number_box.valueChanged.connect(
                lambda value, name=name: self.chosen.emit({name: value})
            )
        self._batch.valueChanged.connect(
            lambda size: self.chosen.emit({"batch_size": size or None})
        )
        return panel

    def _show_parameters(self, experiment: Experiment) -> None:
        values = defaults(experiment.rule) | dict(experiment.rule_settings)
        for name, box in self._parameters.items():
            self._form.setRowVisible(box, name in values)
            with quietly(box):
                box.setValue(values.get(name, 0.0))

    def _on_rule_activated(self) -> None:
        self.chosen.emit({"rule": self._rule.currentData(), "rule_settings": ()})

    @Slot()
    def _on_parameter_edited(self) -> None:
        if self._experiment is None:
            return
        usual = defaults(self._experiment.rule)
        values = {name: box.value() for name, box in self._parameters.items() if name in usual}
        changed = tuple((name, v) for name, v in values.items() if v != usual[name])
        self.chosen.emit({"rule_settings": changed})

    @Slot()
    def _on_more_clicked(self) -> None:
        self._panel.adjustSize()
        corner = self._more.mapToGlobal(QPoint(self._more.width(), self._more.height() + 4))
        self._panel.move(corner - QPoint(self._panel.width(), 0))
        self._panel.show()


class _Choice(QComboBox):
    """A choice that has room for its longest text, and bears less where there is none."""

    @override
    @guarded
    def sizeHint(self) -> QSize:
        texts = (self.itemText(i) for i in range(self.count()))
        widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return QSize(widest + _ROOM_AROUND_TEXT, super().sizeHint().height())

    @override
    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(round(_LEAST_SHARE * self.sizeHint().width()), self.sizeHint().height())


def _combo(name: str, spoken: str, choices: dict[str, str], tip: str) -> QComboBox:
    made = _Choice()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setToolTip(tip)
    for key, text in choices.items():
        made.addItem(text, key)
    return made


def _exact(name: str, tip: str) -> ExactSpinBox:
    made = ExactSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(tip)
    made.setToolTip(tip)
    made.setMinimumWidth(110)
    return made


def _count(name: str, tip: str, least: int) -> CountBox:
    made = CountBox()
    made.setObjectName(name)
    made.setAccessibleName(tip)
    made.setToolTip(tip)
    made.setRange(least, LARGEST)
    return made


def _heading(text: str) -> QLabel:
    made = QLabel(text)
    made.setFont(text_font(1.0, bold=True))
    return made

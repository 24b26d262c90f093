"""Where the run starts: zeros, random with its seed, or a point picked on the contour."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gdviz.engine.experiment import LARGEST, Experiment
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import text_font
from gdviz.views.widgets.number_box import CountBox, fit
from gdviz.views.widgets.quietly import quietly

_KINDS = {"zeros": "Start: zeros", "random": "Start: random", "picked": "Start: picked"}
_SEED_WIDTH = 78


class StartControls(QWidget):
    """Shows the kind of start; emits the kind and the seed that the user chooses."""

    start_chosen = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = QComboBox()
        self._kind.setObjectName("startCombo")
        self._kind.setAccessibleName("Start")
        self._kind.setToolTip("Where the run starts; or click the surface, or drag its start")
        self._kind.setFont(text_font(0.93))
        for name, text in _KINDS.items():
            self._kind.addItem(text, name)
        self._seed = CountBox()
        self._seed.setObjectName("seedSpin")
        self._seed.setAccessibleName("Seed")
        self._seed.setToolTip(
            "Seed of the random start and of mini-batches: the same seed gives the same run"
        )
        self._seed.setPrefix("seed ")
        self._seed.setRange(0, LARGEST)
        fit(self._seed, _SEED_WIDTH)
        self._kind.activated.connect(self._on_chosen)
        self._seed.valueChanged.connect(self._on_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._kind)
        layout.addWidget(self._seed)

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show how the experiment starts."""
        if is_new(lambda shown: id(shown.run), now, before):
            self._show_start(now.experiment)

    def _show_start(self, experiment: Experiment) -> None:
        kind = experiment.start if isinstance(experiment.start, str) else "picked"
        with quietly(self._seed, self._kind):
            self._seed.setValue(experiment.seed)
            fit(self._seed, _SEED_WIDTH)
            self._kind.setCurrentIndex(self._kind.findData(kind))
        self._seed.setVisible(kind == "random" or experiment.batch_size is not None)

    def _on_chosen(self) -> None:
        kind = self._kind.currentData()
        self.start_chosen.emit(kind, self._seed.value())

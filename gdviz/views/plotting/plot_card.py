"""A card that shows a run in a plot, and in its note what is under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Slot
from PySide6.QtWidgets import QWidget

from gdviz.runs.run import Run
from gdviz.views.plotting.plot import Plot
from gdviz.views.theme import Theme
from gdviz.views.widgets.card import Card


class PlotCard(Card):
    """What the three plots share: a run, a cursor in it, and the place that is hovered."""

    def __init__(self, title: str, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.plot = Plot(name)
        self.plot.setAccessibleName(f"{title} plot")
        self.plot.setToolTip(tip)
        self.body.addWidget(self.plot, 1)
        self._shown: Run | None = None
        self.epoch = 0
        self.hover: QPointF | None = None
        self.plot.hovered.connect(self._on_hovered)
        self.plot.left.connect(self._on_left)

    @property
    def run(self) -> Run:
        """The run that is shown; asking before one is shown is a mistake of the program."""
        if self._shown is None:
            raise RuntimeError(f"{self.title()} has no run to show yet")
        return self._shown

    @property
    def has_run(self) -> bool:
        """Whether there is a run with at least its start."""
        return self._shown is not None and len(self._shown.history) > 0

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the colours of ``theme``."""
        self.plot.set_theme(theme)

    def show_run(self, run: Run) -> None:
        """Show another run."""
        self._shown = run

    def show_epoch(self, epoch: int) -> None:
        """Show the run with the cursor at that epoch."""
        self.epoch = epoch
        self.tell()

    def tell(self) -> None:
        """Show the note: of what is hovered, or of the cursor."""

    @Slot(QPointF)
    def _on_hovered(self, where: QPointF) -> None:
        self.hover = where
        if self.has_run:
            self.tell()

    @Slot()
    def _on_left(self) -> None:
        self.hover = None
        if self.has_run:
            self.tell()

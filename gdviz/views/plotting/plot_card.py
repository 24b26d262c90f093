"""A card that shows a run in a plot, and the values under the mouse in its note."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QPointF, Signal, Slot
from PySide6.QtWidgets import QWidget

from gdviz.runs.run import Run
from gdviz.views.plotting.plot import Plot
from gdviz.views.plotting.viewport import Viewport
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import Theme
from gdviz.views.widgets.card import Card


class PlotCard(Card):
    """The base of the three plot cards: a snapshot, the frame, and the hovered place.

    Emits ``released`` after the mouse has held something in the plot.
    """

    released = Signal()

    def __init__(
        self, title: str, name: str, tip: str, viewport: Viewport, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self.plot = Plot(name)
        self.plot.setAccessibleName(f"{title} plot")
        self.plot.setToolTip(tip)
        self.body.addWidget(self.plot, 1)
        self.viewport = viewport
        self._snapshot: Snapshot | None = None
        self.hover: QPointF | None = None
        self.plot.hovered.connect(self._on_hovered)
        self.plot.left.connect(self._on_left)
        self.plot.released.connect(self.released)

    def is_held(self) -> bool:
        """Return whether the mouse holds something in the plot."""
        return self.plot.held

    @property
    def shown(self) -> Snapshot:
        """The snapshot shown; asking before there is one is a bug."""
        if self._snapshot is None:
            raise RuntimeError(f"{self.title()} has nothing to show yet")
        return self._snapshot

    @property
    def run(self) -> Run:
        """The run shown."""
        return self.shown.run

    @property
    def has_run(self) -> bool:
        """Whether there is a run with at least its start."""
        return self._snapshot is not None and self._snapshot.known > 0

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show ``now``; what has not changed since ``before`` is left alone."""
        self._snapshot = now
        if is_new(lambda shown: shown.settings.theme, now, before):
            self.set_theme(now.settings.theme)
        self._draw(now, before)
        self.tell()
        self.plot.renew()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the colours of ``theme``."""
        self.plot.set_theme(theme)

    @abstractmethod
    def _draw(self, now: Snapshot, before: Snapshot | None) -> None:
        """Place the marks of ``now`` that differ from those of ``before``."""

    def tell(self) -> None:
        """Update the note: the values under the mouse, or at the cursor."""

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

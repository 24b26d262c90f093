"""Where the cards lie, and how close together."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gdviz.views.controls.timeline import TimelineView
from gdviz.views.controls.transport import Transport
from gdviz.views.widgets.card import Card

# The least size with all the air that the cards have, in lines of text.
_ROOMY = QSize(66, 43)


class CardLayout:
    """The cards on their ground; in a small window they move closer and leave out hints.

    How close is a matter of the size alone, measured in lines of text.
    """

    def __init__(
        self,
        ground: QWidget,
        bar: Transport,
        cards: Mapping[str, Card],
        timeline: TimelineView,
    ) -> None:
        self._ground = ground
        self._parts: list[Transport | Card | TimelineView] = [bar, *cards.values(), timeline]
        self._compact: bool | None = None
        grid = self._grid = QGridLayout()
        grid.addWidget(cards["data"], 1, 0, 2, 1)
        grid.addWidget(cards["prediction"], 1, 1)
        grid.addWidget(cards["surface"], 1, 2)
        grid.addWidget(cards["cost"], 2, 1)
        grid.addWidget(cards["step"], 2, 2)
        grid.addWidget(timeline, 3, 0, 1, 3)
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 5)
        grid.setRowStretch(2, 4)
        layout = self._column = QVBoxLayout(ground)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(bar)
        layout.addLayout(grid, 1)
        # A layout with more air would not let a small window become as small as it was.
        self.fit(QSize(0, 0))

    def fit(self, size: QSize) -> None:
        """Adapt to the size of the window."""
        line = self._ground.fontMetrics().height()
        compact = size.width() < _ROOMY.width() * line or size.height() < _ROOMY.height() * line
        if compact == self._compact:
            return
        self._compact = compact
        gap, edge = (6, 8) if compact else (10, 12)
        self._grid.setSpacing(gap)
        self._column.setSpacing(gap)
        self._grid.setContentsMargins(edge, 0, edge, edge)
        for part in self._parts:
            part.set_compact(compact)
        self._settle()

    def least(self) -> QSize:
        """Return the least size of the window: what the closest layout needs."""
        self.fit(QSize(0, 0))
        self._settle()
        return self._column.totalMinimumSize()

    def _settle(self) -> None:
        """Lay everything out at once, so that no frame shows the half of it."""
        # From the inside out: a layout keeps what it has once learned of those within it.
        for layout in (*(part.layout() for part in self._parts), self._grid, self._column):
            if layout is not None:
                layout.invalidate()
                layout.activate()

"""A card that shows a run in a plot, and the values under the mouse in its note."""

from __future__ import annotations

import math
from abc import abstractmethod

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from gdviz.runs.run import Run
from gdviz.support.compat import override
from gdviz.views.plotting.marks import Ruler
from gdviz.views.plotting.plot import Plot, pen
from gdviz.views.plotting.read_out import Reading, ReadOut
from gdviz.views.plotting.viewport import Viewport
from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import Theme, icon
from gdviz.views.widgets.card import Card

# Pixels that nobody sees.
_NEAR = 0.1


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
        self._hover: QPointF | None = None
        self._read_out = ReadOut(self.plot)
        self._crosshair = Ruler(), Ruler(level=True)
        # What the right button drags, in the coordinates of the data.
        self._taken = QPointF()
        self._fit = self._fit_action()
        self._home = self._home_button()
        self._menu = QMenu(self)
        self._menu.setObjectName("plotMenu")
        self._menu.addAction(self._fit)
        self._menu.addSeparator()
        self.plot.hovered.connect(self._on_hovered)
        self.plot.left.connect(self._on_left)
        self.plot.released.connect(self.released)
        self.plot.zoom_asked.connect(self._on_zoom_asked)
        self.plot.pad.pan_began.connect(self._on_pan_began)
        self.plot.pad.panned.connect(self._on_panned)
        self.plot.pad.menu_asked.connect(self._on_menu_asked)

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

    # The plots clip at their borders what overflows.
    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Show ``now``; what has not changed since ``before`` is left alone."""
        self._snapshot = now
        if is_new(lambda shown: shown.settings.theme, now, before):
            self.set_theme(now.settings.theme)
        self._draw(now, before)
        self._read()
        self._fit.setEnabled(self.viewport.is_zoomed)
        self._home.setVisible(self.viewport.is_zoomed)
        self.tell()
        self.plot.renew()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the colours of ``theme``."""
        self.plot.set_theme(theme)
        for line in self._crosshair:
            line.set_pen(pen(theme.color("muted", 0.6), 1.0))
        self._fit.setIcon(icon("home", theme.text))

    @override
    def add_action(self, action: QAction) -> None:
        super().add_action(action)
        self._menu.addAction(action)

    @abstractmethod
    def _draw(self, now: Snapshot, before: Snapshot | None) -> None:
        """Place the marks of ``now`` that differ from those of ``before``."""

    def tell(self) -> None:
        """Update the note: the values at the cursor."""

    @abstractmethod
    def reading(self, where: QPointF) -> Reading:
        """Return what is read off the plot with the mouse there, in data coordinates."""

    def add_crosshair(self) -> None:
        """Add the lines through what is read off, over the marks added before."""
        self.plot.add_marks(*self._crosshair)

    def _read(self) -> None:
        """Show what is read off at the pointer; nothing while something is dragged."""
        if self._hover is None or not self.has_run or self.plot.held:
            self._read_out.hide()
            for line in self._crosshair:
                line.set_value(math.nan)
            return
        x, y, text = self.reading(self._hover)
        upright, level = self._crosshair
        upright.set_value(x)
        level.set_value(y)
        place = self.plot.pad.mapViewToScene(self._hover)
        self._read_out.show_text(text, self.plot.mapFromScene(place))

    def _fit_action(self) -> QAction:
        action = QAction("Fit the frame", self.plot)
        action.setObjectName("actionFit")
        action.setShortcut(QKeySequence("0"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setToolTip("Fit the frame to what is shown (0)")
        action.triggered.connect(self._on_fit_asked)
        self.plot.addAction(action)
        return action

    def _home_button(self) -> QToolButton:
        """Return the button in the corner of the plot that is there only when it is zoomed."""
        button = QToolButton()
        button.setObjectName("homeButton")
        button.setDefaultAction(self._fit)
        button.setAccessibleName(self._fit.text())
        button.hide()
        corner = QVBoxLayout(self.plot)
        corner.setContentsMargins(0, 8, 8, 0)
        top_right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        corner.addWidget(button, 0, top_right)
        return button

    def _reframe(self) -> None:
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot, self._snapshot)

    @Slot()
    def _on_fit_asked(self) -> None:
        self.viewport.restore()
        if self._home.hasFocus():
            # It is about to vanish, and the keys with it.
            self.plot.setFocus()
        self._reframe()

    @Slot(QPointF, float)
    def _on_zoom_asked(self, place: QPointF, factor: float) -> None:
        where = self.plot.pad.mapSceneToView(place)
        self.viewport.zoom_at(where.x(), where.y(), factor)
        self._reframe()
        self.plot.settle()
        self._bring(where, place)

    @Slot(QPointF)
    def _on_pan_began(self, where: QPointF) -> None:
        self._taken = where

    @Slot(QPointF)
    def _on_panned(self, place: QPointF) -> None:
        self._bring(self._taken, place)

    def _bring(self, where: QPointF, place: QPointF) -> None:
        """Move the frame until ``where`` is seen at that place in the scene."""
        # The numbers at the axes may take more or less room than before, and move the ground.
        for _ in range(2):
            drift = where - self.plot.pad.mapSceneToView(place)
            across, up = self.plot.pixels(drift.x(), drift.y())
            if max(abs(across), abs(up)) > _NEAR:
                self.viewport.pan(self.viewport.frame, drift.x(), drift.y())
                self._reframe()
            self.plot.settle()

    @Slot(QPointF)
    def _on_menu_asked(self, where: QPointF) -> None:
        self._menu.popup(where.toPoint())

    @Slot(QPointF)
    def _on_hovered(self, where: QPointF) -> None:
        self._hover = where
        self._read()
        self.plot.renew()

    @Slot()
    def _on_left(self) -> None:
        self._hover = None
        self._read()
        self.plot.renew()

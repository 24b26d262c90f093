"""Everything that moves in a plot, drawn together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from gdviz.support.compat import override
from gdviz.support.guard import guarded, guarded_or
from gdviz.views.plotting.marks import Mark, Scale
from gdviz.views.plotting.ranges import Span

_ABOVE_ALL = 100.0


class Drawing(pg.GraphicsObject):
    """Marks over the ground of a plot, the first at the bottom.

    On the screen the plot calls ``draw`` itself: with a scene item for each mark Qt would keep
    calling Python for outlines, positions and painting. The drawing is in the scene only for
    figures, which are rendered from it.
    """

    def __init__(self, ground: pg.ViewBox) -> None:
        super().__init__()
        self._ground = ground
        self._marks: list[Mark] = []
        self._ranges: tuple[Span, Span] = ((0.0, 1.0), (0.0, 1.0))
        self._left_out = False
        self.setZValue(_ABOVE_ALL)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def add(self, *marks: Mark) -> None:
        """Draw these over the marks added before."""
        self._marks += marks

    def set_ranges(self, x: Span, y: Span) -> None:
        """Let the ground show these ranges of the data."""
        self._ranges = (x, y)

    def place(self) -> bool:
        """Update the positions of the marks; return whether the change is visible."""
        place = self._place_of_ground()
        if place.isEmpty():
            return False
        scale = Scale.of(*self._ranges, place.width(), place.height())
        with np.errstate(all="ignore"):
            return sum(mark.place(scale) for mark in self._marks) > 0

    def draw(self, painter: QPainter, on_screen: bool) -> None:
        """Draw the marks at their positions, in scene coordinates."""
        place = self._place_of_ground()
        if place.isEmpty():
            return
        painter.save()
        painter.translate(place.topLeft())
        ground = QRectF(0, 0, place.width(), place.height())
        painter.setClipRect(ground, Qt.ClipOperation.IntersectClip)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        for mark in self._marks:
            if mark.is_visible():
                mark.draw(painter, on_screen)
        painter.restore()

    @contextmanager
    def left_out(self) -> Iterator[None]:
        """Leave the drawing out of the scene until the block ends."""
        self._left_out = True
        try:
            yield
        finally:
            self._left_out = False

    @override
    @guarded_or(QRectF())
    def boundingRect(self) -> QRectF:
        return self._place_of_ground()

    @override
    @guarded
    def paint(self, painter: QPainter, *_: object) -> None:
        if not self._left_out:
            self.place()
            self.draw(painter, on_screen=False)

    def _place_of_ground(self) -> QRectF:
        # Its bounding rectangle is half a pixel larger on each side, for the pen of a border.
        return QRectF(self._ground.mapRectToScene(self._ground.rect()))

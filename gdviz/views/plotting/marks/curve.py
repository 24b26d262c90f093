"""A line through many points."""

from __future__ import annotations

from typing import cast

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen
from shiboken6 import Shiboken

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.clipping import clipped, segments
from gdviz.views.plotting.dashes import dashed
from gdviz.views.plotting.marks.mark import Mark, Scale
from gdviz.views.plotting.thinning import thinned

# Pixels beyond the ground; Qt takes for ever to draw to a very distant point.
_BEYOND = 100.0
# A longer line crosses itself: as one antialiased path it takes Qt a hundred times as long.
_LONG = 4000.0


class Curve(Mark):
    """A line from point to point, or with ``pairs`` from each odd point to the next.

    It is drawn once with each pen, the lowest first; widths are in pixels.
    """

    def __init__(self, pairs: bool = False) -> None:
        super().__init__()
        self._pairs = pairs
        self._pens: tuple[QPen, ...] = ()
        self._x = self._y = np.empty(0)

    def set_pens(self, *pens: QPen) -> None:
        """Draw with these pens, each over the one before."""
        self._pens, self._changed = pens, True

    def set_points(self, x: Array, y: Array) -> None:
        """Draw through these points; NaN makes a gap in the line."""
        if x is not self._x or y is not self._y:
            self._x, self._y, self._moved = x, y, True

    @override
    def _places(self, scale: Scale) -> Array:
        return np.stack([scale.across(self._x), scale.down(self._y)])

    @override
    def draw(self, painter: QPainter, on_screen: bool) -> None:
        if self._at.shape[1] < 2:
            return
        corners = thinned(self._at) if on_screen and not self._pairs else self._at
        whole = _near(corners[0], self._scale.width) and _near(corners[1], self._scale.height)
        lines = segments(corners[0], corners[1], self._pairs)
        if not whole:
            width, height = self._scale.width + _BEYOND, self._scale.height + _BEYOND
            lines = clipped(lines, (-_BEYOND, width), (-_BEYOND, height))
        # For a line without length and a translucent pen Qt writes a malformed PDF.
        lines = lines[(lines[:, :2] != lines[:, 2:]).any(axis=1)]
        long = np.abs(lines[:, 2:] - lines[:, :2]).sum() > _LONG
        for pen in self._pens:
            if on_screen and (long or self._pairs or pen.style() != Qt.PenStyle.SolidLine):
                draw_lines(painter, pen, lines)
            elif len(lines):
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                connected = whole and not self._pairs
                places = corners if connected else lines.reshape(-1, 2).T
                connect = "all" if connected else "pairs"
                painter.drawPath(pg.arrayToQPath(*places, connect=connect))


def _near(values: Array, size: float) -> bool:
    """Return whether all values are finite and on the ground or not far from it."""
    inside = len(values) and values.min() >= -_BEYOND and values.max() <= size + _BEYOND
    return bool(inside)


def draw_lines(painter: QPainter, pen: QPen, lines: Array) -> None:
    """Draw rows of x, y, x, y: much faster than a path, and dashes faster than Qt's."""
    plain = QPen(pen.color(), pen.widthF())
    if dashes := pen.dashPattern():
        plain.setCapStyle(Qt.PenCapStyle.FlatCap)
        lines = dashed(lines, dashes[0] * pen.widthF(), dashes[1] * pen.widthF())
    if len(lines):
        rows = np.ascontiguousarray(lines)
        painter.setPen(plain)
        # Qt reads NumPy's memory directly; a list of objects would take ten times as long.
        first = cast(QLineF, Shiboken.wrapInstance(rows.ctypes.data, QLineF))
        painter.drawLines(first, len(rows))

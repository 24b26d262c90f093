"""A surface as softly filled bands, separated by thin lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from contourpy import ContourGenerator, FillType, SerialContourGenerator, ZInterp
from numpy.typing import NDArray
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.support.guard import guarded, guarded_or
from gdviz.views.plotting.plot import pen
from gdviz.views.theme import LIGHT, blended

Offsets = NDArray[np.uint32]
BANDS = 16
_CROWDING = 3.0


def levels(lowest: float, highest: float) -> Array:
    """Return the costs between the bands, closer together where the cost is low."""
    return np.asarray(lowest + (highest - lowest) * np.linspace(0, 1, BANDS + 1) ** _CROWDING)


class ContourItem(pg.GraphicsObject):
    """Bands of equal cost, from the low colour to the high one."""

    def __init__(self) -> None:
        super().__init__()
        self._bounds = QRectF()
        self._bands: list[QPainterPath] = []
        self._tracer: ContourGenerator | None = None
        self._levels: Array = np.empty(0)
        self._low = LIGHT.color("low_cost")
        self._high = LIGHT.color("high_cost")
        self._line = LIGHT.color("muted")
        self.setZValue(-30)

    def set_colors(self, low: QColor, high: QColor, line: QColor) -> None:
        """Fill from ``low`` to ``high`` and draw the lines in ``line``."""
        self._low, self._high, self._line = low, high, line
        self.update()

    def show_surface(self, x: Array, y: Array, costs: Array) -> None:
        """Show ``costs`` of shape (len(y), len(x)) over the grid of x and y."""
        self.prepareGeometryChange()
        self._bounds = QRectF(x[0], y[0], x[-1] - x[0], y[-1] - y[0])
        self._bands, self._tracer = [], None
        top = np.finfo(float).max / 4
        heights = np.clip(np.nan_to_num(costs, nan=top), -top, top)
        lowest, highest = float(heights.min()), float(heights.max())
        # Places closer together than the least normal float have no digits to tell them apart.
        apart = min(x[1] - x[0], y[1] - y[0]) >= np.finfo(float).tiny
        if highest > lowest and apart:
            steps = levels(lowest, highest)
            tracer = self._tracer = _tracer(x, y, heights)
            self._levels = steps
            upper = [*steps[1:-1], np.inf]
            lower = [-np.inf, *steps[1:-1]]
            self._bands = [_path(*tracer.filled(a, b)) for a, b in zip(lower, upper, strict=True)]
        self.update()

    def lines(self, wanted: Sequence[int]) -> Iterator[tuple[float, Array]]:
        """Yield the costs of these lines, counted from the lowest, and their points.

        The points have shape (2, m), along the longest piece of the line.
        """
        if self._tracer is None:
            return
        for i in wanted:
            pieces = [np.asarray(piece) for piece in self._tracer.lines(float(self._levels[i]))]
            if pieces:
                yield float(self._levels[i]), max(pieces, key=lambda piece: piece.size).T

    def clear(self) -> None:
        """Show nothing."""
        self.prepareGeometryChange()
        self._bounds, self._bands, self._tracer = QRectF(), [], None
        self.update()

    @override
    @guarded_or(QRectF())
    def boundingRect(self) -> QRectF:
        return self._bounds

    @override
    @guarded
    def paint(self, painter: QPainter, *_: object) -> None:
        painter.fillRect(self._bounds, self._low if not self._bands else self._high)
        thin = pen(self._line, 0.8)
        thin.setCosmetic(True)
        painter.setPen(thin)
        for i, band in enumerate(self._bands):
            painter.setBrush(self._tone((i + 0.5) / BANDS))
            painter.drawPath(band)

    def _tone(self, share: float) -> QColor:
        return blended(self._low, self._high, share)


def _tracer(x: Array, y: Array, heights: Array) -> ContourGenerator:
    # As contourpy.contour_generator does, without its check for masked arrays: that imports
    # numpy.ma, which takes longer than all the contours of the first window.
    across, up = np.meshgrid(x, y)
    return SerialContourGenerator(
        across,
        up,
        heights,
        np.zeros(heights.shape, dtype=bool),
        corner_mask=False,
        line_type=SerialContourGenerator.default_line_type,
        fill_type=FillType.ChunkCombinedOffset,
        quad_as_tri=False,
        z_interp=ZInterp.Linear,
    )


def _path(points: list[Array | None], offsets: list[Offsets | None]) -> QPainterPath:
    """Return the outlines of a band, which come in one array, as one path."""
    path = QPainterPath()
    (outlines,), (starts,) = points, offsets
    if outlines is not None and starts is not None:
        for start, stop in pairwise(starts.tolist()):
            outline = create_qpolygonf(stop - start)
            ndarray_from_qpolygonf(outline)[:] = outlines[start:stop]
            path.addPolygon(outline)
    return path

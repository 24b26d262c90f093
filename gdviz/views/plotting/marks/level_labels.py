"""The costs of contour lines, written on them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gdviz.engine.dataset import Array
from gdviz.support.compat import override
from gdviz.views.plotting.marks.halo import Halos
from gdviz.views.plotting.marks.mark import Scale
from gdviz.views.plotting.marks.pictured import Pictured
from gdviz.views.theme import text_font

# Free pixels around a label.
_FREE = 4.0
_FAR = 1e6
# A line over all that a name beside its mark may cover, and what separates two lines.
_NAME = np.array([(x, y) for y in (-16, 0, 16) for x in (-80, 80)], dtype=float).T
_GAP = np.full((2, 1), math.nan)


class LevelLabel(NamedTuple):
    """A text, and the places on its line where it may stand, the best first: shape (2, m)."""

    text: str
    places: Array


class LevelLabels(Pictured):
    """Short texts on lines, with a soft halo and no box, where nothing else is.

    A label stands at its first free place, so that it moves only when a path comes to lie there;
    without a free one it is left out.
    """

    def __init__(self) -> None:
        super().__init__()
        self._font = text_font(0.8)
        self._metrics = QFontMetricsF(self._font)
        self._halos = Halos(self._font)
        self._labels: Sequence[LevelLabel] = ()
        self._boxes: list[QRectF] = []
        self._path = self._named = np.empty((2, 0))
        self._color, self._halo = QColor(), QColor()

    def set_colors(self, text: QColor, halo: QColor) -> None:
        """Set the colours of the texts and of what is around them."""
        self._color, self._halo, self._changed = text, halo, True

    def set_labels(self, labels: Sequence[LevelLabel]) -> None:
        """Write these; the first ones get their places first."""
        self._labels, self._boxes, self._changed = labels, [], True

    def avoid(self, path: Array, named: Array) -> None:
        """Leave a path free, and marks with a name beside them: both of shape (2, m)."""
        self._path, self._named, self._moved = path, named, True

    @override
    def _places(self, scale: Scale) -> Array:
        # Far outside they would be too large to be multiplied.
        path, named = (
            np.clip([scale.across(x), scale.down(y)], -_FAR, _FAR)
            for x, y in (self._path, self._named)
        )
        names = [row for mark in named.T for row in (_GAP, mark[:, None] + _NAME)]
        taken = np.concatenate([path, *names], axis=1)
        self._boxes = self._chosen(taken, scale)
        return np.array([[box.left(), box.top()] for box in self._boxes])

    def _chosen(self, taken: Array, scale: Scale) -> list[QRectF]:
        """Return a free box for each label, an empty one where there is none."""
        chosen: list[QRectF] = []
        ground = QRectF(0, 0, scale.width, scale.height)
        for label in self._labels:
            free = (
                box
                for box in self._boxes_of(label, scale)
                if ground.contains(box)
                and not any(box.intersects(other) for other in chosen)
                and _is_clear(box, taken)
            )
            chosen.append(next(free, QRectF()))
        return chosen

    def _boxes_of(self, label: LevelLabel, scale: Scale) -> Iterator[QRectF]:
        width = self._metrics.horizontalAdvance(label.text) + 2 * _FREE
        height = self._metrics.height() + 2 * _FREE
        for x, y in label.places.T.tolist():
            across, down = scale.across(x), scale.down(y)
            yield QRectF(across - width / 2, down - height / 2, width, height)

    @override
    def _is_many(self) -> bool:
        return True

    @override
    def _draw_parts(self, painter: QPainter) -> None:
        painter.setFont(self._font)
        painter.setPen(self._color)
        for label, box in zip(self._labels, self._boxes, strict=True):
            if not box.isEmpty():
                baseline = box.topLeft() + QPointF(_FREE, _FREE + self._metrics.ascent())
                painter.fillPath(self._halos.of(label.text).translated(baseline), self._halo)
                painter.drawText(baseline, label.text)


def _is_clear(box: QRectF, path: Array) -> bool:
    """Return whether no piece of a path crosses a box; NaN interrupts it."""
    (x0, y0), (x1, y1) = path[:, :-1], path[:, 1:]
    near = (np.minimum(x0, x1) < box.right()) & (np.maximum(x0, x1) > box.left())
    near &= (np.minimum(y0, y1) < box.bottom()) & (np.maximum(y0, y1) > box.top())
    if not near.any():
        return True
    # It crosses if the corners are not all on one side of it.
    corners = [(x, y) for x in (box.left(), box.right()) for y in (box.top(), box.bottom())]
    sides = np.array([(x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) for x, y in corners])
    crossed = near & (sides.min(axis=0) <= 0) & (sides.max(axis=0) >= 0)
    return not bool(crossed.any())

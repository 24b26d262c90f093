"""The path that a plot shows up to the cursor, extended incrementally as it moves on."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from gdviz.engine.dataset import Array
from gdviz.runs.history.history import History
from gdviz.views.plotting.viewport import Frame

# If the cursor moved further than this many epochs, the pyramids are faster.
_FEW = 16_384


class PathSoFar:
    """The path through β0 and β1 from the start to an epoch, thinned for pixels.

    While the cursor moves on, points are only added, each where the path enters another pixel:
    a path that has settled, in a point or in a cycle, does not change at all. ``limit`` is
    about the number of points; at twice as many the path is thinned again.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._history: History | None = None
        self._pixel = (1.0, 1.0)
        self._frame: Frame | None = None
        self._stop = 0
        self._points = np.empty((2, 0))

    def up_to(
        self,
        history: History,
        epoch: int,
        pixel: tuple[float, float],
        frame: Frame | None = None,
    ) -> Array:
        """Return β0 and β1 of the start … ``epoch`` for pixels of that size, shape (2, m).

        Outside the ``frame`` that is seen it is coarser. It is the same array object as in the
        last call if nothing is new.
        """
        new = epoch + 1 - self._stop
        seen_as_before = pixel == self._pixel and frame == self._frame
        goes_on = history is self._history and seen_as_before and 0 <= new <= _FEW
        if goes_on:
            self._add(history, epoch + 1)
        if not goes_on or self._points.shape[1] > 2 * self._limit:
            self._points = np.stack(history.path(0, epoch + 1, pixel, self._limit, frame))
            self._history, self._stop = history, epoch + 1
            self._pixel, self._frame = pixel, frame
        return self._points

    def _add(self, history: History, stop: int) -> None:
        points = history.rows(self._stop, stop).beta[:, :2].T
        if _in_one_pixel(points, self._points[:, -1], self._pixel):
            self._stop = stop
            return
        moves = _moves(np.concatenate([self._points[:, -1:], points], axis=1), self._pixel)
        fresh = moves != 0
        # A run that jumps back and forth repeats the same lines. They are checked again with what
        # follows, which must not be joined to a place that the run has left.
        seen = np.isin(moves[fresh], _moves(self._points, self._pixel))
        if fresh.any() and seen.all():
            return
        if fresh.any():
            self._points = np.concatenate([self._points, points[:, fresh]], axis=1)
        self._stop = stop


def _in_one_pixel(points: Array, place: Array, pixel: tuple[float, float]) -> bool:
    """Return whether all points are in the pixel of a place."""
    for values, at, size in zip(points, place.tolist(), pixel, strict=True):
        low, high = float(values.min(initial=at)), float(values.max(initial=at))
        # An infinite point is in no pixel.
        if not (math.isfinite(high - low) and low // size == high // size):
            return False
    return True


def _moves(points: Array, pixel: tuple[float, float]) -> NDArray[np.int64]:
    """Return a number for each pair of pixels that a path goes between; 0 within a pixel."""
    with np.errstate(invalid="ignore", over="ignore"):
        cells = np.floor(points / np.array(pixel)[:, None]).astype(np.int64)
        places = cells[0] * 0x9E3779B1 + cells[1] * 0x85EBCA77
        codes = places[:-1] * 0xC2B2AE3D + places[1:] * 0x27D4EB2F
    return np.asarray(np.where((cells[:, 1:] != cells[:, :-1]).any(axis=0), codes, 0))

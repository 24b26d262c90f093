"""Curves over millions of epochs thinned to what can be seen, in time that depends on that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gdviz.engine.dataset import Array

# Epochs in a bucket of the lowest level, and buckets in one of the level above it.
BASE = 64
FACTOR = 4
# Epochs that are queued, unless needed, until they are worth a dozen NumPy calls.
_BATCH = 16_384
# Buckets in a chunk.
_CHUNK = 4096


class PointSource(Protocol):
    """Points (epoch, value, …), one for each epoch, in arrays of shape (n, 1 + d)."""

    def read(self, start: int, stop: int) -> Array:
        """Return the points of the epochs start … stop − 1."""

    @property
    def absent(self) -> range:
        """The epochs whose points are expensive to read."""


class MinMaxPyramid:
    """The extremes of a growing curve in buckets of 64, 256, 1024, … epochs.

    A bucket keeps 2 + 2d points in the order of their epochs: the first, the last, and the
    lowest and the highest in each of the d values. Absent points are read only in the buckets
    where a query begins or ends, and for queries of few points in all.
    """

    def __init__(self, source: PointSource, dimensions: int) -> None:
        self._source = source
        self._kept = 2 + 2 * dimensions
        self._levels: list[_Level] = []
        self._length = 0

    def grow(self, length: int, at_once: bool = False) -> None:
        """Add the points up to ``length``: at once, or when it is worthwhile or they are needed."""
        self._length = length
        if at_once or length - self._covered(0) >= _BATCH:
            self._catch_up()

    def head(self, length: int, source: PointSource) -> MinMaxPyramid:
        """Return the pyramid of the first ``length`` points, to be continued from ``source``."""
        made = MinMaxPyramid(source, (self._kept - 2) // 2)
        made._levels = [
            level.head(min(level.length, length // _width(index)))
            for index, level in enumerate(self._levels)
            if length >= _width(index)
        ]
        made._length = length
        return made

    def envelope(self, start: int, stop: int, columns: int) -> Array:
        """Return first, extremes and last in each of ``columns`` stretches of start … stop − 1.

        A curve with few points is returned whole.
        """
        if stop - start <= self._kept * columns:
            return self._source.read(start, stop)
        self._catch_up()
        width = -(-(stop - start) // columns)
        fitting = sum(_width(index) <= width for index in range(len(self._levels)))
        if _overlap(start, stop, self._source.absent) and self._levels:
            fitting = max(fitting, 1)
        bucket = _width(fitting - 1) if fitting else 1
        tiles = self._tiles(start, stop, fitting - 1)
        return _extremes(np.concatenate(list(tiles)), bucket * -(-width // bucket))

    def outline(
        self,
        start: int,
        stop: int,
        pixel: tuple[float, ...],
        limit: int,
        frame: Sequence[tuple[float, float]] | None = None,
    ) -> Array:
        """Return about ``limit`` points at most that look like start … stop − 1 when joined.

        Where a bucket is larger than ``pixel`` (its size in the units of each value) the points
        inside are included, those of the largest buckets first if the limit is near. With a
        ``frame``, the span of each value that is seen, only those of buckets that reach into it.
        """
        if stop - start <= limit and not _overlap(start, stop, self._source.absent):
            return self._source.read(start, stop)
        self._catch_up()
        scale, kept = 1.0 / np.asarray(pixel), self._kept
        parts, opened, shown = [], np.empty(0, dtype=np.int64), 0
        for index in reversed(range(len(self._levels))):
            width, inside = _width(index), FACTOR * kept if index else BASE
            ids = self._inside(index, opened, start, stop)
            points = self._levels[index].take(ids)
            sizes = ((points.max(axis=1) - points.min(axis=1))[:, 1:] * scale).max(axis=1)
            if index == 0:
                sizes[_within(ids * width, width, self._source.absent)] = 0.0
            if frame is not None:
                sizes[~_reach_into(points, frame)] = 0.0
            spare = max(limit - shown - len(ids) * kept, 0) // (inside - kept)
            partial = (ids * width < start) | ((ids + 1) * width > stop)
            chosen = _largest(sizes, spare) | partial
            parts.append(points[~chosen].reshape(-1, points.shape[2]))
            opened = ids[chosen]
            shown += (len(ids) - len(opened)) * kept
        raw = [(first * BASE, (first + 1) * BASE) for first in opened.tolist()]
        for low, high in (*raw, (self._covered(0), stop)):
            if max(low, start) < min(high, stop):
                parts.append(self._source.read(max(low, start), min(high, stop)))
        joined = np.concatenate(parts)
        return joined[np.argsort(joined[:, 0], kind="stable")]

    def _covered(self, index: int) -> int:
        """Return how many epochs a level holds, counted from the first."""
        return self._levels[index].length * _width(index) if index < len(self._levels) else 0

    def _catch_up(self) -> None:
        whole = self._length // BASE * BASE
        for start in range(self._covered(0), whole, 4 * _BATCH):
            points = self._source.read(start, min(start + 4 * _BATCH, whole))
            self._add(0, points.reshape(-1, BASE, points.shape[1]))

    def _add(self, index: int, groups: Array) -> None:
        """Append a bucket for each of ``groups``, and those this completes in the levels above."""
        if index == len(self._levels):
            self._levels.append(_Level((self._kept, groups.shape[2])))
        level = self._levels[index]
        level.extend(_summary(groups))
        done = self._covered(index + 1) // _width(index)
        whole = level.length // FACTOR * FACTOR
        if whole > done:
            children = level.take(np.arange(done, whole))
            self._add(index + 1, children.reshape(-1, FACTOR * self._kept, groups.shape[2]))

    def _tiles(self, start: int, stop: int, index: int) -> Iterator[Array]:
        """Yield the points of the fewest buckets, of this level or lower, that tile the range."""
        if start >= stop:
            return
        if index < 0:
            yield self._source.read(start, stop)
            return
        width, level = _width(index), self._levels[index]
        first, end = -(-start // width), min(stop // width, level.length)
        if first >= end:
            yield from self._tiles(start, stop, index - 1)
            return
        yield from self._tiles(start, first * width, index - 1)
        yield level.take(np.arange(first, end)).reshape(-1, level.shape[1])
        yield from self._tiles(end * width, stop, index - 1)

    def _inside(
        self, index: int, opened: NDArray[np.int64], start: int, stop: int
    ) -> NDArray[np.int64]:
        """Return the buckets in the opened ones of the level above, and those it does not cover."""
        above = self._covered(index + 1) // _width(index)
        children = (opened[:, None] * FACTOR + np.arange(FACTOR)).ravel()
        ids = np.concatenate([children, np.arange(above, self._levels[index].length)])
        return ids[(ids * _width(index) < stop) & ((ids + 1) * _width(index) > start)]


class _Level:
    """The buckets of one width, of shape (kept, 1 + d), in chunks: growing copies nothing."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.length = 0
        self._chunks: list[Array] = []

    def extend(self, buckets: Array) -> None:
        """Append ``buckets``."""
        while len(buckets):
            at = self.length % _CHUNK
            if at == 0:
                self._chunks.append(np.empty((_CHUNK, *self.shape)))
            taken = buckets[: _CHUNK - at]
            self._chunks[-1][at : at + len(taken)] = taken
            self.length += len(taken)
            buckets = buckets[len(taken) :]

    def take(self, ids: NDArray[np.int64]) -> Array:
        """Return copies of those buckets; ``ids`` must ascend."""
        if not len(ids):
            return np.empty((0, *self.shape))
        ends = np.flatnonzero(np.diff(ids // _CHUNK)) + 1
        parts = np.split(ids, ends)
        return np.concatenate([self._chunks[part[0] // _CHUNK][part % _CHUNK] for part in parts])

    def head(self, length: int) -> _Level:
        """Return a level of the first buckets, which shares the chunks that are full."""
        made = _Level(self.shape)
        whole = length // _CHUNK
        made._chunks, made.length = self._chunks[:whole], whole * _CHUNK
        if made.length < length:
            made.extend(self._chunks[whole][: length - made.length])
        return made


def _width(index: int) -> int:
    return int(BASE * FACTOR**index)


def _overlap(start: int, stop: int, absent: range) -> bool:
    return max(start, absent.start) < min(stop, absent.stop)


def _reach_into(points: Array, frame: Sequence[tuple[float, float]]) -> NDArray[np.bool_]:
    """Return which buckets, of shape (m, kept, 1 + d), may be seen in a frame of d spans."""
    low, high = np.asarray(frame, dtype=float).T
    values = points[:, :, 1:]
    return np.asarray(((values.max(axis=1) >= low) & (values.min(axis=1) <= high)).all(axis=1))


def _within(starts: NDArray[np.int64], width: int, absent: range) -> NDArray[np.bool_]:
    return (starts < absent.stop) & (starts + width > absent.start)


def _largest(sizes: Array, most: int) -> NDArray[np.bool_]:
    """Return which sizes are above 1, but only the largest if there are more than ``most``."""
    chosen = sizes > 1.0
    if np.count_nonzero(chosen) <= most:
        return chosen
    place = len(sizes) - most - 1
    return np.asarray(sizes > np.partition(sizes, place)[place])


def _summary(groups: Array) -> Array:
    """Return first, extremes and last of groups (n, q, 1 + d) of points in order."""
    picks = np.empty((len(groups), 2 * groups.shape[2]), dtype=np.intp)
    picks[:, 0], picks[:, 1] = 0, groups.shape[1] - 1
    for j in range(1, groups.shape[2]):
        picks[:, 2 * j] = groups[:, :, j].argmin(axis=1)
        picks[:, 2 * j + 1] = groups[:, :, j].argmax(axis=1)
    picks.sort(axis=1)
    return groups[np.arange(len(groups))[:, None], picks]


def _extremes(points: Array, width: int) -> Array:
    """Return first, extremes and last of the points in each ``width`` epochs."""
    group = points[:, 0] // width
    starts = np.flatnonzero(np.diff(group, prepend=-1.0))
    sizes = np.diff(starts, append=len(points))
    keep = np.zeros(len(points), dtype=bool)
    keep[starts] = keep[starts + sizes - 1] = True
    for values in points.T[1:]:
        for extreme in (np.minimum, np.maximum):
            hits = np.flatnonzero(values == np.repeat(extreme.reduceat(values, starts), sizes))
            keep[hits[np.diff(group[hits], prepend=-1.0) != 0]] = True
    return points[keep]

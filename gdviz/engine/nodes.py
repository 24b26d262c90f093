"""Many examples of one feature condensed into a few, for a sum whose terms are smooth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.rows import Rows, signed_rows

DEGREE = 8
WIDEST = 1.75
_FINE = 1024
_FEW = 4096


class Nodes(NamedTuple):
    """m signed examples: v = across·(one coefficient) + up·(another) + rest; all (m,)."""

    across: Array
    up: Array
    rest: Array
    weights: Array

    def split(self, size: int) -> Iterator[Nodes]:
        """Yield these nodes in parts of at most ``size``."""
        for i in range(0, len(self.weights), size):
            yield Nodes(*(column[i : i + size] for column in self))

    def evened(self) -> Nodes:
        """Return nodes that all weigh the same, where few more than these give the same sums."""
        weights = self.weights
        if len(weights) > _FEW or not weights.min(initial=np.inf) > 0:
            return self
        times = np.rint(weights / weights.min())
        whole = np.allclose(times * weights.min(), weights, rtol=1e-14, atol=0.0)
        if not whole or times.sum() > 2 * len(weights):
            return self
        rows = np.repeat(np.arange(len(weights)), times.astype(np.intp))
        even = np.full(len(rows), weights.sum() / len(rows))
        return Nodes(self.across[rows], self.up[rows], self.rest[rows], even)

    def reach(self, first: Array, second: Array) -> float:
        """Return the largest |exponent| that meets coefficients of these values."""
        widest = [np.abs(values).max(initial=0.0) for values in (first, second)]
        across, up = np.abs(self.across) * widest[0], np.abs(self.up) * widest[1]
        return float((across + up + np.abs(self.rest)).max(initial=0.0))


def nodes(
    data: Dataset, axes: tuple[int, int], base: Array, steepest: float, rate: float
) -> Iterator[Nodes]:
    """Yield examples, or what stands for them, with weights that make their mean.

    One feature is condensed where that makes fewer: each class is cut into bins so narrow that
    v changes by no more than WIDEST / rate in them at the ``steepest`` coefficient of x, and
    the examples of a bin are moved to its DEGREE Chebyshev points, with the weights that
    keep all their moments below x⁸. Then the cost, whose eighth derivative is at most 2.3·rate⁸
    times itself, has a relative error of at most 2.3·e^w·2(w/4)⁸/8! = 8.8e-7 at w = WIDEST
    (the error of interpolation: Trefethen, Approximation Theory and Practice, ch. 8).
    """
    layout = data.derive(signed_rows)
    mean = 1.0 if layout.mean is None else float(layout.mean)
    size = sum(len(block.labels) for block in layout.blocks)
    if data.k == 1 and axes == (0, 1) and size:
        low, high = float(data.x.min()), float(data.x.max())
        bins = max(1.0, np.ceil((high - low) * steepest * rate / WIDEST))
        if 2 * bins * DEGREE < size:
            blocks = layout.blocks
            if 2 * bins <= _FINE and _worth_condensing_once(size):
                blocks, mean = [data.derive(condensed_once)], 1.0
            yield _condensed(blocks, low, (high - low) / bins, int(bins), mean)
            return
    for block in layout.blocks:
        rest = base @ block.columns
        yield Nodes(block.columns[axes[0]], block.columns[axes[1]], rest, block.weights * mean)


def condensed_once(data: Dataset) -> Rows:
    """Return very many examples of one feature as the points of narrow bins, as signed rows.

    Any bins of twice their width or more can be made of these as of the examples: in the narrow
    ones the error is 2⁻⁸ of what it is in those, and less.
    """
    layout = data.derive(signed_rows)
    mean = 1.0 if layout.mean is None else float(layout.mean)
    low, high = float(data.x.min()), float(data.x.max())
    fine = _condensed(layout.blocks, low, (high - low) / _FINE, _FINE, mean)
    return Rows(np.stack([fine.across, fine.up]), np.empty(0), fine.weights, np.empty(0))


def _worth_condensing_once(rows: int) -> bool:
    return rows > 8 * _FINE * DEGREE


def prepare_nodes(data: Dataset) -> None:
    """Work out now what ``nodes`` would have to work out first for these data."""
    if data.k == 1 and _worth_condensing_once(
        sum(len(b.labels) for b in data.derive(signed_rows).blocks)
    ):
        data.derive(condensed_once)


def _condensed(blocks: list[Rows], low: float, width: float, bins: int, mean: float) -> Nodes:
    moments = np.zeros((DEGREE, 2 * bins))
    for block in blocks:
        sign, x = block.columns[0], block.columns[1] * block.columns[0]
        place = np.minimum(((x - low) / (width or 1.0)).astype(np.intp), bins - 1)
        inside = 2.0 * (x - low - place * width) / (width or 1.0) - 1.0
        slot = np.where(sign > 0, place, place + bins)
        before, now = inside, np.ones_like(x)
        for degree in range(DEGREE):
            moments[degree] += np.bincount(slot, block.weights * now, minlength=2 * bins)
            before, now = now, 2.0 * inside * now - before
    return _points(moments * mean, low, width, bins)


def _points(moments: Array, low: float, width: float, bins: int) -> Nodes:
    """Return the Chebyshev points of each bin with weights of those Chebyshev moments."""
    angles = np.pi * (np.arange(DEGREE) + 0.5) / DEGREE
    cosines = np.cos(np.outer(angles, np.arange(DEGREE)))
    cosines[:, 1:] *= 2.0
    weights = (cosines @ moments / DEGREE).ravel()
    centres = low + width * (np.arange(bins) + 0.5)
    x = np.tile((centres + np.cos(angles)[:, None] * width / 2.0)[:, None, :], (1, 2, 1)).ravel()
    sign = np.tile(np.repeat([1.0, -1.0], bins), DEGREE)
    return Nodes(sign, sign * x, np.zeros_like(x), weights)

"""Many examples of one feature condensed into a few, for a sum whose terms are smooth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.engine.objectives.example_blocks import ExampleBlock, signed_examples

DEGREE = 8
WIDEST = 1.75
_FINE = 1024
_SAMPLED = 10_000


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

    def reach(self, first: Array, second: Array) -> float:
        """Return the largest |exponent| for coefficients of these values."""
        widest = [np.abs(values).max(initial=0.0) for values in (first, second)]
        across, up = np.abs(self.across) * widest[0], np.abs(self.up) * widest[1]
        return float((across + up + np.abs(self.rest)).max(initial=0.0))


def nodes(
    data: Dataset, axes: tuple[int, int], base: Array, steepest: float, rate: float
) -> Iterator[Nodes]:
    """Yield the examples, or nodes that stand for them, with weights that give the mean.

    One feature is condensed if that leaves fewer: each class is cut into bins so narrow that v
    changes by no more than WIDEST / rate in them at the ``steepest`` coefficient of x, and the
    examples of a bin are moved to its DEGREE Chebyshev points, with the weights that
    keep all their moments below x⁸. Then the cost, whose eighth derivative is at most 2.3·rate⁸
    times itself, has a relative error of at most 2.3·e^w·2(w/4)⁸/8! = 8.8e-7 at w = WIDEST
    (the error of interpolation: Trefethen, Approximation Theory and Practice, ch. 8).
    Only bins with examples count, so that an outlier costs no more than any other example.
    """
    layout = derived(data, signed_examples)
    size, mean = layout.size, layout.factor
    if data.k == 1 and axes == (0, 1) and size:
        low, high = derived(data, _extremes)
        width = min(WIDEST / max(steepest * rate, 1e-300), (high - low) * (1.0 + 1e-15) or 1.0)
        blocks, weight = layout.blocks, mean
        if _worth_condensing_once(size):
            fine, fine_width = derived(data, condensed_once)
            if width >= 2 * fine_width:
                blocks, weight = [fine], 1.0
        found = _condensed(blocks, low, width, weight, size)
        if found is not None:
            yield found
            return
    for block in layout.blocks:
        rest = base @ block.columns
        yield Nodes(block.columns[axes[0]], block.columns[axes[1]], rest, block.weights * mean)


def nodes_at_most(data: Dataset, steepest: float, rate: float) -> float:
    """Return a bound of the number of examples that ``nodes`` yields; it takes no time."""
    if data.k != 1 or not data.n:
        return float(data.n)
    low, high = derived(data, _extremes)
    width = WIDEST / max(steepest * rate, 1e-300)
    return min(float(data.n), 2.0 * DEGREE * ((high - low) / width + 1.0))


def takes_all_rows(data: Dataset, steepest: float, rate: float) -> bool:
    """Return whether ``nodes`` would have to look at each example."""
    if data.k != 1 or not _worth_condensing_once(data.n):
        return True
    return WIDEST / max(steepest * rate, 1e-300) < 2 * derived(data, condensed_once)[1]


def _extremes(data: Dataset) -> tuple[float, float]:
    return float(data.x.min()), float(data.x.max())


def condensed_once(data: Dataset) -> tuple[ExampleBlock, float]:
    """Return very many examples of one feature as points of narrow bins, and the bins' width.

    The points are signed rows. Bins of at least twice the width can be made of them as of the
    examples: the error in the narrow bins is 2⁻⁸ of that in the wide ones, or less.
    """
    layout = derived(data, signed_examples)
    low, high = float(data.x.min()), float(data.x.max())
    few = data.x[:: max(1, data.n // _SAMPLED)]
    middle = float(np.subtract(*np.quantile(few, [0.999, 0.001])))
    width = (middle or high - low or 1.0) / _FINE
    fine = _condensed(layout.blocks, low, width, layout.factor, data.n)
    if fine is None:
        none = np.empty(0)
        return ExampleBlock(np.empty((2, 0)), none, none, none), np.inf
    return ExampleBlock(
        np.stack([fine.across, fine.up]), np.empty(0), fine.weights, np.empty(0)
    ), width


def _worth_condensing_once(rows: int) -> bool:
    return rows > 8 * _FINE * DEGREE


def prepare_nodes(data: Dataset) -> None:
    """Compute ahead of time what ``nodes`` needs first for these data."""
    if data.k == 1 and _worth_condensing_once(derived(data, signed_examples).size):
        derived(data, condensed_once)


def _condensed(
    blocks: list[ExampleBlock], low: float, width: float, mean: float, size: int
) -> Nodes | None:
    """Return the points of bins of that width, or None if they are not fewer than ``size``."""
    made: list[Nodes] = []
    for sign in (1.0, -1.0):
        with np.errstate(over="ignore", invalid="ignore"):
            parts = [_of_sign(block, sign, low, width) for block in blocks]
        if not all(np.isfinite(places).all() for _, places, _, _ in parts):
            return None
        # NumPy's unique would import masked arrays: 15 ms of the start.
        found = np.sort(np.concatenate([places[starts] for starts, places, _, _ in parts]))
        bins = found[np.diff(found, prepend=np.nan) != 0]
        if DEGREE * len(bins) + sum(len(nodes.weights) for nodes in made) >= size:
            return None
        moments = np.zeros((DEGREE, len(bins)))
        for starts, places, x, weights in parts:
            slot = np.searchsorted(bins, places[starts])
            inside = np.clip(2.0 * ((x - low) / width - places) - 1.0, -1.0, 1.0)
            before, now = inside, np.ones_like(x)
            for degree in range(DEGREE):
                sums = np.add.reduceat(weights * now, starts)
                moments[degree] += np.bincount(slot, sums, minlength=len(bins))
                before, now = now, 2.0 * inside * now - before
        made.append(_points(moments * mean, sign, low + width * (bins + 0.5), width))
    return Nodes(*(np.concatenate(columns) for columns in zip(*made, strict=True)))


def _of_sign(
    block: ExampleBlock, sign: float, low: float, width: float
) -> tuple[NDArray[np.intp], Array, Array, Array]:
    """Return where a bin begins among the rows of one class, their bins, x and weights.

    x mostly rises from row to row, so that a bin is one or a few runs of neighbours: sorting a
    million rows instead takes four times as long.
    """
    of_class = block.columns[0] == sign
    x = block.columns[1][of_class] * sign
    places = np.floor((x - low) / width)
    starts = np.flatnonzero(np.diff(places, prepend=np.nan))
    return starts, places, x, block.weights[of_class]


def _points(moments: Array, sign: float, centres: Array, width: float) -> Nodes:
    """Return the Chebyshev points of each bin, weighted to have those Chebyshev moments."""
    angles = np.pi * (np.arange(DEGREE) + 0.5) / DEGREE
    cosines = np.cos(np.outer(angles, np.arange(DEGREE)))
    cosines[:, 1:] *= 2.0
    weights = (cosines @ moments / DEGREE).ravel()
    x = (centres + np.cos(angles)[:, None] * width / 2.0).ravel()
    return Nodes(np.full(len(x), sign), sign * x, np.zeros_like(x), weights)

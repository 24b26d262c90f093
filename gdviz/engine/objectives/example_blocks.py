"""Examples laid out for one pass: grouped, signed, in blocks that fit the processor's cache."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.objectives.overflow import ignoring_overflow

# Rows that fit in the cache at a time; a NumPy call on them takes some tens of microseconds, in
# which a thread that paints has the interpreter's lock without asking for it.
BLOCK = 98_304
# Up to this many rows a pass is all overhead; longer sums are made in parts of this size, since
# the rounding error of a sum grows with its length.
FEW = 8192


class ExampleBlock(NamedTuple):
    """m examples, or groups of equal ones.

    ``columns`` (k+1, m) are the examples (1, x) as columns, ``labels`` (m,) their y, ``weights``
    (m,) how much each counts; ``weighted`` is columns·weights, or ``columns`` itself if every
    weight is 1.
    """

    columns: Array
    labels: Array
    weights: Array
    weighted: Array


class ExampleBlocks(NamedTuple):
    """All the examples. The mean of their costs is the weighted sum times ``mean``.

    With few rows the mean is part of their weights, which saves a small pass a tenth of its
    time; ``mean`` is None then. ``tied`` is whether any row stands for several examples.
    """

    blocks: list[ExampleBlock]
    mean: Array | None
    tied: bool

    @property
    def size(self) -> int:
        """The number of rows."""
        return sum(len(block.labels) for block in self.blocks)

    @property
    def factor(self) -> float:
        """The factor that turns the weighted sum into the mean."""
        return 1.0 if self.mean is None else float(self.mean)


def plain_examples(data: Dataset) -> ExampleBlocks:
    """Return the examples as they are."""
    return _blocks(np.vstack([np.ones(data.n), data.columns.T]), data.y, None)


def signed_examples(data: Dataset) -> ExampleBlocks:
    """Return the examples with labels 0 and 1 multiplied by 1 − 2y, so that one formula fits both.

    With v = (1 − 2y)·z the cost of a point is softplus(v) and its error is σ(v), for either
    class. Equal examples of one feature become one row with a count, exactly, so the order of
    the data does not matter.
    """
    x, y, counts = (_grouped if data.k == 1 else _as_they_are)(data)
    sign = 1.0 - 2.0 * y
    return _blocks(np.vstack([sign, sign * x]), y, counts)


def _as_they_are(data: Dataset) -> tuple[Array, Array, None]:
    return data.columns.T, data.y, None


def _grouped(data: Dataset) -> tuple[Array, Array, Array | None]:
    x = data.columns[:, 0]
    (low, zeros), (high, ones) = (
        np.unique(x[data.y == label], return_counts=True) for label in (0, 1)
    )
    counts = np.concatenate([zeros, ones])
    labels = np.repeat([0.0, 1.0], [low.size, high.size])
    tied = counts.size < data.n
    return np.concatenate([low, high]), labels, counts.astype(np.float64) if tied else None


def _blocks(columns: Array, labels: Array, counts: Array | None) -> ExampleBlocks:
    m = columns.shape[1]
    if m <= FEW:
        weights = np.full(m, 1.0 / max(m, 1)) if counts is None else counts / counts.sum()
        return ExampleBlocks(_cut(columns, labels, weights, weighed=True), None, counts is not None)
    weights = np.broadcast_to(1.0, m) if counts is None else counts
    mean = np.array(1.0 / weights.sum())
    tied = counts is not None
    return ExampleBlocks(_cut(columns, labels, weights, weighed=tied), mean, tied)


def _cut(columns: Array, labels: Array, weights: Array, weighed: bool) -> list[ExampleBlock]:
    whole, blocks = len(labels) // FEW * FEW, []
    for start, stop in ((0, whole), (whole, len(labels))):
        for i in range(start, stop, BLOCK):
            cut = slice(i, min(i + BLOCK, stop))
            part, share = np.ascontiguousarray(columns[:, cut]), np.ascontiguousarray(weights[cut])
            blocks.append(ExampleBlock(part, labels[cut], share, part * share if weighed else part))
    return blocks


def _summation(block: ExampleBlock) -> Callable[[Array], Array]:
    """Return the function that multiplies the weighted rows by a vector."""
    if len(block.labels) <= FEW:
        return block.weighted.dot
    parts = block.weighted.reshape(len(block.weighted), -1, FEW).transpose(1, 0, 2)
    return lambda v: np.asarray(np.matmul(parts, v.reshape(-1, FEW, 1)).sum(axis=(0, 2)))


# The columns of a block, its sums with a vector, two buffers, and the block itself.
Working = tuple[Array, Callable[[Array], Array], Array, Array, ExampleBlock]


class Workspace(threading.local):
    """Two buffers for each block, and a context that ignores overflow: a set for each thread.

    The trainer's thread computes steps while the window reads costs from the same objective.
    """

    def __init__(self, blocks: Sequence[ExampleBlock]) -> None:
        sizes = {len(block.labels) for block in blocks}
        first, second = np.empty((2, max(sizes, default=0)))
        pairs = {m: (first[:m], second[:m]) for m in sizes}
        # Looked up here once instead of in each pass.
        self.blocks: list[Working] = [
            (block.columns, _summation(block), *pairs[len(block.labels)], block) for block in blocks
        ]
        self.quietly = ignoring_overflow().run

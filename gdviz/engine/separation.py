"""An exact test for data on which a logistic model has no optimum."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gdviz.engine.dataset import Array, Dataset

_ROUNDING = 1e-12


class Separation(StrEnum):
    """How a threshold splits the two classes, so that the coefficients grow for ever."""

    NO_DATA = "no data"
    ONE_CLASS = "one class"
    COMPLETE = "complete"
    QUASI_COMPLETE = "quasi-complete"


@dataclass(frozen=True, slots=True)
class Separated:
    """Classes split by a threshold, which with one feature lies anywhere in ``gap``."""

    kind: Separation
    gap: tuple[float, float] | None = None


def separation(data: Dataset) -> Separated | None:
    """Return how the features split the classes, or None if they do not.

    Complete if some β has every example on its own side, quasi-complete if it has some on the
    boundary and none beyond (Albert and Anderson, Biometrika 71, 1984). One feature is decided
    exactly, from the ranges of the classes; several by a certificate (``_split``), up to the
    rounding of the products. A constant feature separates nothing.
    """
    if not data.n:
        return Separated(Separation.NO_DATA)
    if not 0 < data.y.sum() < data.n:
        return Separated(Separation.ONE_CLASS)
    if data.k == 1:
        return _ranges(data)
    rows = (
        np.column_stack([np.ones(data.n), _centred(data.columns)]) * (2.0 * data.y - 1.0)[:, None]
    )
    kind = _split(rows)
    return None if kind is None else Separated(kind)


def _centred(columns: Array) -> Array:
    """Return the features around 0 with usual values near ±1.

    By medians: with an outlier, means and deviations leave the other examples so close together
    that rounding hides their differences.
    """
    apart = columns - np.median(columns, axis=0)
    sizes = np.where(apart == 0, np.nan, np.abs(apart))
    usual = [np.nanmedian(size) if np.isfinite(size).any() else 1.0 for size in sizes.T]
    return np.asarray(apart / usual)


def _ranges(data: Dataset) -> Separated | None:
    x = data.columns[:, 0]
    zeros, ones = x[data.y == 0], x[data.y == 1]
    if x.max() == x.min():
        return None
    for low, high in ((zeros, ones), (ones, zeros)):
        top, bottom = float(low.max()), float(high.min())
        if top < bottom:
            return Separated(Separation.COMPLETE, (top, bottom))
        if top == bottom:
            return Separated(Separation.QUASI_COMPLETE, (top, bottom))
    return None


def _split(rows: Array) -> Separation | None:
    """Return the kind of direction d with row·d ≥ 0 for all rows, not all 0; None without one.

    Gordan's theorem gives one of two witnesses: a d with every row·d > 0, or weights, not
    negative, whose mean of the rows is 0. The rows with a weight then have row·d = 0 for *any*
    d that separates, so they and their span are removed from the space, and the search repeats
    on the remaining rows, in fewer dimensions. No rows left: no such d.
    """
    kind = Separation.COMPLETE
    while True:
        size = np.linalg.norm(rows, axis=1)
        rows = rows[size > _ROUNDING * 100] / size[size > _ROUNDING * 100, None]
        if not len(rows):
            return None
        balanced = _balance(rows)
        if balanced is None:
            return kind
        _, values, directions = np.linalg.svd(rows[balanced], full_matrices=False)
        span = directions[values > _ROUNDING * 100 * values[0]]
        rows = rows - (rows @ span.T) @ span
        kind = Separation.QUASI_COMPLETE


def _balance(rows: Array) -> list[int] | None:
    """Return a few rows whose mean is 0 with positive weights, or None if some d separates all.

    Walks to the point of the rows' convex hull nearest to 0 (Wolfe, Mathematical Programming
    11, 1976) and stops at the first witness of either kind.
    """
    chosen, weights = [0], np.ones(1)
    for _ in range(50 * rows.shape[1] + 1000):
        nearest = weights @ rows[chosen]
        if np.linalg.norm(nearest) <= _ROUNDING:
            break
        along = rows @ nearest
        worst = int(along.argmin())
        if along[worst] > _ROUNDING * np.linalg.norm(nearest):
            return None
        if worst in chosen:
            break
        chosen, weights = _settle(rows, [*chosen, worst], np.append(weights, 0.0))
    return [row for row, weight in zip(chosen, weights, strict=True) if weight > _ROUNDING]


def _settle(rows: Array, chosen: list[int], weights: Array) -> tuple[list[int], Array]:
    """Return the chosen rows with the weights of least mean, dropping rows of weight 0."""
    while True:
        free = _affine(rows[chosen])
        if (free > 0).all():
            return chosen, free
        falling = free <= 0
        share = weights[falling] / (weights[falling] - free[falling])
        weights = weights + float(share.min()) * (free - weights)
        weights[np.flatnonzero(falling)[share.argmin()]] = 0.0
        chosen = [row for row, weight in zip(chosen, weights, strict=True) if weight > 0]
        weights = weights[weights > 0] / weights.sum()


def _affine(rows: Array) -> Array:
    """Return weights of sum 1, of either sign, whose mean of the rows is nearest to 0."""
    edges = (rows[1:] - rows[0]).T
    rest = np.linalg.lstsq(edges, -rows[0], rcond=None)[0]
    return np.concatenate([[1.0 - rest.sum()], rest])

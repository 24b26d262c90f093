"""Standardising the features, and taking coefficients back to the data's own units."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdviz.engine.dataset import Array, Dataset

# So many spreads from 0, the rounding of a mean is seen beside the spread.
_VAST = 1e8


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """The map x ↦ (x − mean) / spread of each feature; ``mean`` and ``spread`` have shape (k,)."""

    mean: Array
    spread: Array

    @classmethod
    def none(cls, k: int) -> Scaling:
        """Return the scaling that leaves k features as they are."""
        return cls(np.zeros(k), np.ones(k))

    @classmethod
    def standard(cls, data: Dataset) -> Scaling:
        """Return mean and population standard deviation; a constant feature is only centred.

        Neither overflows nor vanishes, whatever the unit of x: the features are first brought
        near 1 by a power of two, which changes no digit of them.
        """
        if data.n == 0:
            return cls.none(data.k)
        powers = _powers(data.columns)
        near_one = np.ldexp(data.columns, -powers)
        mean, spread = near_one.mean(axis=0), near_one.std(axis=0)
        mean, spread = _without_drift(near_one, mean, spread)
        constant = near_one.max(axis=0) == near_one.min(axis=0)
        mean = np.where(constant, data.columns[0], np.ldexp(mean, powers))
        return cls(mean, np.where(constant, 1.0, np.ldexp(spread, powers)))

    def apply(self, data: Dataset) -> Dataset:
        """Return the data in the coordinates of the run."""
        if data.n == 0:
            return data
        # One power of two less than would do: x − mean can be twice as large as either.
        powers = _powers(np.vstack([data.columns, self.mean])) + 1
        apart = np.ldexp(data.columns, -powers) - np.ldexp(self.mean, -powers)
        scaled = apart / np.ldexp(self.spread, -powers)
        return replace(data, x=scaled.reshape(data.x.shape))

    def to_data_units(self, beta: ArrayLike) -> Array:
        """Return β of the run, shape (…, k+1), in the units of the data."""
        run = np.asarray(beta, dtype=np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            return self._in_data_units(run)

    def _in_data_units(self, run: Array) -> Array:
        slopes = run[..., 1:] / self.spread
        intercept = run[..., :1] - (slopes * self.mean).sum(axis=-1, keepdims=True)
        if not np.isfinite(intercept).all():
            # A slope beyond the largest float, whose product with the mean is none.
            shift = (run[..., 1:] * (self.mean / self.spread)).sum(axis=-1, keepdims=True)
            intercept = run[..., :1] - shift
        return np.concatenate([intercept, slopes], axis=-1)

    def to_run_units(self, beta: ArrayLike) -> Array:
        """Return β in the units of the data, shape (k+1,), in the coordinates of the run."""
        data = np.asarray(beta, dtype=np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            intercept = data[0] + float(data[1:] @ self.mean)
            return np.concatenate([[intercept], data[1:] * self.spread])


def _powers(columns: Array) -> NDArray[np.intc]:
    """Return for each feature the power of two just above its largest |x|, shape (k,)."""
    powers: NDArray[np.intc] = np.frexp(np.abs(columns).max(axis=0))[1]
    return powers


def _without_drift(columns: Array, mean: Array, spread: Array) -> tuple[Array, Array]:
    """Return mean and spread without the rounding of a mean that is vast beside the spread.

    Of years or temperatures nothing changes, to the bit.
    """
    vast = np.abs(mean) > _VAST * spread
    if not vast.any():
        return mean, spread
    better = mean + (columns - mean).mean(axis=0)
    around = np.sqrt(np.square(columns - better).mean(axis=0))
    return np.where(vast, better, mean), np.where(vast, around, spread)

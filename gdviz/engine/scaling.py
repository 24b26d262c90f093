"""Standardising the features, and taking coefficients back to the data's own units."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from gdviz.engine.dataset import Array, Dataset


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
        """Return mean and population standard deviation; a constant feature is only centred."""
        if data.n == 0:
            return cls.none(data.k)
        mean, spread = data.columns.mean(axis=0), data.columns.std(axis=0)
        constant = np.ptp(data.columns, axis=0) == 0
        mean = np.where(constant, data.columns[0], mean)
        return cls(mean, np.where(constant, 1.0, spread))

    def apply(self, data: Dataset) -> Dataset:
        """Return the data in the coordinates of the run."""
        scaled = (data.columns - self.mean) / self.spread
        return replace(data, x=scaled.reshape(data.x.shape))

    def to_data_units(self, beta: ArrayLike) -> Array:
        """Return β of the run, shape (…, k+1), in the units of the data."""
        run = np.asarray(beta, dtype=np.float64)
        slopes = run[..., 1:] / self.spread
        intercept = run[..., :1] - (slopes * self.mean).sum(axis=-1, keepdims=True)
        return np.concatenate([intercept, slopes], axis=-1)

    def to_run_units(self, beta: ArrayLike) -> Array:
        """Return β in the units of the data, shape (k+1,), in the coordinates of the run."""
        data = np.asarray(beta, dtype=np.float64)
        intercept = data[0] + float(data[1:] @ self.mean)
        return np.concatenate([[intercept], data[1:] * self.spread])

"""The sigmoid and its integral, exact at both ends."""

from __future__ import annotations

import numpy as np

from gdviz.engine.dataset import Array


def sigmoid(z: Array) -> Array:
    """Return σ(z) = 1 / (1 + e^(−z)), exact at both ends: no overflow, nothing clipped."""
    t = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1.0, t) / (1.0 + t))


def softplus(z: Array) -> Array:
    """Return ln(1 + e^z) as max(z, 0) + log1p(e^(−|z|)), exact at both ends."""
    return np.asarray(np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z))))

"""The same pass as the textbook writes it, and as scikit-learn does."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from gdviz.engine import Dataset
from gdviz.engine.dataset import Array


def textbook(data: Dataset, beta: Array) -> Callable[[], tuple[float, Array]]:
    """Return the pass in the plain NumPy of the formulas, its rows made beforehand."""
    rows, y, n = np.column_stack([np.ones(data.n), data.columns]), data.y, data.n

    def run() -> tuple[float, Array]:
        p = 1 / (1 + np.exp(-(rows @ beta)))
        cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        return float(cost), rows.T @ (p - y) / n

    return run


def scikit_learn(data: Dataset, beta: Array) -> Callable[[], object] | None:
    """Return scikit-learn's pass on one thread, or None if it is not installed."""
    try:
        losses: Any = import_module("sklearn._loss.loss")
        models: Any = import_module("sklearn.linear_model._linear_loss")
    except ImportError:
        return None
    loss = models.LinearModelLoss(base_loss=losses.HalfBinomialLoss(), fit_intercept=True)
    x, coefficients = np.ascontiguousarray(data.columns), np.append(beta[1:], beta[0])
    return lambda: loss.loss_gradient(coefficients, x, data.y, n_threads=1)

"""The same mathematics a second time, in mpmath and by the textbook's formulas only."""

from collections.abc import Sequence
from typing import Any

import mpmath as mp
import numpy as np

from gdviz.engine import Dataset
from gdviz.engine.dataset import Array

mp.mp.dps = 50
Number = Any


def rows(data: Dataset) -> list[list[Number]]:
    return [[mp.mpf(1), *(mp.mpf(float(v)) for v in row)] for row in data.columns]


def sigmoid(z: Number) -> Number:
    return 1 / (1 + mp.e ** (-z))


def point(model: str, z: Number, y: Number) -> tuple[Number, Number]:
    """Return the cost of one example and its derivative with respect to z."""
    if model == "linear":
        return (z - y) ** 2 / 2, z - y
    if model == "squared-error":
        p = sigmoid(z)
        return (p - y) ** 2 / 2, (p - y) * p * sigmoid(-z)
    signed = -z if y == 1 else z
    return mp.log1p(mp.e**signed), sigmoid(z) if y == 0 else -sigmoid(-z)


def cost_and_gradient(
    model: str, data: Dataset, beta: Sequence[Number] | Array, l2: float = 0.0
) -> tuple[Number, list[Number]]:
    b = [mp.mpf(v) for v in beta]
    cost, gradient = mp.mpf(0), [mp.mpf(0)] * len(b)
    for row, label in zip(rows(data), data.y, strict=True):
        z = mp.fsum(v * c for v, c in zip(row, b, strict=True))
        part, error = point(model, z, mp.mpf(float(label)))
        cost += part / data.n
        gradient = [g + error * v / data.n for g, v in zip(gradient, row, strict=True)]
    for j in range(1, len(b)):
        cost += l2 * b[j] ** 2 / 2
        gradient[j] += l2 * b[j]
    return cost, gradient


def trajectory(
    model: str, data: Dataset, start: Sequence[float], alpha: float, epochs: int
) -> list[tuple[list[Number], Number, list[Number]]]:
    """Return β, cost and gradient at each epoch of plain gradient descent."""
    beta = [mp.mpf(b) for b in start]
    steps = []
    for _ in range(epochs + 1):
        cost, gradient = cost_and_gradient(model, data, beta)
        steps.append((beta, cost, gradient))
        beta = [b - mp.mpf(alpha) * g for b, g in zip(beta, gradient, strict=True)]
    return steps


def floats(values: Sequence[Number]) -> Array:
    return np.array([float(v) for v in values])

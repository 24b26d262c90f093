"""Log loss of the logistic model."""

from __future__ import annotations

import numpy as np
from numpy import add, divide, exp, log1p, multiply

from gdviz.engine.dataset import Array
from gdviz.engine.objectives.example_blocks import ExampleBlock
from gdviz.engine.objectives.objective import Formula, Objective
from gdviz.engine.objectives.sigmoid import sigmoid, softplus
from gdviz.support.compat import override

_ONE = np.array(1.0)  # Adding an array is a quarter of a microsecond faster.


class LogLoss(Objective):
    """Log loss (binary cross-entropy) of σ(z): J = (1/n) Σ softplus(z_i) − y_i·z_i.

    ∂J/∂βj = (1/n) Σ (p_i − y_i)·x_ij and the Hessian is (1/n) Σ p_i(1 − p_i)·x_i·x_iᵀ
    (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4.1). In NumPy:

        z = rows @ beta
        cost = np.mean(np.logaddexp(0, z) - y * z)
        gradient = rows.T @ (1 / (1 + np.exp(-z)) - y) / n

    The pass does the same on rows signed by 1 − 2y, with v = ±z and t = e^v: the cost of a row
    is log1p(t), its error t / (1 + t). For many rows it takes the logarithm of products of
    eight (1 + t), which loses digits only where the mean cost is small, and t overflows beyond
    v ≈ 709: the next formula covers those cases.
    """

    name = "log-loss"
    _steepest_curvature = 0.25

    @override
    def respond(self, z: Array) -> Array:
        return sigmoid(z)

    @override
    def point_costs(self, z: Array, y: Array) -> Array:
        return softplus(np.where(y == 1, -z, z))

    @override
    def costs_of_exponentials(self, t: Array) -> Array:
        return log1p(t, out=t)

    @override
    def point_slopes(self, z: Array, y: Array) -> Array:
        return sigmoid(z) - y

    @override
    def _choose_formulas(self) -> tuple[tuple[Formula, float], ...]:
        ways = (_log_loss, 0.0), (_log_loss_stable, 0.0)
        big = self._mean is not None and not self._tied
        return ((_log_loss_products, 0.01), *ways) if big else ways

    @override
    def _curvatures(self, v: Array) -> Array:
        return sigmoid(v) * sigmoid(-v)


def _log_loss(v: Array, spare: Array, block: ExampleBlock) -> float:
    exp(v, v)
    log1p(v, spare)
    cost = float(block.weights.dot(spare))
    add(v, _ONE, spare)
    divide(v, spare, v)
    return cost


def _log_loss_products(v: Array, spare: Array, block: ExampleBlock) -> float:
    if len(v) % 8:
        return _log_loss(v, spare, block)
    exp(v, v)
    add(v, _ONE, spare)
    cost = float(np.log(multiply.reduce(spare.reshape(8, -1), 0)).sum())
    divide(v, spare, v)
    return cost


def _log_loss_stable(v: Array, spare: Array, block: ExampleBlock) -> float:
    spare[:] = softplus(v)
    v[:] = sigmoid(v)
    return float(block.weights.dot(spare))

"""The costs that descent minimises: each knows its prediction, cost, gradient and Hessian."""

from __future__ import annotations

import numpy as np
from numpy import add, divide, exp, log1p, multiply, reciprocal, subtract

from gdviz.engine.cost import Objective, Way, check_classes, sigmoid, softplus
from gdviz.engine.dataset import Array
from gdviz.engine.rows import Rows, plain_rows
from gdviz.support.compat import override

__all__ = [
    "LeastSquares",
    "LogLoss",
    "Objective",
    "SquaredError",
    "check_classes",
    "sigmoid",
    "softplus",
]

_ONE = np.array(1.0)  # As an array it is a quarter of a microsecond quicker to add.


class LogLoss(Objective):
    """Log loss (binary cross-entropy) of σ(z): J = (1/n) Σ softplus(z_i) − y_i·z_i.

    ∂J/∂βj = (1/n) Σ (p_i − y_i)·x_ij and the Hessian is (1/n) Σ p_i(1 − p_i)·x_i·x_iᵀ
    (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4.1). In NumPy:

        z = rows @ beta
        cost = np.mean(np.logaddexp(0, z) - y * z)
        gradient = rows.T @ (1 / (1 + np.exp(-z)) - y) / n

    The pass does the same on rows signed by 1 − 2y, with v = ±z and t = e^v: the cost of a row
    is log1p(t), its error t / (1 + t). Of many rows it takes the logarithm of products of
    eight (1 + t), which loses digits only where the mean cost is small, and t overflows beyond
    v ≈ 709: the next way is for those.
    """

    _steepest_bend = 0.25

    @override
    def respond(self, z: Array) -> Array:
        return sigmoid(z)

    @override
    def point_costs(self, z: Array, y: Array) -> Array:
        return softplus(np.where(y == 1, -z, z))

    @override
    def point_slopes(self, z: Array, y: Array) -> Array:
        return sigmoid(z) - y

    @override
    def _choose_ways(self) -> tuple[tuple[Way, float], ...]:
        ways = (_log_loss, 0.0), (_log_loss_stable, 0.0)
        big = self._mean is not None and not self._tied
        return ((_log_loss_products, 0.01), *ways) if big else ways

    @override
    def _bends(self, v: Array) -> Array:
        return sigmoid(v) * sigmoid(-v)


def _log_loss(v: Array, spare: Array, block: Rows) -> float:
    exp(v, v)
    log1p(v, spare)
    cost = float(block.weights.dot(spare))
    add(v, _ONE, spare)
    divide(v, spare, v)
    return cost


def _log_loss_products(v: Array, spare: Array, block: Rows) -> float:
    if len(v) % 8:
        return _log_loss(v, spare, block)
    exp(v, v)
    add(v, _ONE, spare)
    cost = float(np.log(multiply.reduce(spare.reshape(8, -1), 0)).sum())
    divide(v, spare, v)
    return cost


def _log_loss_stable(v: Array, spare: Array, block: Rows) -> float:
    spare[:] = softplus(v)
    v[:] = sigmoid(v)
    return float(block.weights.dot(spare))


class SquaredError(Objective):
    """Squared error on σ(z): J = (1/2n) Σ (p_i − y_i)²; not convex, with plateaus.

    ∂J/∂βj = (1/n) Σ (p_i − y_i)·p_i(1 − p_i)·x_ij. In NumPy:

        p = 1 / (1 + np.exp(-rows @ beta))
        cost = np.mean((p - y) ** 2) / 2
        gradient = rows.T @ ((p - y) * p * (1 - p)) / n

    The pass does the same on rows signed by 1 − 2y, where the error of a row is q = σ(v), its
    cost q²/2 and its slope q²(1 − q), with 1 − q = 1/(1 + e^v).
    """

    # The second derivative is q²(1 − q)(2 − 3q), steepest at q = (15 − √33)/24.
    _steepest_bend = 0.07703

    @override
    def respond(self, z: Array) -> Array:
        return sigmoid(z)

    @override
    def point_costs(self, z: Array, y: Array) -> Array:
        return np.asarray(0.5 * sigmoid(np.where(y == 1, -z, z)) ** 2)

    @override
    def point_slopes(self, z: Array, y: Array) -> Array:
        return np.asarray((sigmoid(z) - y) * sigmoid(z) * sigmoid(-z))

    @override
    def _choose_ways(self) -> tuple[tuple[Way, float], ...]:
        return (_squared_error, 0.0), (_squared_error_stable, 0.0)

    @override
    def _bends(self, v: Array) -> Array:
        q, rest = sigmoid(v), sigmoid(-v)
        return np.asarray(q * q * rest * (2.0 * rest - q))


def _squared_error(v: Array, spare: Array, block: Rows) -> float:
    exp(v, v)
    add(v, _ONE, spare)
    reciprocal(spare, spare)
    multiply(v, spare, v)
    multiply(v, v, v)
    cost = 0.5 * float(block.weights.dot(v))
    multiply(v, spare, v)
    return cost


def _squared_error_stable(v: Array, spare: Array, block: Rows) -> float:
    spare[:] = sigmoid(-v)
    v[:] = sigmoid(v) ** 2
    cost = 0.5 * float(block.weights.dot(v))
    multiply(v, spare, v)
    return cost


class LeastSquares(Objective):
    """Linear regression: ŷ = z, J = (1/2n) Σ (ŷ_i − y_i)², ∂J/∂βj = (1/n) Σ (ŷ_i − y_i)·x_ij."""

    _lay_out = staticmethod(plain_rows)
    _steepest_bend = 1.0

    @override
    def respond(self, z: Array) -> Array:
        return z

    @override
    def point_costs(self, z: Array, y: Array) -> Array:
        return np.asarray(0.5 * (z - y) ** 2)

    @override
    def point_slopes(self, z: Array, y: Array) -> Array:
        return z - y

    @override
    def _choose_ways(self) -> tuple[tuple[Way, float], ...]:
        return ((_least_squares, 0.0),)

    @override
    def _bends(self, v: Array) -> Array:
        return np.ones_like(v)

    @override
    def _check_labels(self, y: Array) -> None:
        """Any finite number is a label of linear regression."""


def _least_squares(v: Array, spare: Array, block: Rows) -> float:
    subtract(v, block.labels, v)
    multiply(v, v, spare)
    return 0.5 * float(block.weights.dot(spare))

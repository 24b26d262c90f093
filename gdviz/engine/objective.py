"""The costs that descent minimises: each knows its prediction, cost, gradient and Hessian."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdviz.compat import override
from gdviz.engine.dataset import Array, Dataset


def sigmoid(z: Array) -> Array:
    """Return σ(z) = 1 / (1 + e^(−z)), exact at both ends: no overflow, nothing clipped."""
    t = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1.0, t) / (1.0 + t))


def check_classes(y: Array) -> None:
    """Raise ValueError, naming the first other value, where labels are not only 0 and 1."""
    bad = y[(y != 0) & (y != 1)]
    if bad.size:
        raise ValueError(f"y must hold only 0 and 1 for a logistic model; it has {bad[0]:g}")


class Objective(ABC):
    """A cost J(β) over a data set; β = (β0, …, βk) with the intercept first.

    ``l2`` = λ adds (λ/2)·Σ_{j≥1} βj² to the cost; the intercept is free. Over no examples at all
    every mean is taken as 0.
    """

    def __init__(self, data: Dataset, l2: float = 0.0) -> None:
        if not (np.isfinite(l2) and l2 >= 0):
            raise ValueError(f"l2 must be a finite number that is not negative, not {l2!r}")
        self._check_labels(data.y)
        self.data = data
        self.l2 = float(l2)
        self._rows = np.column_stack([np.ones(data.n), data.columns])
        self._mean = 1.0 / max(data.n, 1)
        self._penalty = np.full(data.k + 1, self.l2)
        self._penalty[0] = 0.0

    @property
    def size(self) -> int:
        """The number of coefficients, k + 1."""
        return self.data.k + 1

    def cost(self, beta: ArrayLike) -> float:
        """Return J(β)."""
        return self.cost_and_gradient(beta)[0]

    def gradient(self, beta: ArrayLike) -> Array:
        """Return ∇J(β), shape (k+1,)."""
        return self.cost_and_gradient(beta)[1]

    def predict(self, beta: ArrayLike) -> Array:
        """Return the prediction for each example, shape (n,)."""
        return self.respond(self._rows @ np.asarray(beta, dtype=np.float64))

    @abstractmethod
    def respond(self, z: Array) -> Array:
        """Return the prediction at each value of the linear predictor z = β0 + β1·x1 + …."""

    @abstractmethod
    def cost_and_gradient(self, beta: ArrayLike) -> tuple[float, Array]:
        """Return J(β) and ∇J(β) from one pass over the examples."""

    @abstractmethod
    def hessian(self, beta: ArrayLike) -> Array:
        """Return the matrix of second derivatives of J at β, shape (k+1, k+1)."""

    @abstractmethod
    def point_costs(self, z: Array, y: Array) -> Array:
        """Return the cost of single examples with linear predictor z and label y."""

    def penalty(self, beta: ArrayLike) -> Array:
        """Return what ``l2`` adds to the gradient at β: λ·βj, 0 for the intercept."""
        return np.asarray(self._penalty * np.asarray(beta, dtype=np.float64))

    @abstractmethod
    def point_slopes(self, z: Array, y: Array) -> Array:
        """Return ∂J_i/∂z of single examples: times x_ij it is what they add to ∂J/∂βj."""

    def batch_gradient(self, beta: Array, examples: NDArray[np.intp]) -> Array:
        """Return the gradient of the cost over some examples only, shape (k+1,)."""
        x, y = self.data.columns[examples], self.data.y[examples]
        slopes = self.point_slopes(x @ beta[1:] + beta[0], y) / len(examples)
        return np.concatenate([[slopes.sum()], slopes @ x]) + self._penalty * beta

    def _check_labels(self, y: Array) -> None:
        check_classes(y)

    def _regularised(self, cost: float, gradient: Array, beta: Array) -> tuple[float, Array]:
        if not self.l2:
            return cost, gradient
        pull = self._penalty * beta
        return cost + 0.5 * float(pull @ beta), gradient + pull

    def _weighted_hessian(self, weights: Array) -> Array:
        hessian = (self._rows.T * weights) @ self._rows * self._mean
        return np.asarray(hessian + np.diag(self._penalty))


class LogLoss(Objective):
    """Log loss (binary cross-entropy) of σ(z): J = (1/n) Σ softplus(z_i) − y_i·z_i.

    ∂J/∂βj = (1/n) Σ (p_i − y_i)·x_ij and the Hessian is (1/n) Σ p_i(1 − p_i)·x_i·x_iᵀ
    (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4.1).
    """

    @override
    def respond(self, z: Array) -> Array:
        return sigmoid(z)

    @override
    @np.errstate(over="ignore", invalid="ignore")
    def cost_and_gradient(self, beta: ArrayLike) -> tuple[float, Array]:
        b = np.asarray(beta, dtype=np.float64)
        z = self._rows @ b
        cost = float(self.point_costs(z, self.data.y).sum()) * self._mean
        gradient = ((sigmoid(z) - self.data.y) @ self._rows) * self._mean
        return self._regularised(cost, gradient, b)

    @override
    def hessian(self, beta: ArrayLike) -> Array:
        p = self.predict(beta)
        return self._weighted_hessian(p * (1.0 - p))

    @override
    def point_costs(self, z: Array, y: Array) -> Array:
        signed = np.where(y == 1, -z, z)
        return np.asarray(np.maximum(signed, 0.0) + np.log1p(np.exp(-np.abs(signed))))

    @override
    def point_slopes(self, z: Array, y: Array) -> Array:
        return sigmoid(z) - y


class SquaredError(Objective):
    """Squared error on σ(z): J = (1/2n) Σ (p_i − y_i)²; not convex, with plateaus.

    ∂J/∂βj = (1/n) Σ (p_i − y_i)·p_i(1 − p_i)·x_ij.
    """

    @override
    def respond(self, z: Array) -> Array:
        return sigmoid(z)

    @override
    @np.errstate(over="ignore", invalid="ignore")
    def cost_and_gradient(self, beta: ArrayLike) -> tuple[float, Array]:
        b = np.asarray(beta, dtype=np.float64)
        p = sigmoid(self._rows @ b)
        error = p - self.data.y
        cost = 0.5 * float(error @ error) * self._mean
        gradient = ((error * p * (1.0 - p)) @ self._rows) * self._mean
        return self._regularised(cost, gradient, b)

    @override
    def hessian(self, beta: ArrayLike) -> Array:
        p = self.predict(beta)
        slope = p * (1.0 - p)
        return self._weighted_hessian(slope * (slope + (p - self.data.y) * (1.0 - 2.0 * p)))

    @override
    def point_costs(self, z: Array, y: Array) -> Array:
        return np.asarray(0.5 * (sigmoid(z) - y) ** 2)

    @override
    def point_slopes(self, z: Array, y: Array) -> Array:
        return np.asarray((sigmoid(z) - y) * sigmoid(z) * sigmoid(-z))


class LeastSquares(Objective):
    """Linear regression: ŷ = z, J = (1/2n) Σ (ŷ_i − y_i)², ∂J/∂βj = (1/n) Σ (ŷ_i − y_i)·x_ij."""

    @override
    def respond(self, z: Array) -> Array:
        return z

    @override
    @np.errstate(over="ignore", invalid="ignore")
    def cost_and_gradient(self, beta: ArrayLike) -> tuple[float, Array]:
        b = np.asarray(beta, dtype=np.float64)
        error = self._rows @ b - self.data.y
        cost = 0.5 * float(error @ error) * self._mean
        gradient = (error @ self._rows) * self._mean
        return self._regularised(cost, gradient, b)

    @override
    def hessian(self, beta: ArrayLike) -> Array:
        return self._weighted_hessian(np.ones(self.data.n))

    @override
    def point_costs(self, z: Array, y: Array) -> Array:
        return np.asarray(0.5 * (z - y) ** 2)

    @override
    def point_slopes(self, z: Array, y: Array) -> Array:
        return z - y

    @override
    def _check_labels(self, y: Array) -> None:
        """Any finite number is a label of linear regression."""

"""The base of all costs: one pass over the examples, in blocks, and its results."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from math import inf
from typing import ClassVar

import numpy as np
from numpy import multiply
from numpy.typing import ArrayLike, NDArray

from gdviz.engine.dataset import Array, Dataset
from gdviz.engine.derived import derived
from gdviz.engine.objectives.example_blocks import (
    ExampleBlock,
    ExampleBlocks,
    Working,
    Workspace,
    signed_examples,
)

Formula = Callable[[Array, Array, ExampleBlock], float]
Evaluate = Callable[[Array], tuple[float, Array]]


class Objective(ABC):
    """A cost J(β) over a data set; β = (β0, …, βk) with the intercept first.

    ``l2`` = λ adds (λ/2)·Σ_{j≥1} βj² to the cost; the intercept is not penalised. An array
    holds a λ for each feature. With no examples every mean is 0.

    A new cost is a subclass. It says of itself what is below, and gives its prediction, the cost
    and the slope of an example, the second derivative, and the formulas of a pass over a block.

    An objective may be used from several threads at once, and what it returns depends on β
    alone, to the bit. A result that is too large for a float is infinite, without a warning.
    """

    # Its name on the command line.
    name: ClassVar[str]
    # Whether a prediction is the probability of class 1, so that a label is 0 or 1.
    has_classes: ClassVar[bool] = True
    # Whether it has a single minimum, and whether its curvature is the same everywhere.
    is_convex: ClassVar[bool] = True
    is_quadratic: ClassVar[bool] = False
    # How fast the cost of an example can change with v (see quadrature.nodes).
    rate: ClassVar[float] = 1.0
    # Whether the slope ∂J_i/∂z of an example is just its error, prediction − y.
    slope_is_error: ClassVar[bool] = True

    def __init__(self, data: Dataset, l2: float | Array = 0.0) -> None:
        penalty = np.zeros(data.k + 1)
        penalty[1:] = l2
        if not (np.isfinite(penalty).all() and (penalty >= 0).all()):
            raise ValueError(f"l2 must be a finite number that is not negative, not {l2!r}")
        self.check_labels(data.y)
        self.data = data
        self.l2 = float(penalty.max())
        self._penalty = penalty
        self._blocks, self._mean, self._tied = derived(data, self._lay_out)
        self._formulas = self._choose_formulas()
        self._work = Workspace(self._blocks)

    @classmethod
    def check_labels(cls, y: Array) -> None:
        """Raise ValueError, naming the value, if a label must be 0 or 1 and is not."""
        bad = y[(y != 0) & (y != 1)] if cls.has_classes else y[:0]
        if bad.size:
            raise ValueError(f"y must hold only 0 and 1 for a logistic model; it has {bad[0]:g}")

    @property
    def size(self) -> int:
        """The number of coefficients, k + 1."""
        return self.data.k + 1

    @property
    def penalty(self) -> Array:
        """The λ of each coefficient, shape (k+1,); 0 for the intercept."""
        return self._penalty.copy()

    def cost(self, beta: ArrayLike) -> float:
        """Return J(β)."""
        return self.cost_and_gradient(beta)[0]

    def gradient(self, beta: ArrayLike) -> Array:
        """Return ∇J(β), shape (k+1,)."""
        return self.cost_and_gradient(beta)[1]

    def cost_and_gradient(self, beta: ArrayLike) -> tuple[float, Array]:
        """Return J(β) and ∇J(β) from one pass over the examples."""
        b = np.asarray(beta, dtype=np.float64)
        return self._work.quietly(self._first_good_pass, self._work.blocks, b)

    def evaluator(self) -> Evaluate:
        """Return a ``cost_and_gradient`` for a single caller in a tight loop.

        It has its own buffers, takes β as a float64 array only, and must run inside an
        ``ignoring_overflow``. The results are the same, to the bit.
        """
        blocks = Workspace(self._blocks).blocks
        if self.l2 or self._mean is not None or len(blocks) != 1:
            return partial(self._first_good_pass, blocks)
        ((columns, sum_up, v, spare, block),), (way, least) = blocks, self._formulas[0]

        def evaluate(beta: Array) -> tuple[float, Array]:
            beta.dot(columns, v)
            cost = way(v, spare, block)
            return (cost, sum_up(v)) if least <= cost < inf else self._first_good_pass(blocks, beta)

        return evaluate

    @np.errstate(over="ignore", invalid="ignore")
    def predict(self, beta: ArrayLike) -> Array:
        """Return the prediction for each example, shape (n,)."""
        b = np.asarray(beta, dtype=np.float64)
        return self.respond(self.data.columns @ b[1:] + b[0])

    @np.errstate(over="ignore", invalid="ignore")
    def hessian(self, beta: ArrayLike) -> Array:
        """Return the matrix of second derivatives of J at β, shape (k+1, k+1)."""
        b = np.asarray(beta, dtype=np.float64)
        return self._sum_of_squares(lambda block: self._curvatures(b.dot(block.columns)))

    @np.errstate(over="ignore", invalid="ignore")
    def steepest_hessian(self) -> Array:
        """Return a matrix that no Hessian of this cost exceeds in any direction."""
        return self._sum_of_squares(lambda _: np.array(self._steepest_curvature))

    @np.errstate(over="ignore", invalid="ignore")
    def batch_gradient(self, beta: Array, examples: NDArray[np.intp]) -> Array:
        """Return the gradient of the cost over some examples only, shape (k+1,)."""
        x, y = self.data.columns[examples], self.data.y[examples]
        slopes = self.point_slopes(x @ beta[1:] + beta[0], y) / len(examples)
        return np.concatenate([[slopes.sum()], slopes @ x]) + self._penalty * beta

    @abstractmethod
    def respond(self, z: Array) -> Array:
        """Return the prediction at each value of the linear predictor z = β0 + β1·x1 + …."""

    @abstractmethod
    def point_costs(self, z: Array, y: Array) -> Array:
        """Return the cost of single examples with linear predictor z and label y."""

    def costs_of_exponentials(self, t: Array) -> Array:
        """Return the costs of signed examples from t = e^v, maybe in the place of t."""
        with np.errstate(divide="ignore"):
            return self.point_costs(np.log(t), np.zeros(1))

    @abstractmethod
    def point_slopes(self, z: Array, y: Array) -> Array:
        """Return ∂J_i/∂z of single examples: times x_ij it is what they add to ∂J/∂βj."""

    _lay_out: Callable[[Dataset], ExampleBlocks] = staticmethod(signed_examples)

    @abstractmethod
    def _choose_formulas(self) -> tuple[tuple[Formula, float], ...]:
        """Return the formulas for a block, fastest first, each with the least cost it can handle.

        A formula gets β·(rows of the block), turns it in place into the slopes of the points'
        costs (its second argument is scratch) and returns the sum of those costs. If the cost
        is below its least or not finite, the next formula is used; the last is final.
        """

    @abstractmethod
    def _curvatures(self, v: Array) -> Array:
        """Return the second derivative of the cost of each row with respect to its β·row."""

    _steepest_curvature: float

    def _sum_of_squares(self, bends: Callable[[ExampleBlock], Array]) -> Array:
        total = np.zeros((self.size, self.size))
        for block in self._blocks:
            total += (block.weighted * bends(block)) @ block.columns.T
        mean = 1.0 if self._mean is None else self._mean
        return np.asarray(total * mean + np.diag(self._penalty))

    def _first_good_pass(self, blocks: list[Working], beta: Array) -> tuple[float, Array]:
        for way, least in self._formulas:
            cost, gradient = self._pass(blocks, beta, way)
            if least <= cost < inf:
                break
        if self.l2:
            pull = self._penalty * beta
            return cost + 0.5 * float(pull @ beta), gradient + pull
        return cost, gradient

    def _pass(self, blocks: list[Working], beta: Array, way: Formula) -> tuple[float, Array]:
        cost, gradient = 0.0, None
        for columns, sum_up, v, spare, block in blocks:
            beta.dot(columns, v)
            cost += way(v, spare, block)
            part = sum_up(v)
            gradient = part if gradient is None else gradient + part
        if gradient is None:
            return 0.0, np.zeros(self.size)
        if self._mean is not None:
            return cost * float(self._mean), multiply(gradient, self._mean, gradient)
        return cost, gradient

"""Squared error of the linear model."""

from __future__ import annotations

import numpy as np
from numpy import multiply, subtract

from gdviz.engine.dataset import Array
from gdviz.engine.objectives.example_blocks import ExampleBlock, plain_examples
from gdviz.engine.objectives.objective import Formula, Objective
from gdviz.support.compat import override


class LeastSquares(Objective):
    """Linear regression: ŷ = z, J = (1/2n) Σ (ŷ_i − y_i)², ∂J/∂βj = (1/n) Σ (ŷ_i − y_i)·x_ij."""

    name = "least-squares"
    has_classes = False
    is_quadratic = True
    _lay_out = staticmethod(plain_examples)
    _steepest_curvature = 1.0

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
    def _choose_formulas(self) -> tuple[tuple[Formula, float], ...]:
        return ((_least_squares, 0.0),)

    @override
    def _curvatures(self, v: Array) -> Array:
        return np.ones_like(v)


def _least_squares(v: Array, spare: Array, block: ExampleBlock) -> float:
    subtract(v, block.labels, v)
    multiply(v, v, spare)
    return 0.5 * float(block.weights.dot(spare))

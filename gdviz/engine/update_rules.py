"""Update rules: how β moves once the gradient is known.

A rule is a pure function (β, gradient, memory) → (β, memory): it changes none of its arguments,
and None is the memory before the first update. What it keeps is nobody else's business.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.support.compat import override

Memory = Any


class Rule(ABC):
    """A way to move β."""

    @abstractmethod
    def __call__(self, beta: Array, gradient: Array, memory: Memory) -> tuple[Array, Memory]:
        """Return β after one update, and what the rule has to know at the next one."""


@dataclass(frozen=True, slots=True)
class Descent(Rule):
    """Plain gradient descent: β ← β − α·g."""

    alpha: float

    @override
    def __call__(self, beta: Array, gradient: Array, memory: Memory) -> tuple[Array, Memory]:
        return beta - self.alpha * gradient, memory


@dataclass(frozen=True, slots=True)
class Momentum(Rule):
    """The heavy ball: v ← decay·v − α·g, β ← β + v.

    Polyak, USSR Computational Mathematics and Mathematical Physics 4 (1964); the decay of 0.9
    is that of Sutskever et al., ICML 2013.
    """

    alpha: float
    decay: float = 0.9

    @override
    def __call__(self, beta: Array, gradient: Array, memory: Memory) -> tuple[Array, Memory]:
        velocity = -self.alpha * gradient
        if memory is not None:
            velocity += self.decay * memory
        return beta + velocity, velocity


@dataclass(frozen=True, slots=True)
class Nesterov(Rule):
    """Nesterov's momentum: v ← decay·v − α·g, β ← β + decay·v − α·g.

    β is the point ahead, θ + decay·v, where the method takes its gradient, so that the cost
    and the gradient of a step are those at its β (Bengio et al., ICASSP 2013, eq. 7; the method
    is of Nesterov, Soviet Mathematics Doklady 27, 1983).
    """

    alpha: float
    decay: float = 0.9

    @override
    def __call__(self, beta: Array, gradient: Array, memory: Memory) -> tuple[Array, Memory]:
        pull = -self.alpha * gradient
        velocity = pull if memory is None else pull + self.decay * memory
        return beta + self.decay * velocity + pull, velocity


@dataclass(frozen=True, slots=True)
class RMSprop(Rule):
    """Steps divided by a running size: s ← decay·s + (1 − decay)·g², β ← β − α·g / (√s + ε).

    Tieleman and Hinton, COURSERA: Neural Networks for Machine Learning, lecture 6.5 (2012),
    which advises α = 0.001.
    """

    alpha: float
    decay: float = 0.9
    epsilon: float = 1e-8

    @override
    def __call__(self, beta: Array, gradient: Array, memory: Memory) -> tuple[Array, Memory]:
        size = (1.0 - self.decay) * gradient**2
        if memory is not None:
            size += self.decay * memory
        return beta - self.alpha * gradient / (np.sqrt(size) + self.epsilon), size


class _Moments(NamedTuple):
    """Adam's running means of g and g², and the number of updates behind them."""

    first: Array
    second: Array
    updates: int


@dataclass(frozen=True, slots=True)
class Adam(Rule):
    """Momentum and RMSprop at once, with the bias of their start corrected.

    m ← decay1·m + (1 − decay1)·g, s ← decay2·s + (1 − decay2)·g²,
    β ← β − α·m̂ / (√ŝ + ε) with m̂ = m/(1 − decay1ᵗ), ŝ = s/(1 − decay2ᵗ).

    Kingma and Ba, ICLR 2015, algorithm 1, which advises α = 0.001.
    """

    alpha: float
    decay1: float = 0.9
    decay2: float = 0.999
    epsilon: float = 1e-8

    @override
    def __call__(self, beta: Array, gradient: Array, memory: Memory) -> tuple[Array, Memory]:
        zeros = np.zeros_like(beta)
        first, second, updates = memory or _Moments(zeros, zeros, 0)
        first = self.decay1 * first + (1.0 - self.decay1) * gradient
        second = self.decay2 * second + (1.0 - self.decay2) * gradient**2
        updates += 1
        mean = first / (1.0 - self.decay1**updates)
        size = np.sqrt(second / (1.0 - self.decay2**updates))
        moved = beta - self.alpha * mean / (size + self.epsilon)
        return moved, _Moments(first, second, updates)


_KINDS: dict[str, Any] = {
    "gd": Descent,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "rmsprop": RMSprop,
    "adam": Adam,
}
RULES = tuple(_KINDS)


def defaults(name: str) -> dict[str, float]:
    """Return the parameters of a rule besides α, with the values that its paper advises."""
    parameters: dict[str, Any] = {f.name: f.default for f in fields(_KINDS[name])}
    return {name: float(value) for name, value in parameters.items() if name != "alpha"}


def rule(name: str, alpha: float, settings: tuple[tuple[str, float], ...] = ()) -> Rule:
    """Return the rule of that name; ``settings`` are (parameter, value) pairs.

    Raises ValueError, naming the parameter and the value, for one that the rule does not have,
    a decay outside [0, 1) or an epsilon that is not above 0.
    """
    known = defaults(name)
    for parameter, value in settings:
        if parameter not in known:
            raise ValueError(f"rule_settings: {name} has no {parameter!r}, only {list(known)}")
        if parameter == "epsilon" and not (math.isfinite(value) and value > 0):
            raise ValueError(f"rule_settings: epsilon must be above 0, not {value!r}")
        if parameter != "epsilon" and not 0 <= value < 1:
            raise ValueError(f"rule_settings: {parameter} must be in [0, 1), not {value!r}")
    made: Rule = _KINDS[name](alpha, **dict(settings))
    return made

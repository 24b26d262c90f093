"""Update rules: how β moves once the gradient is known.

A rule is a pure function (gradient, state) → (update, state), and then β ← β + update. Arguments
are never modified; None is the state before the first update. States are typed, so that the
arithmetic of any update can be shown: ``terms`` writes it out, line by line.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import numpy as np

from gdviz.engine.dataset import Array
from gdviz.support.compat import override

State = TypeVar("State")


class Term(NamedTuple):
    """A line of the arithmetic of an update: ``name`` = ``formula``, and its value, (k+1,).

    In a formula g is the gradient, t the number of updates so far, the name of an earlier line
    its value, any other name the value of that line in the previous update (0 at first).
    """

    name: str
    formula: str
    values: Array


@dataclass(frozen=True, slots=True)
class UpdateRule(ABC, Generic[State]):
    """A way to move β, with its parameters; ``name`` is its name on the command line."""

    name: ClassVar[str]
    keeps_state: ClassVar[bool] = True
    alpha: float

    @property
    def stability(self) -> float | None:
        """The α·λ below which the rule converges on a quadratic of curvature λ; None without."""
        return None

    @abstractmethod
    def update(self, gradient: Array, state: State | None) -> tuple[Array, State]:
        """Return the update Δβ, and the state for the next one."""

    @abstractmethod
    def terms(self, gradient: Array, state: State | None) -> tuple[Term, ...]:
        """Return the arithmetic of that update, line by line; the last line is Δβ."""


@dataclass(frozen=True, slots=True)
class Descent(UpdateRule[None]):
    """Plain gradient descent: β ← β − α·g."""

    name: ClassVar[str] = "gd"
    keeps_state: ClassVar[bool] = False

    @property
    @override
    def stability(self) -> float:
        return 2.0

    @override
    def update(self, gradient: Array, state: None) -> tuple[Array, None]:
        return -self.alpha * gradient, None

    @override
    def terms(self, gradient: Array, state: None) -> tuple[Term, ...]:
        update, _ = self.update(gradient, state)
        return (Term("Δβ", "−α·g", update),)


class Velocity(NamedTuple):
    """The state of momentum: the velocity v, shape (k+1,)."""

    v: Array


@dataclass(frozen=True, slots=True)
class Momentum(UpdateRule[Velocity]):
    """The heavy ball: v ← decay·v − α·g, β ← β + v.

    Polyak, USSR Computational Mathematics and Mathematical Physics 4 (1964); the decay of 0.9
    is that of Sutskever et al., ICML 2013.
    """

    name: ClassVar[str] = "momentum"
    decay: float = 0.9

    @property
    @override
    def stability(self) -> float:
        return 2.0 * (1.0 + self.decay)

    @override
    def update(self, gradient: Array, state: Velocity | None) -> tuple[Array, Velocity]:
        velocity = -self.alpha * gradient
        if state is not None:
            velocity += self.decay * state.v
        return velocity, Velocity(velocity)

    @override
    def terms(self, gradient: Array, state: Velocity | None) -> tuple[Term, ...]:
        update, after = self.update(gradient, state)
        return Term("v", "decay·v − α·g", after.v), Term("Δβ", "v", update)


@dataclass(frozen=True, slots=True)
class Nesterov(UpdateRule[Velocity]):
    """Nesterov's momentum: v ← decay·v − α·g, β ← β + decay·v − α·g.

    β is the point ahead, θ + decay·v, where the method takes its gradient, so that the cost
    and the gradient of a step are those at its β (Bengio et al., ICASSP 2013, eq. 7; original
    method: Nesterov, Soviet Mathematics Doklady 27, 1983).
    """

    name: ClassVar[str] = "nesterov"
    decay: float = 0.9

    @property
    @override
    def stability(self) -> float:
        return 2.0 * (1.0 + self.decay) / (1.0 + 2.0 * self.decay)

    @override
    def update(self, gradient: Array, state: Velocity | None) -> tuple[Array, Velocity]:
        pull = -self.alpha * gradient
        velocity = pull if state is None else pull + self.decay * state.v
        return self.decay * velocity + pull, Velocity(velocity)

    @override
    def terms(self, gradient: Array, state: Velocity | None) -> tuple[Term, ...]:
        update, after = self.update(gradient, state)
        return Term("v", "decay·v − α·g", after.v), Term("Δβ", "decay·v − α·g", update)


class MeanSquare(NamedTuple):
    """The state of RMSprop: the running mean s of g², shape (k+1,)."""

    s: Array


@dataclass(frozen=True, slots=True)
class RMSprop(UpdateRule[MeanSquare]):
    """Steps divided by a running size: s ← decay·s + (1 − decay)·g², β ← β − α·g / (√s + ε).

    Tieleman and Hinton, COURSERA: Neural Networks for Machine Learning, lecture 6.5 (2012),
    which advises α = 0.001.
    """

    name: ClassVar[str] = "rmsprop"
    decay: float = 0.9
    epsilon: float = 1e-8

    @override
    def update(self, gradient: Array, state: MeanSquare | None) -> tuple[Array, MeanSquare]:
        size = (1.0 - self.decay) * gradient**2
        if state is not None:
            size += self.decay * state.s
        return -self.alpha * gradient / (np.sqrt(size) + self.epsilon), MeanSquare(size)

    @override
    def terms(self, gradient: Array, state: MeanSquare | None) -> tuple[Term, ...]:
        update, after = self.update(gradient, state)
        return (
            Term("s", "decay·s + (1 − decay)·g²", after.s),
            Term("Δβ", "−α·g / (√s + ε)", update),
        )


class Moments(NamedTuple):
    """The state of Adam: the running means m of g and s of g², (k+1,), and the updates so far."""

    m: Array
    s: Array
    updates: int


@dataclass(frozen=True, slots=True)
class Adam(UpdateRule[Moments]):
    """Momentum and RMSprop combined, with bias correction.

    m ← decay1·m + (1 − decay1)·g, s ← decay2·s + (1 − decay2)·g²,
    β ← β − α·m̂ / (√ŝ + ε) with m̂ = m/(1 − decay1ᵗ), ŝ = s/(1 − decay2ᵗ).

    Kingma and Ba, ICLR 2015, algorithm 1, which advises α = 0.001.
    """

    name: ClassVar[str] = "adam"
    decay1: float = 0.9
    decay2: float = 0.999
    epsilon: float = 1e-8

    @override
    def update(self, gradient: Array, state: Moments | None) -> tuple[Array, Moments]:
        after = self._after(gradient, state)
        mean, size = self._corrected(after)
        return -self.alpha * mean / (np.sqrt(size) + self.epsilon), after

    @override
    def terms(self, gradient: Array, state: Moments | None) -> tuple[Term, ...]:
        update, after = self.update(gradient, state)
        mean, size = self._corrected(after)
        return (
            Term("m", "decay1·m + (1 − decay1)·g", after.m),
            Term("s", "decay2·s + (1 − decay2)·g²", after.s),
            Term("m̂", "m / (1 − decay1ᵗ)", mean),
            Term("ŝ", "s / (1 − decay2ᵗ)", size),
            Term("Δβ", "−α·m̂ / (√ŝ + ε)", update),
        )

    def _after(self, gradient: Array, state: Moments | None) -> Moments:
        if state is None:
            state = Moments(np.zeros_like(gradient), np.zeros_like(gradient), 0)
        m = self.decay1 * state.m + (1.0 - self.decay1) * gradient
        s = self.decay2 * state.s + (1.0 - self.decay2) * gradient**2
        return Moments(m, s, state.updates + 1)

    def _corrected(self, after: Moments) -> tuple[Array, Array]:
        mean = after.m / (1.0 - self.decay1**after.updates)
        return mean, after.s / (1.0 - self.decay2**after.updates)


# To add a rule: a class above, its name here, and its words in wording/terms.py.
_KINDS: dict[str, type[UpdateRule[Any]]] = {
    kind.name: kind for kind in (Descent, Momentum, Nesterov, RMSprop, Adam)
}
RULES = tuple(_KINDS)


def defaults(name: str) -> dict[str, float]:
    """Return the parameters of a rule besides α, with the values advised by its paper."""
    parameters: dict[str, Any] = {f.name: f.default for f in fields(_KINDS[name])}
    return {name: float(value) for name, value in parameters.items() if name != "alpha"}


def update_rule(
    name: str, alpha: float, settings: tuple[tuple[str, float], ...] = ()
) -> UpdateRule[Any]:
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
    made: UpdateRule[Any] = _KINDS[name](alpha, **dict(settings))
    return made

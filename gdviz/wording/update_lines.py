"""The update of each coefficient in numbers that a calculator agrees with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from gdviz.engine.dataset import Array
from gdviz.runs.ledger import Ledger
from gdviz.support.numbers import MINUS, exact, fixed, scientific, to_unit

_MANY = 1e6
_MOST_DIGITS = 9
_TRIES = 6
_ANY = -400


def update_lines(ledger: Ledger, decimals: Sequence[int] = ()) -> list[str]:
    """Return the update of each coefficient in numbers, each with at least so many decimals.

    For a rule that uses more than the gradient, only the change is shown, once it is known.
    With scaling, the coefficients are primed: they are in the run's own coordinates. What is
    nothing but rounding is 0.
    """
    prime = "′" if ledger.experiment.scale else ""
    names = [f"β{j}{prime}" for j in range(len(ledger.step.beta))]
    before, after = ledger.by_hand.beta, ledger.by_hand.updated
    if after is None:
        places = decimals or [3] * len(names)
        starts = [to_unit(float(b), d) for b, d in zip(before, places, strict=True)]
        return [f"{name} ← {start} + …" for name, start in zip(names, starts, strict=True)]
    alpha = ledger.experiment.alpha if ledger.is_plain else None
    moves = ledger.by_hand.sums.gradient if ledger.is_plain else _change(ledger, after)
    rows = [tuple(map(float, row)) for row in zip(before, moves, after, strict=True)]
    least = max((*decimals, *(least_decimals(b, a) for b, _, a in rows)))
    alike = least if least <= 6 else _ANY
    each = [max(alike, given) for given in decimals] or [alike] * len(rows)
    lines = [equation(b, alpha, move, a, d) for (b, move, a), d in zip(rows, each, strict=True)]
    return [f"{name} ← {line}" for name, line in zip(names, lines, strict=True)]


def _change(ledger: Ledger, after: Array) -> Array:
    terms = ledger.by_hand.terms
    return terms[-1].values if terms else after - ledger.by_hand.beta


def least_decimals(before: float, after: float) -> int:
    """Return how many decimals show two digits of the change, at least 3; below 0 are tens, …."""
    size, change = max(abs(before), abs(after)), abs(after - before)
    if not size or not math.isfinite(size + change):
        return 3
    shown = 2 - _exponent(size)
    if change:
        shown = max(shown, math.ceil(-math.log10(change) - 1e-9) + 1)
    return shown if size >= _MANY else max(shown, 3)


def equation(
    before: float, alpha: float | None, move: float, after: float, least: int = _ANY
) -> str:
    """Return “before − alpha · (move) = after”, or without an alpha “before + (move) = after”.

    The numbers are rounded, yet those shown give the result shown: they have ``least`` decimals
    or as many more as that takes; where ``least`` is given, they may be a unit off. A change too
    small to be seen beside its coefficient is written as a sum: “= −4.0777 + 8.1e−13”.
    """
    link = "+ " if alpha is None else f"− {exact(alpha)} · "
    if not all(math.isfinite(value) for value in (before, move, after)):
        return f"{fixed(before, 3)} {link}({fixed(move, 3)}) = {fixed(after, 3)}"
    size = max(abs(before), abs(after))
    wanted, least = least, max(least, least_decimals(before, after))
    most = min(least + _TRIES, _MOST_DIGITS - (_exponent(size) if size else 0))
    tries = [(*one, 2) for one in product(range(least, most), (0, 1))]
    if wanted > _ANY:
        # Each digit more is one to type, so that a unit more or less is the lesser evil.
        tries = [*tries[:4], (least, 1, 1), (least + 1, 1, 1)]
    for decimals, finer, strict in tries:
        places = decimals, _decimals_of_move(move, alpha or 1.0, decimals) + finer, decimals
        texts = [to_unit(*one) for one in zip((before, move, after), places, strict=True)]
        numbers = [Decimal(text.replace(MINUS, "-")) for text in texts]
        if _comes_out(numbers, alpha, decimals, strict):
            b, g, a = texts
            return f"{b} {link}({g}) = {a}"
    change = move if alpha is None else -alpha * move
    sign = MINUS if change < 0 else "+"
    base = to_unit(before, max(wanted, 4)) if wanted > _ANY and size < _MANY else fixed(before)
    return f"{base} {link}({scientific(move, 4)}) = {base} {sign} {scientific(abs(change), 2)}"


def _decimals_of_move(move: float, factor: float, decimals: int) -> int:
    """Return the decimals of ∂J/∂β that make α·∂J/∂β right to ``decimals``."""
    needed = decimals + math.ceil(math.log10(factor) - 1e-9)
    return max(needed, min(decimals, 3 - _exponent(move))) if move else decimals


def _comes_out(numbers: list[Decimal], alpha: float | None, decimals: int, strict: int) -> bool:
    """Return whether before, move and after as shown give each other to 1/strict units."""
    before, move, after = numbers
    change = move if alpha is None else -Decimal(repr(alpha)) * move
    off = abs(before + change - after) * strict
    unit = Decimal(1).scaleb(-decimals)
    return off < unit or (strict == 1 and off == unit)


def _exponent(value: float) -> int:
    return math.floor(math.log10(abs(value)))

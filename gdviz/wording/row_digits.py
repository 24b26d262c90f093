"""How many decimals the rows of a ledger have, so that the numbers shown give each other.

A number that follows from others as they are shown is wrong by their rounding; its own last
digit is chosen so that this is at most half of its unit: then it comes out to one unit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from gdviz.runs.ledger import Ledger, Row
from gdviz.support.numbers import aligned, decimals_in, exact, to_unit

# Beyond so many rows nobody adds them up by hand.
FEW = 200
FIELDS = tuple(field.name for field in fields(Row))
_MOST = 5
_TRIES = 5
# From here on p is 0 or 1 to ten digits, so that z needs no decimals.
_FAR = 99.0
_APART = 0.6
_BESIDE = 1.2
_SPARSE = 3
# Sizes that differ by more need digits of their own.
_ALIKE = 100.0
# What the rounding of β0, of β1 and of a rounded x may take of half a unit of z.
_SHARES = (0.1, 0.45, 0.45)


@dataclass(frozen=True, slots=True)
class RowDigits:
    """The decimals of the columns, below 0 tens, …; ``x`` is None where x is shown as given.

    ``main`` is that of z, the prediction, its error and the slope, ``beta`` that of each
    coefficient.
    """

    x: int | None
    main: int
    product: int
    cost: int
    beta: tuple[int, int]

    def of(self, field: str) -> int | None:
        """Return the decimals of a field of Row; None for what is shown as given."""
        own = {"x": self.x, "y": None, "slope_times_x": self.product, "cost": self.cost}
        return own.get(field, self.main)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The least and the largest number of each field of Row, |β1|, and the number of rows.

    ``given`` is the room for x and y as they are given, in signs.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    slope: float
    given: tuple[int, int]
    count: int

    @classmethod
    def of(cls, ledger: Ledger, given: tuple[int, int]) -> Sizes | None:
        """Return those of a step; None if its rows are too many or not all finite."""
        if not 0 < len(ledger) <= FEW:
            return None
        columns = np.array(ledger.columns(0, len(ledger)))
        low, high = columns.min(axis=1).tolist(), columns.max(axis=1).tolist()
        if not math.isfinite(sum(map(abs, low + high)) * len(ledger)):
            return None
        slope = abs(float(ledger.step.beta[1]))
        return cls(tuple(low), tuple(high), slope, given, len(ledger))

    def joined(self, other: Sizes) -> Sizes:
        """Return the sizes that hold for both."""
        low, high = map(min, self.low, other.low), map(max, self.high, other.high)
        return Sizes(
            tuple(low), tuple(high), max(self.slope, other.slope), other.given, other.count
        )

    def suit(self, other: Sizes) -> bool:
        """Return whether those of another step are not so much smaller that they ask for more."""
        return all(
            self.largest(field) <= _ALIKE * other.largest(field) + 1.0
            for field in ("prediction", "cost")
        )

    def largest(self, field: str) -> float:
        """Return the largest absolute value of a field."""
        at = FIELDS.index(field)
        return max(abs(self.low[at]), abs(self.high[at]))

    def signs(self, digits: RowDigits, field: str) -> int:
        """Return how many signs the longest number of a field has."""
        decimals, at = digits.of(field), FIELDS.index(field)
        if decimals is None:
            return self.given[at]
        ends = self.low[at], self.high[at]
        if field == "z":
            ends = max(ends[0], -_FAR), min(ends[1], _FAR)
        return max(len(to_unit(end, decimals)) for end in ends)


def given_room(ledger: Ledger) -> tuple[int, int]:
    """Return how many signs x and y take at most as they are given."""
    x, y = (column.tolist() for column in ledger.columns(0, min(len(ledger), FEW))[:2])
    decimals = decimals_in(x)
    return (
        max((len(aligned(value, decimals)) for value in x), default=1),
        max((len(exact(value)) for value in y), default=1),
    )


def choose(
    sizes: Sizes, columns: Sequence[tuple[str, float]], room: float, as_given: bool
) -> RowDigits:
    """Return the most decimals with which the columns fit ``room`` signs.

    ``columns`` are the fields shown and the least signs of each; ``as_given`` x may be shown
    as it is, unless that leaves too little for the rest.
    """
    largest = max(sizes.largest("prediction"), sizes.largest("error"))
    top = _top(largest) - (sizes.count == 1)
    tries = [(main, True) for main in range(top, top - _TRIES + 1, -1)] if as_given else []
    if sizes.given[0] > 2 * _MOST:
        tries = tries[: _TRIES - 3]
    tries += [(main, False) for main in range(top, top - _TRIES, -1)]
    for main, exactly in tries:
        digits = _digits(main, sizes, exactly)
        if sum(widths(sizes, digits, columns)) <= room:
            break
    return digits


def widths(sizes: Sizes, digits: RowDigits, columns: Sequence[tuple[str, float]]) -> list[float]:
    """Return how many signs each of ``columns`` wants, a little apart if digits can be spared."""
    apart = _APART if digits.main > _SPARSE else 0.0
    wants = [max(least, sizes.signs(digits, field) + apart) for field, least in columns]
    # The number after the label would else be read as one with it.
    after = [field for field, _ in columns].index("y") + 1
    gap = _BESIDE if columns[after][0] == "z" else apart
    return [want + gap * (i == after) for i, want in enumerate(wants)]


def still_good(digits: RowDigits, sizes: Sizes, rooms: Sequence[tuple[str, int]]) -> bool:
    """Return whether ``digits`` are right for these sizes, and every field fits its room."""
    if digits != _digits(digits.main, sizes, digits.x is None):
        return False
    return all(sizes.signs(digits, field) <= room for field, room in rooms)


def _digits(main: int, sizes: Sizes, as_given: bool) -> RowDigits:
    first, second, third = _SHARES
    across, slope = sizes.largest("x"), sizes.largest("slope")
    x = None if as_given else main + max(0, up(sizes.slope / third))
    share = second + third if as_given else second
    factor = across if x is None else across + slope * 10.0 ** (main - x)
    costs = sizes.largest("cost")
    cost = main if costs < 1e4 else min(main, 4 - math.floor(math.log10(costs)))
    betas = (main - up(first), main + up(across / share))
    return RowDigits(x, main, main - up(factor), cost, betas)


def up(factor: float) -> int:
    """Return how many decimals are lost where an error is multiplied by ``factor``."""
    return math.ceil(math.log10(factor) - 1e-9) if factor > 0 else 0


def _top(largest: float) -> int:
    """Return the most decimals worth showing of predictions of that size."""
    exponent = math.floor(math.log10(largest)) if largest else 0
    return min(_MOST, _MOST - exponent + 1) if exponent >= -2 else 3 - exponent

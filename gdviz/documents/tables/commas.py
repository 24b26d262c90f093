"""What the commas in a column of numbers mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from gdviz.support.numbers import MINUS

_GROUPED = re.compile(rf"[+{MINUS}-]?[1-9]\d{{0,2}}(,\d{{3}})+(\.\d*)?")
_WHOLE = re.compile(rf"[+{MINUS}-]?\d+")
# Digits.
_HUNDREDS = 3


class Comma(Enum):
    """A decimal sign, between thousands, either of them without a hint of which, or neither."""

    DECIMAL = auto()
    THOUSANDS = auto()
    EITHER = auto()
    NEITHER = auto()


def meaning_of_commas(column: Sequence[str], delimiter: str) -> Comma:
    """Return what a comma means in the cells of a column.

    A decimal comma is no delimiter, and no cell has a point. Commas before exactly three digits
    are between thousands if one number has two of them, or a point stands in the column, or
    whole numbers of hundreds beside them: 850, 1,050. If all are like 10,000, nobody can tell.
    """
    commas = [cell for cell in column if "," in cell]
    pointed = any("." in cell for cell in column)
    if not commas or not all(map(_GROUPED.fullmatch, commas)):
        return Comma.DECIMAL if delimiter != "," and not pointed else Comma.NEITHER
    several = any(cell.count(",") > 1 for cell in commas)
    if several or pointed or _are_hundreds([cell for cell in column if cell and "," not in cell]):
        return Comma.THOUSANDS
    return Comma.EITHER


def _are_hundreds(cells: Sequence[str]) -> bool:
    """Return whether all cells are whole numbers, and the largest is in the hundreds or above."""
    return bool(cells) and all(map(_WHOLE.fullmatch, cells)) and max(map(len, cells)) >= _HUNDREDS

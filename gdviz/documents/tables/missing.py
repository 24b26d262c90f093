"""Cells that say that there is no value."""

from __future__ import annotations

from collections.abc import Sequence

# Words, in small letters, and signs that stand for a missing value.
_WORDS = {"na", "n/a", "nan", "null", "none", "#n/a", "missing"}
_SIGNS = {"?", ".", "-", "–"}


def is_missing(cell: str, signs_too: bool = True) -> bool:
    """Return whether a cell has no value: NA and the like, and ``signs_too`` such as ?."""
    return cell.lower() in _WORDS or (signs_too and cell in _SIGNS)


def what_is_missing(cells: Sequence[str], noun: str) -> str:
    """Return what is wrong with these missing cells of a column, the first of which is named."""
    count = len(cells)
    which = f"this {noun} is" if count == 1 else f"{count} {noun}s, this is the first, are"
    return f"“{cells[0]}”: {which} missing; fill in or delete those lines."

"""The two values of a label column as 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from gdviz.documents.tables.cells import Cells
from gdviz.documents.tables.dialect import as_number
from gdviz.documents.tables.missing import is_missing, what_is_missing
from gdviz.engine.dataset import Array
from gdviz.support.numbers import exact
from gdviz.support.shortened import shortened

_CLASSES = 2


@dataclass(frozen=True, slots=True)
class Labels:
    """``y`` of shape (n,) and the labels in the data for y = 0 and y = 1."""

    y: Array
    class_names: tuple[str, str] = ("0", "1")


def classes_of_numbers(values: Array) -> Labels | None:
    """Return finite numbers as classes in ascending order; or None for more than two of them.

    A single value of 0 or 1 stays as it is.
    """
    low, high = float(values.min()), float(values.max())
    if {low, high} <= {0.0, 1.0} and np.isin(values, (0.0, 1.0)).all():
        return Labels(values)
    if low == high:
        return Labels(np.zeros(len(values)), (exact(low), f"not {exact(low)}"))
    if not ((values == low) | (values == high)).all():
        return None
    return Labels((values == high).astype(np.float64), (exact(low), exact(high)))


def read_classes(cells: Cells, index: int) -> Labels:
    """Return a column of two distinct values as classes, numbers sorted as numbers.

    Raises DocumentError for an empty cell, a number that is not finite or a third value.
    """
    column = cells.column(index)
    if "" in column:
        raise cells.error(column.index(""), index, "the label is empty; fill it in.")
    _check_missing(cells, index, column)
    comma = cells.dialect.delimiter != ","
    if any(as_number(cell, comma) is None for cell in set(column)):
        return _classes_of_words(column) or _refuse(cells, index, column)
    numbers = cells.numbers(index)
    return classes_of_numbers(numbers) or _refuse(cells, index, numbers.tolist())


def _check_missing(cells: Cells, index: int, column: list[str]) -> None:
    """Raise the DocumentError for labels that say that there is none, such as NA."""
    # Two values may well be + and −, or yes and ?, but hardly ever yes and NA.
    signs_too = len(set(column)) > _CLASSES
    gone = [row for row, cell in enumerate(column) if is_missing(cell, signs_too)]
    if gone:
        what = what_is_missing([column[row] for row in gone], "label")
        raise cells.error(gone[0], index, what)


def _classes_of_words(column: list[str]) -> Labels | None:
    words = sorted(set(column))
    if len(words) > 2:
        return None
    if len(words) == 1:
        return Labels(np.zeros(len(column)), (words[0], f"not {words[0]}"))
    low, high = words
    return Labels(np.array([float(cell == high) for cell in column]), (low, high))


def _refuse(cells: Cells, index: int, values: Sequence[object]) -> NoReturn:
    """Raise the DocumentError for the first row whose label is a third value."""
    rows = [values.index(value) for value in list(dict.fromkeys(values))[:3]]
    first, second, third = (shortened(cells.rows[row][index]) for row in rows)
    raise cells.error(
        rows[2],
        index,
        f"“{third}” is a third label beside “{first}” and “{second}”; choose a label column with"
        " two values.",
    )

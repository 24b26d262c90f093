"""The dialect of a table: its delimiter, its header, where its examples begin."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from gdviz.documents.errors import DocumentError
from gdviz.support.numbers import MINUS, grouped

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
# The work of an optimum grows with the cube of it.
MOST_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class Dialect:
    """``names`` of the columns; ``first_line`` (1-based) is that of the first example."""

    delimiter: str
    names: tuple[str, ...]
    has_header: bool
    top_line: int
    first_line: int


def content_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that is neither blank nor a # comment, with its number in the file."""
    for number, line in enumerate(io.StringIO(text), start=1):
        start = line.lstrip()
        if start and not start.startswith("#"):
            yield number, line


def as_number(cell: str, decimal_comma: bool = False) -> float | None:
    """Return the number in ``cell`` (which may be NaN or infinite), or None."""
    plain = cell.replace(MINUS, "-")
    if decimal_comma and "." not in plain:
        plain = plain.replace(",", ".", 1)
    try:
        return None if "_" in plain else float(plain)
    except ValueError:
        return None


def dialect_of(text: str, name: str) -> Dialect:
    """Return the dialect of a table from its first lines.

    The delimiter is the one of ``DELIMITERS`` that gives most lines the same columns, and the
    most numbers (csv.Sniffer guesses wrong). A first line without a number is a header. Raises
    DocumentError for a table that is empty, has one column or no examples.
    """
    lines = list(islice(content_lines(text), _SAMPLE_LINES))
    if not lines:
        raise DocumentError(f"{name}: it is empty; it needs a column of numbers and a label.")
    top_line = lines[0][0]
    sample = [line for _, line in lines]
    delimiter = max(DELIMITERS, key=lambda mark: _fitness(sample, mark))
    if not _fitness(sample, delimiter):
        raise DocumentError(
            f"{name}, line {top_line}: there is one column only; put a feature and a label in"
            " each line, with a comma, a semicolon, a tab or | between them."
        )
    first = next(csv.reader(sample[:1], delimiter=delimiter, skipinitialspace=True))
    has_header = all(as_number(cell, delimiter != ",") is None for cell in first)
    if has_header and len(lines) == 1:
        raise DocumentError(
            f"{name}, line {top_line}: there is only a header; add examples below it."
        )
    if len(first) > MOST_COLUMNS:
        raise DocumentError(
            f"{name}, line {top_line}: it has {grouped(len(first))} columns, but gdviz reads at"
            f" most {grouped(MOST_COLUMNS)}; leave out those that you do not need."
        )
    names = tuple(
        (has_header and cell.strip()) or f"column {j}" for j, cell in enumerate(first, start=1)
    )
    return Dialect(delimiter, names, has_header, top_line, lines[int(has_header)][0])


def _fitness(lines: list[str], delimiter: str) -> float:
    """Return how well the delimiter fits: 0 if it gives one column."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return 0.0
    width, same = Counter(len(row) for row in rows).most_common(1)[0]
    if width < 2:
        return 0.0
    cells = [cell for row in rows for cell in row]
    numbers = sum(as_number(cell, delimiter != ",") is not None for cell in cells)
    # Not the numbers alone: a table of words has columns too.
    return same / len(rows) * (0.01 + numbers / len(cells))

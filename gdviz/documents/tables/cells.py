"""The cells of a table as text, each with its line in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gdviz.documents.errors import DocumentError
from gdviz.documents.tables.commas import Comma, meaning_of_commas
from gdviz.documents.tables.dialect import Dialect, as_number
from gdviz.documents.tables.missing import is_missing, what_is_missing
from gdviz.engine.dataset import Array
from gdviz.support.shortened import shortened


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows below the header; ``lines`` holds the line in the file of each row."""

    name: str
    dialect: Dialect
    rows: list[list[str]]
    lines: list[int]

    def column(self, index: int) -> list[str]:
        """Return the cells of one column without the space around them."""
        return [row[index].strip() for row in self.rows]

    def numbers(self, index: int) -> Array:
        """Return one column as numbers, shape (n,).

        A comma is a decimal sign or sets thousands apart, whichever the column shows. Raises
        DocumentError at the first cell without a finite number, and where a comma may be either.
        """
        column = self.column(index)
        meaning = meaning_of_commas(column, self.dialect.delimiter)
        if meaning is Comma.EITHER:
            row = next(row for row, cell in enumerate(column) if "," in cell)
            either = " or ".join(column[row].replace(",", sign) for sign in (".", ""))
            what = f"“{column[row]}” may be {either}; write the column without such commas."
            raise self.error(row, index, what)
        if meaning is Comma.THOUSANDS:
            column = [cell.replace(",", "") for cell in column]
        comma = meaning is Comma.DECIMAL
        values = np.array(
            [np.nan if (v := as_number(cell, comma)) is None else v for cell in column]
        )
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            gone = [cell for cell in column if is_missing(cell)]
            what = _what_is_wrong(column[bad[0]], comma)
            if column[bad[0]] in gone:
                what = what_is_missing(gone, "value")
            elif bad[0] == 0 and self._is_of_words(0):
                what = f"“{shortened(column[0])}” is not a number; delete the line if it holds" + (
                    " units or a second header."
                )
            raise self.error(int(bad[0]), index, what)
        return values

    def _is_of_words(self, row: int) -> bool:
        return all(as_number(cell, True) is None for cell in self.rows[row])

    def error(self, row: int, index: int, what: str) -> DocumentError:
        """Return the sentence for one cell: where it is and ``what`` is wrong with it."""
        title = f" “{shortened(self.dialect.names[index])}”" if self.dialect.has_header else ""
        return DocumentError(
            f"{self.name}, line {self.lines[row]}, column {index + 1}{title}: {what}"
        )


def read_cells(text: str, name: str, dialect: Dialect) -> Cells:
    """Return the cells of a table; rows without any content are left out.

    Raises DocumentError for a line with more or fewer columns than the first one.
    """
    rows, lines = [], []
    width = len(dialect.names)
    for line, row in _numbered_rows(text, name, dialect):
        is_head = dialect.has_header and line < dialect.first_line
        if is_head or not any(cell and not cell.isspace() for cell in row):
            continue
        if len(row) == width + 1 and not row[-1].strip():
            row.pop()
        if len(row) != width:
            raise _ragged(name, line, len(row), dialect)
        rows.append(row)
        lines.append(line)
    if not rows:
        raise DocumentError(f"{name}: there are no examples; add some below the header.")
    return Cells(name, dialect, rows, lines)


def _numbered_rows(text: str, name: str, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it ends in."""
    line = dialect.top_line

    def feed() -> Iterator[str]:
        nonlocal line
        for line, content in dialect.content_lines(text):  # noqa: B007 (read below, after each row)
            yield content

    try:
        reader = csv.reader(feed(), delimiter=dialect.delimiter, skipinitialspace=True, strict=True)
        for row in reader:
            yield line, row
    except csv.Error as error:
        raise DocumentError(
            f"{name}, line {line}: it cannot be read as a table row ({error}); correct the"
            " quotation marks."
        ) from error


def _ragged(name: str, line: int, found: int, dialect: Dialect) -> DocumentError:
    hint = "give every line the same columns."
    if dialect.delimiter == "," and found > len(dialect.names):
        hint = "if the comma is a decimal sign, put semicolons between the columns."
    return DocumentError(
        f"{name}, line {line}: it has {_columns(found)}, but line {dialect.top_line} has"
        f" {len(dialect.names)}; {hint}"
    )


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count} columns"


def _what_is_wrong(cell: str, comma: bool) -> str:
    quoted = shortened(cell)
    if not cell:
        return "the cell is empty; fill it in or delete the line."
    if as_number(cell, comma) is not None:
        return f"“{quoted}” is not a finite number; correct it or delete the line."
    return f"“{quoted}” is not a number; correct it or choose another column."

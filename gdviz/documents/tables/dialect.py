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
BLANK = " "
_SAMPLE_LINES = 200
_HEAD_LINES = 6
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

    def content_lines(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the lines of the table, its header first, with their numbers in the file."""
        for number, line in _filled_lines(text):
            if number >= self.top_line and (number == self.top_line or self._is_row(line)):
                yield number, line.strip(" ") if self.delimiter == BLANK else line

    def _is_row(self, line: str) -> bool:
        return not _has_hash(line) or _is_numbered(line, self.delimiter, len(self.names))


def _filled_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that has a content, with its number in the file.

    A line that begins with % or // is a comment, and sep=; is for Excel.
    """
    for number, line in enumerate(io.StringIO(text), start=1):
        comment = line.lstrip().startswith(("%", "//"))
        if not (line.isspace() or comment or (number == 1 and _delimiter_for_excel(line))):
            yield number, line


def _delimiter_for_excel(line: str) -> str:
    """Return the delimiter that a line such as sep=; gives, none for another line."""
    plain = line.strip().strip('"')
    given = plain.removeprefix("sep=") if plain.startswith("sep=") else ""
    return given if given in DELIMITERS else ""


def _has_hash(line: str) -> bool:
    return line.lstrip().startswith("#")


def _without_hash(line: str) -> str:
    return line.lstrip().lstrip("#").lstrip(" ")


def _is_numbered(line: str, delimiter: str, width: int) -> bool:
    """Return whether a line that begins with # is a row, such as #10,2.75,1, and no comment."""
    start = line.lstrip()
    return start[1:2].strip() != "" and len(_cells(start, delimiter)) == width


def _cells(line: str, delimiter: str) -> list[str]:
    # The reader takes a carriage return for the end of a line, and refuses what follows it.
    plain = line.strip(" ").replace("\r", " ")
    return next(csv.reader([plain], delimiter=delimiter, skipinitialspace=True), [])


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
    most numbers (csv.Sniffer guesses wrong); where none fits, blanks are. A first line without a
    number is a header. A line that begins with # is a comment, unless it is the header above the
    examples (# hours⇥passed) or a row with such a number (#10,2.75,1). Raises DocumentError for
    a table that is empty, has one column or no examples.
    """
    filled = list(islice(_filled_lines(text), _SAMPLE_LINES))
    plain = [line for _, line in filled if not _has_hash(line)]
    if not plain:
        raise DocumentError(f"{name}: it is empty; it needs a column of numbers and a label.")
    best = _best_delimiter(plain)
    delimiter = _delimiter_for_excel(text[:20].split("\n", 1)[0]) or best
    lines = _without_comments(filled, plain, best)
    top_line = lines[0][0]
    head, below = _joined(lines)
    first = _fitting(_cells(head, delimiter), [_cells(line, delimiter) for _, line in below])
    if not _fitness(plain, delimiter) or (first is not None and len(first) == 1):
        raise DocumentError(
            f"{name}, line {top_line}: there is one column only; put a feature and a label in"
            " each line, with a comma, a semicolon, a tab, | or blanks between them."
        )
    if first is None:
        raise DocumentError(
            f"{name}, line {top_line}: it has one column, the lines below have more; delete it if"
            " it is a title, or put # before it."
        )
    has_header = all(as_number(cell, delimiter != ",") is None for cell in first)
    if has_header and not below:
        raise DocumentError(
            f"{name}, line {top_line}: there is only a header; add examples below it."
        )
    if len(first) > MOST_COLUMNS:
        raise DocumentError(
            f"{name}, line {top_line}: it has {grouped(len(first))} columns, but gdviz reads at"
            f" most {grouped(MOST_COLUMNS)}; leave out those that you do not need."
        )
    names = tuple(
        (has_header and _name(cell)) or f"column {j}" for j, cell in enumerate(first, start=1)
    )
    first_line = below[0][0] if has_header else top_line
    return Dialect(delimiter, names, has_header, top_line, first_line)


def _joined(lines: list[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Return the first row, whose quoted names may have line breaks, and the lines below it."""
    head = _without_hash(lines[0][1])
    for count in range(1, min(len(lines), _HEAD_LINES)):
        if head.count('"') % 2 == 0:
            return head, lines[count:]
        head = f"{head.rstrip()} {lines[count][1]}"
    return lines[0][1].lstrip("#"), lines[1:]


def _fitting(first: list[str], rows: list[list[str]]) -> list[str] | None:
    """Return the first row with as many cells as the rows below have; None for a title.

    An empty last cell is no column. R writes a header without a name for the names of the rows.
    """
    if not rows:
        return first
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if all(row[-1].strip() == "" for row in rows if len(row) == width):
        width -= 1
    if len(first) == width + 1 and not first[-1].strip():
        return first[:-1]
    if len(first) == 1 < width and count > 1:
        return None
    words = all(as_number(cell) is None for cell in first)
    return ["row", *first] if words and 1 < len(first) == width - 1 and count > 1 else first


def _name(cell: str) -> str:
    """Return the name of a column without the quotation marks that csv leaves."""
    name = " ".join(cell.split())
    return name[1:-1].strip() if len(name) > 2 and name[0] == name[-1] == "'" else name


def _without_comments(
    filled: list[tuple[int, str]], plain: list[str], delimiter: str
) -> list[tuple[int, str]]:
    """Return the lines of the table among the first ones of a file, given those without #."""
    width = Counter(len(_cells(line, delimiter)) for line in plain).most_common(1)[0][0]
    begins = next(number for number, line in filled if not _has_hash(line))
    above = [(n, line) for n, line in filled if n < begins][-1:]
    headed = _is_header(plain[0], delimiter, width)
    kept = []
    for number, line in filled:
        is_head = (
            not headed and above[:1] == [(number, line)] and _is_header(line, delimiter, width)
        )
        if not _has_hash(line) or is_head or _is_numbered(line, delimiter, width):
            kept.append((number, line))
    return kept


def _is_header(line: str, delimiter: str, width: int) -> bool:
    cells = _cells(_without_hash(line), delimiter)
    return len(cells) == width and all(as_number(cell, delimiter != ",") is None for cell in cells)


def _best_delimiter(lines: list[str]) -> str:
    """Return the delimiter that fits best; blanks only if no other one fits at all."""
    best = max(DELIMITERS, key=lambda mark: _fitness(lines, mark))
    return best if _fitness(lines, best) else BLANK


def _fitness(lines: list[str], delimiter: str) -> float:
    """Return how well the delimiter fits: 0 if it gives one column."""
    try:
        stripped = (line.strip(" ") for line in lines)
        rows = list(csv.reader(stripped, delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return 0.0
    width, same = Counter(len(row) for row in rows).most_common(1)[0]
    if width < 2:
        return 0.0
    cells = [cell for row in rows for cell in row]
    numbers = sum(as_number(cell, delimiter != ",") is not None for cell in cells)
    # Not the numbers alone: a table of words has columns too.
    return same / len(rows) * (0.01 + numbers / len(cells))

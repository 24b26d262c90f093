"""Data sets from tables: CSV, TSV and TXT files, or pasted text."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from gdviz.documents.decoding import read_head, read_text
from gdviz.documents.tables.cells import read_cells
from gdviz.documents.tables.class_labels import Labels, classes_of_numbers, read_classes
from gdviz.documents.tables.column_choice import Choice, choose_columns
from gdviz.documents.tables.dialect import Dialect, dialect_of
from gdviz.engine.dataset import Array, Dataset

Progress = Callable[[float], None]
_PART = 8192


def read_dataset(
    path: Path | str,
    features: Sequence[str] = (),
    label: str | None = None,
    *,
    labels_are_numbers: bool = False,
    progress: Progress | None = None,
) -> Dataset:
    """Return the data set in a file; see ``parse_table`` for what is accepted.

    ``progress`` regularly gets the share of a table of plain numbers that has been read; an
    exception from it ends the reading.

    Raises DocumentError, naming file, line, column and remedy, for a file that holds none.
    """
    path = Path(path)
    return parse_table(
        read_text(path),
        str(path),
        features,
        label,
        labels_are_numbers=labels_are_numbers,
        progress=progress,
    )


def columns_of(path: Path | str) -> tuple[str, ...]:
    """Return the names of the columns of a file, “column 1” and so on where it has no header."""
    return dialect_of(read_head(Path(path)), str(path)).names


def parse_table(
    text: str,
    name: str = "clipboard",
    features: Sequence[str] = (),
    label: str | None = None,
    *,
    labels_are_numbers: bool = False,
    progress: Progress | None = None,
) -> Dataset:
    """Return the data set in ``text``; ``name`` is its name in errors.

    Commas, semicolons, tabs or | between the columns; decimal point or comma; with or without
    a header; blank lines and # comments are skipped. Columns are chosen by name or 1-based
    number: the label defaults to the last, the features to all the rest. Any two values of the
    label become 0 and 1 in sorted order, unless ``labels_are_numbers`` (for a linear model).

    With one feature x has shape (n,), else (n, k). Raises DocumentError for anything else.
    """
    dialect = dialect_of(text, name)
    choice = choose_columns(dialect.names, features, label, name)
    found = _plain_numbers(text, dialect, choice, labels_are_numbers, progress or _ignore)
    x, labels = found or _cell_by_cell(text, name, dialect, choice, labels_are_numbers)
    return Dataset(
        x[:, 0] if len(choice.features) == 1 else x,
        labels.y,
        tuple(dialect.names[j] for j in choice.features),
        dialect.names[choice.label],
        labels.class_names,
    )


def _ignore(_share: float) -> None:
    """Ignore the progress."""


def _plain_numbers(
    text: str, dialect: Dialect, choice: Choice, labels_are_numbers: bool, progress: Progress
) -> tuple[Array, Labels] | None:
    """Return features and labels of a table of only numbers, in one quick pass.

    None for any other table: the careful path then reads it or finds its fault.
    """
    file, end = io.StringIO(text), len(text.rstrip())
    for _ in range(dialect.first_line - 1):
        next(file)
    rows = (line for line in file if not line.isspace())
    parts: list[Array] = []
    try:
        # In parts, for NumPy holds the interpreter's lock while it reads one.
        while some := list(islice(rows, _PART)):
            parts.append(np.loadtxt(some, delimiter=dialect.delimiter, comments=None, ndmin=2))
            progress(min(file.tell() / end, 1.0))
        table = np.concatenate(parts)
    except ValueError:
        return None
    if table.shape[1] != len(dialect.names) or not np.isfinite(table).all():
        return None
    y = table[:, choice.label]
    labels = Labels(y) if labels_are_numbers else classes_of_numbers(y)
    return None if labels is None else (table[:, choice.features], labels)


def _cell_by_cell(
    text: str, name: str, dialect: Dialect, choice: Choice, labels_are_numbers: bool
) -> tuple[Array, Labels]:
    """Return features and labels, or raise the DocumentError that names the cell at fault."""
    cells = read_cells(text, name, dialect)
    x = np.column_stack([cells.numbers(j) for j in choice.features])
    if labels_are_numbers:
        return x, Labels(cells.numbers(choice.label))
    return x, read_classes(cells, choice.label)

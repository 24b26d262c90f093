"""Data as a table that reads back to the same numbers."""

from __future__ import annotations

import csv
from pathlib import Path

from gdviz.documents.atomic_write import write_atomically
from gdviz.engine.dataset import Dataset


def write_data(path: Path, data: Dataset) -> None:
    """Write the features and the label, a row for each example, with all their digits.

    Classes are written as 0 and 1. Raises DocumentError if the file cannot be written.
    """
    write_atomically(path, lambda temporary: _write(temporary, data))


def _write(path: Path, data: Dataset) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([*data.feature_names, data.label_name])
        for row, label in zip(data.columns.tolist(), data.y.tolist(), strict=True):
            table.writerow([*map(repr, row), f"{label:g}" if label in (0.0, 1.0) else repr(label)])

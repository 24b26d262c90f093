"""The history of a run as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gdviz.documents.atomic_write import write_atomically
from gdviz.runs.history.history import History

_BLOCK = 8192


def write_history(path: Path, history: History) -> None:
    """Write a row for each epoch of ``history``, from epoch 0 (the start) on.

    The columns are epoch, beta0 …, cost, gradient0 …; the numbers read back to the same bits.
    Raises DocumentError if the file cannot be written; it is then untouched.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(_lines(history))

    write_atomically(path, write)


def _lines(history: History) -> Iterator[str]:
    size = history.rows(0, 1).beta.shape[1]
    betas, gradients = ([f"{name}{j}" for j in range(size)] for name in ("beta", "gradient"))
    yield ",".join(["epoch", *betas, "cost", *gradients]) + "\n"
    for first in range(0, len(history), _BLOCK):
        part = history.rows(first, first + _BLOCK)
        columns = (part.beta, part.cost[:, None], part.gradient)
        for epoch, row in enumerate(np.hstack(columns).tolist(), start=first):
            yield f"{epoch},{','.join(map(repr, row))}\n"

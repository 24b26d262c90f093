"""The history of a run as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from gdviz.documents.atomic_write import write_atomically
from gdviz.engine.descend import descend
from gdviz.engine.experiment import Experiment
from gdviz.runs.history.history import History

_BLOCK = 8192

# Gets the share done, 0 to 1.
Progress = Callable[[float], None]


def write_history(path: Path, history: History) -> None:
    """Write a row for each epoch of ``history``, from epoch 0 (the start) on.

    The columns are epoch, beta0 …, cost, gradient0 …; the numbers read back to the same bits.
    Raises DocumentError if the file cannot be written; it is then untouched.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(_lines(history))

    write_atomically(path, write)


def write_steps(path: Path, experiment: Experiment, last: int, progress: Progress) -> None:
    """Write what ``write_history`` would, up to epoch ``last``, from a run taken for it.

    It needs no history, which belongs to the GUI thread, and the same experiment gives the same
    numbers. ``progress`` gets the share done, and may raise an error to end the work.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="ascii", newline="\n") as file:
            for step in islice(descend(experiment), last + 1):
                if step.epoch == 0:
                    file.write(_heads(len(step.beta)))
                numbers = (*step.beta.tolist(), step.cost, *step.gradient.tolist())
                file.write(_line(step.epoch, numbers))
                if step.epoch % _BLOCK == 0:
                    progress(step.epoch / max(last, 1))

    write_atomically(path, write)


def _heads(size: int) -> str:
    betas, gradients = ([f"{name}{j}" for j in range(size)] for name in ("beta", "gradient"))
    return ",".join(["epoch", *betas, "cost", *gradients]) + "\n"


def _lines(history: History) -> Iterator[str]:
    size = history.rows(0, 1).beta.shape[1]
    yield _heads(size)
    for first in range(0, len(history), _BLOCK):
        part = history.rows(first, first + _BLOCK)
        columns = (part.beta, part.cost[:, None], part.gradient)
        for epoch, row in enumerate(np.hstack(columns).tolist(), start=first):
            yield _line(epoch, row)


def _line(epoch: int, numbers: Iterable[float]) -> str:
    return f"{epoch},{','.join(map(repr, numbers))}\n"

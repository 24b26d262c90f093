"""What writes each format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gdviz.documents.history_csv import write_history
from gdviz.documents.session_file import write_session
from gdviz.export.request import Figure
from gdviz.runs.run import Run

if TYPE_CHECKING:
    from gdviz.export.look import Look

Writer = Callable[[Path, Run, int, Figure, "Look | None"], None]


def write(
    path: Path, run: Run, epoch: int, figure: Figure | None = None, look: Look | None = None
) -> None:
    """Write a run with the cursor at ``epoch`` in the format that the suffix of ``path`` says.

    ``figure`` is what a figure is to show, and ``look`` how the window does. Raises ValueError
    for an unknown suffix and DocumentError where the file cannot be written; a file that is
    there stays whole then.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITERS:
        raise ValueError(f"no format “{suffix}”; choose one of {', '.join(WRITERS)}")
    WRITERS[suffix](path, run, epoch, figure or Figure(), look)


def _figure(path: Path, run: Run, epoch: int, figure: Figure, look: Look | None) -> None:
    # Qt's drawing, which only a figure needs.
    from gdviz.export.figures import save_run  # noqa: PLC0415

    save_run(path, run, epoch, figure, look)


def _history(path: Path, run: Run, *_: object) -> None:
    write_history(path, run.history)


def _session(path: Path, run: Run, epoch: int, *_: object) -> None:
    write_session(path, run.experiment, epoch)


WRITERS: dict[str, Writer] = {
    ".png": _figure,
    ".svg": _figure,
    ".pdf": _figure,
    ".csv": _history,
    ".gdviz": _session,
}

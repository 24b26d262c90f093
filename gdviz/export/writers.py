"""What writes each format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gdviz.documents.history_csv import write_history
from gdviz.documents.session_file import write_session
from gdviz.export.request import Figure
from gdviz.runs.run import Run

Writer = Callable[[Path, Run, int, Figure], None]


def write(path: Path, run: Run, epoch: int, figure: Figure | None = None) -> None:
    """Write a run with the cursor at ``epoch`` in the format that the suffix of ``path`` says.

    ``figure`` is what a figure is to show. Raises ValueError for an unknown suffix and
    DocumentError where the file cannot be written; a file that is there stays whole then.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITERS:
        raise ValueError(f"no format “{suffix}”; choose one of {', '.join(WRITERS)}")
    WRITERS[suffix](path, run, epoch, figure or Figure())


def _figure(path: Path, run: Run, epoch: int, figure: Figure) -> None:
    # Qt's drawing, which only a figure needs.
    from gdviz.export.figures import save_run  # noqa: PLC0415

    save_run(path, run, epoch, figure)


def _history(path: Path, run: Run, _epoch: int, _figure: Figure) -> None:
    write_history(path, run.history)


def _session(path: Path, run: Run, epoch: int, _figure: Figure) -> None:
    write_session(path, run.experiment, epoch)


WRITERS: dict[str, Writer] = {
    ".png": _figure,
    ".svg": _figure,
    ".pdf": _figure,
    ".csv": _history,
    ".gdviz": _session,
}

"""``gdviz [FILE]``: the window, after a check that one can be shown."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from gdviz.cli.errors import CommandError
from gdviz.support import system_check

if TYPE_CHECKING:
    from gdviz.documents.session_file import Switches
    from gdviz.engine import Experiment

    Document = tuple[Experiment | None, int, Path | None, Switches | None]


def open_window(options: argparse.Namespace) -> int:
    """Show the window until it is closed; return the exit status."""
    if options.file and options.sample:
        raise CommandError("give a FILE or --sample, not both")
    document = _document(options.file, options.sample)
    problem = system_check.window_problem()
    if problem:
        raise CommandError(problem, status=1)
    try:
        from gdviz.main_window import run  # noqa: PLC0415 (Qt comes late)
    except ImportError as error:
        if file := system_check.library_in(error):
            raise CommandError(system_check.how_to_install(file), status=1) from error
        raise
    # Python never sees Ctrl+C while Qt waits for events: let the system end the process.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return run(*document)
    finally:
        signal.signal(signal.SIGINT, before)


def _document(path: Path | None, name: str | None) -> Document:
    """Return what the window opens with: experiment, epoch, path, and how plots show it.

    A table, or a session of several features, has no experiment yet: the window opens it like any
    other, and asks which feature is meant. It is read here as well, so that a bad one fails here.
    """
    from gdviz.documents.samples import sample  # noqa: PLC0415 (NumPy comes late)
    from gdviz.documents.session_file import read_session  # noqa: PLC0415
    from gdviz.documents.tables.table import columns_of, read_dataset  # noqa: PLC0415

    if path is None:
        return (sample(name).experiment() if name else None), 0, None, None
    if path.suffix.lower() == ".gdviz":
        experiment, epoch, switches = read_session(path)
        if experiment.dataset.k == 1:
            return experiment, epoch, path, switches
        return None, 0, path, None
    if len(columns_of(path)) == 2:
        read_dataset(path)
    return None, 0, path, None

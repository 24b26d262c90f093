"""What ``gdviz train --export`` writes: checked before the training, written after it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from gdviz.cli.errors import CommandError
from gdviz.documents.atomic_write import check_destination
from gdviz.documents.errors import DocumentError
from gdviz.documents.history_csv import write_history
from gdviz.documents.session_file import write_session
from gdviz.engine import Dataset
from gdviz.export.formats import LATER, Holds, suffixes
from gdviz.export.request import Figure
from gdviz.runs.run import Run
from gdviz.support.system_check import how_to_install, library_in


class _SaveRun(Protocol):
    def __call__(self, path: Path, run: Run, epoch: int, figure: Figure) -> None: ...


class Exports:
    """The files to write after a training, with what their figures show.

    A file that is asked for twice is written once. Raises CommandError for a suffix that means
    nothing or is not there yet, and DocumentError for a place where no file can be.
    """

    def __init__(self, paths: Sequence[Path], figure: Figure) -> None:
        for path in paths:
            _check_suffix(path)
            check_destination(path)
        unique: dict[Path, Path] = {}
        for path in paths:
            unique.setdefault(path.resolve(), path)
        self.paths = tuple(unique.values())
        self.figure = figure
        self._drawn = next(
            (path for path in paths if path.suffix.lower() in suffixes(Holds.FIGURE)), None
        )
        self._save_run = _figure_writer() if self._drawn else None

    def check_data(self, data: Dataset, source: Path | None) -> None:
        """Raise CommandError where these data cannot be drawn or their own file would be lost."""
        if self._drawn and data.k != 1:
            raise CommandError(
                f"{self._drawn}: figures show one feature, but there are {data.k}"
                f" ({', '.join(data.feature_names)}); choose one with --feature, or export"
                " .csv or .gdviz"
            )
        for path in self.paths:
            if source and path.suffix.lower() == ".csv" and path.resolve() == source.resolve():
                raise CommandError(f"{path}: these are the data; export under another name")

    def write(self, run: Run) -> Iterator[Path]:
        """Write each file as it stands at the last epoch, and yield its path."""
        for path in self.paths:
            try:
                self._write(path, run)
            except DocumentError as error:
                raise CommandError(str(error), status=1) from error
            yield path

    def _write(self, path: Path, run: Run) -> None:
        suffix, epoch = path.suffix.lower(), run.history.last_epoch
        if suffix == ".csv":
            write_history(path, run.history)
        elif suffix == ".gdviz":
            write_session(path, run.experiment, epoch)
        elif self._save_run:
            self._save_run(path, run, epoch, self.figure)


def _check_suffix(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix in LATER:
        raise CommandError(f"{path}: exporting {suffix} is not there yet ({_list()} are)")
    if suffix not in suffixes():
        raise CommandError(f"{path}: the suffix says what to write; give one of {_list()}")


def _list() -> str:
    return " ".join(suffixes())


def _figure_writer() -> _SaveRun:
    """Return what draws figures; Qt is imported here, and told that it has no display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from gdviz.export.figures import save_run  # noqa: PLC0415 (Qt comes late)
    except ImportError as error:
        if file := library_in(error):
            raise CommandError(how_to_install(file), status=1) from error
        raise
    return save_run

"""The files of ``gdviz train --export``: checked before the training, written after it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from gdviz.cli.errors import CommandError
from gdviz.documents.atomic_write import check_destination
from gdviz.documents.errors import DocumentError
from gdviz.engine import Dataset
from gdviz.export.formats import LATER, Holds, suffixes
from gdviz.export.request import Figure
from gdviz.export.writers import write
from gdviz.runs.run import Run
from gdviz.support.system_check import how_to_install, library_in


class Exports:
    """The files to write after a training, with what their figures show.

    A file requested twice is written once. Raises CommandError for a suffix that is unknown or
    not supported yet, and DocumentError for a path that cannot be written.
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
        if self._drawn:
            _prepare_drawing()

    def check_data(self, data: Dataset, source: Path | None) -> None:
        """Raise CommandError if these data cannot be drawn or their file would be overwritten."""
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
        """Write each file for the last epoch, and yield its path."""
        for path in self.paths:
            try:
                write(path, run, run.history.last_epoch, self.figure)
            except DocumentError as error:
                raise CommandError(str(error), status=1) from error
            yield path


def _check_suffix(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix in LATER:
        raise CommandError(f"{path}: exporting {suffix} is not there yet ({_list()} are)")
    if suffix not in suffixes():
        raise CommandError(f"{path}: the suffix says what to write; give one of {_list()}")


def _list() -> str:
    return " ".join(suffixes())


def _prepare_drawing() -> None:
    """Import Qt now, without a display, so that what it lacks is said before the training."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from gdviz.export.figures import save_run  # noqa: F401, PLC0415 (Qt comes late)
    except ImportError as error:
        if file := library_in(error):
            raise CommandError(how_to_install(file), status=1) from error
        raise

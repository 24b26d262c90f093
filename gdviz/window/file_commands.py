"""Opening, saving and exporting: the dialogs, and the reading and writing of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from gdviz.documents.data_file import of_one_feature, open_data
from gdviz.documents.errors import DocumentError
from gdviz.documents.samples import sample
from gdviz.documents.session_file import read_session, write_session
from gdviz.documents.tables.table import columns_of
from gdviz.engine.dataset import Dataset
from gdviz.engine.experiment import Experiment
from gdviz.export.formats import PLOTS, Holds, suffixes
from gdviz.export.look import Look
from gdviz.export.request import ExportRequest, Figure, request_of_plot
from gdviz.export.writers import write
from gdviz.session.session import Session
from gdviz.support.numbers import counted
from gdviz.window.remembered import Remembered
from gdviz.wording.terms import format_labels
from gdviz.workers.history_job import HistoryJob
from gdviz.workers.read_job import ReadJob

if TYPE_CHECKING:
    from gdviz.views.dialogs.export_dialog import ExportChoice

_OPEN_FILTER = "Data and sessions (*.csv *.tsv *.txt *.gdviz);;All files (*)"
# Bytes of a table that is read in a frame or two.
_LARGE = 400_000
# Epochs whose table is written in a frame or two.
_LONG = 5_000


class FileCommands(QObject):
    """Moves experiments between the session and files; reports what was done or went wrong.

    ``look`` says how the window shows the run, for figures. Of data with named classes
    ``classes_named`` reports it instead of ``done``. ``used`` gives each file that was opened or
    saved. The dialogs begin in the folders that are ``remembered``.
    """

    failed = Signal(str)
    done = Signal(str)
    classes_named = Signal(str)
    opened = Signal()
    switched = Signal(dict)
    used = Signal(Path)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        look: Callable[[], Look],
        remembered: Remembered,
    ) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._session = session
        self._remembered = remembered
        self._reading: ReadJob | None = None

    @Slot()
    def new(self) -> None:
        """Begin without any points."""
        self._begin(Experiment(Dataset([], [])), "New")

    @Slot()
    def open(self) -> None:
        """Ask for a file and open it."""
        folder = _still_there(self._remembered.preferences.folder)
        name, _ = QFileDialog.getOpenFileName(self._window, "Open", folder, _OPEN_FILTER)
        if name:
            self.open_path(Path(name))

    @Slot(str)
    def open_sample(self, name: str) -> None:
        """Open one of the samples with the settings that suit it."""
        one = sample(name)
        self._begin(one.experiment(), f"Open {one.title}")

    def open_path(self, path: Path) -> None:
        """Open a data file or a session; on failure nothing changes."""
        try:
            if path.suffix.lower() == ".gdviz":
                self._open_session(path)
            else:
                self._open_data(path)
        except (DocumentError, ValueError) as error:
            self.failed.emit(str(error))

    @Slot()
    def save(self) -> None:
        """Save the session to its file, or ask for one."""
        path = self._session.edits.state.document.path
        if path is None:
            self.save_as()
        else:
            self._save_to(path)

    @Slot()
    def save_as(self) -> None:
        """Ask for a file and save the session to it."""
        path = self._session.edits.state.document.path
        folder = _still_there(self._remembered.preferences.folder)
        proposed = str(path or Path(folder, "session.gdviz"))
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save session", proposed, "gdviz session (*.gdviz)"
        )
        if name:
            path = _with_suffix(name, (".gdviz",), ".gdviz")
            if not self._would_replace(path, name):
                self._save_to(path)

    @Slot()
    def export(self) -> None:
        """Ask what to export, and how."""
        from gdviz.views.dialogs.export_dialog import ExportDialog  # noqa: PLC0415 (opens sooner)

        sizes = {plot.name: plot.size for plot in PLOTS.values()}
        dialog = ExportDialog(sizes, suffixes(Holds.FIGURE), self._window)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def export_plot(self, plot: str, _checked: bool = False) -> None:
        """Ask for a file and export one plot, or "all", in the light theme."""
        self._export(request_of_plot(plot))

    @Slot(object)
    def _on_chosen(self, choice: ExportChoice) -> None:
        if choice.plot is None:
            self._export(ExportRequest(None, ".csv"))
            return
        try:
            figure = Figure(choice.plot, choice.theme, choice.size, choice.scale, choice.text)
        except ValueError as error:
            self.failed.emit(f"Export: {error}.")
            return
        self._export(ExportRequest(figure, choice.suffix))

    def _export(self, request: ExportRequest) -> None:
        known = suffixes(Holds.FIGURE if request.figure else Holds.TABLE)
        filters = {suffix: f"{format_labels()[suffix]} (*{suffix})" for suffix in known}
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            "Export",
            str(Path(_still_there(self._remembered.preferences.export_folder), request.name)),
            ";;".join(filters.values()),
            filters[request.suffix],
        )
        if not name:
            return
        path = _with_suffix(name, known, request.suffix)
        if self._would_replace(path, name):
            return
        run = self._session.run
        if request.figure is None and len(run.history) > _LONG:
            job = HistoryJob(path, run.experiment, run.history.last_epoch)
            self._session.jobs.start(job, self._on_history_written)
            return
        try:
            write(path, run, self._session.cursor, request.figure, self._look())
        except (DocumentError, ValueError) as error:
            self.failed.emit(str(error))
        else:
            self._note_exported(path)

    def _on_history_written(self, job: HistoryJob) -> None:
        if job.error is None:
            self._note_exported(job.path)
        elif isinstance(job.error, DocumentError):
            self.failed.emit(str(job.error))

    def _note_exported(self, path: Path) -> None:
        self._remembered.change(export_folder=str(path.absolute().parent))
        self.done.emit(f"Exported to {path}")

    def _would_replace(self, path: Path, name: str) -> bool:
        """Say so where there is a file of the whole name, which the dialog has not asked about."""
        replaces = path != Path(name) and path.exists()
        if replaces:
            self.failed.emit(f"{path} is there already. Choose it in the dialog to replace it.")
        return replaces

    def _stop_reading(self) -> None:
        self._session.jobs.drop(self._reading)
        self._reading = None

    def _begin(
        self, experiment: Experiment, text: str, epoch: int = 0, path: Path | None = None
    ) -> None:
        self._stop_reading()
        self.opened.emit()
        self._session.open(experiment, text, epoch, path)

    def _save_to(self, path: Path) -> None:
        try:
            run = self._session
            write_session(path, run.experiment, run.cursor, self._look().settings.switches)
        except DocumentError as error:
            self.failed.emit(str(error))
            return
        self._session.edits.note_saved(path.absolute())
        self.used.emit(path)
        self.done.emit(f"Saved to {path}")

    def _open_session(self, path: Path) -> None:
        experiment, epoch, switches = read_session(path)
        names = experiment.dataset.feature_names
        if len(names) == 1:
            self._begin(experiment, f"Open {path.name}", epoch, path.absolute())
            self.switched.emit(switches)
            self.used.emit(path)
        elif name := self._asked_feature(path, names):
            # Its file keeps all the features: Save asks for another one.
            self._begin(of_one_feature(experiment, names.index(name)), f"Open {path.name}")
            self.used.emit(path)
            self.done.emit(
                f"Opened {path.name} with {name} only: its coefficient and β0 start where they did;"
                f" the other {counted(len(names) - 1, 'feature')} and the epoch are left out."
            )

    def _open_data(self, path: Path) -> None:
        features = self._chosen_feature(path)
        if features is None:
            return
        self._stop_reading()
        settings = self._session.experiment
        if path.stat().st_size <= _LARGE:
            self._show_data(path, *open_data(path, features, settings))
            return
        job = ReadJob(path, features, settings)
        self._reading = self._session.jobs.start(job, self._on_read)

    def _show_data(self, path: Path, experiment: Experiment, message: str) -> None:
        self._begin(experiment, f"Open {path.name}")
        self.used.emit(path)
        named = experiment.dataset.has_named_classes
        (self.classes_named if named else self.done).emit(message)

    def _on_read(self, job: ReadJob) -> None:
        self._reading = None
        if isinstance(job.error, ValueError):
            self.failed.emit(str(job.error))
        elif job.experiment is not None:
            self._show_data(job.path, job.experiment, job.message)

    def _chosen_feature(self, path: Path) -> tuple[str, ...] | None:
        """Return the feature to read: () if there is only one, None if none was chosen."""
        columns = columns_of(path)
        if len(columns) <= 2:
            return ()
        name = self._asked_feature(path, columns[:-1])
        return (name,) if name else None

    def _asked_feature(self, path: Path, names: Sequence[str]) -> str | None:
        name, chosen = QInputDialog.getItem(
            self._window,
            "Choose a feature",
            f"{path.name} has {len(names)} features. Which one is x?",
            list(names),
            0,
            False,
        )
        return name if chosen else None


def _still_there(folder: str) -> str:
    """Return the folder for a dialog to begin in, none if it is gone."""
    return folder if folder and Path(folder).is_dir() else ""


def _with_suffix(name: str, known: tuple[str, ...], usual: str) -> Path:
    """Return the file of that name, with ``usual`` appended unless it has a known suffix.

    The text after the dot of "lesson 1.2" is not a known suffix.
    """
    path = Path(name)
    return path if path.suffix.lower() in known else Path(f"{name}{usual}")

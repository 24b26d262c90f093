"""What goes through the clipboard: the run as a command, and as a text to be mailed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gdviz.documents.data_csv import write_data
from gdviz.documents.errors import DocumentError
from gdviz.documents.link_text import link_text, read_link
from gdviz.documents.session_file import Switches
from gdviz.documents.train_command import sample_of, train_command
from gdviz.session.session import Session


class ClipboardCommands(QObject):
    """Copies what is shown, and opens what was copied elsewhere; reports what became of it.

    ``switches`` say how the plots show it, and ``switched`` how they are to show what was opened.
    """

    failed = Signal(str)
    done = Signal(str)
    opened = Signal()
    switched = Signal(dict)

    def __init__(self, window: QWidget, session: Session, switches: Callable[[], Switches]) -> None:
        super().__init__(window)
        self._switches = switches
        self._window = window
        self._session = session

    @Slot()
    def copy_command(self) -> None:
        """Copy the command that repeats the run; data that are no sample are saved for it first."""
        experiment = self._session.experiment
        source = sample_of(experiment) or self._saved_data()
        if source is not None:
            self._copy(train_command(experiment, source))
            self.done.emit(
                "Copied. Pasted into a terminal the command repeats the run, bit by bit."
            )

    @Slot()
    def copy_link(self) -> None:
        """Copy the session as a text."""
        text = link_text(self._session.experiment, self._session.cursor, self._switches())
        self._copy(text)
        size = f"{len(text):,}".replace(",", "\u202f")
        self.done.emit(f"Copied, {size} letters. Whoever pastes them into gdviz sees the same.")

    @Slot()
    def paste_link(self) -> None:
        """Open the session whose text was copied; on failure nothing changes."""
        try:
            experiment, epoch, switches = read_link(QGuiApplication.clipboard().text())
        except DocumentError as error:
            self.failed.emit(str(error))
            return
        self.opened.emit()
        self._session.open(experiment, "Paste link text", epoch)
        self.switched.emit(switches)

    def _saved_data(self) -> Path | None:
        """Save the data where the user says; return the file, None if there is none."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save the data for the command", "data.csv", "Table (*.csv)"
        )
        if not name:
            return None
        path = Path(name).with_suffix(".csv")
        try:
            write_data(path, self._session.experiment.dataset)
        except DocumentError as error:
            self.failed.emit(str(error))
            return None
        return path

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

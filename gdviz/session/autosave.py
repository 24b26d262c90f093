"""The work put aside while it is unsaved, so that a crash or a power cut loses none of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

from gdviz.documents.errors import DocumentError, reason
from gdviz.documents.session_file import write_session
from gdviz.engine.experiment import Experiment
from gdviz.session.session import Session
from gdviz.workers.autosave_job import AutosaveJob

# Milliseconds from an edit until it is aside; writing takes the rest of the two seconds.
_SOON = 1200
# So many examples take longer to write than a process that is told to end may take.
_MANY = 100_000


class Autosave(QObject):
    """Keeps the unsaved work of one window in a file of its own; nothing while it is saved.

    The file is written soon after an edit, in the background, and goes when the work is saved or
    the window is closed. ``failed`` says once why that is not possible. Without a folder nothing
    is kept.
    """

    failed = Signal(str)

    def __init__(self, session: Session, folder: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = folder
        name = f"window-{os.getpid()}-{os.urandom(3).hex()}"
        self.file = (folder or Path()) / f"{name}.gdviz"
        self._lock: QLockFile | None = None
        self._aside: Experiment | None = None
        self._job: AutosaveJob | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._on_due)
        if folder is not None:
            session.edits.document_changed.connect(self._on_changed)

    def save_now(self) -> None:
        """Put unsaved work aside before the process ends; very many examples are aside already."""
        state = self._session.edits.state
        if self._folder is None or not state.is_edited or state.experiment is self._aside:
            return
        if state.experiment.dataset.n < _MANY and self._prepare():
            write_session(self.file, state.experiment, self._session.cursor)

    def take_over(self, file: Path) -> None:
        """Take the work that another window has left behind as that of this one."""
        if self._prepare():
            file.replace(self.file)
            _lock_of(file).unlink(missing_ok=True)

    def discard(self) -> None:
        """Forget what is aside."""
        self._soon.stop()
        self._aside = None
        self._session.jobs.drop(self._job)
        self._job = None
        if self._lock is not None:
            self.file.unlink(missing_ok=True)

    def close(self) -> None:
        """Forget what is aside, and leave nothing in the folder."""
        self.discard()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    @Slot()
    def _on_changed(self) -> None:
        state = self._session.edits.state
        if not state.is_edited:
            self.discard()
        elif state.experiment is not self._aside and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _on_due(self) -> None:
        if self._job is not None:
            self._soon.start()
            return
        experiment, cursor = self._session.experiment, self._session.cursor
        if experiment is not self._aside and self._prepare():
            job = AutosaveJob(self.file, experiment, cursor)
            self._job = self._session.jobs.start(job, self._on_written)

    def _on_written(self, job: AutosaveJob) -> None:
        self._job = None
        if job.error is None:
            self._aside = job.experiment
            self._on_changed()
        elif isinstance(job.error, DocumentError):
            self._give_up(str(job.error))

    def _prepare(self) -> bool:
        """Make the folder and lock the file; return whether that is possible."""
        if self._folder is None or self._lock is not None:
            return self._folder is not None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._give_up(f"{self._folder} cannot be made ({reason(error)}).")
            return False
        lock = QLockFile(str(_lock_of(self.file)))
        # It is this window's as long as its process lives, however long that is.
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            self._lock = lock
        else:
            self._give_up(f"{self._folder}: you may not write there.")
        return self._lock is not None

    def _give_up(self, why: str) -> None:
        self._folder = None
        self.failed.emit(f"Unsaved work cannot be kept safe from a crash: {why}")


def left_behind(folder: Path) -> Iterator[Path]:
    """Yield the files of windows whose process has ended without closing them, newest first."""
    try:
        files = sorted(folder.glob("window-*.gdviz"), key=lambda file: -file.stat().st_mtime)
    except OSError:
        return
    for file in files:
        lock = QLockFile(str(_lock_of(file)))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            lock.unlock()
            yield file


def _lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")

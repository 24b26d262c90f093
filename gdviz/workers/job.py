"""Background work that takes longer than a frame, and the owner of all of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from gdviz.support.compat import override
from gdviz.workers.gc_guard import gc_paused
from gdviz.workers.joined_thread import JoinedThread

Kind = TypeVar("Kind", bound="Job")


class Job(JoinedThread):
    """A piece of work in its own thread, which can be stopped between its parts.

    ``title`` is what it does. When it has finished, ``error`` is what went wrong; None if it
    succeeded or was stopped.
    """

    progressed = Signal(object, float)
    # Whether nobody waits for it: no progress bar then.
    quiet: ClassVar[bool] = False

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.error: Exception | None = None

    @override
    def run(self) -> None:
        try:
            with gc_paused():
                self._work()
        except InterruptedError:
            pass
        except Exception as error:
            self.error = error

    @abstractmethod
    def _work(self) -> None:
        """Do the work, in the thread; call ``_tell`` after each part."""

    def _tell(self, share: float) -> None:
        """Report the share done, 0 to 1; end the work if it was dropped."""
        self._check()
        self.progressed.emit(self, share)

    def _check(self) -> None:
        """End the work if it was dropped."""
        if self.isInterruptionRequested():
            raise InterruptedError


class Jobs(QObject):
    """Owns the jobs: starts them, reports their progress, and joins their threads.

    ``progressed`` gives the title of a job and the share done; ``rested`` says that no job is
    running any more. Call it only from the thread it lives in.
    """

    progressed = Signal(str, float)
    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: dict[Job, Callable[[Any], None]] = {}
        self._threads: list[Job] = []
        self._queue: list[Job] = []

    def is_busy(self) -> bool:
        """Return whether a job is running that is worth a progress bar."""
        return any(not job.quiet for job in self._wanted)

    def start(self, job: Kind, finished: Callable[[Kind], None]) -> Kind:
        """Start a job; ``finished`` is called with it when it has ended, unless it was dropped.

        One of its kind that was dropped ends first. An error other than a ValueError, which
        nobody expected, is raised after ``finished``.
        """
        self._wanted[job] = finished
        job.progressed.connect(self._on_progressed)
        job.finished.connect(self._on_finished)
        if not job.quiet:
            self.progressed.emit(job.title, 0.0)
        self._queue.append(job)
        self._start_next()
        return job

    def drop(self, job: Job | None) -> None:
        """Let a job end after its current part, without any further signal."""
        if job is not None and self._wanted.pop(job, None) is not None:
            job.end()
            self._rest(job)

    def close(self) -> None:
        """Drop all jobs, and join their threads."""
        for job in list(self._wanted):
            self.drop(job)
        for job in self._threads:
            job.join()

    def _start_next(self) -> None:
        """Start what waits for its turn: two of a kind would only take the memory of two."""
        self._queue = [job for job in self._queue if job in self._wanted]
        for job in list(self._queue):
            dropped = [one for one in self._threads if one not in self._wanted]
            if not any(type(one) is type(job) for one in dropped):
                self._queue.remove(job)
                self._threads.append(job)
                job.start()

    def _rest(self, ended: Job) -> None:
        if not (ended.quiet or self.is_busy()):
            self.rested.emit()

    @Slot(object, float)
    def _on_progressed(self, job: Job, share: float) -> None:
        if job in self._wanted:
            self.progressed.emit(job.title, share)

    @Slot()
    def _on_finished(self) -> None:
        for job in [one for one in self._threads if one.isFinished()]:
            job.join()
            self._threads.remove(job)
            self._start_next()
            finished = self._wanted.pop(job, None)
            if finished is None:
                continue
            self._rest(job)
            finished(job)
            if job.error is not None and not isinstance(job.error, ValueError):
                raise job.error

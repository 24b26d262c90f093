"""Jobs of which the tests decide when they go on."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from gdviz.support.compat import override
from gdviz.workers.job import Job, Jobs


class Work(Job):
    """Tells its shares; before the last one it waits to be released, and then it may fail."""

    def __init__(
        self, title: str = "Working", shares: tuple[float, ...] = (0.25, 1.0), released: bool = True
    ) -> None:
        super().__init__(title)
        self.shares = shares
        self.failure: Exception | None = None
        self.begun, self.release = threading.Event(), threading.Event()
        self.collects: bool | None = None
        if released:
            self.release.set()

    @override
    def _work(self) -> None:
        self.collects = gc.isenabled()
        for share in self.shares[:-1]:
            self._tell(share)
        self.begun.set()
        self.release.wait(10)
        if self.failure is not None:
            raise self.failure
        self._tell(self.shares[-1])


class Endless(Job):
    """Ends only when nobody wants it any more."""

    @override
    def _work(self) -> None:
        while True:
            self._tell(0.5)


class Told:
    """All that is heard of some jobs, in its order."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs
        self.all: list[object] = []
        self.started: list[Job] = []
        jobs.progressed.connect(lambda title, share: self.all.append((title, share)))
        jobs.rested.connect(lambda: self.all.append("rested"))

    def start(self, job: Job) -> Job:
        self.started.append(job)
        return self.jobs.start(job, self.all.append)


@pytest.fixture
def told(qapp: QObject) -> Iterator[Told]:  # noqa: ARG001 (it comes first)
    made = Told(Jobs())
    yield made
    for job in made.started:
        if isinstance(job, Work):
            job.release.set()
    made.jobs.close()


def until_its_thread_has_ended(qtbot: QtBot, job: Job) -> None:
    qtbot.waitUntil(job.isFinished, timeout=10_000)
    QCoreApplication.processEvents()


def test_a_job_tells_its_shares_and_then_that_it_has_finished(qtbot: QtBot, told: Told) -> None:
    job = Work("Adding", (0.25, 0.5, 1.0))
    assert told.start(job) is job
    assert told.jobs.is_busy()
    qtbot.waitUntil(lambda: job in told.all, timeout=10_000)
    shares = [("Adding", share) for share in (0.0, 0.25, 0.5, 1.0)]
    assert told.all == [*shares, "rested", job]
    assert not told.jobs.is_busy()
    assert job.error is None
    assert job.collects is False


def test_of_a_job_that_is_dropped_nothing_more_is_heard(qtbot: QtBot, told: Told) -> None:
    job = told.start(Work(released=False))
    assert isinstance(job, Work)
    qtbot.waitUntil(lambda: ("Working", 0.25) in told.all, timeout=10_000)
    told.jobs.drop(job)
    assert not told.jobs.is_busy()
    heard = [("Working", 0.0), ("Working", 0.25), "rested"]
    assert told.all == heard
    job.release.set()
    until_its_thread_has_ended(qtbot, job)
    told.jobs.drop(job)
    told.jobs.drop(None)
    assert told.all == heard
    assert job.error is None


def test_what_a_job_has_told_before_it_was_dropped_is_not_heard_after(
    qtbot: QtBot, told: Told
) -> None:
    job = told.start(Work(released=False))
    assert isinstance(job, Work)
    assert job.begun.wait(10)
    told.jobs.drop(job)
    job.release.set()
    until_its_thread_has_ended(qtbot, job)
    assert told.all == [("Working", 0.0), "rested"]


def test_an_error_of_what_was_given_comes_with_the_job(qtbot: QtBot, told: Told) -> None:
    job = Work()
    job.failure = ValueError("line 3 is no number")
    told.start(job)
    qtbot.waitUntil(lambda: job in told.all, timeout=10_000)
    assert job.error is job.failure
    assert told.all[-2:] == ["rested", job]


def test_an_error_that_nobody_expected_is_raised(qtbot: QtBot, told: Told) -> None:
    job = Work()
    job.failure = ZeroDivisionError("a mistake")
    with qtbot.captureExceptions() as raised:
        told.start(job)
        qtbot.waitUntil(lambda: bool(raised), timeout=10_000)
    assert [error for _, error, _ in raised] == [job.failure]
    assert not told.jobs.is_busy()
    assert told.all[-1] is job


def test_one_that_was_dropped_ends_before_the_next_of_its_kind_begins(
    qtbot: QtBot, told: Told
) -> None:
    """Two at once would take the memory of two."""
    dropped, following = Work(released=False), Work("Next")
    told.start(dropped)
    qtbot.waitUntil(dropped.begun.is_set, timeout=30_000)
    told.jobs.drop(dropped)
    told.start(following)
    assert not following.isRunning()
    dropped.release.set()
    qtbot.waitUntil(lambda: following in told.all, timeout=30_000)
    assert dropped not in told.all


def test_they_rest_when_the_last_of_them_has_ended(qtbot: QtBot, told: Told) -> None:
    first, second = Work("First"), Work("Second", released=False)
    told.start(first)
    told.start(second)
    qtbot.waitUntil(lambda: first in told.all, timeout=10_000)
    assert told.jobs.is_busy()
    assert "rested" not in told.all
    second.release.set()
    qtbot.waitUntil(lambda: second in told.all, timeout=10_000)
    assert told.all[-2:] == ["rested", second]


def test_closing_ends_them_all_and_joins_their_threads(told: Told) -> None:
    jobs = [told.start(Endless("Endless")) for _ in range(2)]
    told.jobs.close()
    assert all(job.isFinished() for job in jobs)
    QCoreApplication.processEvents()
    assert told.all == [("Endless", 0.0), ("Endless", 0.0), "rested"]


def test_closing_joins_one_that_was_dropped_before(told: Told) -> None:
    job = told.start(Endless("Endless"))
    told.jobs.drop(job)
    told.jobs.close()
    assert job.isFinished()

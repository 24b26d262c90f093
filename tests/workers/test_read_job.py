"""Reading a file beside the window, with jobs that nobody interrupts or somebody does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gdviz.documents.data_file import open_data
from gdviz.documents.errors import DocumentError
from gdviz.engine import Experiment
from gdviz.workers import read_job
from gdviz.workers.job import Jobs
from gdviz.workers.prepare_job import PrepareJob
from gdviz.workers.read_job import ReadJob
from tests.engine.samples import HOURS

SETTINGS = Experiment(HOURS, alpha=0.5, epochs=77, rule="adam", start=(1.0, 2.0))


@pytest.fixture
def jobs(qapp: QObject) -> Iterator[Jobs]:  # noqa: ARG001 (it comes first)
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A table that is read in several parts."""
    file = tmp_path / "two.csv"
    rows = np.column_stack([np.arange(60_000) % 9, np.arange(60_000) % 7, np.arange(60_000) % 2])
    np.savetxt(file, rows, "%d", ",", header="a,b,passed", comments="")
    return file


def test_it_reads_the_chosen_feature_with_the_settings_that_are_there(
    jobs: Jobs, qtbot: QtBot, path: Path
) -> None:
    told: list[tuple[str, float]] = []
    jobs.progressed.connect(lambda title, share: told.append((title, share)))
    done: list[ReadJob] = []
    job = jobs.start(ReadJob(path, ("b",), SETTINGS), done.append)
    assert job.experiment is None
    assert job.message == ""
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert done == [job]
    assert job.error is None
    read = job.experiment
    assert read is not None
    assert read.dataset.feature_names == ("b",)
    assert (read.dataset.n, read.dataset.title) == (60_000, "two.csv")
    assert (read.epochs, read.rule, read.start) == (77, "adam", "zeros")
    assert job.message.startswith("Opened two.csv: 60\u202f000 examples.")
    shares = [share for _, share in told]
    assert {title for title, _ in told} == {"Reading two.csv"}
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    # Half of the way is the reading, in several parts; the other half are the facts of its run.
    assert sum(0.0 < share < 0.5 for share in shares) >= 2
    assert [share for share in shares if share > 0.5] == pytest.approx(
        [0.5 + k / 12 for k in range(1, 7)]
    )


def test_a_file_that_holds_no_data_comes_with_the_reason(
    jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("x,y\n1,0\ntwo,1\n", encoding="utf-8")
    done: list[ReadJob] = []
    job = jobs.start(ReadJob(file, (), SETTINGS), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert isinstance(job.error, DocumentError)
    assert "line 3" in str(job.error)
    assert job.experiment is None


def test_one_that_is_not_wanted_any_more_leaves_nothing(
    jobs: Jobs, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped = threading.Event()

    def read_then(*arguments: Any) -> tuple[Experiment, str]:
        dropped.wait(10)
        return open_data(*arguments)

    monkeypatch.setattr(read_job, "open_data", read_then)
    done: list[ReadJob] = []
    job = jobs.start(ReadJob(path, ("a",), SETTINGS), done.append)
    jobs.drop(job)
    dropped.set()
    qtbot.waitUntil(job.isFinished, timeout=10_000)
    assert (job.experiment, job.message, job.error) == (None, "", None)
    assert done == []


def test_a_job_prepares_the_facts_that_a_run_needs(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[float] = []
    jobs.progressed.connect(lambda _, share: told.append(share))
    done: list[PrepareJob] = []
    job = jobs.start(PrepareJob("Applying", SETTINGS), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert job.experiment is SETTINGS
    assert job.error is None
    assert told == pytest.approx([k / 6 for k in range(7)])

"""A window for each test, driven as a user drives it."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.engine import Experiment
from gdviz.main_window import MainWindow
from tests.person import Person
from tests.workers.held_steps import Hold, HoldAt

# The time an example takes depends on the load of the machine, not on the program.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Leave the windows of a test that is over where they are.

    What is left of them, pyqtgraph's items and Qt's widgets in cycles, is destroyed by Python's
    collector in any order, long after Qt has deleted its part: in one run of ten that crashed.
    The program itself has one window, and ends with it.
    """
    gc.freeze()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own for each test: nothing is remembered, nothing of the user's read."""
    folder = tmp_path_factory.mktemp("home")
    for variable, name in (
        ("HOME", ""),
        ("USERPROFILE", ""),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_STATE_HOME", ".state"),
        ("XDG_DATA_HOME", ".data"),
        ("LOCALAPPDATA", "Local"),
    ):
        monkeypatch.setenv(variable, str(folder / name))
    return folder


@pytest.fixture
def experiment() -> Experiment:
    """The hours-studied sample, as the program opens it."""
    return sample("hours").experiment()


@pytest.fixture
def person(qtbot: QtBot, experiment: Experiment) -> Iterator[Person]:
    """A user in front of a window that shows ``experiment``."""
    window = MainWindow(experiment)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield Person(qtbot, window)
    window.close()


@pytest.fixture
def hold_at() -> Iterator[HoldAt]:
    """Makes what holds a thread of steps before an epoch; at the end all are let go."""
    holds: list[Hold] = []

    def make(epoch: int) -> Hold:
        holds.append(Hold(epoch))
        return holds[-1]

    yield make
    for hold in holds:
        hold.released.set()

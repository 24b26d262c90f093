"""Unsaved work aside: there after a crash, gone after a save or an orderly end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from gdviz.documents.samples import sample
from gdviz.documents.session_file import read_session
from tests.person import Person

_WORK = """
import sys
from PySide6.QtCore import QTimer
from gdviz import main_window
from gdviz.support import folders

class Window(main_window.MainWindow):
    def keep_safe(self, folder):
        super().keep_safe(folder)
        self.session.edit(self.session.experiment.altered(alpha=0.123), "Learning rate")
        self.session.step()
        print("edited", flush=True)

main_window.MainWindow = Window
sys.exit(main_window.run())
"""


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("window-*.gdviz"))


def wait_for(condition: Callable[[], object], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)  # another process is waited for


@pytest.fixture
def working(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process with a window in which somebody has just made an edit."""
    environment = os.environ | {
        "XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }  # fmt: skip
    with subprocess.Popen(  # noqa: S603 (our own script)
        [sys.executable, "-c", _WORK], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "edited\n"
        yield process
        process.kill()


def keep_safe(person: Person, folder: Path) -> None:
    person.window.keep_safe(folder)
    person.see()


def press(person: Person, name: str) -> None:
    QTest.mouseClick(person.find(QPushButton, name), Qt.MouseButton.LeftButton)
    person.see()


def test_after_a_kill_it_is_offered_and_restored(
    working: subprocess.Popen[str], person: Person, tmp_path: Path
) -> None:
    folder = tmp_path / "gdviz"
    begun = time.monotonic()
    wait_for(lambda: files(folder))
    assert time.monotonic() - begun < 4.0  # two seconds, on a busy machine
    working.kill()
    working.wait()
    keep_safe(person, folder)
    assert person.shows("gdviz ended with unsaved work of ")
    press(person, "messageButton")
    assert person.session.experiment.alpha == 0.123
    assert person.session.cursor == 1
    assert person.window.isWindowModified()
    assert len(files(folder)) == 1
    person.window.close()
    assert files(folder) == []
    assert list(folder.glob("*.lock")) == []


def test_what_is_discarded_is_not_offered_again(
    working: subprocess.Popen[str], person: Person, tmp_path: Path
) -> None:
    folder = tmp_path / "gdviz"
    wait_for(lambda: files(folder))
    working.kill()
    working.wait()
    before = person.session.experiment
    keep_safe(person, folder)
    press(person, "messageRefusal")
    assert person.session.experiment is before
    assert files(folder) == []


@pytest.mark.usefixtures("working")
def test_the_work_of_a_window_that_lives_is_not_offered(person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "gdviz"
    wait_for(lambda: files(folder))
    keep_safe(person, folder)
    assert not person.shows("unsaved work")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_puts_the_work_aside_and_ends_the_program(
    working: subprocess.Popen[str], tmp_path: Path, name: str
) -> None:
    number = getattr(signal, name)
    begun = time.monotonic()
    working.send_signal(number)
    assert working.wait(timeout=10) == 128 + number
    assert time.monotonic() - begun < 2.0  # a second, on a busy machine
    (file,) = files(tmp_path / "gdviz")
    experiment, cursor, _ = read_session(file)
    assert (experiment.alpha, cursor) == (0.123, 1)


def test_nothing_is_written_without_an_edit(person: Person, tmp_path: Path) -> None:
    keep_safe(person, tmp_path / "aside")
    person.press(Qt.Key.Key_Right)
    person.type_number("alphaSpin", "0.2")
    person.until(lambda: len(files(tmp_path / "aside")) == 1)
    (file,) = files(tmp_path / "aside")
    written = file.stat().st_mtime_ns
    changes: list[None] = []
    person.session.edits.document_changed.connect(lambda: changes.append(None))
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_End)
    assert changes == []  # nothing else makes it write
    assert file.stat().st_mtime_ns == written
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert files(tmp_path / "aside") == []


def test_a_saved_session_needs_none(person: Person, tmp_path: Path) -> None:
    keep_safe(person, tmp_path / "aside")
    person.type_number("alphaSpin", "0.2")
    person.until(lambda: len(files(tmp_path / "aside")) == 1)
    person.session.edits.note_saved(tmp_path / "saved.gdviz")
    assert files(tmp_path / "aside") == []


def test_a_folder_that_cannot_be_written_is_said_once(person: Person, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep_safe(person, tmp_path / "file" / "folder")
    person.type_number("alphaSpin", "0.2")
    person.until(lambda: person.shows("Unsaved work cannot be kept safe from a crash"))
    person.type_number("alphaSpin", "0.3")
    assert not person.shows("Unsaved work cannot be kept")
    assert person.session.experiment.alpha == 0.3


def test_an_older_work_that_cannot_be_read_changes_nothing(person: Person, tmp_path: Path) -> None:
    (tmp_path / "window-1-abc.gdviz").write_text("{")
    before = sample("hours").experiment()
    keep_safe(person, tmp_path)
    press(person, "messageButton")
    assert person.session.experiment == before
    assert person.shows("this is not a session file")

"""What a machine can do to the program: kill it, forbid, lack fonts or a home; and no network."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gdviz.documents.samples import sample
from gdviz.documents.session_file import read_session, write_session

_SAVES = """
import sys
from pathlib import Path
from gdviz.documents.samples import sample
from gdviz.documents.session_file import write_session
path, experiment = Path(sys.argv[1]), sample("hours").experiment()
print("begins", flush=True)
for epochs in range(1, 10**9):
    write_session(path, experiment.altered(epochs=epochs), 0)
"""
_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
{before}
application = QApplication(["gdviz"])
from gdviz.main_window import MainWindow
window = MainWindow()
window.keep_safe(None)
window.show()
window.session.go_to(7)
for _ in range(20):
    application.processEvents()
print(window.findChild(QLabel, "epochLabel").text())
window.close()
"""
# Python tells an audit hook of each socket; Qt's own cannot be made without its network module.
_WATCHED = """
import sys
def refuse(event, arguments):
    if event == "socket.__new__" and int(arguments[1]) in (2, 10):
        print("a socket of the network", file=sys.stderr, flush=True)
sys.addaudithook(refuse)
"""


def _run(
    script: str, *arguments: str, without: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | variables
    environment.pop(without, None)
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(  # noqa: S603 (our own script)
        command, capture_output=True, text=True, env=environment, timeout=120, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_a_session_is_whole_whenever_its_saving_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "kept.gdviz"
    write_session(path, sample("hours").experiment(), 0)
    script = [sys.executable, "-c", _SAVES, str(path)]
    saved = 0
    for number in range(20):
        process = subprocess.Popen(script, stdout=subprocess.PIPE)  # noqa: S603 (our own script)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.002 * number)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        saved += read_session(path).experiment.epochs != 1000
    assert saved > 0


@pytest.mark.skipif(sys.platform == "win32", reason="folders are forbidden otherwise there")
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "forbidden"
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("root may write anywhere")
    done = _run(
        "import sys; from gdviz.cli import main; sys.exit(main(sys.argv[1:]))",
        *("train", "--sample", "hours", "--export", str(folder / "a.gdviz")),
    )
    assert done.returncode == 1
    assert "you may not write there" in done.stderr
    assert not list(folder.iterdir())


@pytest.mark.parametrize("without", ["HOME", "XDG_RUNTIME_DIR", "USER"])
def test_the_window_opens_without_a_home(without: str, tmp_path: Path) -> None:
    done = _run(_WINDOW.format(before=""), without=without, XDG_CONFIG_HOME=str(tmp_path))
    assert (done.returncode, done.stdout.strip()) == (0, "7")
    assert "Traceback" not in done.stderr


def test_the_window_opens_without_fonts(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    done = _run(
        _WINDOW.format(before=""), FONTCONFIG_FILE=str(tmp_path / "fonts.conf"), HOME=str(tmp_path)
    )
    assert (done.returncode, done.stdout.strip()) == (0, "7")
    assert "Traceback" not in done.stderr


def test_the_window_opens_no_socket_of_the_network() -> None:
    done = _run(_WINDOW.format(before=_WATCHED))
    assert (done.returncode, done.stdout.strip()) == (0, "7")
    assert "a socket of the network" not in done.stderr


def test_training_opens_no_socket_of_the_network(tmp_path: Path) -> None:
    files = [part for name in ("a.png", "a.csv") for part in ("--export", str(tmp_path / name))]
    script = f"{_WATCHED}\nfrom gdviz.cli import main\nsys.exit(main(sys.argv[1:]))"
    done = _run(script, "train", "--sample", "hours", *files)
    assert done.returncode == 0
    assert "a socket of the network" not in done.stderr


def test_the_watch_sees_a_socket() -> None:
    done = _run(f"{_WATCHED}\nimport socket\nsocket.socket().close()")
    assert "a socket of the network" in done.stderr

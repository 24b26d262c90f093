import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from gdviz.cli import main
from gdviz.documents.samples import sample
from gdviz.documents.session_file import write_session
from gdviz.support import system_check


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, int, Path | None]]:
    """Return the arguments of each opened window; a stub replaces the real one and exits with 7."""
    calls: list[tuple[object, int, Path | None]] = []

    def run(experiment: object, epoch: int, path: Path | None, _switches: object) -> int:
        calls.append((experiment, epoch, path))
        return 7

    stand_in(monkeypatch, run)
    return calls


def stand_in(monkeypatch: pytest.MonkeyPatch, run: Callable[..., int]) -> None:
    module = ModuleType("gdviz.main_window")
    setattr(module, "run", run)  # noqa: B010 (a module has no such attribute for mypy)
    monkeypatch.setitem(sys.modules, "gdviz.main_window", module)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


def test_nothing_or_a_sample(opened: list[object]) -> None:
    assert main([]) == 7
    assert main(["--sample", "orings"]) == 7
    assert opened == [(None, 0, None), (sample("orings").experiment(), 0, None)]


@pytest.mark.parametrize("content", ["x,y\n1,0\n2,1\n3,0\n", "a,b,y\n1,2,0\n2,3,1\n"])
def test_a_table_is_left_to_the_window(opened: list[object], tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    assert main([str(path)]) == 7
    assert opened == [(None, 0, path)]


def test_a_bad_table_opens_no_window(
    opened: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x,y\n1,0\nb,1\n")
    assert main([str(path)]) == 2
    assert "line 3, column 1 “x”: “b” is not a number" in capsys.readouterr().err
    assert not opened


def test_ctrl_c_ends_the_window_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    during: list[object] = []

    def run(*_: object) -> int:
        during.append(signal.getsignal(signal.SIGINT))
        return 0

    before = signal.getsignal(signal.SIGINT)
    stand_in(monkeypatch, run)
    assert main([]) == 0
    assert during == [signal.SIG_DFL]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_session_opens_at_its_cursor(opened: list[object], tmp_path: Path) -> None:
    path = tmp_path / "a.gdviz"
    experiment = sample("iris").experiment()
    write_session(path, experiment, 12)
    assert main([str(path)]) == 7
    assert opened == [(experiment, 12, path)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.csv"], "none.csv: there is no such file"),
        (["none.gdviz"], "none.gdviz: there is no such file"),
        (["--sample", "none"], "there is no sample “none”"),
        (["--sample", "hours", "a.csv"], "give a FILE or --sample, not both"),
    ],
)
def test_bad_input_opens_no_window(
    opened: list[object],
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert not opened


def test_a_missing_library_is_told_before_qt_ends_the_process(
    opened: list[object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = system_check.Library("libnone-of-ours.so.9", "libnone9")
    monkeypatch.setattr(system_check, "DRAWING", (lacking,))
    monkeypatch.setattr(system_check, "on_linux", lambda: True)
    assert main([]) == 1
    assert capsys.readouterr().err == (
        "gdviz: error: Qt needs system libraries that are missing (libnone-of-ours.so.9); type:"
        " sudo apt-get install -y libnone9\n"
    )
    assert not opened


def test_an_import_that_lacks_a_library(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Lacking(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise ImportError("libfoo.so.3: cannot open shared object file: No such file")

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "gdviz.main_window", Lacking("main_window"))
    monkeypatch.setattr(system_check, "DRAWING", ())
    assert main([]) == 1
    assert "the system library libfoo.so.3 is missing; install" in capsys.readouterr().err

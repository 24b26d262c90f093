import sys
import tempfile
from pathlib import Path

import pytest

from gdviz.support.error_log import log_error, log_file


def an_error(words: str) -> BaseException:
    try:
        raise RuntimeError(words)
    except RuntimeError as error:
        return error


@pytest.mark.parametrize(
    ("platform", "variable", "folder"),
    [
        ("linux", "XDG_STATE_HOME", ".local/state"),
        ("win32", "LOCALAPPDATA", "AppData/Local"),
        ("darwin", None, "Library/Logs"),
    ],
)
def test_the_log_lies_where_the_system_keeps_such_files(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variable: str | None,
    folder: str,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert log_file() == tmp_path / folder / "gdviz" / "gdviz.log"
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "state"))
        assert log_file() == tmp_path / "state" / "gdviz" / "gdviz.log"


def test_errors_are_appended_with_their_tracebacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    for words in ("first ö", "second"):
        assert log_error(an_error(words)) == log_file()
    text = log_file().read_text(encoding="utf-8")
    assert text.count("Traceback (most recent call last)") == 2
    assert text.index("RuntimeError: first ö\n") < text.index("RuntimeError: second\n")
    assert text.splitlines()[0].endswith(" UTC")


def test_where_the_log_cannot_be_written_the_temporary_files_take_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert log_error(an_error("lost")) == tmp_path / "gdviz.log"
    assert "RuntimeError: lost" in (tmp_path / "gdviz.log").read_text(encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    assert log_error(an_error("lost")) is None


def test_a_log_that_has_become_large_is_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    log_error(an_error("first"))
    with log_file().open("a", encoding="utf-8") as log:
        log.write("x" * 1_000_000)
    log_error(an_error("second"))
    assert "first" not in log_file().read_text(encoding="utf-8")
    assert log_file().stat().st_size < 10_000
    assert "first" in (log_file().parent / "gdviz.old.log").read_text(encoding="utf-8")

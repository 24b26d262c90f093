import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import gdviz
from gdviz.cli import main
from gdviz.documents import samples

ROOT = Path(gdviz.__file__).resolve().parents[1]


def gdviz_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m gdviz`` without a display, as from a terminal."""
    kept = {k: v for k, v in os.environ.items() if "DISPLAY" not in k and k != "QT_QPA_PLATFORM"}
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", "gdviz", *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
    )


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["train", "--help"]])
def test_help_and_version_come_before_any_heavy_import(arguments: list[str]) -> None:
    code = (
        "import sys; from gdviz.cli import main; status = main(sys.argv[1:]);"
        "assert not {'numpy', 'PySide6', 'pyqtgraph'} & set(sys.modules); sys.exit(status)"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "gdviz" in done.stdout


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"gdviz {gdviz.__version__}\n"


def test_help_tells_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for command in ("gdviz [FILE]", "--sample NAME", "gdviz train", "gdviz samples", "--check"):
        assert command in text


def test_the_samples_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [one.name for one in samples.samples()]
    assert lines[1].split()[1:4] == ["20", "hours", "studied"]
    assert "JASA" in lines[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["train", "--nonsense"],
        ["train", "--alpha", "abc"],
        ["train", "--alpha"],
        ["train", "a.csv", "b.csv"],
        ["samples", "more"],
        ["a.csv", "b.csv"],
        ["train", "--alp", "1"],
    ],
)
def test_wrong_arguments_are_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("gdviz: error: ")
    assert captured.err.endswith("--help)\n")
    assert captured.err.count("\n") == 1


def test_a_line_break_in_a_name_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "no\nsuch\nfile.csv"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_real_process_with_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("hours,passed\n1,0\nx,1\n")
    done = gdviz_process("train", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"gdviz: error: {path}, line 3, column 1 “hours”: “x” is not a number;"
        " correct it or choose another column.\n"
    )


def test_a_real_process_without_a_display() -> None:
    done = gdviz_process()
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("gdviz: error: there is no display for a window")
    assert "gdviz train --sample hours --export run.png" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["frob"], "frob: there is no such file"),
        (["frob.gdviz"], "frob.gdviz: there is no such file"),
        (["--sample", "nope"], "there is no sample “nope”; the samples are hours, orings"),
    ],
)
def test_bad_input_is_told_where_there_is_no_display_either(
    arguments: list[str], message: str
) -> None:
    done = gdviz_process(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"gdviz: error: {message}")
    assert done.stderr.count("\n") == 1


def test_a_real_process_prints_its_table_in_any_encoding() -> None:
    done = gdviz_process("train", "--epochs", "3", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "?0" in done.stdout


def test_a_reader_that_has_gone_is_no_failure_of_ours() -> None:
    command = f"{sys.executable} -m gdviz samples | true"
    done = subprocess.run(  # noqa: S602 (our own program)
        command,
        shell=True,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gdviz.cli.samples.samples", interrupt)
    assert main(["samples"]) == 130
    assert capsys.readouterr() == ("", "")


def test_what_nobody_expected_goes_to_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("over\nzero")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("gdviz.cli.samples.samples", fail)
    assert main(["samples"]) == 1
    log = tmp_path / "gdviz" / "gdviz.log"
    error = capsys.readouterr().err
    assert error == (
        "gdviz: error: something went wrong in gdviz itself (ZeroDivisionError: over zero);"
        f" the details are in {log}\n"
    )
    assert "Traceback" in log.read_text()


def test_a_log_that_cannot_be_written_goes_among_the_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("gdviz.cli.samples.samples", fail)
    assert main(["samples"]) == 1
    assert f"the details are in {tmp_path / 'gdviz.log'}" in capsys.readouterr().err


def test_too_little_memory_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise MemoryError

    monkeypatch.setattr("gdviz.cli.samples.samples", fail)
    assert main(["samples"]) == 1
    assert "not enough memory" in capsys.readouterr().err

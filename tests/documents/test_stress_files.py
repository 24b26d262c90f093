"""Files that never end, wait, are too wide or too deep; disks that are full."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gdviz.cli import main
from gdviz.documents.atomic_write import write_atomically
from gdviz.documents.errors import DocumentError
from gdviz.documents.session_file import read_session, write_session
from gdviz.documents.tables.table import parse_table, read_dataset
from gdviz.engine import Dataset, Experiment

resource = pytest.importorskip("resource")


def _refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as refused:
        read_dataset(path)
    assert str(refused.value).count("\n") == 0
    return str(refused.value)


def _write_x(path: Path) -> None:
    path.write_text("x", encoding="utf-8")


def test_a_device_and_a_pipe_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    assert "a device or a pipe, not a file" in _refusal(pipe)
    assert "a device or a pipe, not a file" in _refusal(Path("/dev/zero"))


def test_a_folder_and_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    assert "leads back to itself" in _refusal(tmp_path / "loop.csv")
    assert "this is a folder" in _refusal(tmp_path)


def test_a_vast_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "vast.csv"
    with path.open("wb") as file:
        file.truncate(10**12)
    assert "larger than 1000 MB" in _refusal(path)


def test_a_table_of_very_many_columns() -> None:
    line = ",".join(["1"] * 5000)
    with pytest.raises(DocumentError, match=r"5.000 columns, but gdviz reads at most 1.000"):
        parse_table(f"{line}\n{line}\n")


@pytest.mark.parametrize("text", [";\n;", ";;\n;;\n", ",\n1,\n", "|\n|\n|"])
def test_cells_without_content(text: str) -> None:
    with pytest.raises(DocumentError):
        parse_table(text)


def test_a_header_of_empty_cells_is_not_an_example() -> None:
    assert parse_table(";\n1;0\n2;1\n").x.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "text",
    [
        f"x,y\n{'9' * 4000},1\n2,0\n",
        f"x,y\n{'9' * 4000}z,1\n2,0\n",
        f"{'a' * 300},{'b' * 300}\n1,{'k' * 300}\n2,{'m' * 300}\n3,{'z' * 300}\n",
    ],
)
def test_messages_stay_readable(text: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_table(text)
    assert len(str(refused.value)) < 500
    assert "…" in str(refused.value)


def test_a_session_of_lists_within_lists(tmp_path: Path) -> None:
    path = tmp_path / "deep.gdviz"
    write_session(path, Experiment(Dataset([1, 2], [0, 1])), 0)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["experiment"]["start"] = "@"
    path.write_text(json.dumps(document).replace('"@"', "[" * 900 + "]" * 900), encoding="utf-8")
    with pytest.raises(DocumentError, match="this session is damaged"):
        read_session(path)


@pytest.mark.parametrize("suffix", ["svg", "pdf", "png", "csv", "gdviz"])
def test_past_a_size_limit_the_file_stays_and_the_exit_status_is_1(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"kept.{suffix}"
    path.write_text("kept", encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))

    command = [sys.executable, "-m", "gdviz", "train", "--epochs", "50", "--export", str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)  # noqa: S603
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert f"{path}: the file would be larger than the system allows" in ended.stderr
    assert path.read_text(encoding="utf-8") == "kept"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["samples"], ["train", "--epochs", "5"]])
def test_a_full_disk_as_the_output(arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "gdviz", *arguments]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert ended.returncode == 1
    assert ended.stderr == "gdviz: error: the output cannot be written (no space left on device)\n"


@pytest.mark.parametrize("arguments", [["--help"], ["samples"], ["train", "--epochs", "5"]])
def test_a_pipe_that_nobody_reads(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        command = [sys.executable, "-m", "gdviz", *arguments]
        ended = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert (ended.returncode, ended.stderr) == (1, "")


def test_what_a_killed_process_left_goes_with_the_next_write(tmp_path: Path) -> None:
    old, fresh, other = (
        tmp_path / name
        for name in (".s-gdviz-0123abcd.gdviz", ".t-gdviz-0123abcd.csv", ".s-0123abcd.gdviz")
    )
    for path in (old, fresh, other):
        path.write_text("half", encoding="utf-8")
    for path in (old, other):
        os.utime(path, (time.time() - 3600,) * 2)
    write_atomically(tmp_path / "s.csv", _write_x)
    assert not old.exists()
    assert fresh.exists()
    assert other.exists()


@pytest.mark.parametrize(
    "option", [("--epochs", "2147483648"), ("--seed", "1" * 30), ("--cost-window", "9" * 12)]
)
def test_whole_numbers_that_the_window_cannot_hold(
    option: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *option]) == 2
    assert "2 147 483 647" in " ".join(capsys.readouterr().err.split())

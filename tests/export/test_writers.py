from pathlib import Path

import pytest

from gdviz.documents.samples import sample
from gdviz.documents.session_file import read_session
from gdviz.export.formats import LATER, suffixes
from gdviz.export.writers import WRITERS, write
from gdviz.runs.run import Run

BEGINNINGS = {
    ".png": b"\x89PNG",
    ".svg": b"<?xml",
    ".pdf": b"%PDF",
    ".csv": b"epoch,beta0,beta1,cost",
    ".gdviz": b'{"format": "gdviz session"',
}


@pytest.fixture
def run() -> Run:
    made = Run(sample("hours").experiment().altered(epochs=30))
    made.finish()
    return made


def test_each_format_has_a_writer_and_none_is_promised_for_later() -> None:
    assert tuple(WRITERS) == suffixes()
    assert not set(WRITERS) & set(LATER)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("suffix", suffixes())
def test_a_file_is_what_its_suffix_says(tmp_path: Path, run: Run, suffix: str) -> None:
    path = tmp_path / f"run{suffix.upper()}"
    write(path, run, 12)
    assert path.read_bytes().startswith(BEGINNINGS[suffix])


def test_a_session_keeps_the_epoch(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "run.gdviz", run, 12)
    assert read_session(tmp_path / "run.gdviz")[:2] == (run.experiment, 12)


def test_an_unknown_suffix_is_named_with_those_that_are_known(tmp_path: Path, run: Run) -> None:
    with pytest.raises(ValueError, match=r"no format “\.bmp”; choose one of \.png, \.svg"):
        write(tmp_path / "run.bmp", run, 3)
    assert not list(tmp_path.iterdir())

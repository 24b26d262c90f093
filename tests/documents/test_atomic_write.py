import errno
import os
from functools import partial
from pathlib import Path

import pytest

from gdviz.documents.atomic_write import check_destination, write_atomically
from gdviz.documents.errors import DocumentError


def test_a_new_file_and_one_that_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    for text in ("first", "second"):
        write_atomically(path, partial(_say, text))
        assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_the_temporary_file_is_a_sibling_with_the_same_suffix(tmp_path: Path) -> None:
    seen: list[Path] = []

    def write(temporary: Path) -> None:
        seen.append(temporary)
        assert not temporary.exists()
        _say("x", temporary)

    write_atomically(tmp_path / "run.png", write)
    assert (seen[0].parent, seen[0].suffix) == (tmp_path, ".png")


@pytest.mark.parametrize("failure", [RuntimeError("no"), KeyboardInterrupt()])
def test_a_failure_half_way_leaves_the_file_untouched(
    tmp_path: Path, failure: BaseException
) -> None:
    path = tmp_path / "run.csv"
    path.write_text("kept")

    def write(temporary: Path) -> None:
        _say("half", temporary)
        raise failure

    with pytest.raises(type(failure)):
        write_atomically(path, write)
    assert path.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path) -> None:
    path, link = tmp_path / "run.csv", tmp_path / "link.csv"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomically(link, partial(_say, "new"))
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full; free some"),
        (PermissionError(errno.EACCES, "Permission denied"), "you may not write there"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "the name is too long"),
        (OSError(errno.EIO, "Input/output error"), "cannot be written .input/output error."),
    ],
)
def test_what_the_system_refuses(tmp_path: Path, failure: OSError, message: str) -> None:
    def write(_: Path) -> None:
        raise failure

    with pytest.raises(DocumentError, match=message):
        write_atomically(tmp_path / "run.csv", write)
    assert not list(tmp_path.iterdir())


def test_places_where_no_file_can_be(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="this is a folder; add the name"):
        check_destination(tmp_path)
    with pytest.raises(DocumentError, match="does not exist; create it or choose another"):
        check_destination(tmp_path / "none" / "run.csv")
    (tmp_path / "file").write_text("")
    with pytest.raises(DocumentError, match="is not a folder"):
        check_destination(tmp_path / "file" / "run.csv")
    check_destination(tmp_path / "run.csv")


def test_a_protected_file_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.csv"
    path.write_text("kept")
    monkeypatch.setattr(os, "access", lambda place, _: place != path)
    with pytest.raises(DocumentError, match="you may not write there"):
        check_destination(path)


def _say(text: str, path: Path) -> None:
    path.write_text(text)

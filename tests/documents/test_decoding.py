import codecs
from pathlib import Path

import pytest

from gdviz.documents.decoding import decoded, read_head, read_text
from gdviz.documents.errors import DocumentError

QUARTER = 262_144


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "data.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfx\n", "x\n"),
        ("Größe\n".encode(), "Größe\n"),
        ("Größe\n".encode("cp1252"), "Größe\n"),
        (codecs.BOM_UTF16_LE + "ß\n".encode("utf-16-le"), "ß\n"),
        (codecs.BOM_UTF16_BE + "ß\n".encode("utf-16-be"), "ß\n"),
        (b"", ""),
    ],
)
def test_whatever_wrote_it_the_text_is_the_same(tmp_path: Path, data: bytes, text: str) -> None:
    assert read_text(written(tmp_path, data)) == text
    assert read_head(written(tmp_path, data)) == text


@pytest.mark.parametrize("sign", ["\t", "\n", "\f", "\x1a", " ", "\x7f"])
def test_signs_that_a_text_may_hold(sign: str) -> None:
    assert decoded(f"a{sign}b".encode(), "t.csv") == f"a{sign}b"


@pytest.mark.parametrize("sign", [0, 1, 8, 11, 14, 25, 27, 31])
def test_signs_that_no_text_holds(sign: int) -> None:
    with pytest.raises(DocumentError, match=r"^t\.csv: this is not a text file; save the table"):
        decoded(b"a" + bytes([sign]), "t.csv")


@pytest.mark.parametrize("filler", [b"a", b"\xe4"])
def test_a_zero_is_found_however_far_it_is(filler: bytes) -> None:
    with pytest.raises(DocumentError, match="not a text file"):
        decoded(filler * 9000 + b"\0", "t.csv")
    assert len(decoded(filler * 9000 + b"\x01", "t.csv")) == 9001


def test_the_head_of_a_large_file_ends_with_a_whole_line(tmp_path: Path) -> None:
    """The quarter of a megabyte ends within the two bytes of an ö."""
    line = "1;0,5;" + "ö" * 50 + "\n"
    text = line * 3000
    assert len(text.encode()[:QUARTER].decode(errors="ignore").encode()) == QUARTER - 1
    head = read_head(written(tmp_path, text.encode()))
    assert text.startswith(head)
    assert head.endswith("ö\n")
    assert QUARTER - len(line.encode()) < len(head.encode()) < QUARTER


def test_a_file_of_just_a_quarter_of_a_megabyte_is_read_as_a_large_one(tmp_path: Path) -> None:
    assert read_head(written(tmp_path, b"1,2\n" * (QUARTER // 4 - 1) + b"3,44")).endswith("2\n")
    assert read_head(written(tmp_path, b"1,2\n" * (QUARTER // 4 - 1) + b"3,4")).endswith("3,4")


def test_a_large_file_of_two_bytes_a_letter_is_read_whole(tmp_path: Path) -> None:
    text = "1;2\n" * 40_000
    assert read_head(written(tmp_path, text.encode("utf-16"))) == text


def test_a_head_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no such file; check the name"):
        read_head(tmp_path / "none.txt")

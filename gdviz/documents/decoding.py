"""The text of a file, whatever wrote it."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from pathlib import Path

from gdviz.documents.errors import DocumentError, cannot_read

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 262_144
# Bytes of the largest file that is read: some 50 million examples.
LARGEST = 1_000_000_000
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a")


def read_text(path: Path) -> str:
    """Return the text of the file, with line feeds as line ends.

    UTF-8 (with or without its mark), UTF-16 with its mark, else Windows-1252. Raises
    DocumentError for a file that is missing, a folder, unreadable or not text.
    """
    try:
        data = _bytes_of(path)
    except OSError as error:
        raise cannot_read(path, error) from error
    return decoded(data, str(path))


def read_head(path: Path) -> str:
    """Return the first lines of the file, a quarter of a megabyte at most; see ``read_text``."""
    try:
        _check_kind(path)
        with path.open("rb") as file:
            data = file.read(_HEAD)
    except OSError as error:
        raise cannot_read(path, error) from error
    if len(data) < _HEAD or data.startswith(_UTF16):
        return read_text(path)
    return decoded(data[: data.rfind(b"\n") + 1], str(path))


def _bytes_of(path: Path) -> bytes:
    _check_kind(path)
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _too_large(path)
    return data


def _check_kind(path: Path) -> None:
    """Raise DocumentError for what never ends, may wait for ever, or does not fit in memory."""
    try:
        found = path.stat()
    except RuntimeError as error:  # A loop of links, before Python 3.13.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    kind = found.st_mode
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(kind):
        raise DocumentError(
            f"{path}: this is a device or a pipe, not a file; save its content to a file first."
        )
    if found.st_size > LARGEST:
        raise _too_large(path)


def _too_large(path: Path) -> DocumentError:
    return DocumentError(
        f"{path}: it is larger than {LARGEST // 1_000_000} MB, more than gdviz reads; take a part"
        " of it."
    )


def decoded(data: bytes, name: str) -> str:
    """Return ``data`` as text; see ``read_text``."""
    if data.startswith(_UTF16):
        text = _decode(data, "utf-16", name)
    elif _CONTROL.intersection(data[:8192]):
        raise _binary(name)
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _decode(data, "cp1252", name)
    if "\0" in text:
        raise _binary(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _binary(name) from None


def _binary(name: str) -> DocumentError:
    return DocumentError(f"{name}: this is not a text file; save the table as CSV and open that.")

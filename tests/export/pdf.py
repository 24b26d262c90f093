"""Checks of a PDF without a PDF reader."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

_BEGIN = {"m", "re"}
_NEED = {"l", "c", "v", "y", "h"}
_END = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"}


def operators(path: Path) -> Iterator[str]:
    """Yield the operators of the largest stream, which is the page."""
    found = re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.S)
    page = max((_inflated(match[1]) for match in found), key=lambda data: data.count(b" l\n"))
    bare = re.sub(rb"\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f\s]*>|\[[^\]]*\]", b" ", page)
    yield from re.findall(r"(?<![\w/])[a-zA-Z]+\*?(?!\w)", bare.decode("latin1"))


def strayed(path: Path) -> list[str]:
    """Return the operators that continue a path from a missing point."""
    wrong, begun = [], False
    for operator in operators(path):
        if operator in _NEED and not begun:
            wrong.append(operator)
        if operator in _BEGIN | _END:
            begun = operator in _BEGIN
    return wrong


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""

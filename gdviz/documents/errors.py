"""Messages about files that cannot be read or written."""

from __future__ import annotations

import errno
from pathlib import Path


class DocumentError(ValueError):
    """One clear sentence: which file, where in it (line, column), and what to do about it."""


def reason(error: OSError) -> str:
    """Return the operating system's own words for ``error``, without its number and path."""
    return (error.strerror or str(error) or type(error).__name__).lower()


def cannot_read(path: Path, error: OSError) -> DocumentError:
    """Return the error for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return DocumentError(f"{path}: there is no such file; check the name and the folder.")
    if isinstance(error, IsADirectoryError):
        return DocumentError(f"{path}: this is a folder; name a file in it.")
    if isinstance(error, PermissionError):
        return DocumentError(f"{path}: you may not read this file; ask for the permission.")
    if error.errno == errno.ELOOP:
        return DocumentError(f"{path}: this link leads back to itself; name the file itself.")
    return DocumentError(f"{path}: it cannot be read ({reason(error)}); try a copy of it.")

"""Files that are complete or untouched, whatever happens while they are written."""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gdviz.documents.errors import DocumentError, reason

_TEMPORARY = re.compile(r"\..*-gdviz-[0-9a-f]{8}(\.[^.]*)?", re.DOTALL)
# Seconds: the largest figure takes a tenth of it.
_OLD = 600.0


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a temporary file beside ``path``, then move it into place.

    The temporary file has the same suffix and does not exist when ``write`` is called. On any
    failure ``path`` stays as it was and nothing is left beside it; what a killed process has left
    in the folder is removed by the next write there. Raises DocumentError, with a
    remedy, if the system does not let the file be written.
    """
    check_destination(path)
    target = path.resolve()
    _clear_away_left_overs(target.parent)
    temporary = target.with_name(f".{target.stem}-gdviz-{os.urandom(4).hex()}{target.suffix}")
    try:
        write(temporary)
        _settle(temporary)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _clear_away_left_overs(folder: Path) -> None:
    """Remove our temporary files that are too old to be of a process that still writes."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if _TEMPORARY.fullmatch(entry.name):
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _OLD:
                        Path(entry).unlink()


def check_destination(path: Path) -> None:
    """Raise DocumentError, with a remedy, if no file can be written at ``path``."""
    target = path.resolve()
    if target.is_dir():
        raise DocumentError(f"{path}: this is a folder; add the name of a file.")
    if not target.parent.exists():
        raise DocumentError(
            f"{path}: the folder {target.parent} does not exist; create it or choose another."
        )
    if not target.parent.is_dir():
        raise DocumentError(f"{path}: {target.parent} is not a folder; choose another place.")
    protected = target.exists() and not os.access(target, os.W_OK)
    if protected or not os.access(target.parent, os.W_OK):
        raise DocumentError(f"{path}: you may not write there; choose another place.")


def _settle(temporary: Path) -> None:
    """Flush the content to the disk before the name points to it, in case of a power cut."""
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())


def _cannot_write(path: Path, error: OSError) -> DocumentError:
    if error.errno == errno.EFBIG:
        return DocumentError(
            f"{path}: the file would be larger than the system allows; export less or choose"
            " another place."
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DocumentError(f"{path}: the disk is full; free some space or choose another.")
    if error.errno == errno.ENAMETOOLONG:
        return DocumentError(f"{path}: the name is too long; choose a shorter one.")
    if isinstance(error, PermissionError):
        return DocumentError(f"{path}: you may not write there; choose another place.")
    return DocumentError(f"{path}: it cannot be written ({reason(error)}); choose another place.")

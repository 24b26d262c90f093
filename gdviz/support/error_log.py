"""The log file for the details of unexpected errors."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

# Bytes after which a log is put aside for a new one; only the last is kept.
_FULL = 1_000_000


def log_file() -> Path:
    """Return the path of the log, in the system's folder for program state."""
    home = Path.home()
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        folder = home / "Library" / "Logs"
    else:
        folder = os.environ.get("XDG_STATE_HOME") or home / ".local" / "state"
    return Path(folder) / "gdviz" / "gdviz.log"


def log_error(error: BaseException) -> Path | None:
    """Append the traceback to the log, or to one in the temporary folder if that fails.

    A log that has become large is put aside first, in place of the last one. Returns the file
    that was written, None if neither could be.
    """
    entry = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n" + "".join(
        traceback.format_exception(error)
    )
    for path in (log_file(), Path(tempfile.gettempdir()) / "gdviz.log"):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > _FULL:
                path.replace(path.with_suffix(".old.log"))
            with path.open("a", encoding="utf-8") as log:
                log.write(entry + "\n")
        except OSError:
            continue
        return path
    return None

"""How the command line fails: in one line, with the right exit status, details in a log."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path


class CommandError(Exception):
    """One sentence for standard error; ``status`` is 2 for bad arguments or input, else 1."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


def say_error(sentence: str) -> None:
    """Print ``gdviz: error: …`` on standard error, in one line whatever the sentence holds."""
    print(f"gdviz: error: {' '.join(sentence.split())}", file=sys.stderr)


def say_unexpected(error: BaseException) -> None:
    """Log the traceback of ``error`` and say in one line what happened and where the log is."""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    log = _logged(error)
    where = f"; the details are in {log}" if log else ""
    say_error(f"something went wrong in gdviz itself ({what}){where}")


def log_file() -> Path:
    """Return where the log lies: in the folder that the system keeps for a program's state."""
    home = Path.home()
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        folder = home / "Library" / "Logs"
    else:
        folder = os.environ.get("XDG_STATE_HOME") or home / ".local" / "state"
    return Path(folder) / "gdviz" / "gdviz.log"


def _logged(error: BaseException) -> Path | None:
    """Append the traceback to the log, or to one among the temporary files; None if neither."""
    entry = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n" + "".join(
        traceback.format_exception(error)
    )
    for path in (log_file(), Path(tempfile.gettempdir()) / "gdviz.log"):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                log.write(entry + "\n")
        except OSError:
            continue
        return path
    return None

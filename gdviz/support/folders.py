"""The folders that the system has for a program's own files."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_state_path


def state_folder() -> Path | None:
    """Return the folder for what outlives the program but is no document; None without a home."""
    folder = user_state_path("gdviz", appauthor=False)
    # Without a home the path still begins with ~.
    return folder if folder.is_absolute() else None

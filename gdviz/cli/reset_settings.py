"""``gdviz --reset-settings``: forgets what the window remembers."""

from __future__ import annotations

from gdviz.cli.errors import CommandError
from gdviz.documents.errors import DocumentError
from gdviz.documents.preferences import preferences_file, remove_preferences


def reset_settings() -> int:
    """Remove the file of the settings; return the exit status."""
    file = preferences_file()
    try:
        removed = remove_preferences(file)
    except DocumentError as error:
        raise CommandError(str(error), status=1) from error
    print(f"Removed {file}; gdviz starts anew." if removed else "There are no settings to forget.")
    return 0

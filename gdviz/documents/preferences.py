"""What the window remembers from one start to the next, in one small file."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_type_hints

from gdviz.documents.atomic_write import write_atomically
from gdviz.documents.errors import DocumentError, reason
from gdviz.documents.field_types import fits, thawed

# Characters; a file that is longer is none that gdviz has written.
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the user likes the window; the defaults are those of the first start.

    ``speed`` is in steps per second, None is flat out. ``window`` is where the window was: left,
    top, width and height on the screen. ``folder`` is the last one of data and sessions,
    ``export_folder`` that of exports; ``recent`` are the last files, the newest first.
    """

    theme: str = "system"
    speed: float | None = 60.0
    residuals: bool = True
    ahead: bool = True
    logarithmic: bool = False
    folder: str = ""
    export_folder: str = ""
    recent: tuple[str, ...] = ()
    window: tuple[int, int, int, int] | None = None
    maximized: bool = False


def preferences_file() -> Path | None:
    """Return the file, in the user's folder for settings; None where the user has no folder."""
    from platformdirs import user_config_path  # noqa: PLC0415 (--help needs it not)

    file = user_config_path("gdviz", appauthor=False) / "settings.json"
    # Without a home the path still begins with ~.
    return file if file.is_absolute() else None


def read_preferences(file: Path | None) -> tuple[Preferences, str]:
    """Return the preferences, and a sentence where they could not be read, else an empty one.

    A file that is no JSON object is renamed, with .bad at the end. A value that makes no sense
    is left out.
    """
    try:
        return _preferences(_values(file)), ""
    except OSError as error:
        return Preferences(), (
            f"The settings in {file} cannot be read ({reason(error)}); gdviz starts without them."
        )
    except (ValueError, RecursionError):
        return Preferences(), f"The settings were damaged, so gdviz starts anew. {_put_aside(file)}"


def write_preferences(file: Path | None, changes: Mapping[str, Any]) -> None:
    """Change some values in the file; those that it has besides stay, also unknown ones.

    Raises DocumentError if the file cannot be written; it is then untouched.
    """
    if file is None:
        raise DocumentError("gdviz has no home folder to keep its settings in; set HOME.")
    try:
        values = _values(file)
    except (OSError, ValueError, RecursionError):
        values = {}
    text = json.dumps(values | dict(changes), indent=1, allow_nan=False) + "\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError(f"{file.parent} cannot be made ({reason(error)}).") from error
    write_atomically(file, lambda temporary: _write(temporary, text))


def remove_preferences(file: Path | None) -> bool:
    """Remove the file; return whether there was one. Raises DocumentError if that fails."""
    try:
        if file is None or not file.exists():
            return False
        file.unlink()
    except OSError as error:
        raise DocumentError(f"{file}: it cannot be removed ({reason(error)}).") from error
    return True


def _values(file: Path | None) -> dict[str, Any]:
    if file is None or not file.exists():
        return {}
    with file.open(encoding="utf-8") as opened:
        text = opened.read(_LONGEST + 1)
    values = json.loads(text) if len(text) <= _LONGEST else None
    if not isinstance(values, dict):
        raise ValueError(f"{file} holds no settings")
    return values


def _preferences(values: dict[str, Any]) -> Preferences:
    hints = get_type_hints(Preferences)
    known = {f.name: thawed(values[f.name]) for f in fields(Preferences) if f.name in values}
    fitting = {name: value for name, value in known.items() if fits(value, hints[name])}
    speed = fitting.get("speed")
    if speed is not None and not (math.isfinite(speed) and speed > 0):
        del fitting["speed"]
    return Preferences(**fitting)


def _put_aside(file: Path | None) -> str:
    if file is None:
        return ""
    aside = file.with_name(f"{file.name}.bad")
    try:
        file.replace(aside)
    except OSError:
        return f"They are still in {file}."
    return f"What was there is in {aside}."


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")

"""Session files: an experiment and the cursor, to continue later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, get_type_hints

import numpy as np

from gdviz.documents.atomic_write import write_atomically
from gdviz.documents.decoding import read_text
from gdviz.documents.errors import DocumentError
from gdviz.documents.field_types import fits, thawed
from gdviz.engine.dataset import Dataset
from gdviz.engine.experiment import Experiment
from gdviz.support.shortened import shortened

FORMAT = "gdviz session"
VERSION = 1


# How the plots show a run: True or False for each, by the names in a session file.
Switches = Mapping[str, bool]
SWITCHES = ("residuals", "ahead", "logarithmic")


class SavedSession(NamedTuple):
    """What a session file holds: an experiment, the epoch shown, and how the plots show it."""

    experiment: Experiment
    cursor: int
    switches: Switches


def write_session(
    path: Path, experiment: Experiment, cursor: int, switches: Switches | None = None
) -> None:
    """Write the experiment with its data, and what is shown; they read back to the same bits.

    Raises DocumentError if the file cannot be written; it is then untouched.
    """
    text = session_text(experiment, cursor, switches)
    write_atomically(path, lambda temporary: _write_text(temporary, text))


def session_text(experiment: Experiment, cursor: int, switches: Switches | None = None) -> str:
    """Return what a session file of them holds, as JSON."""
    data = experiment.dataset
    document = {
        "format": FORMAT,
        "version": VERSION,
        "cursor": int(cursor),
        "shown": dict(switches or {}),
        "experiment": {
            field.name: getattr(experiment, field.name)
            for field in fields(experiment)
            if field.name != "dataset"
        },
        "dataset": {f.name: getattr(data, f.name) for f in fields(data) if f.init},
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, default=_plain) + "\n"


def read_session(path: Path) -> SavedSession:
    """Return what a session file holds.

    A setting missing from the file takes its default. Raises DocumentError for a file that is
    damaged, from another program or from a newer version.
    """
    return session_of_text(read_text(path), path)


def session_of_text(text: str, source: Path | str) -> SavedSession:
    """Return what ``read_session`` does, of a text; messages begin with its source."""
    path, document = source, _parsed(text, source)
    try:
        experiment = _experiment(document)
        cursor = _part(document, "cursor", int, 0)
        if not 0 <= cursor <= experiment.epochs:
            raise ValueError(f"the cursor {cursor} is not among the {experiment.epochs} epochs")
        switches = _switches(_part(document, "shown", dict, {}))
    except RecursionError as error:
        raise DocumentError(
            f"{path}: this session is damaged (lists within lists, too deep); open a copy."
        ) from error
    except (ValueError, TypeError, OverflowError) as error:
        what = shortened(str(error), 200)
        raise DocumentError(f"{path}: this session is damaged ({what}); open a copy.") from error
    return SavedSession(experiment, cursor, switches)


def _switches(shown: dict[str, Any]) -> Switches:
    for name, on in shown.items():
        if name not in SWITCHES or not isinstance(on, bool):
            raise ValueError(f"“shown” cannot have “{shortened(name)}”: {shortened(repr(on))}")
    return shown


def _parsed(text: str, path: Path | str) -> dict[str, Any]:
    try:
        document = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"{path}, line {error.lineno}, column {error.colno}: this is not a session file"
            f" ({error.msg}); choose one that gdviz has saved."
        ) from error
    except (RecursionError, ValueError) as error:
        raise DocumentError(f"{path}: this session is damaged; open a copy.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise DocumentError(f"{path}: this is not a session file; choose one that gdviz has saved.")
    if document.get("version") != VERSION:
        raise DocumentError(
            f"{path}: it is of version {shortened(repr(document.get('version')))}, this gdviz"
            f" reads {VERSION}; open it with a newer gdviz."
        )
    return document


def _experiment(document: dict[str, Any]) -> Experiment:
    settings = _checked(Experiment, _part(document, "experiment", dict), ("dataset",))
    experiment = Experiment(_dataset(_part(document, "dataset", dict)), **settings)
    experiment.objective()
    return experiment


def _dataset(parts: dict[str, Any]) -> Dataset:
    x, y = (np.array(_part(parts, name, list), dtype=np.float64) for name in ("x", "y"))
    words = _checked(Dataset, {k: v for k, v in parts.items() if k not in ("x", "y")}, ("x", "y"))
    columns = len(words.get("feature_names", ()))
    if not x.size and columns > 1:
        x = x.reshape(0, columns)
    return Dataset(x, y, **words)


def _checked(kind: type, values: dict[str, Any], without: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of some fields of a dataclass, each checked for its declared type."""
    hints = {k: hint for k, hint in get_type_hints(kind).items() if k not in without}
    frozen = {name: thawed(value) for name, value in values.items()}
    for name, value in frozen.items():
        if name not in hints:
            raise ValueError(f"this gdviz knows no “{shortened(name)}”")
        if not fits(value, hints[name]):
            raise ValueError(f"“{name}” cannot be {shortened(repr(value))}")
    return frozen


def _part(document: dict[str, Any], name: str, kind: type, default: Any = None) -> Any:
    value = document.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"“{name}” is missing or cannot be {shortened(repr(value))}")
    return value


def _plain(value: Any) -> Any:
    """Return the JSON equivalent of a NumPy array or number."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is no part of a session file")


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a finite number")

"""The files that come with the program."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def asset(*parts: str, package: Path = _PACKAGE) -> Path:
    """Return the path of a file that comes with the program, such as ("samples", "hours.csv").

    An installed package carries its assets inside; a checkout has them beside the package.
    Raises FileNotFoundError if neither has the file.
    """
    for root in (package / "assets", package.parent / "assets"):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"the asset {'/'.join(parts)} is missing: install gdviz again")

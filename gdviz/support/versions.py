"""The versions of the program and of what it runs on, for a report of an error."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("PySide6-Essentials", "pyqtgraph", "numpy", "contourpy", "pillow", "platformdirs")


def versions() -> str:
    """Return the versions, one a line."""
    found = [f"Python {platform.python_version()} on {platform.platform()}"]
    for package in ("gdviz", *PACKAGES):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package}: no version known")
    return "\n".join(found)

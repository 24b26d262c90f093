"""What the window needs of the machine: Qt, system libraries, a display. Imports no Qt itself."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Library:
    """A system library that Qt loads, and the Debian package that holds it."""

    file: str
    package: str

    @property
    def found(self) -> bool:
        """Whether the system can load it."""
        try:
            ctypes.CDLL(self.file)
        except OSError:
            return False
        return True


DRAWING = (
    Library("libEGL.so.1", "libegl1"),
    Library("libGL.so.1", "libgl1"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libglib-2.0.so.0", "libglib2.0-0"),
)
X11 = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
)
WAYLAND = (
    Library("libwayland-cursor.so.0", "libwayland-cursor0"),
    Library("libwayland-egl.so.1", "libwayland-egl1"),
)
_MISSING = re.compile(r"(lib[\w.+-]+\.so[\d.]*): cannot open shared object file")


def on_linux() -> bool:
    """Return whether displays and system libraries are those of a Linux desktop."""
    return sys.platform.startswith("linux")


def platform(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return how Qt will show a window, such as "wayland" or "xcb"; None without a display."""
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen:
        return chosen
    if not on_linux():
        return sys.platform
    if environment.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if environment.get("DISPLAY") else None


def libraries(shown_on: str | None) -> tuple[Library, ...]:
    """Return the libraries that Qt needs to show a window on that platform."""
    if not on_linux():
        return ()
    if shown_on is None or shown_on == "xcb":
        return DRAWING + X11
    return DRAWING + WAYLAND if shown_on.startswith("wayland") else DRAWING


def missing(needed: tuple[Library, ...]) -> tuple[Library, ...]:
    """Return those that the system cannot load."""
    return tuple(library for library in needed if not library.found)


def install_command(packages: tuple[str, ...]) -> str:
    """Return the command that installs Debian packages."""
    return f"sudo apt-get install -y {' '.join(packages)}"


def library_in(error: ImportError) -> str | None:
    """Return the system library whose absence made an import fail, None for other causes."""
    found = _MISSING.search(str(error))
    return found[1] if found else None


def how_to_install(file: str) -> str:
    """Return what to do about a missing library file."""
    packages = tuple(lib.package for lib in (*DRAWING, *X11, *WAYLAND) if lib.file == file)
    if packages:
        return f"the system library {file} is missing; type: {install_command(packages)}"
    return f"the system library {file} is missing; install the package that holds it"


def window_problem() -> str | None:
    """Return why no window can be shown and what to do about it; None if one can.

    Qt ends the process itself if it finds no display or cannot load its plugin, so call this
    first.
    """
    shown_on = platform()
    if shown_on is None:
        return (
            "there is no display for a window (DISPLAY and WAYLAND_DISPLAY are not set); train"
            " without one: gdviz train --sample hours --export run.png"
        )
    lacking = missing(libraries(shown_on))
    if lacking:
        names = ", ".join(library.file for library in lacking)
        command = install_command(tuple(library.package for library in lacking))
        return f"Qt needs system libraries that are missing ({names}); type: {command}"
    if shown_on == "xcb" and on_linux() and not x11_answers():
        display = os.environ.get("DISPLAY", "")
        return (
            f"the display “{display}” does not answer; check DISPLAY, or train without a"
            " window: gdviz train --sample hours --export run.png"
        )
    return None


def x11_answers() -> bool:
    """Return whether an X server accepts a connection on DISPLAY; True if that is unknown."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed

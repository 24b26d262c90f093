"""``gdviz --check``: what the window needs, what is missing, how to fix it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from gdviz.support import system_check

_PACKAGES = {
    "PySide6-Essentials": "PySide6.QtWidgets",
    "pyqtgraph": None,
    "numpy": "numpy",
    "contourpy": "contourpy",
    "pillow": "PIL.Image",
    "platformdirs": "platformdirs",
}


def check() -> int:
    """Print what is found and what is missing; return 0 if nothing is missing, else 1."""
    problems = [*_check_packages(), *_check_libraries(), *_check_display()]
    if not problems:
        print("\nEverything is there: gdviz opens its window.")
        return 0
    print("\nTo mend it:")
    for problem in dict.fromkeys(problems):
        print(f"  {problem}")
    return 1


def _check_packages() -> Iterator[str]:
    print("Python packages")
    for package, module in _PACKAGES.items():
        try:
            number = version(package)
        except PackageNotFoundError:
            yield from _row(package, "missing", "pip install --force-reinstall gdviz")
            continue
        error = _import_error(module) if module else None
        if error is None:
            yield from _row(package, number)
        elif file := system_check.library_in(error):
            yield from _row(package, f"{number}, needs {file}", system_check.how_to_install(file))
        else:
            remedy = f"pip install --force-reinstall {package}"
            yield from _row(package, f"{number}, does not load ({error})", remedy)


def _import_error(module: str) -> ImportError | None:
    try:
        import_module(module)
    except ImportError as error:
        return error
    return None


def _check_libraries() -> Iterator[str]:
    if not system_check.on_linux():
        return
    needed = system_check.libraries(system_check.platform())
    lacking = system_check.missing(needed)
    print("System libraries")
    for library in needed:
        yield from _row(library.file, "missing" if library in lacking else "there")
    if lacking:
        yield system_check.install_command(tuple(library.package for library in lacking))


def _check_display() -> Iterator[str]:
    print("Display")
    shown_on = system_check.platform()
    if shown_on is None:
        remedy = "set DISPLAY (for example: ssh -X), or use: gdviz train --export run.png"
        yield from _row("display", "missing", remedy)
    elif shown_on == "xcb" and system_check.on_linux() and not system_check.x11_answers():
        yield from _row("display", "xcb, does not answer", "check DISPLAY")
    else:
        yield from _row("display", shown_on)


def _row(name: str, state: str, remedy: str | None = None) -> Iterator[str]:
    print(f"  {name:<24} {state}")
    if remedy:
        yield remedy

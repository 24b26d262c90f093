"""A copy of the program in which one fault at a time is tested."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import time
from enum import StrEnum
from pathlib import Path
from py_compile import PycInvalidationMode

from tests.mutants.mutations import Mutant

_PARTS = ("gdviz", "tests", "assets", "pyproject.toml", "README.md", "LICENSE")
# The floors without Qt are tested without it: pytest then starts four times as fast.
_WITHOUT_QT = ("support", "engine", "runs", "wording", "documents")
_PLAIN = "[pytest]\nfilterwarnings = error\naddopts = --noconftest -p no:pytest-qt\n"
# Other tests that exercise a room, besides its own.
_BEYOND = {
    "support": ("wording", "documents"),
    "engine": ("runs",),
    "runs": ("engine/test_properties.py", "wording", "documents"),
    "wording": ("runs",),
    "workers": ("session", "window", "test_main_window.py"),
    "session": ("workers", "window", "test_main_window.py"),
    "window": ("session", "test_main_window.py"),
}


class Outcome(StrEnum):
    """The result of testing a fault."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


class Trial:
    """A copy of the checkout in ``folder``; the checkout itself is never touched."""

    def __init__(self, checkout: Path, folder: Path) -> None:
        self._folder = folder
        self._seconds: dict[str, float] = {}
        for part in _PARTS:
            if (checkout / part).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(checkout / part, folder / part, ignore=ignored)
            else:
                shutil.copy(checkout / part, folder)
        (folder / "plain.ini").write_text(_PLAIN, encoding="utf-8")
        # By hash: a fault of the same length in the same second would pass for the original.
        by_hash = PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(folder, quiet=1, invalidation_mode=by_hash)

    def run(self, mutant: Mutant) -> Outcome:
        """Return the result of testing the fault."""
        room, tests = mutant.path.split("/")[1], self._tests_of(mutant.path)
        if room not in self._seconds:
            begun = time.monotonic()
            if self._asked(room, tests) is not Outcome.SURVIVED:
                raise RuntimeError(f"without any fault these fail: {' '.join(tests)}")
            self._seconds[room] = time.monotonic() - begun
        file = self._folder / mutant.path
        original = file.read_text(encoding="utf-8")
        file.write_text(mutant.code, encoding="utf-8")
        try:
            return self._asked(room, tests, 3 * self._seconds[room] + 20)
        finally:
            file.write_text(original, encoding="utf-8")

    def _tests_of(self, path: str) -> tuple[str, ...]:
        """Return the tests that concern a file: its mirror first, then its room, then the rest."""
        _, room, *inner = Path(path).parts
        mirror = Path("tests", room, *inner[:-1], f"test_{inner[-1]}")
        nearest = [mirror, *mirror.parents[: len(inner)]]
        beyond = [Path("tests", name) for name in _BEYOND.get(room, ())]
        there = [test for test in (*nearest, *beyond) if (self._folder / test).exists()]
        return tuple(test.as_posix() for test in there)

    def _asked(self, room: str, tests: tuple[str, ...], seconds: float | None = None) -> Outcome:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly"]
        command += ["-p", "no:cacheprovider", "--rootdir", ".", *tests]
        if room in _WITHOUT_QT:
            command += ["-c", "plain.ini"]
        changed = {"PYTHONPATH": str(self._folder), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(  # noqa: S603 (of nothing but our own words)
                command,
                cwd=self._folder,
                env={**os.environ, **changed},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome.TIMED_OUT
        return Outcome.KILLED if done.returncode else Outcome.SURVIVED

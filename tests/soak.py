"""Uses the window for a while as a lesson does: ``python -m tests.soak [SECONDS]``.

Tells the memory at the start and at the end, and the event that has taken longest.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from pyqtgraph import PlotWidget
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from gdviz.documents.samples import sample, samples
from gdviz.documents.session_file import write_session
from gdviz.main_window import MainWindow
from gdviz.session.playhead import FLAT_OUT
from tests import pointer

# The first rounds fill what is remembered on purpose.
_WARM_UP = 0.25


class Soaked(NamedTuple):
    """Memory in MB after the first quarter and at the end; the longest event in s of the CPU."""

    begin: float
    end: float
    longest: float
    rounds: int


def soak(seconds: float) -> Soaked:
    """Play, scrub, edit and open for that long."""
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(sample("hours").experiment())
        window.show()
        measured = _use(window, _acts(window, Path(folder)), seconds)
        window.close()
        return measured


def _use(window: MainWindow, acts: list[Callable[[], None]], seconds: float) -> Soaked:
    begin, warm, longest, rounds = time.monotonic(), 0.0, 0.0, 0
    for act in cycle(acts):
        past = time.monotonic() - begin
        if past > seconds:
            break
        if not warm and past > _WARM_UP * seconds:
            warm = _memory()
        before = time.thread_time()
        act()
        longest = max(longest, time.thread_time() - before, _look_on(0.05))
        rounds += act is acts[-1]
        if window.session.undo_stack.count() > 60:
            # What can be undone is kept on purpose, its runs are not.
            window.session.undo_stack.clear()
    return Soaked(warm, _memory(), longest, rounds)


def _acts(window: MainWindow, folder: Path) -> list[Callable[[], None]]:
    session = window.session
    plot = window.findChild(PlotWidget, "sigmoidPlot")
    assert plot is not None
    kept = folder / "kept.gdviz"
    names, alphas = cycle(one.name for one in samples()), cycle((0.05, 0.3, 1.0, 3.0))

    def open_saved() -> None:
        write_session(kept, sample(next(names)).experiment(), 5)
        window.open_path(kept)

    def drag() -> None:
        (low, high), _ = plot.viewRange()
        pointer.drag(plot, ((2 * low + high) / 3, 0.5), ((low + high) / 2, 0.5))

    def play(speed: float) -> Callable[[], None]:
        def played() -> None:
            session.set_speed(speed)
            session.play()

        return played

    def scrub() -> None:
        session.go_to((session.cursor + 37) % 400)

    def edit() -> None:
        session.edit(session.experiment.altered(alpha=next(alphas)), "Learning rate")

    few = [play(60.0), scrub, edit, scrub, drag, play(FLAT_OUT), edit, scrub, drag, session.back]
    return [*few, open_saved]


def _look_on(seconds: float) -> float:
    """Let the window work for that long; return its longest turn, in s of the CPU."""
    end, longest = time.monotonic() + seconds, 0.0
    while time.monotonic() < end:
        before = time.thread_time()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        longest = max(longest, time.thread_time() - before)
        time.sleep(0.001)
    return longest


def _memory() -> float:
    """Return the memory of this process in MB, without what only waits to be collected."""
    gc.collect()
    if sys.platform == "linux":
        # What is free but kept by the allocator is no leak.
        ctypes.CDLL(None).malloc_trim(0)
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def main() -> None:
    """Print what was measured."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    QApplication(["gdviz"])
    found = soak(seconds)
    print(
        f"{seconds:.0f} s, {found.rounds} rounds: {found.begin:.0f} MB after the first quarter,"
        f" {found.end:.0f} MB at the end; the longest event took {1000 * found.longest:.0f} ms"
    )


if __name__ == "__main__":
    main()

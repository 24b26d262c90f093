"""How fast the window is: frames, input to pixels, memory, start, idling."""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from pyqtgraph import PlotWidget
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment, descend
from gdviz.main_window import MainWindow
from gdviz.session.playhead import FLAT_OUT
from gdviz.support.compat import override

Report = Callable[[str, str, str, bool], None]


class PaintClock(QObject):
    """Notes when a widget has been painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.times: list[float] = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.times.append(time.perf_counter())
        return False


def plot(window: MainWindow, name: str) -> PlotWidget:
    """Return one of the plots."""
    found = window.findChild(PlotWidget, name)
    assert found is not None
    return found


def opened(experiment: Experiment) -> MainWindow:
    """Return a painted window of 1280×800."""
    window = MainWindow(experiment)
    window.resize(1280, 800)
    window.show()
    pump(0.3)
    gc.freeze()  # As the program does once its window is shown.
    return window


def pump(seconds: float) -> None:
    """Run the event loop for that long, asleep between events as in a program."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def next_event() -> None:
    """Sleep until there is an event, and handle it."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def bare_rate(experiment: Experiment, seconds: float) -> float:
    """Return the steps a second of the bare loop, in this process."""
    steps = descend(experiment)
    next(steps)
    count, begin = 0, time.perf_counter()
    while (now := time.perf_counter()) - begin < seconds:
        next(steps)
        count += 1
    return count / (now - begin)


def flat_out(experiment: Experiment, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Return the steps a second of playing flat out and of the bare loop, and the gaps in ms.

    They take turns, half a second each: other load on the machine affects both.
    """
    window = opened(experiment)
    window.session.set_speed(FLAT_OUT)
    clock = PaintClock(plot(window, "costPlot").viewport())
    played, bare, gaps = [], [], []
    for _ in range(rounds):
        bare.append(bare_rate(experiment, 0.5))
        window.session.play()
        begin, before = time.perf_counter(), window.session.cursor
        end = begin + 0.6
        pump(0.6)
        played.append((window.session.cursor - before) / (time.perf_counter() - begin))
        window.session.pause()
        gaps += np.diff([t for t in clock.times if begin < t < end]).tolist()
    window.close()
    return played, bare, [1000 * gap for gap in gaps]


def large(n: int) -> Dataset:
    """Return n distinct examples whose classes overlap."""
    rng = np.random.default_rng(1)
    x = rng.normal(3.0, 2.0, n)
    return Dataset(x, (rng.random(n) < 1 / (1 + np.exp(3.0 - x))).astype(float), ("x",))


def percentile(values: list[float], share: float) -> float:
    """Return that percentile of the values."""
    return float(np.percentile(values, share)) if values else float("nan")


def bench_flat_out(report: Report) -> None:
    """Playing flat out against the bare loop, for few and for a million examples."""
    few = sample("hours").experiment().altered(epochs=100_000_000, tolerance=0.0, alpha=0.1)
    moving = few.altered(alpha=6.0)
    many = Experiment(large(1_000_000), tolerance=0.0, epochs=10**8)
    for name, experiment, share, p95, worst in (
        ("n = 20", few, 0.60, 18.0, 40.0),
        ("n = 20, oscillating", moving, 0.60, 18.0, 40.0),
        ("n = 10⁶", many, 0.85, 20.0, 1e9),
    ):
        played, bare, gaps = flat_out(experiment, 12)
        ratio = statistics.median(p / b for p, b in zip(played, bare, strict=True))
        rates = f"{statistics.median(played):,.0f} of {statistics.median(bare):,.0f} steps/s"
        report(f"flat out, {name}", f"{rates} = {ratio:.0%}", f"≥ {share:.0%}", ratio >= share)
        figures = f"p95 {percentile(gaps, 95):.1f} ms, max {max(gaps, default=0):.1f} ms"
        fine = percentile(gaps, 95) <= p95 and max(gaps, default=0) <= worst
        report(f"  gap between frames, {name}", figures, f"p95 ≤ {p95:.0f} ms", fine)


def until_painted(clock: PaintClock, window: MainWindow, act: Callable[[], None]) -> float:
    """Return the ms from an input until the pixels of its whole answer."""
    begin = time.perf_counter()
    act()
    while window.session.waiting or not clock.times or clock.times[-1] < begin:
        next_event()
    return (clock.times[-1] - begin) * 1000


def bench_alpha_drag(report: Report) -> None:
    """Turning α at an epoch: the whole run is computed and drawn again."""
    for cursor, goal in ((100, 17.0), (1_000, 25.0), (10_000, 90.0)):
        window = opened(sample("hours").experiment().altered(epochs=20_000, tolerance=0.0))
        window.session.go_to(cursor)
        pump(0.5)
        slider = window.findChild(QAbstractSlider, "alphaSlider")
        assert slider is not None
        clock = PaintClock(plot(window, "landscapePlot").viewport())
        times = []
        for i in range(60):
            value = 340 + i % 15
            times.append(until_painted(clock, window, partial(slider.setValue, value)))
            pump(0.01)
        window.close()
        figures = f"median {statistics.median(times):.1f}, p95 {percentile(times, 95):.1f} ms"
        fine = percentile(times, 95) <= goal
        report(f"α drag at epoch {cursor:,}", figures, f"p95 ≤ {goal:.0f} ms", fine)


def bench_point_drag(report: Report) -> None:
    """Dragging a point: run, contour and optimum follow."""
    window = opened(sample("hours").experiment().altered(tolerance=0.0))
    window.session.go_to(1000)
    pump(0.3)
    view = plot(window, "sigmoidPlot")

    def spot(x: float) -> QPoint:
        scene = view.plotItem.vb.mapViewToScene(QPointF(x, 0.0))
        return QPoint(view.mapFromScene(scene))

    clock = PaintClock(plot(window, "landscapePlot").viewport())
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=spot(0.5))
    QTest.mouseMove(view.viewport(), spot(0.7))
    times = []
    for i in range(60):
        x = 0.8 + 0.03 * (i % 30)
        times.append(
            until_painted(clock, window, partial(QTest.mouseMove, view.viewport(), spot(x)))
        )
        pump(0.01)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=spot(1.0))
    window.close()
    figures = f"median {statistics.median(times):.1f}, p95 {percentile(times, 95):.1f} ms"
    report("point drag at epoch 1,000", figures, "p95 ≤ 33 ms", percentile(times, 95) <= 33)


def bench_pause(report: Report) -> None:
    """From the click on Pause to the last movement."""
    few = sample("hours").experiment().altered(epochs=10**8, tolerance=0.0, alpha=0.1)
    many = Experiment(large(1_000_000), tolerance=0.0, epochs=10**8)
    for name, experiment, goal in (("n = 20", few, 20.0), ("n = 10⁶", many, 40.0)):
        window = opened(experiment)
        window.session.set_speed(FLAT_OUT)
        times = []
        for _ in range(20):
            window.session.play()
            pump(0.1)
            begin = time.perf_counter()
            window.session.pause()
            QApplication.processEvents()
            times.append((time.perf_counter() - begin) * 1000)
        window.close()
        figures = f"p95 {percentile(times, 95):.1f} ms"
        report(f"pause, {name}", figures, f"p95 ≤ {goal:.0f} ms", percentile(times, 95) <= goal)


def bench_long_frames(report: Report) -> None:
    """The cost of a frame late in a run against early in it."""
    costs = {}
    window = opened(sample("hours").experiment().altered(epochs=10**7, tolerance=0.0, alpha=0.1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for epoch in (10**3, 10**7):
        window.session.to_end() if epoch > 10**3 else window.session.go_to(epoch)
        while window.session.history.last_epoch < epoch:
            next_event()
        window.session.pause()
        pump(0.2)
        frames = []
        for i in range(60):
            begin = time.perf_counter()
            window.session.go_to(epoch - 60 + i)
            window.repaint()
            for name in ("costPlot", "landscapePlot", "sigmoidPlot"):
                plot(window, name).viewport().repaint()
            frames.append((time.perf_counter() - begin) * 1000)
        costs[epoch] = statistics.median(frames)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    window.close()
    ratio = costs[10**7] / costs[10**3]
    figures = f"{costs[10**7]:.1f} ms against {costs[10**3]:.1f} ms = {ratio:.2f} ×"
    report("a frame at epoch 10⁷ against 10³", figures, "≤ 1.2 ×", ratio <= 1.2)
    grown = (after - before) / 1000
    report("memory of 10⁷ epochs", f"+ {grown:.0f} MB", "≤ + 300 MB", grown <= 300)


def bench_rest(report: Report) -> None:
    """The cost of an idle window."""
    window = opened(sample("hours").experiment())
    pump(1.0)
    begin = time.process_time()
    pump(10.0)
    used = (time.process_time() - begin) / 10.0
    window.close()
    report("CPU at rest, 10 s", f"{used:.2%} of a core", "≤ 0.5 %", used <= 0.005)


_BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget, QHBoxLayout
import pyqtgraph as pg
app = QApplication([])
w = QWidget(); row = QHBoxLayout(w)
for _ in range(3):
    p = pg.PlotWidget(); p.plot(list(range(200))); row.addWidget(p)
w.resize(1280, 800); w.show(); app.processEvents(); w.grab()
"""
_OURS = """
from PySide6.QtWidgets import QApplication
app = QApplication([]); app.setStyle("Fusion")
from gdviz.main_window import MainWindow
w = MainWindow(); w.show(); app.processEvents(); w.grab()
"""
_PEAK = """
w.close()
status = open("/proc/self/status").read()
print(status.split("VmHWM:")[1].split()[0])
"""
_OPENED = """
import sys
from pathlib import Path
w.open_path(Path(sys.argv[1]))
while w.session.experiment.dataset.n < 1_000_000:
    app.processEvents()
w.session.go_to(20)
while w.session.waiting:
    app.processEvents()
app.processEvents(); w.grab()
"""


def run_script(script: str, *arguments: str) -> str:
    """Run a script in its own process, and return what it prints."""
    command = [sys.executable, "-c", script, *arguments]
    # Compiled modules for a warm start, as those of the libraries always are.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(  # noqa: S603 - our own scripts
        command, capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout


def bench_start(report: Report) -> None:
    """The start of the process to the first painted window, warm."""
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    memory = 0.0
    for _ in range(7):
        for name, script in (("bare", _BARE), ("ours", _OURS + _PEAK)):
            begin = time.perf_counter()
            printed = run_script(script)
            times[name].append(time.perf_counter() - begin)
            memory = float(printed.split()[-1]) / 1000 if printed else memory
    bare, ours = (statistics.median(times[name][1:]) for name in ("bare", "ours"))
    figures = f"{ours:.2f} s against {bare:.2f} s = {ours / bare:.2f} ×"
    report("start to first paint", figures, "≤ 1.25 ×", ours / bare <= 1.25)
    report("peak memory, default sample", f"{memory:.0f} MB", "≤ 170 MB", memory <= 170)
    with tempfile.TemporaryDirectory() as folder:
        data, path = large(1_000_000), Path(folder) / "many.csv"
        np.savetxt(path, np.column_stack([data.x, data.y]), "%.6g", ",", header="x,y", comments="")
        printed = run_script(_OURS + _OPENED + _PEAK, str(path))
    grown = float(printed.split()[-1]) / 1000 - memory
    report("  with 10⁶ rows opened", f"+ {grown:.0f} MB", "≤ + 200 MB", grown <= 200)


def main() -> None:
    """Print the table of the window's figures."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")

    def report(what: str, measured: str, goal: str, fine: bool) -> None:
        print(f"{what:<38}{measured:<52}{goal:<14}{'met' if fine else 'MISSED'}", flush=True)

    print(f"\nThe window, platform {application.platformName()}, 1280×800")
    chosen = os.environ.get("BENCH", "")
    for bench in (
        bench_start,
        bench_flat_out,
        bench_alpha_drag,
        bench_point_drag,
        bench_pause,
        bench_long_frames,
        bench_rest,
    ):
        if chosen in bench.__name__:
            bench(report)


if __name__ == "__main__":
    main()

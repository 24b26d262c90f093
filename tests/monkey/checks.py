"""What is always true of a window at rest, whatever was done to it."""

from __future__ import annotations

import gc
import re
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QAbstractSlider, QApplication, QLabel, QTableView, QWidget

from gdviz.documents.link_text import link_text, read_link
from gdviz.documents.session_file import read_session, write_session
from gdviz.engine import descend
from gdviz.main_window import MainWindow
from gdviz.support.numbers import parse
from tests.monkey.findings import Findings

# Examples times epochs that are computed again for a comparison.
_COMPARED = 300_000
_MOST_EPOCHS = 2000
_MOST_UNDONE = 25
_PATIENCE = 5.0
_FORBIDDEN = re.compile(r"(?<![\w.])[-−+]?(nan|inf)(?!\w)|Traceback", re.IGNORECASE)
_QUOTED = re.compile("“[^”]*”|<[^>]*>")


def settle(window: MainWindow) -> None:
    """Pause, and wait until all that was asked for is shown."""
    session = window.session
    focused = window.focusWidget()
    if focused is not None:
        focused.clearFocus()
    session.pause()
    end = time.monotonic() + _PATIENCE
    while session.waiting or session.edits.is_preparing() or session.jobs.is_busy():
        if time.monotonic() > end:
            session.go_to(0)
        QApplication.processEvents()
    for _ in range(3):
        QApplication.processEvents()


def check_all(window: MainWindow, findings: Findings, folder: Path) -> None:
    """Check a window that has settled; it is as before afterwards."""
    check_run(window, findings)
    check_labels(window, findings)
    check_words(window, findings)
    check_undo(window, findings, _MOST_UNDONE)
    check_saving(window, findings, folder)
    check_link(window, findings)


def check_run(window: MainWindow, findings: Findings) -> None:
    """The history is what ``descend`` gives for the experiment, bit for bit."""
    session = window.session
    experiment, history = session.experiment, session.history
    known = min(len(history), _MOST_EPOCHS, _COMPARED // max(experiment.dataset.n, 1) + 2)
    rows = history.rows(0, known)
    for step, beta, cost, gradient in zip(
        descend(experiment), rows.beta, rows.cost, rows.gradient, strict=False
    ):
        same = (
            np.array_equal(step.beta, beta)
            and np.array_equal([step.cost], [cost], equal_nan=True)
            and np.array_equal(step.gradient, gradient, equal_nan=True)
        )
        if not same:
            findings.note("run", f"epoch {step.epoch} is not what descend gives: {experiment!r}")
            return


def check_labels(window: MainWindow, findings: Findings) -> None:
    """The read-outs and controls show the experiment, and the history at the cursor."""
    session = window.session
    experiment, cursor = session.experiment, session.cursor
    cost = session.history.cost_at(cursor)
    shown = _text(window, "epochLabel")
    if int(parse(shown)) != cursor:
        findings.note("epochLabel", f"{shown} at epoch {cursor}")
    shown = _text(window, "costLabel")
    if not _reads(shown, cost):
        findings.note("costLabel", f"{shown} at cost {cost!r}")
    slider = window.findChild(QAbstractSlider, "timelineSlider")
    if slider is None or (slider.value(), slider.maximum()) != (cursor, experiment.epochs):
        findings.note("timelineSlider", f"not at {cursor} of {experiment.epochs}")
    for name, value in (
        ("alphaSpin", experiment.alpha),
        ("epochsSpin", experiment.epochs),
        ("l2Spin", experiment.l2),
        ("toleranceSpin", experiment.tolerance),
        ("costWindowSpin", experiment.cost_window),
        ("batchSpin", experiment.batch_size or 0),
    ):
        box = window.findChild(QWidget, name)
        if box is None or box.property("value") != value:
            findings.note(name, f"{box and box.property('value')} instead of {value!r}")
    table = window.findChild(QTableView, "dataTable")
    if table is None or table.model().rowCount() != experiment.dataset.n:
        findings.note("dataTable", f"not {experiment.dataset.n} rows")


def check_words(window: MainWindow, findings: Findings) -> None:
    """No text says NaN, infinity or a traceback; nor that something went wrong."""
    words = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    words += [one.toolTip() for one in window.findChildren(QWidget)]
    for table in window.findChildren(QTableView):
        model = table.model()
        words += [
            str(model.index(row, column).data())
            for row in range(min(model.rowCount(), 8))
            for column in range(model.columnCount())
        ]
    for text in words:
        if _FORBIDDEN.search(_QUOTED.sub("", text)):
            findings.note("words", text)


def check_undo(window: MainWindow, findings: Findings, most: int) -> None:
    """To undo all and then redo all leads to the same experiment."""
    session, before = window.session, window.session.experiment
    place = session.undo_stack.index()
    for _ in range(min(place, most)):
        session.undo_stack.undo()
    for _ in range(place - session.undo_stack.index()):
        session.undo_stack.redo()
    settle(window)
    if session.experiment != before or session.undo_stack.index() != place:
        findings.note("undo", f"{session.experiment!r} instead of {before!r}")


def check_saving(window: MainWindow, findings: Findings, folder: Path) -> None:
    """What is saved and opened again is the same state."""
    session = window.session
    before, cursor = session.experiment, session.cursor
    path = folder / "kept.gdviz"
    write_session(path, before, cursor)
    read = read_session(path)
    if (read.experiment, read.cursor) != (before, cursor):
        findings.note("saving", f"{read!r} was read back for {before!r} at {cursor}")
    window.open_path(path)
    settle(window)
    if (session.experiment, session.cursor) != (before, cursor):
        findings.note("opening", f"at {session.cursor} of {session.experiment!r}, not {cursor}")
    session.undo_stack.undo()
    settle(window)


def check_link(window: MainWindow, findings: Findings) -> None:
    """A link text reads back to the same state."""
    session = window.session
    read = read_link(link_text(session.experiment, session.cursor))
    if (read.experiment, read.cursor) != (session.experiment, session.cursor):
        findings.note("link", f"{read!r} instead of {session.experiment!r}")


def check_closed(window: MainWindow, findings: Findings) -> None:
    """After the window is closed nothing of it lives on."""
    QApplication.processEvents()
    left = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    if left:
        findings.note("widget left", ", ".join(map(repr, left)))
    things = gc.get_objects()
    threads = [one for one in things if isinstance(one, QThread) and one.isRunning()]
    if threads:
        findings.note("thread left", ", ".join(map(repr, threads)))
    timers = [one for one in window.findChildren(QTimer) if one.isActive()]
    if timers:
        findings.note("timer left", ", ".join(f"{one!r} of {one.parent()!r}" for one in timers))


def _text(window: MainWindow, name: str) -> str:
    label = window.findChild(QLabel, name)
    return "" if label is None else label.text()


def _reads(text: str, value: float) -> bool:
    """Return whether a text is that number, to the four digits that are shown."""
    # A cost below what a float holds is told as less than that.
    if text.startswith("<"):
        return bool(abs(value) < 1e-300)
    try:
        shown = parse(text)
    except ValueError:
        return not np.isfinite(value)
    return abs(shown - value) <= 1e-3 * abs(value) + 1e-4

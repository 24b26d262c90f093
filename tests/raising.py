"""Lets the methods that Qt calls fail, class by class, in a window that somebody uses.

``python -m tests.raising`` prints a line for each: its name, whether it was called and failed,
whether an error of its class was told, and whether the window lived on.
"""

from __future__ import annotations

import math
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import count
from typing import Any

from pyqtgraph import PlotWidget
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QThread
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QTableView,
    QWidget,
)
from shiboken6 import Shiboken

import gdviz
from gdviz.documents.samples import sample
from gdviz.main_window import MainWindow
from tests import pointer

# A thread's errors are handed over, a painter's end the export that called it.
_ELSEWHERE = (QThread, QPainter)
PLOTS = ("sigmoidPlot", "costPlot", "landscapePlot")


def overrides() -> Iterator[tuple[type, str]]:
    """Yield each method of ours that stands in for one of Qt's or pyqtgraph's, with its class."""
    for module in pkgutil.walk_packages(gdviz.__path__, "gdviz."):
        if module.name == "gdviz.__main__":
            continue
        for kind in vars(import_module(module.name)).values():
            ours = isinstance(kind, type) and kind.__module__ == module.name
            if ours and issubclass(kind, Shiboken.Object) and not issubclass(kind, _ELSEWHERE):
                yield from ((kind, name) for name in vars(kind) if _is_qts(kind, name))


def _is_qts(kind: type, name: str) -> bool:
    if name.startswith("__") or not callable(vars(kind)[name]):
        return False
    foreign = [base for base in kind.__mro__ if not base.__module__.startswith("gdviz")]
    return any(name in vars(base) for base in foreign if issubclass(base, Shiboken.Object))


class Fault:
    """What becomes of a guarded method: it works, until it is let fail by what C code raises.

    It lies within the guard, whose function Qt's binding has kept.
    """

    def __init__(self, kind: type, name: str) -> None:
        self.place = f"{kind.__name__}.{name}"
        self.fails = False
        self.raised = 0
        names: dict[str, Any] = {"math": math}
        # Each fails in a place of its own, as errors of different methods do.
        exec(compile("def fail(): math.log10(0)", self.place, "exec"), names)  # noqa: S102
        guard = vars(kind)[name]
        works = guard.__wrapped__

        def method(*arguments: Any, **named: Any) -> Any:
            if self.fails:
                self.raised += 1
                names["fail"]()
            return works(*arguments, **named)

        (inside,) = (cell for cell in guard.__closure__ if cell.cell_contents is works)
        inside.cell_contents = method


class Person:
    """Uses all of a window in a tenth of a second, again and again."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._widths = (width for _ in count() for width in (1100, 1280, 1000))

    def use(self) -> None:
        for part in (self._look, self._point, self._type, self._edit, self._drop):
            try:
                part()
            except ValueError:
                # What the test has called itself, Qt cannot report.
                sys.excepthook(*sys.exc_info())
            QApplication.processEvents()

    def _look(self) -> None:
        window = self._window
        window.resize(next(self._widths), 800)
        for widget in window.findChildren(QWidget):
            widget.updateGeometry()
            widget.update()
        for table in window.findChildren(QTableView):
            table.reset()
        window.session.go_to(3)
        window.session.step()
        window.grab()

    def _point(self) -> None:
        for name in PLOTS:
            plot = self._find(PlotWidget, name)
            (low, high), (bottom, top) = plot.viewRange()
            where = ((low + high) / 2, (bottom + top) / 2)
            pointer.hover(plot, *where)
            pointer.click(plot, *where)
            pointer.drag(plot, where, ((low + 2 * high) / 3, where[1]))
            pointer.wheel(plot, pointer.spot(plot, *where), 1)
            place = QPoint(20, 20)
            menu = QContextMenuEvent(QContextMenuEvent.Reason.Other, place, place)
            QApplication.sendEvent(plot.viewport(), menu)
            while popup := QApplication.activePopupWidget():
                popup.close()
            QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
            plot.setFocus()

    def _type(self) -> None:
        for name, text in (("alphaSpin", "0.2"), ("epochsSpin", "900")):
            box = self._find(QAbstractSpinBox, name)
            box.setFocus()
            box.selectAll()
            QTest.keyClicks(box, text)
            QTest.keyClick(box, Qt.Key.Key_Return)
            QTest.keyClick(box, Qt.Key.Key_Up)
        slider = self._find(QAbstractSlider, "alphaSlider")
        QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(30, 8))
        QTest.mouseMove(slider, QPoint(40, 8))
        QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(40, 8))

    def _edit(self) -> None:
        table = self._find(QTableView, "dataTable")
        table.edit(table.model().index(0, 0))
        editor = QApplication.focusWidget()
        if editor is not None:
            QTest.keyClicks(editor, "0.7")
            QTest.keyClick(editor, Qt.Key.Key_Return)
        self._window.session.undo_stack.undo()
        self._window.session.undo_stack.redo()
        for plot in self._window.findChildren(PlotWidget):
            plot.plotItem.setLogMode(y=plot.objectName() == "costPlot")
            plot.plotItem.setLogMode(y=False)

    def _drop(self) -> None:
        data, spot = QMimeData(), QPoint(5, 5)
        buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(spot, copy, data, buttons, none)
        QApplication.sendEvent(self._window, enter)
        QApplication.sendEvent(self._window, QDropEvent(QPointF(spot), copy, data, buttons, none))
        message = self._find(QWidget, "messageBar")
        for kind in (QEvent.Type.Enter, QEvent.Type.Leave):
            QApplication.sendEvent(message, QEvent(kind))

    def _find(self, kind: type[Any], name: str) -> Any:
        found = self._window.findChild(kind, name)
        assert found is not None, name
        return found

    def can_go_on(self) -> bool:
        """Whether a step is taken and shown, once the method works again."""
        window = self._window
        window.session.go_to(5)
        window.session.step()
        QApplication.processEvents()
        return bool(self._find(QLabel, "epochLabel").text() == "6")


def try_each() -> None:
    """Print what became of the window where all such methods of a class fail together."""
    faults: dict[type, list[Fault]] = {}
    for kind, name in overrides():
        faults.setdefault(kind, []).append(Fault(kind, name))
    application = QApplication(["gdviz"])
    window = MainWindow(sample("hours").experiment())
    window.show()
    person = Person(window)
    told: list[object] = []
    window.errors.told.connect(told.append)
    sys.excepthook = window.errors.tell
    for together in faults.values():
        told.clear()
        for fault in together:
            fault.fails = True
        person.use()
        for fault in together:
            fault.fails = False
        application.processEvents()
        alive = person.can_go_on()
        for fault in together:
            print(fault.place, fault.raised > 0, len(told) > 0, alive, flush=True)
    sys.excepthook = sys.__excepthook__
    window.close()


if __name__ == "__main__":
    try_each()

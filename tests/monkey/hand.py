"""A hand at the window: real events, each choice made by seeded chance."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from pyqtgraph import PlotWidget
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import Shiboken

from gdviz.main_window import MainWindow
from tests import pointer
from tests.monkey.findings import Findings

Found = TypeVar("Found", bound=QWidget)
BUTTONS = (Qt.MouseButton.LeftButton,) * 4 + (Qt.MouseButton.RightButton,)


class Hand:
    """Points, presses and types in one window; ``chance`` is set anew for each move.

    ``lap`` is called after each event, to measure it; ``skip`` leaves out what came before.
    """

    def __init__(self, window: MainWindow, files: Sequence[Path], findings: Findings) -> None:
        self.window = window
        self.files = files
        self.lap = findings.lap
        self.skip = findings.skip
        self.chance = Random(0)  # noqa: S311 (a game)

    def visible(self, kind: type[Found]) -> Found | None:
        """Return one of the widgets of that kind that can be used now."""
        found = [
            one
            for one in self.window.findChildren(kind)
            if one.isVisible() and one.isEnabled() and not one.visibleRegion().isEmpty()
        ]
        return self.chance.choice(found) if found else None

    def plot(self) -> PlotWidget | None:
        """Return one of the plots."""
        found: PlotWidget | None = self.visible(PlotWidget)
        return found

    def place(self, widget: QWidget) -> QPoint:
        """Return a place in a widget, its outermost pixels among them."""
        return QPoint(
            self.chance.randrange(max(widget.width(), 1)),
            self.chance.randrange(max(widget.height(), 1)),
        )

    def surface_of(self, widget: QWidget) -> QWidget:
        """Return the part of a widget that gets the mouse."""
        return widget.viewport() if isinstance(widget, QAbstractItemView) else widget

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click in a widget with the left button."""
        where = place or widget.rect().center()
        QTest.mouseMove(widget, where)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)

    def drag(self, widget: QWidget, places: Sequence[QPoint]) -> None:
        """Press at the first place, move over the others, and release, all in one widget."""
        button, here = self.chance.choice(BUTTONS), places[0]
        QTest.mouseMove(widget, here)
        QTest.mousePress(widget, button, pos=here)
        self.lap()
        for there in places[1:]:
            for share in (0.5, 1.0):
                pointer.move_over(widget, here + (there - here) * share, button)
                self.lap()
            here = there
        # A widget may be gone by then, as an editor is.
        if Shiboken.isValid(widget):
            QTest.mouseRelease(widget, button, pos=here)

    def places(self, widget: QWidget, most: int) -> list[QPoint]:
        """Return some places in a widget."""
        return [self.place(widget) for _ in range(self.chance.randint(2, most))]

    def type(self, widget: QWidget, text: str, end: Qt.Key) -> None:
        """Replace what a field holds."""
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        write(widget, text)
        self.lap()
        if Shiboken.isValid(widget):
            QTest.keyClick(widget, end)
        self.turn()

    def turn(self) -> None:
        """Let the window do what is due, and delete what is to be deleted."""
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.lap()

    def trigger(self, name: str) -> None:
        """Trigger an action, unless it is greyed out."""
        action = self.window.findChild(QAction, name)
        if action is not None and action.isEnabled():
            action.trigger()
            self.lap()

    def focused(self) -> QWidget:
        """Return what the keyboard writes to."""
        return self.window.focusWidget() or self.window

    def pick(self, choices: Sequence[Any]) -> Any:
        """Return one of the choices."""
        return self.chance.choice(choices)

    def rest(self, milliseconds: int) -> None:
        """Do nothing for a while, as somebody does who looks."""
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            time.sleep(0.001)
            self.turn()


def write(widget: QWidget, text: str) -> None:
    """Press the key of each letter; QTest ends the process at those that are not ASCII."""
    none = Qt.KeyboardModifier.NoModifier
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if Shiboken.isValid(widget):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, none, letter))

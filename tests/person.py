"""The actions of a user at the window: point, press, type, and read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pyqtgraph import PlotWidget
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gdviz.main_window import MainWindow
from gdviz.session.session import Session
from tests import pointer

Found = TypeVar("Found", bound=QWidget)


class Person:
    """Drives one window by mouse and keys, and reads what it shows."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def session(self) -> Session:
        return self.window.session

    def find(self, kind: type[Found], name: str) -> Found:
        found = self.window.findChild(kind, name)
        assert found is not None, f"no {name} in the window"
        return found

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target = self.window.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        self.see()

    def trigger(self, name: str) -> None:
        action = self.window.findChild(QAction, name)
        assert action is not None, f"no {name} in the window"
        assert action.isEnabled(), f"{name} is greyed out"
        action.trigger()
        self.see()

    def read(self, name: str) -> str:
        return self.find(QLabel, name).text()

    def words(self) -> list[str]:
        """All label texts."""
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]

    def shows(self, text: str) -> bool:
        return any(text in words for words in self.words())

    def click(self, plot: str, x: float, y: float) -> None:
        pointer.click(self.find(PlotWidget, plot), x, y)
        self.see()

    def hover(self, plot: str, x: float, y: float) -> None:
        pointer.hover(self.find(PlotWidget, plot), x, y)

    def drag(self, plot: str, start: tuple[float, float], *stops: tuple[float, float]) -> None:
        pointer.drag(self.find(PlotWidget, plot), start, *stops)
        self.see()

    def type_number(self, spin: str, text: str) -> None:
        box = self.find(QAbstractSpinBox, spin)
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
        self.see()

    def cell(self, row: int, column: int, table: str = "dataTable") -> str:
        model = self.find(QTableView, table).model()
        return str(model.index(row, column).data())

    def type_cell(self, row: int, column: int, text: str) -> None:
        table = self.find(QTableView, "dataTable")
        table.setCurrentIndex(table.model().index(row, column))
        table.edit(table.currentIndex())
        editors = [e for e in table.viewport().findChildren(QLineEdit) if e.isVisible()]
        assert editors, "the cell does not open for typing"
        editor = editors[-1]
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
        self.see()

    def see(self) -> None:
        """Wait for the answer: in the same frame, or on a busy machine in a later one.

        Does not wait for a run that plays or an edit prepared in the background.
        """
        self.until(lambda: self.session.playing or not self.session.waiting, timeout=30_000)

    def until(self, condition: Callable[[], bool | None], timeout: int = 5000) -> None:
        self.qtbot.waitUntil(condition, timeout=timeout)

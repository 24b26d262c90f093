"""Answers for what the window asks meanwhile: dialogs, menus, lists that have popped up."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QInputDialog, QWidget

from gdviz.window import file_commands
from tests.monkey.hand import Hand

_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Tab)
_SUFFIXES = (".gdviz", ".gdviz", ".csv", ".png", ".svg", ".pdf", "", ".odd")


class Answers(QObject):
    """Answers each dialog and each menu by chance, and in the end closes it.

    A menu that a click opens waits for its answer in a loop of its own: hence the timer.
    """

    def __init__(self, hand: Hand, folder: Path) -> None:
        super().__init__()
        self._hand = hand
        self._folder = folder
        self._asked = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._answer)

    @property
    def _chance(self) -> Random:
        return self._hand.chance

    def begin(self) -> None:
        """Take over the dialogs of the system, and answer from now on."""
        dialogs: Any = QFileDialog
        dialogs.getOpenFileName = lambda *_: (str(self._chance.choice(self._hand.files)), "")
        dialogs.getSaveFileName = lambda *_: (self._name(), "")
        choice: Any = QInputDialog
        choice.getItem = lambda _parent, _title, _text, items, *_: (
            self._chance.choice(items),
            self._chance.random() < 0.8,
        )
        self._timer.start()

    def leave_out_figures(self) -> None:
        """Measure no writing of files: only the GUI thread can draw text, and so a figure."""
        commands: Any = file_commands
        write = commands.write

        def unmeasured(*arguments: Any) -> None:
            self._hand.lap()
            try:
                write(*arguments)
            finally:
                self._hand.skip()

        commands.write = unmeasured

    def end(self) -> None:
        """Answer no more."""
        self._timer.stop()

    def close_all(self) -> None:
        """Close whatever asks."""
        for _ in range(20):
            asking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if asking is None:
                return
            asking.close()
            QApplication.processEvents()

    def _name(self) -> str:
        if self._chance.random() < 0.2:
            return self._chance.choice(("", str(self._folder), str(self._folder / "no" / "a.csv")))
        name = f"out {self._chance.randrange(9)}{self._chance.choice(_SUFFIXES)}"
        return str(self._folder / name)

    def _answer(self) -> None:
        popup = QApplication.activePopupWidget()
        asking = popup or QApplication.activeModalWidget()
        if asking is None:
            self._asked = 0
            return
        self._asked += 1
        if self._asked > 4 or self._chance.random() < 0.2:
            asking.close()
        elif popup is not None:
            self._press(popup)
        else:
            self._decide(asking)

    def _press(self, popup: QWidget) -> None:
        key = Qt.Key.Key_Return if self._asked == 3 else self._chance.choice(_KEYS)
        QTest.keyClick(popup.focusWidget() or popup, key)

    def _decide(self, dialog: QWidget) -> None:
        buttons = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible()]
        if buttons:
            self._chance.choice(buttons).click()

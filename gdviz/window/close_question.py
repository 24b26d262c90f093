"""What becomes of unsaved work when the window is asked to close."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from gdviz.session.document import DocumentState
from gdviz.session.undo import Edits

_Button = QMessageBox.StandardButton
_BUTTONS = {
    _Button.Save: ("Save", "Save the session, then close gdviz"),
    _Button.Discard: ("Don't save", "Close gdviz without the edits"),
    _Button.Cancel: ("Cancel", "Leave gdviz open (Esc)"),
}


class CloseQuestion(QObject):
    """The one place that decides whether closing needs an answer first, and asks for it.

    It asks only where ``asks`` is set, as the program does: a window that a script or a test
    has made closes at once.
    """

    def __init__(self, edits: Edits, save: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self.asks = False
        self._edits = edits
        self._save = save
        self._window = window
        self._box: QMessageBox | None = None

    def lets_close(self) -> bool:
        """Return whether the window may close now; otherwise ask, and close it on the answer."""
        unsaved = self._edits.unsaved() if self.asks else None
        if unsaved is None:
            return True
        if self._box is None:
            self._ask(*unsaved)
        return False

    def _ask(self, place: int, state: DocumentState) -> None:
        box = self._box = QMessageBox(self._window)
        box.setObjectName("closeQuestion")
        box.setWindowTitle("Close gdviz")
        box.setText(f"Save the changes to “{state.name}”?")
        box.setInformativeText(self._consequence(state))
        for kind, (text, tip) in _BUTTONS.items():
            button = box.addButton(kind)
            button.setText(text)
            button.setToolTip(tip)
            button.setIcon(QIcon())
        box.setDefaultButton(_Button.Save)
        box.setEscapeButton(_Button.Cancel)
        box.finished.connect(partial(self._on_answered, place))
        box.open()

    def _consequence(self, state: DocumentState) -> str:
        now = self._edits.state
        if state.document is now.document:
            return "Without saving they are lost."
        return f"They were made before “{now.name}” was opened. Without saving they are lost."

    @Slot(int, int)
    def _on_answered(self, place: int, answer: int) -> None:
        box, self._box = self._box, None
        if box is not None:
            box.deleteLater()
        if answer == _Button.Discard:
            self.asks = False
            self._window.close()
        elif answer == _Button.Save:
            if place != self._edits.stack.index():
                self._edits.stack.setIndex(place)
            self._save()
            if not self._edits.state.is_edited:
                self._window.close()

"""The progress of a task that takes long."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

_PATIENCE = 500
_STEPS = 1000


class ProgressView(QProgressBar):
    """A bar over the window, shown only for tasks that take longer than half a second."""

    about_to_show = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressBar")
        self.setAccessibleName("Progress")
        self.setToolTip("How much of this is done")
        self.setRange(0, _STEPS)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._on_patience_ended)
        self.hide()

    def show_share(self, task: str, share: float) -> None:
        """Show the share of a task that is done, 0 to 1, once the task has taken a while."""
        if self.isHidden() and not self._patience.isActive():
            self._patience.start()
        self.setFormat(f"{task} · %p%")
        self.setValue(round(_STEPS * share))

    @Slot()
    def end(self) -> None:
        """Hide the bar."""
        self._patience.stop()
        self.hide()

    def place_below(self, neighbour: QWidget) -> None:
        """Move to the middle of the parent, on the lower edge of a sibling."""
        parent = self.parentWidget()
        if parent is not None:
            width = min(420, parent.width() - 48)
            top = neighbour.geometry().bottom() - 9
            self.setGeometry((parent.width() - width) // 2, top, width, 20)

    @Slot()
    def _on_patience_ended(self) -> None:
        self.about_to_show.emit()
        self.show()
        self.raise_()

"""Work that a crash has left behind, offered at the next start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gdviz.documents.errors import DocumentError
from gdviz.documents.session_file import read_session
from gdviz.engine.experiment import Experiment
from gdviz.session.autosave import left_behind
from gdviz.views.widgets.message_bar import Offer

Restore = Callable[[Experiment, int], None]


class Restoring(QObject):
    """Offers what earlier windows have left behind, one after the other, the newest first.

    ``offered`` gives an ``Offer`` for the message bar; ``restore`` shows an experiment at an
    epoch, and ``take_over`` gets its file.
    """

    offered = Signal(object)
    failed = Signal(str)

    def __init__(
        self, folder: Path, restore: Restore, take_over: Callable[[Path], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._files = left_behind(folder)
        self._restore = restore
        self._take_over = take_over

    def offer_next(self) -> None:
        """Offer the next one, if there is any."""
        file = next(self._files, None)
        if file is None:
            return
        offer = Offer(
            f"gdviz ended with unsaved work of {_time_of(file)}.",
            "Restore",
            "Open that work; it is undone like any other opening",
            partial(self._on_restored, file),
            lambda: True,
            lasts=True,
            refusal="Discard",
            refuse=partial(self._on_discarded, file),
        )
        self.offered.emit(offer)

    def _on_restored(self, file: Path) -> None:
        try:
            experiment, epoch, _ = read_session(file)
        except DocumentError as error:
            self.failed.emit(str(error))
            return
        self._restore(experiment, epoch)
        self._take_over(file)
        self.offer_next()

    def _on_discarded(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        file.with_suffix(".lock").unlink(missing_ok=True)
        self.offer_next()


def _time_of(file: Path) -> str:
    """Return when a file was written: 14:32, with its day if that was not today."""
    then = datetime.fromtimestamp(file.stat().st_mtime)
    today = then.date() == datetime.now().date()
    return f"{then:%H:%M}" if today else f"{then:%d %B, %H:%M}"

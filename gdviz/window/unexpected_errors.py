"""What the window says of an error that nobody expected."""

from __future__ import annotations

import time
import traceback
from functools import partial
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from gdviz.documents.session_file import session_text
from gdviz.session.session import Session
from gdviz.support.error_log import log_error
from gdviz.views.widgets.message_bar import Offer

# An error in a method that Qt calls may come again with each frame: it is told once, until it
# has not come for so many seconds.
_QUIET = 2.0


class UnexpectedErrors(QObject):
    """Logs each unexpected error, and tells it calmly, with its details to be copied.

    ``told`` gives an ``Offer`` for the message bar, ``copied`` what became of the details.
    """

    told = Signal(object)
    copied = Signal(str)
    _raised = Signal(str, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._last: dict[object, float] = {}
        # Later, and in this thread: the error may have come in another one, or while Qt paints.
        self._raised.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def tell(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell an error that nothing has caught (a sys.excepthook)."""
        what = f"{kind.__name__}: {error}" if str(error) else kind.__name__
        text = f"Something went wrong in gdviz ({what}); your data are kept."
        if not self._is_told(error.with_traceback(trace)):
            self._raised.emit(text, error)

    @Slot(object)
    def tell_of_training(self, error: Exception) -> None:
        """Tell an error that has ended the training."""
        self._tell(f"The training stopped by an error of gdviz: {error}.", error)

    @Slot(str, object)
    def _tell(self, text: str, error: BaseException) -> None:
        log = log_error(error)
        where = f" The details are in {log}." if log else ""
        copy = partial(self._copy, error)
        tip = "Copy the versions, the session and what happened, for a message to the authors"
        self.told.emit(Offer(text + where, "Copy details", tip, copy, lambda: True, "error"))

    def _is_told(self, error: BaseException) -> bool:
        frames = traceback.extract_tb(error.__traceback__)
        place = type(error), *((frames[-1].filename, frames[-1].lineno) if frames else ())
        now = time.monotonic()
        last = self._last.get(place, -_QUIET)
        self._last[place] = now
        return now - last < _QUIET

    def _copy(self, error: BaseException) -> None:
        from gdviz.support.versions import versions  # noqa: PLC0415 (opens sooner)

        parts = [versions(), "".join(traceback.format_exception(error)), self._session_text()]
        QGuiApplication.clipboard().setText("\n\n".join(parts))
        self.copied.emit("The details are copied: paste them into a message to the authors.")

    def _session_text(self) -> str:
        try:
            return session_text(self._session.experiment, self._session.cursor)
        except ValueError as error:
            return f"(the session cannot be written: {error})"

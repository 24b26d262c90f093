"""Controls that show what they are told to without saying that somebody has changed them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from PySide6.QtCore import QObject, QSignalBlocker


@contextmanager
def quietly(*controls: QObject) -> Iterator[None]:
    """Let code set ``controls`` without a signal of theirs.

    Not only ``setValue`` emits, so do ``setRange``, ``setMaximum``, ``setCurrentIndex`` and
    ``clear``; answered as an edit, that would be an edit that nobody has made.
    """
    with ExitStack() as blocked:
        for control in controls:
            blocked.enter_context(QSignalBlocker(control))
        yield

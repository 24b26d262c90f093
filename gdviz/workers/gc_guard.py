"""Keep Python's garbage collector out of background threads.

It runs in whichever thread happens to allocate, and destroys what is left of closed dialogs and
windows: Qt objects, which only the GUI thread may destroy.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_asked: list[object] = []


@contextmanager
def gc_paused() -> Iterator[None]:
    """Disable collection, in all threads, until the last block that asked for it has ended."""
    asking = object()
    with _lock:
        _asked.append(asking)
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _asked.remove(asking)
            if not _asked:
                gc.enable()

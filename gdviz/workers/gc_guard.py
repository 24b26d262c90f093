"""Keep Python's collector of garbage out of the threads that do not belong to the window.

It runs in whichever thread happens to allocate, and takes with it what is left of closed dialogs
and windows: Qt objects, which only the thread of the window may destroy.
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
    """Collect nothing, in any thread, until the last of the blocks that ask for it has ended."""
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

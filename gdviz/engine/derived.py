"""Values derived from data sets, computed once and cached while they are worth their memory."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

from gdviz.engine.dataset import Dataset

T = TypeVar("T")
# The facts of this many examples take ten times the memory of the data themselves …
_MANY = 100_000
# … so they are kept only for the data that are shown and for those shown before them.
_KEPT = 2
_MISSING = object()


class _Shelf:
    """The facts of every data set still in use, by its id."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._facts: dict[int, tuple[weakref.ref[Dataset], dict[object, Any]]] = {}
        self._shown: list[int] = []

    def facts(self, data: Dataset) -> dict[object, Any]:
        """Return what is known of ``data``, to be read and added to."""
        key = id(data)
        with self._lock:
            if key not in self._facts:
                # Called where the last reference goes, in whichever thread: it takes no lock.
                gone = weakref.ref(data, lambda _: self._facts.pop(key, None))
                self._facts[key] = gone, {}
            return self._facts[key][1]

    def note_shown(self, data: Dataset) -> None:
        """Let go of the facts of very many examples that are neither shown nor were before."""
        self.facts(data)
        with self._lock:
            shown = [id(data), *(key for key in self._shown if key != id(data))]
            self._shown = shown[:_KEPT]
            gone = [self._facts[key] for key in shown[_KEPT:] if key in self._facts]
        for kept, facts in gone:
            old = kept()
            if old is not None and old.n >= _MANY:
                facts.clear()


_shelf = _Shelf()


def derived(data: Dataset, make: Callable[[Dataset], T], *key: object) -> T:
    """Return ``make(data)``, worked out once for each data set and name; any thread may ask.

    The name of a fact is ``make`` itself, or the ``key`` where there is one. Facts go with their
    data, or before them: see ``note_shown``.
    """
    name, facts = key or make, _shelf.facts(data)
    fact = facts.get(name, _MISSING)
    if fact is _MISSING:
        fact = facts[name] = make(data)
    found: T = fact
    return found


def note_shown(data: Dataset) -> None:
    """Note that these data are shown now.

    Of 100,000 examples or more, facts are kept for the data shown and for those shown before
    them only; for others that were shown they are worked out again when they are asked for.
    """
    _shelf.note_shown(data)

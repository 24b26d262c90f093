"""What is worked out of data sets: once, and kept while it is worth its memory."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from gdviz.engine.dataset import Dataset

T = TypeVar("T")
# What follows from so many examples takes ten times the memory of the data themselves …
_MANY = 100_000
# … so of those it is kept only for the data used last: those shown and those before them.
_KEPT = 2


@dataclass(slots=True)
class _Facts:
    """The facts of one data set; ``root`` is the one that it was itself worked out of, or it."""

    data: weakref.ref[Dataset]
    root: int
    by_name: dict[object, Any] = field(default_factory=dict)


class _Shelf:
    """The facts of every data set that is still in use, by its identity."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._facts: dict[int, _Facts] = {}
        self._recent: list[int] = []

    def facts(self, data: Dataset, root: Dataset | None = None) -> dict[object, Any]:
        """Return what is known of ``data``, to be read and added to."""
        with self._lock:
            kept = self._facts.get(id(data)) or self._added(data, root)
            if data.n >= _MANY and self._recent[-1:] != [kept.root]:
                self._use(kept.root)
            return kept.by_name

    def _added(self, data: Dataset, root: Dataset | None = None) -> _Facts:
        key = id(data)
        above = key if root is None else (self._facts.get(id(root)) or self._added(root)).root
        # Called where the last reference goes, which may be in ``_use``: it takes no lock.
        gone = weakref.ref(data, lambda _: self._facts.pop(key, None))
        self._facts[key] = _Facts(gone, above)
        return self._facts[key]

    def _use(self, key: int) -> None:
        used = [*(other for other in self._recent if other != key), key]
        self._recent = used[-_KEPT:]
        for old in used[:-_KEPT]:
            if old in self._facts:
                self._facts[old].by_name.clear()


_shelf = _Shelf()


def derived(data: Dataset, make: Callable[[Dataset], T], *key: object) -> T:
    """Return ``make(data)``, worked out once for each data set and name.

    The name of a fact is ``make`` itself, or the ``key`` where there is one. Facts go with their
    data. Those of 100,000 examples or more are kept only for the two data sets used last, and
    worked out again when they are asked for. Any thread may ask.
    """
    name = key or make
    facts = _shelf.facts(data)
    if name in facts:
        known: T = facts[name]
        return known
    made = make(data)
    if isinstance(made, Dataset):
        _shelf.facts(made, root=data)
    facts[name] = made
    return made


def for_a_while(data: Dataset, make: Callable[[Dataset], Dataset]) -> Dataset:
    """Return ``make(data)``, which is not kept: its own facts count as those of ``data``."""
    made = make(data)
    _shelf.facts(made, root=data)
    return made

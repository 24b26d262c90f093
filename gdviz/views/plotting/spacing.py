"""Places along a path that can be seen apart."""

from __future__ import annotations

import math

from gdviz.engine.dataset import Array


def spaced(places: Array, apart: float) -> Array:
    """Return those of some places, shape (2, m), that are ``apart`` from the one before.

    The first is among them.
    """
    kept, last = [], (math.inf, math.inf)
    for index, place in enumerate(places.T.tolist()):
        if not math.dist(place, last) < apart:
            kept.append(index)
            last = place
    chosen: Array = places[:, kept]
    return chosen

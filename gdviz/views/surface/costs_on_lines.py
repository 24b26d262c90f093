"""Which contour lines carry their cost, and where on them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdviz.support.numbers import scientific, significant
from gdviz.views.plotting.contours import ContourItem
from gdviz.views.plotting.marks import LevelLabel

# The contour lines that carry their cost, the ones that get a place first in front.
_LABELLED = (6, 10, 13, 8, 4, 15, 2)
_PLACES = 12
_LARGE = 1e4


def costs_on_lines(contours: ContourItem) -> list[LevelLabel]:
    """Return the labels of a surface, the ones that get a place first in front."""
    return [
        LevelLabel(_cost_in_words(cost), line[:, _spread(line.shape[1])])
        for cost, line in contours.lines(_LABELLED)
    ]


def _cost_in_words(cost: float) -> str:
    return significant(cost, 3) if abs(cost) < _LARGE else scientific(cost, 3)


def _spread(count: int) -> NDArray[np.intp]:
    """Return some of so many places on a line, the middle first and then ever farther from it."""
    places = np.linspace(0, count - 1, _PLACES + 2)[1:-1].astype(np.intp)
    return places[np.argsort(np.abs(places - count / 2), kind="stable")]

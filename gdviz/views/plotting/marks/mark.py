"""The base of all marks in a plot."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from PySide6.QtGui import QPainter

from gdviz.engine.dataset import Array

Number = TypeVar("Number", float, Array)
# The least visible move in pixels, as all lines are antialiased. If smaller ones were painted, a
# frame of a run played step by step would take 1.2 to 1.6 × the time.
_VISIBLE = 0.05


@dataclass(frozen=True, slots=True)
class Scale:
    """The map from data coordinates to the pixels of a plot's ground, (0, 0) at its top left."""

    left: float
    top: float
    per_x: float
    per_y: float
    width: float
    height: float

    @classmethod
    def of(
        cls, x: tuple[float, float], y: tuple[float, float], width: float, height: float
    ) -> Scale:
        """Return the scale for a ground of that size and these ranges."""
        return cls(x[0], y[1], width / (x[1] - x[0]), height / (y[1] - y[0]), width, height)

    def across(self, x: Number) -> Number:
        """Return the distance of ``x`` from the left edge."""
        return (x - self.left) * self.per_x

    def down(self, y: Number) -> Number:
        """Return the distance of ``y`` from the top edge."""
        return (self.top - y) * self.per_y


class Mark(ABC):
    """Something to draw. Its content is set in data coordinates; setting it paints nothing.

    First ``place`` computes its position, then ``draw`` draws it there.
    """

    def __init__(self) -> None:
        self._visible = True
        self._changed = self._moved = True
        self._scale = Scale(0.0, 0.0, 1.0, 1.0, 1.0, 1.0)
        self._at: Array = np.empty(0)

    def is_visible(self) -> bool:
        """Return whether it is drawn."""
        return self._visible

    def set_visible(self, visible: bool) -> None:
        """Show or hide it."""
        self._changed |= visible != self._visible
        self._visible = visible

    def place(self, scale: Scale) -> bool:
        """Place it in the pixels of ``scale``; return whether the change is visible.

        It stays in place if the eye could not see the difference, so that nothing is painted
        without need.
        """
        changed, self._changed = self._changed, False
        if not self._visible or not (changed or self._moved or scale != self._scale):
            return changed
        at = self._places(scale)
        stays = not changed and scale == self._scale and at.shape == self._at.shape
        self._moved = False
        if stays and bool((np.abs(at - self._at) < _VISIBLE).all()):
            return False
        self._at, self._scale = at, scale
        return True

    @abstractmethod
    def _places(self, scale: Scale) -> Array:
        """Return the positions of its parts, in pixels."""

    @abstractmethod
    def draw(self, painter: QPainter, on_screen: bool) -> None:
        """Draw it where it was placed.

        On the screen it is drawn fast, if need be from a cached picture; elsewhere as shapes, so
        that a page can be enlarged.
        """

"""The frame of a plot: the ranges of x and y that it shows, and what decides them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

from gdviz.views.plotting.ranges import Span
from gdviz.views.snapshot import Snapshot


class Frame(NamedTuple):
    """The ranges of x and y that a plot shows, each from low to high."""

    x: Span
    y: Span


UNIT = Frame((0.0, 1.0), (0.0, 1.0))


class Viewport(ABC):
    """The sole owner of a plot's frame, in the window and in exports; it knows no Qt.

    The natural frame follows what is shown. It is ``held`` while the user drags something in
    it; a frame that the user has zoomed to replaces it until it is restored.
    """

    def __init__(self) -> None:
        self._natural = UNIT
        self._zoomed: Frame | None = None
        self.held = False

    @property
    def frame(self) -> Frame:
        """The frame to show."""
        return self._zoomed or self._natural

    def follow(self, now: Snapshot, before: Snapshot | None) -> bool:
        """Let the natural frame follow what is shown; return whether the frame has changed."""
        shown = self.frame
        self._natural = self._following(self._natural, now, before)
        return self.frame != shown

    def zoom(self, frame: Frame) -> None:
        """Show another frame until ``restore``."""
        self._zoomed = frame

    def restore(self) -> None:
        """Show the natural frame again."""
        self._zoomed = None

    @abstractmethod
    def _following(self, frame: Frame, now: Snapshot, before: Snapshot | None) -> Frame:
        """Return the new natural frame; ``frame`` is the one before."""

"""The frame of a plot: which stretch of x and of y it shows, and who decides that."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

from gdviz.views.plotting.ranges import Span
from gdviz.views.snapshot import Snapshot


class Frame(NamedTuple):
    """The stretches of x and y that a plot shows, each from low to high."""

    x: Span
    y: Span


UNIT = Frame((0.0, 1.0), (0.0, 1.0))


class Viewport(ABC):
    """The one owner of the frame of a plot, at the window as in exports; it knows no Qt.

    The natural frame follows what is shown. It is ``held`` while the person drags something in
    it; a frame that the person has zoomed to stands in its place until it is restored.
    """

    def __init__(self) -> None:
        self._natural = UNIT
        self._zoomed: Frame | None = None
        self.held = False

    @property
    def frame(self) -> Frame:
        """The frame that is to be shown."""
        return self._zoomed or self._natural

    def follow(self, now: Snapshot, before: Snapshot | None) -> bool:
        """Let the natural frame follow what is shown; return whether another is to be shown."""
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
        """Return the natural frame of what is shown, which had that frame before."""

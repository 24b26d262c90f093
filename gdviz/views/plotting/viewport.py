"""The frame of a plot: the ranges of x and y that it shows, and what decides them."""

from __future__ import annotations

import sys
import weakref
from abc import ABC, abstractmethod
from typing import NamedTuple

from gdviz.engine.experiment import Experiment
from gdviz.views.plotting.ranges import Span, finite, scaled, size
from gdviz.views.snapshot import Snapshot


class Frame(NamedTuple):
    """The ranges of x and y that a plot shows, each from low to high."""

    x: Span
    y: Span


# The most that a frame can be zoomed in and out, and the least size that its numbers bear.
_CLOSEST, _FARTHEST, _FINEST = 1e6, 20.0, 1e-12
# pyqtgraph moves ends apart: to infinity where they are at the largest float.
_FARTHEST_END = sys.float_info.max / 4
UNIT = Frame((0.0, 1.0), (0.0, 1.0))


class FrameMemory:
    """The last frame of each experiment that an undo or a redo can bring back.

    Those bring back the very experiment that was shown; one that the user sets again is only
    equal. While α is dragged to and fro, the frame must not jump.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[Experiment], bool, Frame]] = {}

    def keep(self, shown: Snapshot, frame: Frame) -> None:
        """Remember the frame of what is shown, for as long as anybody has its experiment."""
        key = id(shown.experiment)
        gone = weakref.ref(shown.experiment, lambda _: self._kept.pop(key, None))
        self._kept[key] = gone, shown.settings.logarithmic, frame

    def recall(self, shown: Snapshot) -> Frame | None:
        """Return the frame in which the very same was shown, if it was."""
        kept = self._kept.get(id(shown.experiment))
        return kept[2] if kept and kept[1] == shown.settings.logarithmic else None


class Viewport(ABC):
    """The sole owner of a plot's frame, in the window and in exports; it knows no Qt.

    The natural frame follows what is shown, but not while the mouse holds something. It grows
    from one that is chosen for each run; an undo brings back the one of that edit. A frame that
    the user has zoomed to replaces it until it is restored.
    """

    def __init__(self) -> None:
        self._chosen = self._natural = self._told = UNIT
        self._zoomed: Frame | None = None
        self._followed: Snapshot | None = None
        self._memory = FrameMemory()

    @property
    def frame(self) -> Frame:
        """The frame to show."""
        return self._zoomed or self._natural

    def follow(self, now: Snapshot, before: Snapshot | None) -> bool:
        """Let the natural frame follow what is shown; return whether the frame has changed."""
        if before is None:
            self._followed = None
        elif self._followed and self._axes(now) != self._axes(self._followed):
            # The numbers of the zoomed frame have lost their meaning.
            self.restore()
        if self._followed is None or not now.held:
            self._follow(now, self._followed)
            self._followed = now
        told, self._told = self._told, self.frame
        return self._told != told

    @property
    def is_zoomed(self) -> bool:
        """Whether another frame than the natural one is shown."""
        return self._zoomed is not None

    def zoom(self, frame: Frame) -> None:
        """Show another frame until ``restore``; one at the end of what a float holds is none."""
        if all(abs(end) < _FARTHEST_END for span in frame for end in span):
            self._zoomed = frame

    def zoom_at(self, x: float, y: float, factor: float) -> None:
        """Make the frame larger by ``factor``, or smaller; the point (x, y) keeps its place."""
        spans = []
        for span, natural, about in zip(self.frame, self._natural, (x, y), strict=True):
            finest = max(size(natural) / _CLOSEST, _FINEST * max(map(abs, span)))
            least, most = finest / size(span), _FARTHEST * size(natural) / size(span)
            spans.append(scaled(span, about, min(max(factor, least), max(most, least))))
        self.zoom(Frame(*spans))

    def pan(self, frame: Frame, x: float, y: float) -> None:
        """Show ``frame``, moved by x and y."""
        self.zoom(
            Frame(*(finite(a + by, b + by) for (a, b), by in zip(frame, (x, y), strict=True)))
        )

    def restore(self) -> None:
        """Show the natural frame again."""
        self._zoomed = None

    def _follow(self, now: Snapshot, before: Snapshot | None) -> None:
        other = before is not None and now.run is not before.run
        recalled = self._memory.recall(now) if other else None
        if recalled is not None:
            self._chosen = self._natural = recalled
        else:
            self._chosen = self._choice(now, before)
            self._natural = self._grown(self._chosen, now)
        self._memory.keep(now, self._natural)

    @abstractmethod
    def _axes(self, snapshot: Snapshot) -> object:
        """Return what gives the axes their meaning."""

    @abstractmethod
    def _choice(self, now: Snapshot, before: Snapshot | None) -> Frame:
        """Return the frame for the run of ``now``: the one chosen before, if it still suits."""

    def _grown(self, chosen: Frame, now: Snapshot) -> Frame:  # noqa: ARG002 (for others)
        """Return the chosen frame, widened by what is known of the run.

        It depends on nothing else, so that a figure has the frame that the window has.
        """
        return chosen

"""A request to export: a figure and its content, or a table."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gdviz.export.formats import PLOTS, THEME_NAMES

# A page this many times larger than the least one makes the text look lost.
_ROOMY = 1.5
# A page this much smaller than the least one still holds everything.
_TIGHT = 0.8
# The usual size of the text in points.
TEXT = 10.0


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure shows: a plot of PLOTS in a theme, ``size`` in pixels (96 to the inch).

    It is laid out on ``page``: as large as ``size`` if that suits the text, else larger or
    smaller with the same aspect. The page is then drawn at ``size`` as a whole, text and lines
    included: in a small figure nothing is cut, in a large one nothing is tiny.

    ``text`` is the size of the text in points, lines and marks along with it; without it they
    suit the figure, TEXT in one of the usual size. ``scale`` multiplies the pixels of a PNG only.
    Raises ValueError for an unknown plot or theme, and for a text that leaves no room for the
    plots, naming the largest that does.
    """

    plot: str = "all"
    theme: str = "light"
    size: tuple[int, int] = (1200, 800)
    scale: float = 1.0
    text: float | None = None

    def __post_init__(self) -> None:
        one_of("plot", self.plot, tuple(PLOTS))
        one_of("theme", self.theme, THEME_NAMES)
        largest = math.floor(TEXT * self._room / _TIGHT)
        if self.text is not None and self.text > largest:
            width, height = self.size
            raise ValueError(
                f"text of {self.text:g} pt leaves no room for the plots in {width} × {height}"
                f" pixels; take {largest} pt at most, or a larger figure"
            )

    @property
    def page(self) -> tuple[int, int]:
        """The width and height of the layout."""
        room = self._room
        zoom = room if room < 1 else max(1.0, room / _ROOMY)
        if self.text is not None:
            zoom = self.text / TEXT
        return round(self.size[0] / zoom), round(self.size[1] / zoom)

    @property
    def _room(self) -> float:
        """How many times larger it is than the least page."""
        least = PLOTS[self.plot].least
        return min(self.size[0] / least[0], self.size[1] / least[1])


def one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    """Raise ValueError, listing the ``known`` values, for any other."""
    if value not in known:
        raise ValueError(f"no {name} “{value}”; choose one of {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export: a figure, or the history if None; and the format, as a suffix."""

    figure: Figure | None
    suffix: str = ".png"

    @property
    def name(self) -> str:
        """The file name to suggest."""
        what = self.figure.plot if self.figure else "history"
        return f"gdviz-{what}{self.suffix}"


def request_of_plot(plot: str) -> ExportRequest:
    """Return the request for one plot, exported without further questions."""
    return ExportRequest(Figure(plot, size=PLOTS[plot].size, scale=2.0))

"""A request to export: a figure and its content, or a table."""

from __future__ import annotations

from dataclasses import dataclass

from gdviz.export.formats import PLOTS, THEME_NAMES

# A page this many times larger than the least one makes the text look lost.
_ROOMY = 1.5


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure shows: a plot of PLOTS in a theme, ``size`` in pixels (96 to the inch).

    It is laid out on ``page``: as large as ``size`` if that suits the text, else larger or
    smaller with the same aspect. The page is then drawn at ``size`` as a whole, text and lines
    included: in a small figure nothing is cut, in a large one nothing is tiny.

    ``scale`` multiplies the pixels of a PNG only. Raises ValueError for an unknown plot or
    theme.
    """

    plot: str = "all"
    theme: str = "light"
    size: tuple[int, int] = (1200, 800)
    scale: float = 1.0

    def __post_init__(self) -> None:
        one_of("plot", self.plot, tuple(PLOTS))
        one_of("theme", self.theme, THEME_NAMES)

    @property
    def page(self) -> tuple[int, int]:
        """The width and height of the layout."""
        least = PLOTS[self.plot].least
        room = min(self.size[0] / least[0], self.size[1] / least[1])
        zoom = room if room < 1 else max(1.0, room / _ROOMY)
        return round(self.size[0] / zoom), round(self.size[1] / zoom)


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

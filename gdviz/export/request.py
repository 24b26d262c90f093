"""What a figure is to show; it knows no Qt, so that a command line may speak of it early."""

from __future__ import annotations

from dataclasses import dataclass

FORMATS = (".png", ".svg", ".pdf")
PLOTS = ("all", "sigmoid", "cost", "landscape")
THEME_NAMES = ("light", "dark")

# The least page on which all of a figure fits with text of the usual size, and how many times
# larger a page may be before that text looks lost on it.
_LEAST = {"all": (960, 640)}
_LEAST_OF_A_PLOT = (480, 320)
_ROOMY = 1.5


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure shows: a plot of PLOTS in a theme, ``size`` in pixels (96 to the inch).

    It is laid out on ``page``: as large as ``size`` where that suits the text, else larger or
    smaller with the same aspect. The page is then drawn at ``size`` as a whole, text and lines
    included: in a small figure nothing is cut, in a large one nothing is tiny.

    ``scale`` multiplies the pixels of a PNG only. Raises ValueError for a plot or theme
    that is not there.
    """

    plot: str = "all"
    theme: str = "light"
    size: tuple[int, int] = (1200, 800)
    scale: float = 1.0

    def __post_init__(self) -> None:
        one_of("plot", self.plot, PLOTS)
        one_of("theme", self.theme, THEME_NAMES)

    @property
    def page(self) -> tuple[int, int]:
        """The width and height that the figure is laid out with."""
        least = _LEAST.get(self.plot, _LEAST_OF_A_PLOT)
        room = min(self.size[0] / least[0], self.size[1] / least[1])
        zoom = room if room < 1 else max(1.0, room / _ROOMY)
        return round(self.size[0] / zoom), round(self.size[1] / zoom)


def one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    """Raise ValueError, naming what is known, for a value that is not."""
    if value not in known:
        raise ValueError(f"no {name} “{value}”; choose one of {', '.join(known)}")


def size_of(plot: str) -> tuple[int, int]:
    """Return the size that suits a plot, in pixels."""
    return (1200, 800) if plot == "all" else (800, 560)


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to export: a figure, or without one the history; and the format, as a suffix."""

    figure: Figure | None
    suffix: str = "png"

    @property
    def name(self) -> str:
        """The file name to suggest."""
        what = self.figure.plot if self.figure else "history"
        return f"gdviz-{what}.{self.suffix}"


def order_of_plot(plot: str) -> ExportOrder:
    """Return the order of one plot as it is exported without further questions."""
    return ExportOrder(Figure(plot, size=size_of(plot), scale=2.0))

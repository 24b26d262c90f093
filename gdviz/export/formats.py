"""What can be exported, and in which formats; without Qt, for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

THEME_NAMES = ("light", "dark")


class Holds(StrEnum):
    """The content of a file."""

    FIGURE = "figure"
    TABLE = "table"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, by its suffix."""

    suffix: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class PlotKind:
    """A plot in a figure: its name, the size that suits it in pixels, and its least page.

    The least page is the smallest on which it fits with text of the usual size.
    """

    name: str
    size: tuple[int, int] = (800, 560)
    least: tuple[int, int] = (480, 320)


# To add a format: a line here (and none in LATER), its writer in writers.py, its words in
# wording/terms.py. To add a plot: a line here, its view in page.py, its words there, too.
FORMATS = (
    Format(".png", Holds.FIGURE),
    Format(".svg", Holds.FIGURE),
    Format(".pdf", Holds.FIGURE),
    Format(".csv", Holds.TABLE),
    Format(".gdviz", Holds.SESSION),
)
PLOTS = {
    plot.name: plot
    for plot in (
        PlotKind("all", (1200, 800), (960, 640)),
        PlotKind("sigmoid"),
        PlotKind("cost"),
        PlotKind("landscape"),
    )
}
# Formats that are planned and not there yet.
LATER = (".gif", ".webp", ".mp4", ".py")


def suffixes(*holding: Holds) -> tuple[str, ...]:
    """Return the suffixes of the formats that hold one of these, or of all formats."""
    return tuple(one.suffix for one in FORMATS if not holding or one.holds in holding)

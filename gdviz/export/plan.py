"""What a figure is to show; it knows no Qt, so that a command line may speak of it early."""

from __future__ import annotations

from dataclasses import dataclass

FORMATS = (".png", ".svg", ".pdf")
PLOTS = ("all", "sigmoid", "cost", "landscape")
THEME_NAMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure shows: a plot of PLOTS in a theme, ``size`` in pixels (96 to the inch).

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


def one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    """Raise ValueError, naming what is known, for a value that is not."""
    if value not in known:
        raise ValueError(f"no {name} “{value}”; choose one of {', '.join(known)}")

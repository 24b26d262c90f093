"""What a figure takes over from the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gdviz.views.plotting.viewport import Frame
from gdviz.views.snapshot import Settings
from gdviz.views.surface.surface_grid import SurfaceGrid


@dataclass(frozen=True, slots=True)
class Look:
    """How the window shows the run; the theme is that of the figure.

    ``frames`` are those of the plots, by their names in PLOTS. A plot without one has the frame
    that a window would have on which the run is played from its start. ``surface`` is the cost
    surface that is drawn, which need not be computed again.
    """

    settings: Settings = field(default_factory=Settings)
    frames: Mapping[str, Frame] = field(default_factory=dict)
    surface: SurfaceGrid | None = None

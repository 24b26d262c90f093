"""What a plot redraws in each frame: marks, placed in data coordinates, drawn in pixels."""

from gdviz.views.plotting.marks.arrow import Arrow
from gdviz.views.plotting.marks.caption import Caption
from gdviz.views.plotting.marks.counts import Counts
from gdviz.views.plotting.marks.curve import Curve
from gdviz.views.plotting.marks.dots import Dots
from gdviz.views.plotting.marks.level_labels import LevelLabel, LevelLabels
from gdviz.views.plotting.marks.mark import Mark, Scale
from gdviz.views.plotting.marks.ruler import Ruler
from gdviz.views.plotting.marks.shades import Shades

__all__ = [
    "Arrow",
    "Caption",
    "Counts",
    "Curve",
    "Dots",
    "LevelLabel",
    "LevelLabels",
    "Mark",
    "Ruler",
    "Scale",
    "Shades",
]

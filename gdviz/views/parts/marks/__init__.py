"""What a plot draws anew in each frame: marks, placed in data coordinates, drawn in pixels."""

from gdviz.views.parts.marks.caption import Caption
from gdviz.views.parts.marks.curve import Curve
from gdviz.views.parts.marks.dots import Dots
from gdviz.views.parts.marks.mark import Mark, Scale
from gdviz.views.parts.marks.ruler import Ruler
from gdviz.views.parts.marks.shades import Shades

__all__ = ["Caption", "Curve", "Dots", "Mark", "Ruler", "Scale", "Shades"]

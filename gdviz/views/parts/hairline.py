"""A line across a plot that is one pixel wide wherever it stands."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QPainter

from gdviz.compat import override


class Hairline(pg.InfiniteLine):
    """A vertical or horizontal line; smoothed, it would flicker between one pixel and two."""

    @override
    def paint(self, p: QPainter, *args: Any) -> None:
        smoothed = bool(p.renderHints() & QPainter.RenderHint.Antialiasing)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        super().paint(p, *args)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, smoothed)

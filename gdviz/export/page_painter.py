"""A painter for pages: lines keep their width to the page at any scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPaintDevice, QPainter, QPainterPath, QPen

from gdviz.support.compat import override

# A line shorter than this, in pixels of the page, leaves no mark.
_NOTHING = 1e-3


class PagePainter(QPainter):
    """A QPainter of pages on which each pixel takes ``dots`` units of the device.

    Qt gives cosmetic pens their width in units of the device: such lines are hair-thin in a large
    picture and keep their width when an SVG is enlarged. Here they have it in pixels of the page.
    A plot's axes have scales of their own, so paths are mapped to the device before they are
    stroked. Lines without length are left out: with a translucent pen Qt would write a malformed
    PDF.

    pyqtgraph's axes and the surface call these methods; marks have pens of the page's own width.
    """

    def __init__(self, device: QPaintDevice, dots: float = 1.0) -> None:
        super().__init__(device)
        self.dots = dots
        self.scale(dots, dots)

    @override
    def drawPath(self, path: QPainterPath) -> None:
        pen = self.pen()
        if not pen.isCosmetic() or pen.style() == Qt.PenStyle.NoPen:
            super().drawPath(path)
            return
        on_device = self.worldTransform().map(path)
        if on_device.length() < _NOTHING * self.dots:
            return
        self.save()
        self.resetTransform()
        self.setPen(_plain(pen, self.dots))
        super().drawPath(on_device)
        self.restore()

    @override
    def drawLine(self, start: QPointF, end: QPointF) -> None:  # type: ignore[override]
        path = QPainterPath(start)
        path.lineTo(end)
        self.drawPath(path)


def _plain(pen: QPen, dots: float) -> QPen:
    made = QPen(pen)
    made.setCosmetic(False)
    made.setWidthF((pen.widthF() or 1.0) * dots)
    return made

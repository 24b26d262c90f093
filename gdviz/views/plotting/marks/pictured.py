"""The base of marks that are drawn once and then shown from a picture."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from gdviz.support.compat import override
from gdviz.views.plotting.marks.mark import Mark, Scale


class Pictured(Mark):
    """A mark of many parts: on the screen it is kept as a picture until it changes."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QPixmap | None = None

    @override
    def place(self, scale: Scale) -> bool:
        moved = super().place(scale)
        if moved:
            self._picture = None
        return moved

    @override
    def draw(self, painter: QPainter, on_screen: bool) -> None:
        if on_screen and self._is_many():
            painter.drawPixmap(QPointF(0, 0), self._pictured(painter))
        else:
            self._draw_parts(painter)

    @abstractmethod
    def _is_many(self) -> bool:
        """Return whether a picture is quicker than the parts."""

    @abstractmethod
    def _draw_parts(self, painter: QPainter) -> None:
        """Draw all the parts."""

    def _pictured(self, painter: QPainter) -> QPixmap:
        ratio = painter.device().devicePixelRatio()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            size = round(self._scale.width * ratio), round(self._scale.height * ratio)
            self._picture = QPixmap(*size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as inner:
                inner.setRenderHints(painter.renderHints())
                self._draw_parts(inner)
        return self._picture

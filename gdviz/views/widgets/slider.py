"""A thin slider that jumps to the click; its track can be coloured in parts."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.views.theme import LIGHT, Theme

_KNOB = 6.5
# Between the dots of the part that nothing reaches.
_PITCH = 7.0


class TrackSlider(QSlider):
    """A horizontal slider in the program's style."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = LIGHT
        self._zones: tuple[tuple[float, QColor], ...] = ()
        self._end: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of ``theme``."""
        self._theme = theme
        self.update()

    def set_zones(self, zones: tuple[tuple[float, QColor], ...]) -> None:
        """Colour the track up to each fraction (rising, the last 1), with marks between."""
        if zones != self._zones:
            self._zones = zones
            self.update()

    def set_end(self, end: int | None) -> None:
        """Draw the part beyond a position as unused; None uses the whole track."""
        if end != self._end:
            self._end = end
            self.update()

    @override
    @guarded
    def sizeHint(self) -> QSize:
        return QSize(120, 22)

    @override
    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(60, 22)

    @override
    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setSliderDown(True)
        self._follow(event)

    @override
    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    @override
    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_track(painter)
            if self._end is not None:
                self._paint_unused(painter, self._left + self._fraction_of(self._end) * self._span)
            knob = QPointF(self._left + self._fraction() * self._span, self.height() / 2)
            ring = self._theme.color("accent" if self.isEnabled() else "line")
            painter.setPen(QPen(ring, 2.4 if self.hasFocus() else 1.8))
            painter.setBrush(self._theme.color("card"))
            painter.drawEllipse(knob, _KNOB, _KNOB)

    def _paint_track(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        passed = (self._fraction(), self._theme.color("accent" if self.isEnabled() else "line"))
        last = 1.0 if self._end is None else self._fraction_of(self._end)
        done = 0.0
        for end, color in self._zones or (passed, (last, self._theme.color("line"))):
            painter.setBrush(color)
            left, right = self._left + done * self._span, self._left + end * self._span
            painter.drawRoundedRect(QRectF(left, self.height() / 2 - 2, right - left, 4), 1.5, 1.5)
            done = end
        painter.setPen(QPen(self._theme.color("muted"), 1.0))
        for end, _ in self._zones[:-1]:
            x = round(self._left + end * self._span) + 0.5
            painter.drawLine(QPointF(x, self.height() / 2 - 6), QPointF(x, self.height() / 2 + 6))

    def _paint_unused(self, painter: QPainter, left: float) -> None:
        """Paint a mark where what is used ends, and dots beyond it."""
        middle, right = self.height() / 2, self._left + self._span
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("muted"))
        painter.drawRoundedRect(QRectF(left - 1, middle - 5, 2, 10), 1, 1)
        painter.setBrush(self._theme.color("muted", 0.6))
        for i in range(int((right - left) // _PITCH)):
            painter.drawEllipse(QPointF(left + (i + 1) * _PITCH, middle), 1.2, 1.2)

    @property
    def _left(self) -> float:
        return _KNOB + 2

    @property
    def _span(self) -> float:
        return max(1.0, self.width() - 2 * (_KNOB + 2))

    def _fraction(self) -> float:
        return self._fraction_of(self.sliderPosition())

    def _fraction_of(self, position: int) -> float:
        extent = self.maximum() - self.minimum()
        return (position - self.minimum()) / extent if extent else 0.0

    def _follow(self, event: QMouseEvent) -> None:
        fraction = min(max((event.position().x() - self._left) / self._span, 0.0), 1.0)
        self.setSliderPosition(self.minimum() + round(fraction * (self.maximum() - self.minimum())))


class LogScale:
    """The map between whole slider positions and numbers on a logarithmic scale."""

    def __init__(self, low: float, high: float, per_decade: int, digits: int = 3) -> None:
        self._low, self._decades = math.log10(low), math.log10(high / low)
        self._digits = digits
        self.maximum = round(per_decade * self._decades)

    def value(self, position: int) -> float:
        """Return the number at a position, to the digits shown and used."""
        raw = 10.0 ** (self._low + self._decades * position / self.maximum)
        return float(f"{raw:.{self._digits}g}")

    def position(self, value: float) -> int:
        """Return the position nearest to a number; numbers beyond the ends get the end."""
        return round(min(max(self.fraction(value), 0.0), 1.0) * self.maximum)

    def fraction(self, value: float) -> float:
        """Return where a number lies between the ends: 0 to 1, or beyond; −∞ for 0."""
        if value <= 0:
            return -math.inf
        return (math.log10(value) - self._low) / self._decades

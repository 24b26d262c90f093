"""The base of the three plots: quiet axes, fixed ranges, mouse events in data coordinates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPicture,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.views.plotting.drawing import Drawing
from gdviz.views.plotting.marks import Mark
from gdviz.views.plotting.pad import Pad
from gdviz.views.plotting.quiet_axis import QuietAxis
from gdviz.views.plotting.ranges import Span
from gdviz.views.theme import LIGHT, Theme, text_font

# Qt itself merges the moves of a fast mouse; a second limit would lose the last one.
pg.setConfigOptions(antialias=True, mouseRateLimit=0)


# The size of the frame after a notch of the wheel, as a share.
_NOTCH = 1.2


class Plot(pg.PlotWidget):
    """A plot whose range its owner sets; emits ``hovered`` and ``left``.

    It is ``held`` while the left button is down on it, and emits ``released`` after that. The
    wheel emits ``zoom_asked``: where in the scene, and the factor for the size of the frame.

    The static parts (axes, grid, a surface) are scene items, painted from a cached picture; the
    moving parts are marks, drawn over it. ``renew`` shows marks that have changed.
    """

    hovered = Signal(QPointF)
    left = Signal()
    released = Signal()
    zoom_asked = Signal(QPointF, float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        axes = {side: QuietAxis(side) for side in ("left", "bottom")}
        self.pad = Pad()
        super().__init__(parent=parent, viewBox=self.pad, axisItems=axes)
        self.setObjectName(name)
        self.theme = LIGHT
        self.held = False
        self._labels = ("", "")
        self._ranges: tuple[Span, Span] = ((0.0, 1.0), (0.0, 1.0))
        self._still: QPixmap | None = None
        self._drawing = Drawing(self.pad)
        self.scene().addItem(self._drawing)
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        self.scene().changed.connect(self._on_scene_changed)
        self.hideButtons()
        self.plotItem.setMenuEnabled(False)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 110)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for axis in axes.values():
            axis.setTickFont(text_font(0.88))
            axis.label.setFont(text_font(0.88))
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)

    def set_theme(self, theme: Theme) -> None:
        """Show the plot in the colours of ``theme``."""
        self.theme = theme
        self.setBackground(theme.color("card"))
        for side in ("left", "bottom"):
            axis = self.plotItem.getAxis(side)
            axis.setPen(theme.color("line"))
            axis.setTickPen(theme.color("grid"))
            axis.setTextPen(theme.color("muted"))
            axis.label.setDefaultTextColor(theme.color("muted"))
        self.renew(all_of_it=True)

    def add_marks(self, *marks: Mark) -> None:
        """Draw marks over those added before."""
        self._drawing.add(*marks)

    def renew(self, all_of_it: bool = False) -> None:
        """Repaint the marks, with ``all_of_it`` the static parts too."""
        if all_of_it:
            self._still = None
        if self._drawing.place() or self._still is None:
            self.viewport().update()

    def set_labels(self, bottom: str, left: str) -> None:
        """Name the axes, units included."""
        if (bottom, left) == self._labels:
            return
        self._labels = (bottom, left)
        for side, text in (("bottom", bottom), ("left", left)):
            axis = self.plotItem.getAxis(side)
            axis.setLabel(text)
            axis.label.setFont(text_font(0.88))
            axis.label.setDefaultTextColor(self.theme.color("muted"))

    def show_grid(self) -> None:
        """Show faint lines at the ticks."""
        self.plotItem.showGrid(x=True, y=True, alpha=1.0)
        for side in ("left", "bottom"):
            self.plotItem.getAxis(side).setZValue(-10)

    def show_range(self, x: Span, y: Span) -> None:
        """Show exactly these ranges."""
        # Setting a range, even to the same value, makes pyqtgraph redraw its axes.
        if (x, y) == self._ranges:
            return
        self._ranges = (x, y)
        self._drawing.set_ranges(x, y)
        self.renew(all_of_it=True)
        self.pad.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    def settle(self) -> None:
        """Let the axes take the room of their numbers, as they do else only once painted."""
        for side in ("left", "bottom"):
            axis = self.plotItem.getAxis(side)
            # The painter does not keep it.
            nowhere = QPicture()
            with QPainter(nowhere) as painter:
                painter.setFont(axis.style["tickFont"])
                axis.generateDrawSpecs(painter)
        self.plotItem.layout.activate()

    def pixel_size(self) -> tuple[float, float]:
        """Return the width and height of a pixel in data coordinates."""
        (left, right), (bottom, top) = self._ranges
        width, height = max(self.pad.width(), 1.0), max(self.pad.height(), 1.0)
        return (right - left) / width, (top - bottom) / height

    def pixels(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return data coordinates as distances in pixels from the origin of the data."""
        width, height = self.pixel_size()
        return np.asarray(x) / width, np.asarray(y) / height

    def pointed(self, where: QPointF) -> tuple[float, float]:
        """Return a place, rounded to the decimals that a pixel resolves; finer ones are noise."""
        digits = [-int(np.floor(np.log10(size))) for size in self.pixel_size()]
        return round(where.x(), digits[0]), round(where.y(), digits[1])

    def nearest(self, where: QPointF, x: Any, y: Any, reach: float) -> int | None:
        """Return the index of the point (x, y) nearest to ``where``, within ``reach`` pixels."""
        if not len(x):
            return None
        # What is farther off than a float holds is not near.
        with np.errstate(over="ignore", invalid="ignore"):
            across, up = self.pixels(np.asarray(x) - where.x(), np.asarray(y) - where.y())
            distance = np.nan_to_num(np.hypot(across, up), nan=np.inf)
        best = int(np.argmin(distance))
        return best if distance[best] <= reach else None

    @override
    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # pyqtgraph resizes the plot before it is fully constructed.
        if hasattr(self, "_drawing"):
            self.renew(all_of_it=True)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            if self._still is None or self._still.devicePixelRatio() != self.devicePixelRatioF():
                self._still = self._picture_of_still()
                # The axes may take more or less room than before.
                self._drawing.place()
            painter.drawPixmap(0, 0, self._still)
            self._drawing.draw(painter, on_screen=True)
            if self.hasFocus():
                self._draw_focus(painter)

    @override
    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.held |= event.button() == Qt.MouseButton.LeftButton
        super().mousePressEvent(event)

    @override
    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        # A menu or another window may have taken the release.
        self._let_go(event)

    @override
    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._let_go(event)

    @override
    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        where, notches = self.mapToScene(event.position().toPoint()), event.angleDelta().y() / 120
        if notches and not self.held and self.pad.sceneBoundingRect().contains(where):
            self.zoom_asked.emit(where, _NOTCH**-notches)

    @override
    @guarded
    def viewportEvent(self, event: QEvent) -> bool:
        # Over the ground the values at the pointer are told instead.
        if isinstance(event, QHelpEvent) and self._is_over_ground(event.pos()):
            return True
        return bool(super().viewportEvent(event))

    @override
    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # That of the mouse comes with its press, which may begin a drag.
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.pad.menu_asked.emit(QPointF(self.mapToGlobal(self.rect().center())))

    @override
    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def _let_go(self, event: QMouseEvent) -> None:
        if self.held and not event.buttons() & Qt.MouseButton.LeftButton:
            self.held = False
            self.released.emit()

    def _draw_focus(self, painter: QPainter) -> None:
        painter.setPen(pen(self.theme.color("accent", 0.7), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self.viewport().rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, 4.0, 4.0)

    def _picture_of_still(self) -> QPixmap:
        ratio, ground = self.devicePixelRatioF(), self.viewport().rect()
        picture = QPixmap(ground.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        with QPainter(picture) as painter:
            ignore = Qt.AspectRatioMode.IgnoreAspectRatio
            with self._drawing.left_out():
                self.render(painter, ground.toRectF(), ground, ignore)
        return picture

    def _on_scene_changed(self) -> None:
        self.renew(all_of_it=True)

    def _is_over_ground(self, place: QPoint) -> bool:
        return bool(self.pad.sceneBoundingRect().contains(self.mapToScene(place)))

    def _on_mouse_moved(self, where: QPointF) -> None:
        if self.pad.sceneBoundingRect().contains(where):
            self.hovered.emit(self.pad.mapSceneToView(where))
        else:
            self.left.emit()


def pen(color: QColor, width: float = 1.0, dashes: tuple[float, ...] = ()) -> QPen:
    """Return a pen of that width in pixels; ``dashes`` in multiples of it."""
    made = QPen(color, width)
    made.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.RoundCap)
    if dashes:
        made.setDashPattern(list(dashes))
    return made

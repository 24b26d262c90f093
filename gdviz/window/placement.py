"""Where the window stands on the screen: where it was, if that can still be seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from gdviz.window.remembered import Remembered

_USUAL = QSize(1280, 800)
# What a title bar takes of the height of a screen.
_TITLE_BAR = 30
# So much of a window must lie on a screen for the mouse to find it: of its width, and of its top.
_GRIP = 120


def show_placed(window: QMainWindow, remembered: Remembered) -> None:
    """Show the window where it was when it was closed last, or at its usual size."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    now = remembered.preferences
    place = placed(now.window, screens)
    window.resize(place.size())
    if now.window is not None:
        window.move(place.topLeft())
    if now.maximized:
        window.showMaximized()
    else:
        window.show()


def note_place(window: QMainWindow, remembered: Remembered) -> None:
    """Remember where the window stands."""
    remembered.change(maximized=window.isMaximized())
    large = window.isMaximized() or window.isFullScreen()
    corner = window.normalGeometry().topLeft() if large else window.pos()
    size = window.normalGeometry().size() if large else window.size()
    if not size.isEmpty():
        remembered.change(window=(corner.x(), corner.y(), size.width(), size.height()))


def placed(was: tuple[int, int, int, int] | None, screens: Sequence[QRect]) -> QRect:
    """Return the place for a window that was at left, top, width, height.

    It is no larger than the screen, and moved onto the first one if it can be seen on none.
    """
    if was is None:
        return _within(QRect(QPoint(), _USUAL), screens[0])
    # Qt's rectangles hold 32 bits; a file may hold any number.
    left, top, width, height = (min(max(side, -100_000), 100_000) for side in was)
    place = QRect(left, top, max(width, 1), max(height, 1))
    screen = next((one for one in screens if _can_be_seized(place, one)), None)
    if screen is None:
        return _within(QRect(screens[0].topLeft(), place.size()), screens[0])
    size = place.size().boundedTo(_room(screen))
    return place if size == place.size() else _within(place, screen)


def _can_be_seized(place: QRect, screen: QRect) -> bool:
    """Return whether enough of the title bar lies on the screen."""
    bar = QRect(place.topLeft(), QSize(place.width(), _TITLE_BAR)).intersected(screen)
    return bar.width() >= min(_GRIP, place.width()) and bar.height() >= _TITLE_BAR // 2


def _within(place: QRect, screen: QRect) -> QRect:
    """Return the place, made smaller and moved until it lies on the screen."""
    room = _room(screen)
    size = place.size().boundedTo(room)
    left = min(max(place.left(), screen.left()), screen.left() + room.width() - size.width())
    top = min(max(place.top(), screen.top()), screen.top() + room.height() - size.height())
    return QRect(QPoint(left, top), size)


def _room(screen: QRect) -> QSize:
    return QSize(screen.width(), screen.height() - _TITLE_BAR)

"""What a monkey does at the window: small moves, each with its own name and how often it comes."""

from __future__ import annotations

from collections.abc import Callable

from pyqtgraph import PlotWidget
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTableView,
    QWidget,
)

from gdviz.window.actions import ACTIONS, THEME_CHOICES
from tests import pointer
from tests.monkey.hand import Hand

Move = Callable[[Hand], None]
MOVES: list[Move] = []
_OFTEN: list[int] = []

NUMBERS = (
    *("0.1", "0,35", "1", "3", "30", "0", "1e-3", "250", "1000", "5 000", "12.5", "1e-12"),
    *("100000", "10000000", "1e5", "−2", "1e160", "1e308", "1e-308", "-1e300", "2147483647"),
    *("", " ", "abc", "1e", "1e999", "nan", "inf", "0x10", "1,2,3", "9" * 400, "−−1", "½", "٣"),
)
_KEYS = (
    *(Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space) * 2,
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F2),
    *(Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_9, Qt.Key.Key_E, Qt.Key.Key_F, Qt.Key.Key_P),
    *(Qt.Key.Key_Minus, Qt.Key.Key_Comma, Qt.Key.Key_Backspace, Qt.Key.Key_Menu, Qt.Key.Key_F1),
)
_MODIFIERS = (Qt.KeyboardModifier.NoModifier,) * 6 + (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_ENDS = (Qt.Key.Key_Return,) * 4 + (Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Up)
_QUIT = "actionQuit"
SIZES = ((940, 490), (1024, 700), (1280, 800), (1920, 1040), (1100, 560), (960, 1000))


def often(weight: int) -> Callable[[Move], Move]:
    """Take a move into the list, with a weight."""

    def noted(move: Move) -> Move:
        MOVES.append(move)
        _OFTEN.append(weight)
        return move

    return noted


def chosen(hand: Hand) -> Move:
    """Return the move that chance wants next."""
    return hand.chance.choices(MOVES, _OFTEN)[0]


@often(10)
def click_in_a_plot(hand: Hand) -> None:
    if plot := hand.plot():
        hand.click(plot.viewport(), hand.place(plot.viewport()))


@often(2)
def double_click_in_a_plot(hand: Hand) -> None:
    if plot := hand.plot():
        place = hand.place(plot.viewport())
        QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)


@often(6)
def drag_in_a_plot(hand: Hand) -> None:
    if plot := hand.plot():
        hand.drag(plot.viewport(), hand.places(plot.viewport(), 6))


@often(5)
def drag_a_point_or_the_start(hand: Hand) -> None:
    experiment = hand.window.session.experiment
    name, spots = "sigmoidPlot", list(zip(experiment.dataset.x, experiment.dataset.y, strict=True))
    if not spots or hand.chance.random() < 0.4:
        name, spots = "landscapePlot", [tuple(experiment.first_beta()[:2])]
    plot = hand.window.findChild(PlotWidget, name)
    x, y = map(float, hand.pick(spots))
    (low, high), (bottom, top) = plot.viewRange() if plot else ((0, 0), (0, 0))
    if plot and plot.isVisible() and low <= x <= high and bottom <= y <= top:
        surface = plot.viewport()
        hand.drag(surface, [pointer.spot(plot, x, y), *hand.places(surface, 3)])


@often(5)
def turn_the_wheel(hand: Hand) -> None:
    if plot := hand.plot():
        surface = plot.viewport()
        pointer.wheel_over(surface, hand.place(surface), hand.pick((-5, -1, 0.25, 1, 4)))


@often(2)
def turn_the_wheel_over_anything(hand: Hand) -> None:
    if widget := hand.visible(QWidget):
        pointer.wheel_over(widget, hand.place(widget), hand.pick((-3, -1, 1, 3)))


@often(8)
def hover(hand: Hand) -> None:
    if widget := hand.plot():
        for _ in range(3):
            QTest.mouseMove(widget.viewport(), hand.place(widget.viewport()))
            hand.turn()


@often(2)
def hover_over_anything(hand: Hand) -> None:
    if widget := hand.visible(QWidget):
        QTest.mouseMove(widget, hand.place(widget))


@often(3)
def click_anything(hand: Hand) -> None:
    if widget := hand.visible(QWidget):
        surface = hand.surface_of(widget)
        hand.click(surface, hand.place(surface))


@often(1)
def ask_for_a_menu(hand: Hand) -> None:
    if widget := hand.visible(QWidget):
        place = hand.place(widget)
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, event)


@often(14)
def press_a_key(hand: Hand) -> None:
    key, modifier = hand.pick(_KEYS), hand.pick(_MODIFIERS)
    for _ in range(hand.pick((1, 1, 1, 5))):
        QTest.keyClick(hand.focused(), key, modifier)
        hand.turn()


@often(10)
def trigger_an_action(hand: Hand) -> None:
    name = hand.pick([spec.name for spec in ACTIONS if spec.name != _QUIT])
    hand.trigger(name)


@often(5)
def undo_or_redo(hand: Hand) -> None:
    name = hand.pick(("actionUndo", "actionUndo", "actionRedo"))
    for _ in range(hand.pick((1, 1, 2, 6))):
        hand.trigger(name)


@often(4)
def play(hand: Hand) -> None:
    hand.trigger("actionPlay")
    hand.rest(hand.pick((0, 15, 40)))


@often(2)
def rest(hand: Hand) -> None:
    hand.rest(hand.pick((5, 20, 60)))


@often(6)
def press_a_button(hand: Hand) -> None:
    if button := hand.visible(QAbstractButton):
        hand.click(button)


@often(8)
def type_a_number(hand: Hand) -> None:
    if box := hand.visible(QAbstractSpinBox):
        hand.type(box, hand.pick(NUMBERS), hand.pick(_ENDS))


@often(4)
def change_a_setting(hand: Hand) -> None:
    more = hand.window.findChild(QAbstractButton, "moreButton")
    if more is None or not more.isVisible():
        return
    hand.click(more)
    panel = QApplication.activePopupWidget()
    if panel is None:
        return
    found = [one for one in panel.findChildren(QAbstractSpinBox) if one.isVisible()]
    if found:
        hand.type(hand.pick(found), hand.pick(NUMBERS), hand.pick(_ENDS))
    panel.close()


@often(5)
def move_a_slider(hand: Hand) -> None:
    if slider := hand.visible(QAbstractSlider):
        hand.drag(slider, hand.places(slider, 5))


@often(5)
def choose_from_a_list(hand: Hand) -> None:
    if combo := hand.visible(QComboBox):
        combo.setFocus()
        key = hand.pick((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home))
        QTest.keyClick(combo, key)


@often(6)
def type_into_the_table(hand: Hand) -> None:
    table = hand.visible(QTableView)
    if table is None or table.model().rowCount() == 0:
        return
    model = table.model()
    row, column = (hand.chance.randrange(size) for size in (model.rowCount(), model.columnCount()))
    index = model.index(row, column)
    table.scrollTo(index)
    place = table.visualRect(index).center()
    hand.click(table.viewport(), place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editors = [one for one in table.viewport().findChildren(QLineEdit) if one.isVisible()]
    if editors:
        hand.type(editors[-1], hand.pick(NUMBERS), hand.pick(_ENDS))


@often(3)
def open_a_file(hand: Hand) -> None:
    hand.window.open_path(hand.pick(hand.files))


@often(1)
def drop_a_file(hand: Hand) -> None:
    data, spot = QMimeData(), QPoint(40, 40)
    data.setUrls([QUrl.fromLocalFile(str(hand.pick(hand.files)))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(hand.window, QDragEnterEvent(spot, copy, data, left, none))
    QApplication.sendEvent(hand.window, QDropEvent(QPointF(spot), copy, data, left, none))


@often(1)
def paste_a_link(hand: Hand) -> None:
    if hand.chance.random() < 0.5:
        hand.trigger("actionCopyLink")
    else:
        QGuiApplication.clipboard().setText(hand.pick(("gdviz1:0:x", "", "β", "gdviz1:" * 99)))
    hand.trigger("actionPasteLink")


@often(2)
def resize(hand: Hand) -> None:
    hand.window.resize(*hand.pick(SIZES))


@often(1)
def change_the_theme(hand: Hand) -> None:
    name = hand.pick(tuple(THEME_CHOICES))
    for action in hand.window.findChildren(QAction):
        if action.data() == name:
            action.trigger()


@often(1)
def look_elsewhere(hand: Hand) -> None:
    QApplication.sendEvent(hand.window, QEvent(QEvent.Type.WindowDeactivate))
    for plot in hand.window.findChildren(PlotWidget):
        QApplication.sendEvent(plot.viewport(), QEvent(QEvent.Type.Leave))
    QApplication.sendEvent(hand.window, QEvent(QEvent.Type.WindowActivate))

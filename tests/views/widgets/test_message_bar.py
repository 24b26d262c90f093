"""The message bar by itself: what goes, what stays, and the button of an offer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gdviz.views.widgets.message_bar import MessageBar, Offer


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[MessageBar]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 300)
    made = MessageBar(window)
    window.show()
    yield made
    window.close()


def button(bar: MessageBar) -> QPushButton:
    found = bar.findChild(QPushButton, "messageButton")
    assert isinstance(found, QPushButton)
    return found


def offer(taken: list[str], stands: bool = True) -> Offer:
    return Offer("Done.", "Undo it", "Take it back", lambda: taken.append("it"), lambda: stands)


def test_a_click_takes_what_is_offered_once_and_the_message_goes(bar: MessageBar) -> None:
    taken: list[str] = []
    bar.show_offer(offer(taken))
    assert button(bar).isVisible()
    QTest.mouseClick(button(bar), Qt.MouseButton.LeftButton)
    button(bar).click()
    assert taken == ["it"]
    assert not bar.isVisible()


def test_an_offer_stays_while_it_stands_and_goes_when_it_is_past(bar: MessageBar) -> None:
    taken: list[str] = []
    bar.show_offer(offer(taken))
    bar.forgive()
    assert bar.isVisible()
    bar.show_offer(offer(taken, stands=False))
    bar.forgive()
    assert not bar.isVisible()
    button(bar).click()
    assert not taken


@pytest.mark.parametrize("show", ["show_error", "show_notice"])
def test_other_messages_have_no_button(bar: MessageBar, show: str) -> None:
    bar.show_offer(offer([]))
    getattr(bar, show)("Something else.")
    assert bar.isVisible()
    assert not button(bar).isVisible()


def test_under_the_mouse_a_notice_waits(bar: MessageBar) -> None:
    reading = bar.findChild(QTimer)
    assert isinstance(reading, QTimer)
    here = QPointF(5, 5)
    bar.show_offer(offer([]))
    assert reading.isActive()
    QApplication.sendEvent(bar, QEnterEvent(here, here, here))
    assert not reading.isActive()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert reading.isActive()
    bar.show_error("Wrong.")
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert not reading.isActive()

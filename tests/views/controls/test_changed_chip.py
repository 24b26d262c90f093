"""The settings of the panel that are not as usual, as a person sees and takes them back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QMenu, QToolButton

from tests.person import Person


def chip(person: Person) -> QToolButton:
    return person.find(QToolButton, "changedChip")


def click(person: Person) -> None:
    QTest.mouseClick(chip(person), Qt.MouseButton.LeftButton)
    person.see()


def set_three(person: Person) -> None:
    person.type_number("l2Spin", "0.1")
    person.type_number("batchSpin", "5")
    person.type_number("costDropSpin", "1e-4")


def choose(person: Person, text: str) -> None:
    menu = person.find(QMenu, "changedMenu")
    assert menu.isVisible()
    entry = next(entry for entry in menu.actions() if entry.text() == text)
    assert entry.toolTip()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    person.see()


def undo(person: Person) -> None:
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_as_usual_there_is_none_and_the_bar_keeps_its_height(person: Person) -> None:
    assert not chip(person).isVisible()
    assert person.shows("More")
    person.qtbot.wait(20)
    height = person.find(QFrame, "bar").height()
    set_three(person)
    person.qtbot.waitUntil(lambda: chip(person).isVisible() and chip(person).width() > 40)
    person.qtbot.wait(20)
    assert person.find(QFrame, "bar").height() == height


def test_a_click_takes_a_single_one_back_and_can_be_undone(person: Person) -> None:
    before = person.session.experiment
    person.type_number("l2Spin", "0.1")
    person.qtbot.waitUntil(lambda: chip(person).text() == "λ 0.1 ×")
    assert chip(person).toolTip() == "Changed: L2 λ 0.1.\nClick to take it back to 0"
    assert chip(person).accessibleName() == "Changed settings: L2 λ 0.1"
    click(person)
    assert person.session.experiment == before
    assert not chip(person).isVisible()
    undo(person)
    assert person.session.experiment.l2 == 0.1
    assert chip(person).isVisible()


def test_of_several_a_menu_lists_each(person: Person) -> None:
    set_three(person)
    person.qtbot.waitUntil(lambda: chip(person).text() == "λ 0.1 +2")
    told = "L2 λ 0.1, batch size 5, stop at a cost drop below 0.0001"
    assert chip(person).toolTip() == f"Changed: {told}.\nClick to choose what to take back"
    click(person)
    choose(person, "batch size 5: back to all")
    one = person.session.experiment
    assert (one.l2, one.batch_size, one.cost_drop) == (0.1, None, 1e-4)
    assert chip(person).text() == "λ 0.1 +1"
    undo(person)
    assert person.session.experiment.batch_size == 5


def test_all_go_back_in_one_undo_step(person: Person) -> None:
    before = person.session.experiment
    set_three(person)
    three = person.session.experiment
    person.qtbot.waitUntil(lambda: chip(person).text() == "λ 0.1 +2")
    click(person)
    choose(person, "All back to usual")
    assert person.session.experiment == before
    assert person.session.undo_stack.undoText() == "Settings"
    undo(person)
    assert person.session.experiment == three


@pytest.mark.parametrize("width", [1280, 1024, 970])
def test_it_takes_no_room_from_the_buttons(person: Person, width: int) -> None:
    def places() -> list[int]:
        bar = person.find(QFrame, "bar")
        return [one.x() for one in bar.findChildren(QToolButton) if one.defaultAction()]

    person.window.resize(width, 700)
    person.qtbot.wait(20)
    before = places()
    set_three(person)
    person.qtbot.waitUntil(lambda: chip(person).text() in ("λ 0.1 +2", "3 set", "3"))
    person.qtbot.wait(20)
    assert len(before) == 5
    assert places() == before

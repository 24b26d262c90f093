from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from gdviz.views.dialogs.help_dialog import HelpDialog
from tests.person import Person

SIGNS = {"Left": "←", "Right": "→", "Del": "Delete"}


def test_every_key_of_the_window_is_in_the_help(person: Person) -> None:
    person.press(Qt.Key.Key_F1)
    dialog = person.find(HelpDialog, "helpDialog")
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for action in person.window.actions():
        for shortcut in action.shortcuts():
            key = shortcut.toString(QKeySequence.SequenceFormat.PortableText)
            assert SIGNS.get(key, key) in words, f"{action.text()} has the key {key}"
    assert "1/L" in words


def test_what_is_on_or_off_has_a_mark_in_the_menu(person: Person) -> None:
    switches = [action for action in person.window.actions() if action.isCheckable()]
    assert {"actionResiduals", "actionLogCost", "actionAhead"} <= {a.objectName() for a in switches}
    assert not any(action.isIconVisibleInMenu() for action in switches)

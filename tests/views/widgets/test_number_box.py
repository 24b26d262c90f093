"""A number field shows all of its number."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

from tests.person import Person


def test_each_number_field_has_room_for_its_number(person: Person) -> None:
    fields = [box for box in person.window.findChildren(QAbstractSpinBox) if box.isVisible()]
    assert {box.objectName() for box in fields} >= {"alphaSpin", "epochsSpin"}
    for box in fields:
        line = box.findChild(QLineEdit)
        assert line is not None
        assert line.width() >= line.fontMetrics().horizontalAdvance(box.text()), box.objectName()

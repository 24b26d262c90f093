from __future__ import annotations

from pytestqt.qtbot import QtBot

from gdviz.views.widgets.elided_label import ElidedLabel, Holder


def test_a_long_text_takes_no_more_room_than_a_short_one(qtbot: QtBot) -> None:
    """Qt would give it more lines, without regard to the width there is."""
    label = ElidedLabel(lines=2)
    holder = Holder(label)
    qtbot.addWidget(holder)
    before = holder.sizeHint()
    label.setText("On a plateau: the ground is almost level. " * 6)
    assert holder.sizeHint() == before == holder.minimumSizeHint()
    assert 2 * label.fontMetrics().height() <= before.height() + 2

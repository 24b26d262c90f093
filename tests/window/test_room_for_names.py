"""Names in a small window: each has the room that its letters take."""

from __future__ import annotations

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QTableView
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.main_window import MainWindow

SAMPLES = ("hours", "orings", "iris", "separable", "imbalanced", "worked")


def assert_fits(combo: QComboBox) -> None:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(kind, option, part, combo).width()
    text = combo.currentText()
    assert combo.fontMetrics().horizontalAdvance(text) <= room, text


def assert_heads_fit(table: QTableView) -> None:
    head = table.horizontalHeader()
    for column in range(table.model().columnCount()):
        words = str(table.model().headerData(column, Qt.Orientation.Horizontal) or "")
        for line in words.split("\n"):
            width = head.fontMetrics().horizontalAdvance(line)
            assert width <= head.sectionSize(column), words


@pytest.mark.parametrize("size", [(970, 600), (1024, 700)])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_name_of_a_sample_is_cut(qtbot: QtBot, name: str, size: tuple[int, int]) -> None:
    window = MainWindow(sample(name).experiment())
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    for combo in window.findChildren(QComboBox):
        if combo.isVisible():
            assert_fits(combo)
    for table in window.findChildren(QTableView):
        if table.isVisible():
            assert_heads_fit(table)
    for plot in window.findChildren(PlotWidget):
        for side, room in (("left", plot.height()), ("bottom", plot.width())):
            label = plot.plotItem.getAxis(side).label
            assert label.boundingRect().width() <= room, label.toPlainText()

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from gdviz.engine import Dataset, Experiment
from gdviz.runs.run import Run
from gdviz.support.numbers import parse
from gdviz.views.data.data_model import DataModel
from gdviz.views.data.data_panel import DataPanel
from gdviz.views.snapshot import Snapshot
from gdviz.views.theme import LIGHT, style_sheet

EDIT = Qt.ItemDataRole.EditRole


def shown(qtbot: QtBot, data: Dataset) -> DataPanel:
    panel = DataPanel(QAction("Delete"), QAction("Open"))
    qtbot.addWidget(panel)
    panel.setStyleSheet(style_sheet(LIGHT))
    panel.show_snapshot(Snapshot.of(Run(Experiment(data, model="linear")), 0), None)
    panel.resize(210, 500)
    panel.show()
    return panel


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("passed", "2 examples · 1 passed"),
        ("Distress of the ring", "2 examples · 1 of class 1"),
        ("y", "2 examples · 1 of class 1"),
        ("outcome_of_patient", "2 examples · 1 of class 1"),
    ],
)
def test_the_summary_reads_as_a_sentence(qtbot: QtBot, name: str, said: str) -> None:
    panel = shown(qtbot, Dataset(np.array([0.0, 1.0]), np.array([0.0, 1.0]), label_name=name))
    assert said in [label.text() for label in panel.findChildren(QLabel)]


def test_a_cell_is_edited_on_the_side_where_it_stands(qtbot: QtBot) -> None:
    panel = shown(qtbot, Dataset(np.array([0.5, 1.25]), np.array([0.0, 1.0])))
    table = panel.findChild(QTableView, "dataTable")
    assert table is not None
    panel.edit_cell(0)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    assert editor.alignment() & Qt.AlignmentFlag.AlignRight
    assert editor.text() == "0.50"
    QTest.keyClick(editor, Qt.Key.Key_Escape)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5))
def test_cells_are_short_and_what_is_edited_is_exact(values: list[float]) -> None:
    model = DataModel()
    model.show_data(Dataset(np.array(values), np.zeros(len(values))))
    for row, value in enumerate(values):
        index = model.index(row, 0)
        assert len(index.data()) <= 11
        assert parse(index.data(EDIT)) == value
        assert parse(index.data()) == pytest.approx(value, rel=0.01, abs=1e-3)

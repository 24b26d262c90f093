from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment
from gdviz.runs.run import Run
from gdviz.support.numbers import fitted, parse, power_fitted
from gdviz.views.snapshot import Snapshot
from gdviz.views.step.ledger_view import LedgerView
from gdviz.views.theme import LIGHT, style_sheet
from tests.person import Person

HOURS = sample("hours").experiment()
WIDE = Dataset(x=np.array([-555435.701, 12.5, 1e6, -1e6]), y=np.array([0.0, 1.0, 1.0, 0.0]))
EXPERIMENTS = {
    "overshooting": HOURS.altered(alpha=100.0),
    "raw o-rings": sample("orings").experiment().altered(scale=False),
    "far from zero": HOURS.altered(dataset=WIDE, alpha=1e-12),
    "squared error": HOURS.altered(cost="squared-error"),
    "linear": HOURS.altered(model="linear", alpha=0.05),
    "scaled": HOURS.altered(scale=True, l2=0.1),
}
NARROW, USUAL = (385, 235), (513, 280)


def finished(experiment: Experiment, epochs: int) -> Run:
    run = Run(experiment.altered(epochs=epochs))
    run.finish()
    return run


def shown(qtbot: QtBot, experiment: Experiment, epoch: int, size: tuple[int, int]) -> LedgerView:
    run = finished(experiment, epoch)
    view = LedgerView()
    qtbot.addWidget(view)
    view.setStyleSheet(style_sheet(LIGHT))
    view.resize(*size)
    view.show()
    view.show_snapshot(Snapshot.of(run, run.history.last_epoch), None)
    QApplication.processEvents()
    return view


def table_of(view: LedgerView) -> QTableView:
    table = view.findChild(QTableView, "ledgerTable")
    assert table is not None
    return table


def cells(table: QTableView) -> Iterator[tuple[int, str]]:
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            yield column, str(model.index(row, column).data())


@pytest.mark.parametrize("size", [NARROW, USUAL])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_no_number_is_cut(qtbot: QtBot, name: str, size: tuple[int, int]) -> None:
    view = shown(qtbot, EXPERIMENTS[name], 500, size)
    table = table_of(view)
    metrics = QFontMetrics(table.font())
    for column, text in cells(table):
        assert metrics.horizontalAdvance(text) <= table.columnWidth(column) - 6, text
    total = sum(table.columnWidth(column) for column in range(table.model().columnCount()))
    assert total == table.viewport().width()
    for label in view.findChildren(QLabel):
        if label.isVisible() and label.alignment() & Qt.AlignmentFlag.AlignRight:
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()


@pytest.mark.parametrize("size", [NARROW, USUAL])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_means_end_where_their_columns_end(
    qtbot: QtBot, name: str, size: tuple[int, int]
) -> None:
    view = shown(qtbot, EXPERIMENTS[name], 3, size)
    table = table_of(view)
    last = table.model().columnCount()
    ends = {
        table.viewport().mapTo(view, table.visualRect(table.model().index(0, c)).topRight()).x()
        for c in range(last - 3, last)
    }
    figures = [
        label
        for label in view.findChildren(QLabel)
        if label.isVisible() and label.toolTip().startswith("The mean over the examples")
    ]
    assert {label.mapTo(view, label.rect().topRight()).x() for label in figures[1:]} == ends


@pytest.mark.parametrize("size", [NARROW, USUAL, (500, 263), (500, 251)])
def test_only_whole_rows_are_shown(qtbot: QtBot, size: tuple[int, int]) -> None:
    table = table_of(shown(qtbot, HOURS, 3, size))
    assert table.viewport().height() % table.rowHeight(0) == 0


def test_a_selected_row_is_scrolled_to_even_where_it_is_new(qtbot: QtBot) -> None:
    view = shown(qtbot, HOURS, 3, USUAL)
    table = table_of(view)
    before = Snapshot.of(finished(HOURS, 0), 0)
    now = replace(before, selected=12)
    view.show_snapshot(now, before)
    assert table.viewport().rect().contains(table.visualRect(table.model().index(12, 0)))
    before, now = now, replace(now, selected=20)
    view.show_snapshot(now, before)
    x, y = np.append(HOURS.dataset.x, 4.4), np.append(HOURS.dataset.y, 0.0)
    longer = finished(HOURS.altered(dataset=Dataset(x, y)), 0)
    view.show_snapshot(replace(now, runs=(longer,)), now)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [20]
    assert table.viewport().rect().contains(table.visualRect(table.model().index(20, 0)))


def test_with_scaling_the_coordinates_of_the_run_are_primed(qtbot: QtBot) -> None:
    view = shown(qtbot, EXPERIMENTS["scaled"], 3, USUAL)
    model = table_of(view).model()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "x′"
    assert any(label.text().startswith("β1′ ← ") for label in view.findChildren(QLabel))


def test_scaled_x_have_the_same_decimals_however_much_room_there_is(
    qtbot: QtBot,
) -> None:
    view = shown(qtbot, EXPERIMENTS["raw o-rings"].altered(scale=True), 0, (1000, 700))
    lengths = {len(text.lstrip("−")) for column, text in cells(table_of(view)) if column == 0}
    assert len(lengths) == 1
    assert max(lengths) <= len("0.06342")


def test_the_exact_value_is_in_the_tooltip(qtbot: QtBot) -> None:
    view = shown(qtbot, EXPERIMENTS["far from zero"], 3, NARROW)
    index = table_of(view).model().index(0, 0)
    assert index.data() == "−555435.70"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "x = −555435.701"


@given(st.floats(-1e300, 1e300), st.integers(7, 12), st.integers(0, 4))
def test_a_fitted_number_fits_and_is_right_to_what_it_shows(
    value: float, room: int, decimals: int
) -> None:
    text = fitted(value, room, decimals)
    assert len(text) <= room
    assert parse(text) == pytest.approx(value, rel=0.5, abs=0.5 * 10.0**-decimals)
    assert text.strip("−0.") or "−" not in text


@pytest.mark.parametrize(
    ("value", "room", "text"),
    [(1e6, 6, "1e6"), (-555435.701, 6, "−5.6e5"), (1.234e-7, 7, "1.23e−7"), (2e-5, 9, "2e−5")],
)
def test_powers_of_ten(value: float, room: int, text: str) -> None:
    assert power_fitted(value, room) == text


def test_other_data_begin_with_their_first_row(person: Person) -> None:
    table = person.find(QTableView, "ledgerTable")
    table.scrollToBottom()
    assert table.rowAt(1) > 0
    data = sample("hours").experiment().dataset
    edited = person.session.experiment.altered(dataset=data.with_x(3, 1.2))
    person.session.edit(edited, "Edit a value")
    person.see()
    assert table.rowAt(1) > 0
    person.session.open(sample("worked").experiment(), "Open")
    person.session.open(sample("orings").experiment(), "Open")
    person.see()
    assert table.rowAt(1) == 0

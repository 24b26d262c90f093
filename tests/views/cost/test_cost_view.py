from __future__ import annotations

from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.runs.run import Run
from gdviz.views.cost.cost_view import CostView
from gdviz.views.snapshot import Snapshot
from tests.pointer import read_out


def test_beyond_the_end_of_a_run_the_hover_says_where_it_ended(qtbot: QtBot) -> None:
    run = Run(sample("hours").experiment().altered(scale=True, alpha=8.0))
    run.finish()
    last = run.history.last_epoch
    assert last < 900
    view = CostView()
    qtbot.addWidget(view)
    view.show_snapshot(Snapshot.of(run, last), None)
    view.plot.hovered.emit(QPointF(last + 20, 0.5))
    assert read_out(view) == f"ended at epoch {last}"
    view.plot.hovered.emit(QPointF(-3, 0.5))
    assert read_out(view).startswith("epoch 0   J 0.69")
    view.plot.hovered.emit(QPointF(last - 1, 0.5))
    assert read_out(view).startswith(f"epoch {last - 1}   J 0.")

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.engine import Experiment
from gdviz.runs.run import Run
from gdviz.views.controls.timeline import TimelineView
from gdviz.views.snapshot import Snapshot

HOURS = sample("hours").experiment()


def shown(qtbot: QtBot, experiment: Experiment) -> tuple[TimelineView, Run]:
    run = Run(experiment)
    run.finish()
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(1000, 90)
    view.show()
    return view, run


def places(view: TimelineView, run: Run, epoch: int) -> list[int]:
    """Return the left edge of each label."""
    view.show_snapshot(Snapshot.of(run, epoch), None)
    QApplication.processEvents()
    moving = view.findChild(QLabel, "verdictLabel"), view.findChild(QLabel, "optimumLabel")
    labels = [label for label in view.findChildren(QLabel) if label not in moving]
    return [label.x() for label in labels if not label.text().startswith("of ")]


@pytest.mark.parametrize("alpha", [0.35, 100.0])
def test_nothing_creeps_sideways(qtbot: QtBot, alpha: float) -> None:
    view, run = shown(qtbot, HOURS.altered(alpha=alpha, epochs=300))
    first = places(view, run, 0)
    assert all(places(view, run, epoch) == first for epoch in (1, 7, 10, 100, 299))
    for label in view.findChildren(QLabel):
        if label.objectName() not in ("verdictLabel", "optimumLabel"):
            assert label.sizeHint().width() <= label.width() or label.isHidden()


def test_every_label_says_what_it_is(qtbot: QtBot) -> None:
    view, run = shown(qtbot, HOURS.altered(scale=True, epochs=5))
    places(view, run, 3)
    assert all(label.toolTip() for label in view.findChildren(QLabel))
    assert any(
        label.text() == "data units" and label.isVisible() for label in view.findChildren(QLabel)
    )
    assert not any("^" in label.text() for label in view.findChildren(QLabel))

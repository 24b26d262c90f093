from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.engine import Experiment
from gdviz.runs.run import Run
from gdviz.support.numbers import exact
from gdviz.views.controls.timeline import TimelineView
from gdviz.views.snapshot import Snapshot
from gdviz.views.widgets.slider import TrackSlider
from tests.person import Person

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


class TestUnusedPart:
    """Of a run that converged early, as a person sees it: α 1 on hours takes 703 epochs."""

    @pytest.fixture
    def converged(self, person: Person) -> Person:
        person.type_number("alphaSpin", "1")
        assert not self.fit(person).isVisible()
        person.press(Qt.Key.Key_End)
        person.until(lambda: person.session.at_end)
        assert person.read("epochLabel") == "703"
        return person

    @staticmethod
    def fit(person: Person) -> QToolButton:
        return person.find(QToolButton, "fitButton")

    @staticmethod
    def slider(person: Person) -> TrackSlider:
        return person.find(TrackSlider, "timelineSlider")

    def test_it_looks_unused_and_the_scale_stays(self, converged: Person) -> None:
        slider = self.slider(converged)
        assert (slider.value(), slider.maximum()) == (703, 1000)
        width = slider.width()
        assert len(set(colors_at(slider, 0.5))) == 1
        assert len(set(colors_at(slider, 0.85))) > 1
        converged.type_number("alphaSpin", "0.1")
        assert len(set(colors_at(slider, 0.85))) == 1
        assert not self.fit(converged).isVisible()
        QApplication.processEvents()
        assert slider.width() == width

    def test_a_click_there_stays_at_the_last_epoch(self, converged: Person) -> None:
        slider = self.slider(converged)
        for _ in range(2):
            place = QPoint(round(slider.width() * 0.9), slider.height() // 2)
            QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
            assert slider.value() == converged.session.cursor == 703
        converged.press(Qt.Key.Key_Left)
        assert converged.read("epochLabel") == "702"

    def test_one_click_fits_the_epochs_to_the_run_and_can_be_undone(
        self, converged: Person
    ) -> None:
        button, slider = self.fit(converged), self.slider(converged)
        assert button.toolTip().startswith("The run ended at epoch 703.")
        assert button.accessibleName()
        verdict = converged.read("verdictLabel")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        converged.see()
        assert converged.session.experiment.epochs == slider.maximum() == 703
        assert converged.find(QAbstractSpinBox, "epochsSpin").text() == "703"
        assert converged.session.history.reason == "gradient"
        assert converged.read("verdictLabel") == verdict
        assert not button.isVisible()
        converged.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert slider.maximum() == 1000
        assert button.isVisible()

    def test_space_plays_it_again_from_the_start(self, converged: Person) -> None:
        converged.press(Qt.Key.Key_Space)
        assert converged.session.playing
        assert converged.session.cursor < 100
        converged.press(Qt.Key.Key_Space)
        assert not converged.session.playing

    def test_a_run_that_diverged_has_an_end_but_no_fit(self, person: Person) -> None:
        person.session.edit(HOURS.altered(model="linear"), "Model")
        person.press(Qt.Key.Key_End)
        person.until(lambda: person.session.at_end)
        assert person.session.history.reason == "diverged"
        assert self.slider(person).value() < 1000
        assert not self.fit(person).isVisible()


def colors_at(slider: TrackSlider, share: float) -> list[str]:
    """Return the colours along the middle of the track, around that share of its width."""
    image = slider.grab().toImage()
    first, row = round(image.width() * share), image.height() // 2
    return [image.pixelColor(first + i, row).name() for i in range(14)]


def test_what_is_nothing_but_rounding_is_shown_as_0_with_itself_in_the_tooltip(
    qtbot: QtBot,
) -> None:
    view, run = shown(qtbot, HOURS.altered(epochs=2))
    places(view, run, 1)
    beta = view.findChild(QLabel, "betaLabel")
    assert beta is not None
    assert beta.text().split()[:2] == ["β0", "0.0000"]
    assert f"β0 = {exact(float(run.history.beta[1, 0]))}" in beta.toolTip()
    largest = view.findChild(QLabel, "gradientLabel")
    assert largest is not None
    assert exact(float(abs(run.history.gradient[1]).max())) in largest.toolTip()


@pytest.mark.parametrize(("slope", "odds"), [(976.0, "> 1e308"), (-976.0, "< 1e−307")])
def test_an_odds_ratio_beyond_a_float_is_bounded(qtbot: QtBot, slope: float, odds: str) -> None:
    view, run = shown(qtbot, HOURS.altered(start=(0.0, slope), epochs=0))
    places(view, run, 0)
    label = view.findChild(QLabel, "oddsLabel")
    assert label is not None
    assert label.text() == odds

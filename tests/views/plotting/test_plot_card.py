"""The frames of the three plots under the hands of a person, in the window."""

from __future__ import annotations

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests import pointer
from tests.person import Person

PLOTS = ("sigmoidPlot", "costPlot", "landscapePlot")
CTRL = Qt.KeyboardModifier.ControlModifier

Ranges = list[list[float]]


def plot_of(person: Person, name: str) -> PlotWidget:
    return person.find(PlotWidget, name)


def ranges(person: Person) -> dict[str, Ranges]:
    """The axes of all plots, from low to high."""
    return {name: plot_of(person, name).plotItem.vb.viewRange() for name in PLOTS}


def release(person: Person, name: str, place: QPoint) -> None:
    QTest.mouseRelease(plot_of(person, name).viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.see()


class TestHeld:
    @pytest.mark.parametrize("epoch", [0, 120])
    @pytest.mark.parametrize("by", [(-250, -96), (-250, 90), (60, 40)])
    def test_a_dragged_start_moves_no_axis_and_stays_under_the_mouse(
        self, person: Person, epoch: int, by: tuple[int, int]
    ) -> None:
        person.session.go_to(epoch)
        person.see()
        before, plot = ranges(person), plot_of(person, "landscapePlot")
        here = pointer.spot(plot, 0.0, 0.0)
        there = here + QPoint(*by)
        pointer.hold(plot, here, there)
        assert ranges(person) == before
        dragged = person.session.experiment.first_beta().tolist()
        assert (pointer.spot(plot, *dragged) - there).manhattanLength() <= 2
        release(person, "landscapePlot", there)
        assert person.session.experiment.first_beta().tolist() == dragged

    def test_beyond_the_edge_the_frame_follows_after_the_release_and_once(
        self, person: Person
    ) -> None:
        before, plot = ranges(person), plot_of(person, "landscapePlot")
        here = pointer.spot(plot, 0.0, 0.0)
        there = QPoint(plot.width() - 3, 8)
        pointer.hold(plot, here, there)
        assert ranges(person) == before
        release(person, "landscapePlot", there)
        after = ranges(person)
        (left, right), (bottom, top) = after["landscapePlot"]
        b0, b1 = person.session.experiment.first_beta()
        assert left < b0 < right
        assert bottom < b1 < top
        assert after != before
        person.qtbot.wait(100)
        assert ranges(person) == after

    def test_an_undo_brings_the_old_frames_back_and_a_redo_the_new_ones(
        self, person: Person
    ) -> None:
        person.session.go_to(120)
        person.see()
        frames = [ranges(person)]
        for name, start in (("landscapePlot", (0.0, 0.0)), ("sigmoidPlot", (5.5, 1.0))):
            plot = plot_of(person, name)
            there = QPoint(plot.width() - 3, 8)
            pointer.hold(plot, pointer.spot(plot, *start), there)
            release(person, name, there)
            frames.append(ranges(person))
            assert frames[-1][name] != frames[-2][name]
        for frame in frames[1::-1]:
            person.press(Qt.Key.Key_Z, CTRL)
            assert ranges(person) == frame
        for frame in frames[1:]:
            person.press(Qt.Key.Key_Y, CTRL)
            assert ranges(person) == frame

    @pytest.mark.parametrize("model", ["logistic", "linear"])
    def test_a_dragged_point_moves_no_axis_and_stays_under_the_mouse(
        self, person: Person, model: str
    ) -> None:
        person.session.edit(person.session.experiment.altered(model=model, alpha=0.05), "Model")
        person.session.go_to(120)
        person.see()
        before, plot = ranges(person), plot_of(person, "sigmoidPlot")
        row = person.session.experiment.dataset.n - 1
        here = pointer.spot(plot, person.session.experiment.dataset.x[row], 1.0)
        there = QPoint(plot.width() + 40, here.y() - 30)
        pointer.hold(plot, here, there)
        assert ranges(person) == before
        data = person.session.experiment.dataset
        assert data.x[row] > before["sigmoidPlot"][0][1]
        assert abs(pointer.spot(plot, data.x[row], data.y[row]).x() - there.x()) <= 1
        release(person, "sigmoidPlot", there)
        assert person.session.experiment.dataset == data
        assert ranges(person)["sigmoidPlot"][0][1] > data.x[row]

    def test_a_run_that_plays_moves_no_axis_under_a_mouse_that_is_down(
        self, person: Person
    ) -> None:
        """Nobody has to move the mouse for that: the marker is held from the press on."""
        person.session.set_speed(5000.0)
        plot = plot_of(person, "landscapePlot")
        here = pointer.spot(plot, 0.0, 0.0)
        pointer.hold(plot, here)
        before = ranges(person)
        person.session.play()
        person.until(lambda: person.session.cursor > 300)
        assert ranges(person) == before
        person.session.pause()
        release(person, "landscapePlot", here)
        assert ranges(person)["costPlot"][0][1] > 300

    def test_a_release_that_got_lost_is_made_up_for_by_the_next_move(self, person: Person) -> None:
        plot = plot_of(person, "landscapePlot")
        here = pointer.spot(plot, 0.0, 0.0)
        there = QPoint(plot.width() - 3, 8)
        pointer.hold(plot, here, there)
        before = ranges(person)
        pointer.move(plot, there + QPoint(-9, 9), Qt.MouseButton.NoButton)
        assert ranges(person) != before

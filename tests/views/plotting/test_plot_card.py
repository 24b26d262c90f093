"""The frames of the three plots under the hands of a person, in the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QFileDialog, QMenu, QToolButton

from tests import pointer
from tests.person import Person

PLOTS = ("sigmoidPlot", "costPlot", "landscapePlot")
RIGHT = Qt.MouseButton.RightButton
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


# A place in the middle part of each plot where nothing is to be clicked.
PLACES = {"sigmoidPlot": (2.0, 0.7), "costPlot": (40.0, 0.6), "landscapePlot": (-3.0, 0.4)}


def center(person: Person, name: str) -> QPoint:
    return pointer.spot(plot_of(person, name), *PLACES[name])


def home_button(person: Person, name: str) -> QToolButton:
    button = plot_of(person, name).findChild(QToolButton, "homeButton")
    assert isinstance(button, QToolButton)
    return button


def zoomed(person: Person, name: str) -> Ranges:
    pointer.wheel(plot_of(person, name), center(person, name), 3)
    return ranges(person)[name]


@pytest.mark.parametrize("name", PLOTS)
class TestZoomed:
    @pytest.mark.parametrize("notches", [3, -2])
    def test_the_wheel_zooms_at_the_mouse_and_nothing_else(
        self, person: Person, name: str, notches: int
    ) -> None:
        before, experiment = ranges(person), person.session.experiment
        here = center(person, name)
        pointer.wheel(plot_of(person, name), here, notches)
        after = ranges(person)
        assert (pointer.spot(plot_of(person, name), *PLACES[name]) - here).manhattanLength() <= 2
        for now, was in zip(after[name], before[name], strict=True):
            assert now[1] - now[0] == pytest.approx((was[1] - was[0]) * 1.2**-notches)
        assert {**after, name: before[name]} == before
        assert person.session.experiment is experiment

    def test_a_drag_with_the_right_button_takes_the_ground_along(
        self, person: Person, name: str
    ) -> None:
        before, experiment = ranges(person)[name], person.session.experiment
        plot, here = plot_of(person, name), center(person, name)
        there = here + QPoint(-70, 40)
        pointer.hold(plot, here, here + QPoint(30, -20), there, button=RIGHT)
        QTest.mouseRelease(plot.viewport(), RIGHT, pos=there)
        assert (pointer.spot(plot, *PLACES[name]) - there).manhattanLength() <= 2
        for now, was in zip(ranges(person)[name], before, strict=True):
            assert now[1] - now[0] == pytest.approx(was[1] - was[0])
        assert person.session.experiment is experiment
        assert QApplication.activePopupWidget() is None

    def test_the_key_0_gives_the_frame_back_while_the_plot_has_the_focus(
        self, person: Person, name: str
    ) -> None:
        before, plot = ranges(person)[name], plot_of(person, name)
        assert zoomed(person, name) != before
        person.type_number("alphaSpin", "0.30")
        assert ranges(person)[name] != before
        person.find(QAbstractSlider, "timelineSlider").setFocus()
        person.press(Qt.Key.Key_0)
        assert ranges(person)[name] != before
        plot.setFocus(Qt.FocusReason.TabFocusReason)
        person.press(Qt.Key.Key_0)
        assert ranges(person)[name] == before

    def test_a_click_gives_the_plot_the_focus_and_it_shows(self, person: Person, name: str) -> None:
        plot = plot_of(person, name)
        assert plot.focusPolicy() & Qt.FocusPolicy.TabFocus
        plot.clearFocus()
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=center(person, name))
        assert plot.hasFocus()
        with_focus = plot.grab().toImage()
        plot.clearFocus()
        assert plot.grab().toImage() != with_focus

    def test_a_home_button_is_there_while_it_is_zoomed(self, person: Person, name: str) -> None:
        before, button = ranges(person)[name], home_button(person, name)
        assert not button.isVisible()
        zoomed(person, name)
        assert button.isVisible()
        assert plot_of(person, name).rect().contains(button.geometry())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert ranges(person)[name] == before
        assert not button.isVisible()

    @pytest.mark.parametrize("by", ["mouse", "key"])
    def test_a_menu_gives_the_frame_back(self, person: Person, name: str, by: str) -> None:
        before, plot, here = ranges(person)[name], plot_of(person, name), center(person, name)
        zoomed(person, name)
        if by == "mouse":
            QTest.mouseClick(plot.viewport(), RIGHT, pos=here)
        else:
            reason = QContextMenuEvent.Reason.Keyboard
            QApplication.sendEvent(plot, QContextMenuEvent(reason, QPoint(5, 5), QPoint(5, 5)))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert texts[0] == "Fit the frame"
        assert texts[-1] == "Export this plot…"
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        assert ranges(person)[name] == before

    def test_it_stays_while_the_run_goes_on_and_the_natural_frame_follows_behind_it(
        self, person: Person, name: str
    ) -> None:
        first, shown = ranges(person)[name], zoomed(person, name)
        person.session.edit(person.session.experiment.altered(start=(30.0, -8.0)), "Start")
        person.session.edit(
            person.session.experiment.altered(
                dataset=person.session.experiment.dataset.with_x(19, 9)
            ),
            "Move a point",
        )
        person.session.go_to(700)
        person.see()
        assert ranges(person)[name] == shown
        home_button(person, name).click()
        assert ranges(person)[name] not in (first, shown)

    def test_other_axes_end_it(self, person: Person, name: str) -> None:
        zoomed(person, name)
        person.session.edit(person.session.experiment.altered(model="linear", alpha=0.05), "Model")
        natural = ranges(person)[name]
        assert not home_button(person, name).isVisible()
        plot_of(person, name).setFocus()
        person.press(Qt.Key.Key_0)
        assert ranges(person)[name] == natural

    def test_there_are_limits(self, person: Person, name: str) -> None:
        before, plot = ranges(person)[name], plot_of(person, name)
        for notches, low, high in ((200, 1e-7, 1e-5), (-400, 10.0, 40.0)):
            for _ in range(3):
                pointer.wheel(plot, QPoint(plot.width() // 2, plot.height() // 2), notches)
            for now, was in zip(ranges(person)[name], before, strict=True):
                assert low < (now[1] - now[0]) / (was[1] - was[0]) < high
            assert not plot.grab().isNull()


class TestBesideTheZoom:
    def test_clicks_and_drags_go_on_where_they_are_seen(self, person: Person) -> None:
        plot = plot_of(person, "landscapePlot")
        pointer.wheel(plot, pointer.spot(plot, -0.5, 0.2), 5)
        shown = ranges(person)
        person.drag("landscapePlot", (0.0, 0.0), (-0.6, 0.3), (-1.0, 0.1))
        assert person.session.experiment.first_beta() == pytest.approx([-1.0, 0.1], abs=0.02)
        person.click("landscapePlot", -0.7, 0.25)
        assert person.session.experiment.first_beta() == pytest.approx([-0.7, 0.25], abs=0.02)
        assert ranges(person)["landscapePlot"] == shown["landscapePlot"]

    def test_the_wheel_does_nothing_while_something_is_held(self, person: Person) -> None:
        plot = plot_of(person, "landscapePlot")
        here = pointer.spot(plot, 0.0, 0.0)
        there = here + QPoint(-60, 30)
        pointer.hold(plot, here, there)
        before = ranges(person)
        pointer.wheel(plot, there, 3)
        assert ranges(person) == before
        release(person, "landscapePlot", there)

    def test_the_wheel_beside_the_ground_does_nothing(self, person: Person) -> None:
        before = ranges(person)
        pointer.wheel(plot_of(person, "costPlot"), QPoint(3, 60), 3)
        assert ranges(person) == before

    def test_a_logarithmic_axis_ends_the_zoom_of_the_costs_only(self, person: Person) -> None:
        for name in PLOTS:
            zoomed(person, name)
        shown = ranges(person)
        person.trigger("actionLogCost")
        after = ranges(person)
        assert {**after, "costPlot": shown["costPlot"]} == shown
        assert not home_button(person, "costPlot").isVisible()

    def test_keys_of_the_window_work_while_a_plot_has_the_focus(self, person: Person) -> None:
        plot_of(person, "costPlot").setFocus()
        person.press(Qt.Key.Key_Right)
        person.press(Qt.Key.Key_Right)
        person.press(Qt.Key.Key_Left)
        assert person.session.cursor == 1

    def test_what_the_window_exports_is_zoomed_too(
        self, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "cost.svg"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
        for _ in range(4):
            zoomed(person, "costPlot")
        person.trigger("actionExportCost")
        texts = set(re.findall(r"<text[^>]*>([^<]*)", path.read_text(encoding="utf-8")))
        assert "40" in texts
        assert not {"0", "20", "60", "100"} & texts

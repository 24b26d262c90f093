"""The prediction plot by itself: what it draws, says and asks for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment
from gdviz.runs.run import Run
from gdviz.support.numbers import significant
from gdviz.views.plotting.marks import Caption
from gdviz.views.plotting.plot import Plot
from gdviz.views.prediction.prediction_view import PredictionView
from gdviz.views.snapshot import Settings, Snapshot
from gdviz.views.theme import DARK
from tests.pointer import click, drag, hover, read_out, spot

SYMMETRIC = Dataset([-2.0, -1.1, -0.3, 0.3, 1.1, 2.0], [0, 1, 0, 1, 0, 1])
DATA = Dataset([1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, 1.0], ("hours",), "passed")


class Shown:
    """The view of a run, and all that it asks for."""

    def __init__(self, qtbot: QtBot, data: Dataset = DATA, **fields: object) -> None:
        run = Run(Experiment(data, epochs=20, **fields))  # type: ignore[arg-type]
        run.finish()
        self.asked: list[tuple[object, ...]] = []
        self.view = PredictionView()
        qtbot.addWidget(self.view)
        for name in ("point_added", "point_toggled", "point_selected", "point_moved"):
            self._listen(name)
        for name in ("drag_began", "drag_ended"):
            self._listen(name)
        self.now = Snapshot.of(run, 20)
        self.view.show_snapshot(self.now, None)
        self.view.resize(600, 400)
        with qtbot.waitExposed(self.view):
            self.view.show()

    @property
    def plot(self) -> Plot:
        return self.view.plot

    def show(self, **changed: object) -> QImage:
        before, self.now = self.now, replace(self.now, **changed)  # type: ignore[arg-type]
        self.view.show_snapshot(self.now, before)
        return self.picture()

    def picture(self) -> QImage:
        image: QImage = self.plot.grab().toImage()
        return image

    def _listen(self, name: str) -> None:
        getattr(self.view, name).connect(lambda *values: self.asked.append((name, *values)))


class TestPoints:
    @pytest.mark.parametrize(("y", "label"), [(0.2, 0.0), (0.45, 0.0), (0.55, 1.0), (1.1, 1.0)])
    def test_a_click_on_empty_ground_asks_for_a_point_of_the_nearer_class(
        self, qtbot: QtBot, y: float, label: float
    ) -> None:
        shown = Shown(qtbot)
        click(shown.plot, 2.5, y)
        [(name, x, told)] = shown.asked
        assert (name, told) == ("point_added", label)
        assert x == pytest.approx(2.5, abs=0.02)

    def test_of_a_line_a_point_has_its_height(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot, model="linear")
        click(shown.plot, 2.5, 0.4)
        [(name, x, y)] = shown.asked
        assert name == "point_added"
        assert (x, y) == pytest.approx((2.5, 0.4), abs=0.02)

    @pytest.mark.parametrize(
        ("model", "wish"), [("logistic", "point_toggled"), ("linear", "point_selected")]
    )
    def test_a_click_on_a_point_is_for_that_point(
        self, qtbot: QtBot, model: str, wish: str
    ) -> None:
        shown = Shown(qtbot, model=model)
        click(shown.plot, 3.0, 0.0)
        assert shown.asked == [(wish, 2)]

    def test_the_other_buttons_ask_for_nothing(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        click(shown.plot, 3.0, 0.0, Qt.MouseButton.RightButton)
        click(shown.plot, 2.5, 0.3, Qt.MouseButton.MiddleButton)
        assert shown.asked == []

    @pytest.mark.parametrize(("model", "label"), [("logistic", 1.0), ("linear", 0.5)])
    def test_a_drag_moves_a_point_along_x_and_of_a_line_up_and_down(
        self, qtbot: QtBot, model: str, label: float
    ) -> None:
        shown = Shown(qtbot, model=model)
        drag(shown.plot, (2.0, 1.0), (2.4, 0.5))
        names = [asked[0] for asked in shown.asked]
        assert names[:2] == ["point_selected", "drag_began"]
        assert set(names[2:-1]) == {"point_moved"}
        assert names[-1] == "drag_ended"
        assert shown.asked[0] == ("point_selected", 1)
        _, row, x, y = shown.asked[-2]
        assert row == 1
        assert x == pytest.approx(2.4, abs=0.02)
        assert y == pytest.approx(label, abs=0.02 if model == "linear" else 0.0)

    def test_a_drag_of_the_ground_moves_nothing(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        drag(shown.plot, (2.5, 0.5), (3.0, 0.0), (3.5, 0.2))
        assert shown.asked == []

    def test_after_a_drag_the_next_one_is_of_its_own(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        drag(shown.plot, (2.0, 1.0), (2.4, 1.0))
        shown.asked.clear()
        drag(shown.plot, (2.5, 0.5), (3.0, 0.5))
        assert shown.asked == []


class TestWords:
    def test_the_note_is_the_model_with_its_numbers(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        b0, b1 = shown.now.beta
        assert b0 < 0 < b1
        assert shown.view.note() == f"p = σ(−{-b0:.3g} + {b1:.3g}·x)"
        falling = Shown(qtbot, Dataset([1.0, 2.0, 3.0], [1.0, 0.0, 0.0]))
        _, slope = falling.now.beta
        assert f" − {-slope:.3g}·x)" in falling.view.note()
        assert Shown(qtbot, model="linear").view.note().startswith("ŷ = 0.")

    def test_what_is_under_the_mouse_is_told(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        b0, b1 = shown.now.beta
        hover(shown.plot, 3.0, 0.0)
        p = 1 / (1 + np.exp(-(b0 + 3.0 * b1)))
        z = significant(b0 + 3.0 * b1)
        assert read_out(shown.view) == f"point 3:  x 3   y 0\nz {z}   p {p:.4f}"
        assert shown.plot.cursor().shape() == Qt.CursorShape.PointingHandCursor
        hover(shown.plot, 2.5, 0.5)
        assert read_out(shown.view).startswith("x 2.")
        assert "   p 0." in read_out(shown.view)
        assert shown.plot.cursor().shape() == Qt.CursorShape.CrossCursor
        shown.plot.left.emit()
        assert read_out(shown.view) == ""
        assert shown.view.note().startswith("p = σ(")

    @pytest.mark.parametrize(
        ("model", "left"), [("logistic", "p(passed = 1)"), ("linear", "passed")]
    )
    def test_the_axes_have_the_names_of_the_columns(
        self, qtbot: QtBot, model: str, left: str
    ) -> None:
        axes = Shown(qtbot, model=model).plot.plotItem
        assert axes.getAxis("bottom").labelText == "hours"
        assert axes.getAxis("left").labelText == left

    @pytest.mark.parametrize(
        ("n", "told"), [(4000, "p = σ("), (4001, "4\u202f000 of 4\u202f001 points drawn · p = σ(")]
    )
    def test_of_very_many_points_it_is_told_how_many_are_drawn(
        self, qtbot: QtBot, n: int, told: str
    ) -> None:
        x = np.linspace(0.0, 5.0, n)
        shown = Shown(qtbot, Dataset(x, np.arange(n) % 2), alpha=1e-3)
        assert shown.view.note().startswith(told)


class TestCoincident:
    """Two examples at (1, 0), two at (4, 1), one at (4, 0)."""

    DATA = Dataset([1.0, 4.0, 1.0, 4.0, 4.0], [0.0, 1.0, 0.0, 0.0, 1.0])

    def test_hovering_says_how_many_lie_there(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot, self.DATA)
        hover(shown.plot, 1.0, 0.0)
        assert read_out(shown.view).startswith("point 1, 2 here:  x 1   y 0\nz ")
        hover(shown.plot, 4.0, 0.0)
        assert read_out(shown.view).startswith("point 4:  x 4   y 0\nz ")

    def test_a_click_takes_the_selected_one_of_them(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot, self.DATA)
        click(shown.plot, 4.0, 1.0)
        shown.show(selected=4)
        click(shown.plot, 4.0, 1.0)
        click(shown.plot, 4.0, 0.0)
        assert shown.asked == [("point_toggled", row) for row in (1, 4, 3)]

    def test_a_drag_takes_the_selected_one_of_them(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot, self.DATA)
        shown.show(selected=2)
        drag(shown.plot, (1.0, 0.0), (2.0, 0.0))
        assert shown.asked[0] == ("point_selected", 2)
        assert {asked[1] for asked in shown.asked if asked[0] == "point_moved"} == {2}

    def test_only_beside_several_there_is_a_number(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot, self.DATA)
        image = shown.show(settings=Settings(residuals=False), epoch=0)

        def darkest_beside(x: float, y: float, inward: int) -> int:
            at = spot(shown.plot, x, y) * image.devicePixelRatio()
            columns, rows = range(-5, 6), range(10, 17)
            return min(
                image.pixelColor(at.x() + i, at.y() + inward * j).lightness()
                for i in columns
                for j in rows
            )

        assert darkest_beside(1.0, 0.0, -1) < 100
        assert darkest_beside(4.0, 1.0, 1) < 100
        assert darkest_beside(4.0, 0.0, -1) > 200


class TestPicture:
    def test_residuals_can_be_left_out(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        first = shown.picture()
        assert shown.show(settings=Settings(residuals=False)) != first
        assert shown.show(settings=Settings(residuals=True)) == first

    def test_a_ring_is_around_the_selected_point(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        first = shown.picture()
        second, third = shown.show(selected=1), shown.show(selected=2)
        assert len({bytes(picture.constBits()) for picture in (first, second, third)}) == 3
        assert shown.show(selected=4) == first  # there are no more than 4
        assert shown.show(selected=None) == first

    def test_the_curve_follows_the_cursor(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        last = shown.picture()
        assert shown.show(epoch=0) != last
        assert shown.show(epoch=20) == last

    def test_in_another_theme_all_is_in_its_colours(self, qtbot: QtBot) -> None:
        shown = Shown(qtbot)
        image = shown.show(settings=Settings(DARK))
        assert image.pixelColor(2, 2).name() == DARK.card

    def test_the_boundary_is_where_the_curve_is_at_one_half(self, qtbot: QtBot) -> None:
        """Among its neighbours that column of pixels is the darkest below the words."""
        shown = Shown(qtbot, Dataset([1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 1.0, 1.0]), start=(-5.0, 2.0))
        image = shown.show(epoch=0)
        pad = shown.plot.pad
        ratio = image.devicePixelRatio()

        def darkness(x: float) -> float:
            top = pad.mapViewToScene(pad.viewRect().center())
            at = pad.mapViewToScene(type(top)(x, 0.8))
            column = round(shown.plot.mapFromScene(at).x() * ratio)
            rows = range(round(image.height() * 0.25), round(image.height() * 0.4))
            return min(
                sum(image.pixelColor(column + side, row).lightness() for row in rows)
                for side in (-1, 0, 1)
            )

        assert darkness(2.5) < min(darkness(2.3), darkness(2.4), darkness(2.6))


def test_without_a_run_the_mouse_does_nothing(qtbot: QtBot) -> None:
    view = PredictionView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    hover(view.plot, 0.5, 0.5)
    assert view.note() == ""
    with pytest.raises(RuntimeError, match="Prediction has nothing to show yet"):
        assert view.shown


def test_the_axis_is_named_by_the_label_of_the_data_shown(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    axis = shown.plot.plotItem.getAxis("left")
    assert axis.labelText == "p(passed = 1)"
    other = Run(Experiment(Dataset(DATA.x, DATA.y, DATA.feature_names, "failed"), epochs=20))
    other.finish()
    shown.show(runs=(other,))
    assert axis.labelText == "p(failed = 1)"


@pytest.mark.parametrize(
    ("label", "one", "left"),
    [
        ("result", "pass", "p(result = pass)"),
        ("result of the final examination", "pass", "p(pass)"),
        (
            "result",
            "passed with a distinction in mathematics",
            "p(passed with a distinction in m…)",
        ),
    ],
)
def test_the_axis_names_the_class_where_the_data_had_words(
    qtbot: QtBot, label: str, one: str, left: str
) -> None:
    data = Dataset(DATA.x, DATA.y, DATA.feature_names, label, ("fail", one))
    shown = Shown(qtbot, data)
    axis = shown.plot.plotItem.getAxis("left")
    assert axis.labelText == left
    other = Run(Experiment(data.with_classes_swapped(), epochs=20))
    other.finish()
    shown.show(runs=(other,))
    assert "fail" in axis.labelText


def test_what_is_nothing_but_rounding_is_told_as_0(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    captions: list[str] = []
    monkeypatch.setattr(Caption, "set_text", lambda _, text: captions.append(text))
    hours = sample("hours").experiment()
    shown = Shown(qtbot, hours.dataset, alpha=hours.alpha)
    shown.show(epoch=1)
    assert shown.view.note() == "p = σ(0 + 0.177·x)"
    symmetric = Shown(qtbot, SYMMETRIC)
    assert symmetric.now.beta[0] != 0
    assert symmetric.view.note().startswith("p = σ(0 + ")
    assert captions[-1] == "decision boundary 0"

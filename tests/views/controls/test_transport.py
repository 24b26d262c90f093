from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gdviz.engine import Experiment
from gdviz.runs.run import Run
from gdviz.views.controls.transport import Transport
from gdviz.views.snapshot import Settings, Snapshot
from gdviz.views.theme import DARK
from gdviz.views.widgets.field import Field
from tests.engine.samples import HOURS

Found = TypeVar("Found", bound=QWidget)
NAMES = ("Reset", "Back", "Play", "Step", "To the end")


class Shown:
    """The bar, and all that is done with it."""

    def __init__(self, qtbot: QtBot, width: int = 1300, **fields: object) -> None:
        self.steps = [QAction(name) for name in NAMES]
        self.export, self.menu = QAction("Export"), QMenu()
        qtbot.addWidget(self.menu)
        self.view = Transport(self.steps, self.steps[2], self.export, self.menu)
        qtbot.addWidget(self.view)
        self.done: list[tuple[object, ...]] = []
        for name in (
            *("speed_chosen", "alpha_chosen", "epochs_chosen"),
            *("gesture_began", "gesture_ended"),
        ):
            self._listen(name)
        self.view.resize(width, 60)
        self.view.show()
        self.now: Snapshot | None = None
        self.show(**fields)

    def show(self, **fields: object) -> None:
        run = Run(Experiment(HOURS, **fields))  # type: ignore[arg-type]
        before, self.now = self.now, Snapshot((run,), 0, 0)
        self.view.show_snapshot(self.now, before)

    def find(self, kind: type[Found], name: str) -> Found:
        found = self.view.findChild(kind, name)
        assert isinstance(found, kind)
        return found

    def words(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(QLabel)]

    def note(self) -> QLabel:
        return self.find(QLabel, "alphaNote")

    def type(self, name: str, text: str) -> None:
        box = self.find(QAbstractSpinBox, name)
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)

    def _listen(self, name: str) -> None:
        getattr(self.view, name).connect(lambda *values: self.done.append((name, *values)))


def test_it_shows_the_numbers_of_a_run_and_takes_none_of_them_for_a_choice(qtbot: QtBot) -> None:
    shown = Shown(qtbot, alpha=0.1, epochs=20_000)
    slider = shown.find(QSlider, "alphaSlider")
    for alpha, text, position in ((0.1, "0.1", 300), (1e-4, "0.0001", 0), (250.0, "250", 600)):
        shown.show(alpha=alpha, epochs=20_000)
        assert shown.find(QAbstractSpinBox, "alphaSpin").text() == text
        assert slider.value() == position  # 100 to a decade, from 0.0001 to 100
    assert slider.maximum() == 600
    assert shown.find(QAbstractSpinBox, "epochsSpin").text() == "20 000"
    assert shown.done == []


def test_what_is_typed_is_told_exactly(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.type("alphaSpin", "0.123456789")
    shown.type("epochsSpin", "10000000")
    assert shown.done == [("alpha_chosen", 0.123456789), ("epochs_chosen", 10_000_000)]


@pytest.mark.parametrize("text", ["0", "-1", "many"])
def test_an_alpha_that_makes_no_run_is_not_told(qtbot: QtBot, text: str) -> None:
    shown = Shown(qtbot, alpha=0.25)
    shown.type("alphaSpin", text)
    assert ("alpha_chosen", 0.0) not in shown.done
    assert all(done[1] == pytest.approx(1.0) or done[1] == 0.25 for done in shown.done)


def test_the_slider_of_alpha_tells_round_numbers_within_a_gesture(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    slider = shown.find(QSlider, "alphaSlider")
    middle = slider.rect().center()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(slider, QPoint(slider.width() - 1, middle.y()))
    QTest.mouseRelease(
        slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 1, middle.y())
    )
    names = [done[0] for done in shown.done]
    assert names == ["gesture_began", "alpha_chosen", "alpha_chosen", "gesture_ended"]
    assert shown.done[1][1] == pytest.approx(0.1, rel=0.05)
    assert shown.done[2][1] == 100.0
    shown.done.clear()
    slider.setValue(330)
    assert shown.done == [("alpha_chosen", 0.2)]  # 10^(−4 + 3.30) is 0.1995, to three digits


@pytest.mark.parametrize(
    ("position", "speed", "told"),
    [(0, 1.0, "1/s"), (20, 10.0, "10/s"), (37, 71.0, "71/s"), (80, 10_000.0, "10000/s")],
)
def test_the_slider_of_speed_is_logarithmic(
    qtbot: QtBot, position: int, speed: float, told: str
) -> None:
    shown = Shown(qtbot)
    slider = shown.find(QSlider, "speedSlider")
    assert "Speed · 60/s" in shown.words()
    assert slider.value() == 36
    slider.setValue(position)
    assert shown.done == [("speed_chosen", speed)]
    assert f"Speed · {told}" in shown.words()
    assert slider.value() == position


def test_beyond_its_end_it_is_flat_out(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    slider = shown.find(QSlider, "speedSlider")
    assert slider.maximum() == 81
    slider.setValue(81)
    assert shown.done == [("speed_chosen", math.inf)]
    assert "Speed · flat out" in shown.words()
    shown.view.show_speed(100.0)
    assert slider.value() == 40
    shown.view.show_speed(math.inf)
    assert slider.value() == 81
    assert len(shown.done) == 1


@pytest.mark.parametrize(
    ("alpha", "fields", "said", "role"),
    [
        (0.35, {}, "0.94 of 1/L", "good"),
        (0.3729, {}, "about 1/L", "edge"),
        (0.374, {}, "about 1/L", "edge"),
        (0.745, {}, "2 of 1/L", "edge"),
        (0.747, {}, "2 of 1/L", "warn"),
        (1.8, {}, "4.8 of 1/L", "warn"),
        (1.81, {}, "4.9 of 1/L", "gradient"),
        (10.0, {}, "27 of 1/L", "gradient"),
        (0.2, {"model": "linear"}, "2.1 of 1/L", "gradient"),
        (1.7, {"rule": "momentum"}, "0.5 of the limit", "good"),
        (3.5, {"rule": "momentum"}, "1 of the limit", "gradient"),
        (0.1, {"rule": "adam"}, "", "plain"),
    ],
)
def test_alpha_is_measured_against_its_limits(
    qtbot: QtBot, alpha: float, fields: dict[str, Any], said: str, role: str
) -> None:
    """1/L = 0.37289, 2/L = 0.74579, and 2/λmax = 1.80380 at the optimum; × 1.9 with momentum."""
    note = Shown(qtbot, alpha=alpha, **fields).note()
    assert (note.text(), note.property("role")) == (said, role)


def test_the_track_of_alpha_changes_its_colour_at_these_limits(qtbot: QtBot) -> None:
    """1/L is at 0.595 of the slider's way, 2/L at 0.645, the limit 1.804 at 0.709."""
    shown = Shown(qtbot, alpha=1e-4)
    slider = shown.find(QSlider, "alphaSlider")
    image = slider.grab().toImage()
    ratio = image.devicePixelRatio()

    def color(share: float) -> str:
        x = 8.5 + share * (slider.width() - 17)
        return image.pixelColor(round(x * ratio), image.height() // 2).name()

    zones = [color(share) for share in (0.3, 0.62, 0.68, 0.9)]
    assert len(set(zones)) == 4
    assert (color(0.57), color(0.735)) == (zones[0], zones[3])
    assert "below 1.80: the cost may rise, but the optimum attracts" in slider.toolTip()


def test_the_curvature_at_the_cursor_is_there_on_hover(qtbot: QtBot) -> None:
    """At zeros log loss is as steep as anywhere: 2/λmax is 2/L."""
    shown = Shown(qtbot, alpha=0.35)
    assert shown.now is not None
    shown.now.run.finish()
    note = shown.note()
    QApplication.sendEvent(note, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))
    assert note.toolTip().endswith("At this β, 2/λmax of the curvature is 0.746.")


def test_the_buttons_do_what_their_actions_do(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    triggered: list[str] = []
    for name, action in zip((*NAMES, "Export"), (*shown.steps, shown.export), strict=True):
        action.triggered.connect(lambda _=False, name=name: triggered.append(name))
    buttons = [button for button in shown.view.findChildren(QToolButton) if button.defaultAction()]
    assert [button.accessibleName() for button in buttons] == list(NAMES)
    assert [bool(button.property("primary")) for button in buttons] == [
        name == "Play" for name in NAMES
    ]
    assert [button.x() for button in buttons] == sorted(button.x() for button in buttons)
    for button in (*buttons, *shown.view.findChildren(QPushButton)):
        button.click()
    assert triggered == [*NAMES, "Export"]
    menus = [button.menu() for button in shown.view.findChildren(QToolButton) if button.menu()]
    assert menus == [shown.menu]


@pytest.mark.parametrize(
    ("width", "caption"), [(1300, "Learning rate α"), (1180, "Learning rate α"), (1000, "Rate α")]
)
def test_where_it_is_narrow_it_says_less(qtbot: QtBot, width: int, caption: str) -> None:
    shown = Shown(qtbot, width=width)
    assert caption in shown.words()
    shown.view.resize(2300 - width, 60)
    assert ("Rate α" in shown.words()) is (2300 - width < 1180)


def test_further_fields_stand_between_the_epochs_and_the_end(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    extra, other = QPushButton("Extra"), QPushButton("Other")
    shown.view.insert_fields([Field("Rule", extra), other])
    qtbot.waitUntil(lambda: extra.x() > 0)
    epochs = shown.find(QAbstractSpinBox, "epochsSpin")
    export = next(one for one in shown.view.findChildren(QPushButton) if one.text() == "Export…")
    assert epochs.x() < extra.x() < other.x() < export.x()


def test_what_is_shown_already_is_left_alone(qtbot: QtBot) -> None:
    shown = Shown(qtbot, alpha=0.25)
    assert shown.now is not None
    box = shown.find(QAbstractSpinBox, "alphaSpin")
    box.selectAll()
    QTest.keyClicks(box, "0.5")
    shown.view.show_snapshot(replace(shown.now, settings=Settings(DARK)), shown.now)
    assert box.text() == "0.5"

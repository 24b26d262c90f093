"""What Qt gets from a method in which there is a mistake."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gdviz.support.guard import guarded, guarded_or


class Faulty(QLabel):
    @guarded
    def sizeHint(self) -> QSize:
        return QSize(int(math.log10(0)), 1)

    @guarded
    def clear(self) -> None:
        math.log10(0)

    @guarded_or(QRectF(0, 0, 1, 1))
    def bounds(self) -> QRectF:
        return QRectF(0, 0, math.log10(0), 1)

    @guarded
    def text(self) -> str:
        return super().text() + "!"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    errors: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: errors.append(str(error)))
    return errors


def test_the_answer_is_that_of_the_method_overridden(qtbot: QtBot, told: list[str]) -> None:
    label = Faulty("some words")
    qtbot.addWidget(label)
    assert label.sizeHint() == QLabel("some words").sizeHint()
    assert len(told) == 1


def test_a_method_without_an_answer_is_left(qtbot: QtBot, told: list[str]) -> None:
    label = Faulty("some words")
    qtbot.addWidget(label)
    label.clear()
    assert len(told) == 1
    assert label.text() == "some words!"


def test_what_overrides_nothing_gives_the_answer_named(qtbot: QtBot, told: list[str]) -> None:
    label = Faulty()
    qtbot.addWidget(label)
    assert label.bounds() == QRectF(0, 0, 1, 1)
    assert len(told) == 1


def test_every_method_that_qt_calls_may_fail_and_the_window_lives_on() -> None:
    """Each failure comes from C code during a call from Python: the binding would crash."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.raising"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line.split() for line in done.stdout.splitlines()]
    failed = {name for name, called, *_ in lines if called == "True"}
    assert {name for name, *_, alive in lines if alive != "True"} == set()
    assert {name for name, _, told, _ in lines if told != "True"} & failed == set()
    assert len(failed) > 50
    assert {"TrackSlider.paintEvent", "QuietAxis.tickStrings", "MainWindow.resizeEvent"} <= failed

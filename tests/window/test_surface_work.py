"""A surface of very many examples over a vast frame: the window goes on while it is computed."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QProgressBar

from gdviz.engine import Dataset, Experiment
from tests.person import Person

# Seconds of work that an event may take in the thread of the window.
LONGEST = 0.2


def examples(n: int) -> Dataset:
    r = np.random.default_rng(5)
    x = r.normal(size=n)
    y = (r.random(n) < 1 / (1 + np.exp(-x))).astype(float)
    return Dataset(x, y, ("x",), "y", title="many")


def tones(person: Person) -> int:
    """Return how many colours the surface has, far from its marks."""
    image = person.find(PlotWidget, "landscapePlot").grab().toImage()
    width, height = image.width(), image.height()
    spots = [(width * i // 20, height * j // 20) for i in range(5, 19) for j in (2, 16)]
    return len({image.pixelColor(*spot).name() for spot in spots})


@pytest.fixture
def shown(person: Person) -> Person:
    """The window with so many examples that a vast surface takes seconds."""
    person.session.open(Experiment(examples(40_000), alpha=1e5, epochs=60), "Open")
    person.see()
    return person


def test_a_wild_learning_rate_does_not_freeze_it(shown: Person) -> None:
    longest = 0.0
    for _ in range(8):
        begun = time.thread_time()
        shown.press(Qt.Key.Key_Right)
        longest = max(longest, time.thread_time() - begun)
    assert longest < LONGEST
    assert shown.session.cursor == 8
    shown.until(shown.find(QProgressBar, "progressBar").isVisible)
    begun = time.perf_counter()
    shown.window.close()
    assert time.perf_counter() - begun < 1.0


def test_it_is_coarse_first_and_a_surface_of_other_data_is_none(shown: Person) -> None:
    shown.press(Qt.Key.Key_Right)
    shown.until(lambda: tones(shown) > 5)
    shown.session.open(Experiment(examples(39_999), alpha=1e5, start=(3e4, 3e4)), "Open")
    shown.see()
    assert tones(shown) < 5
    shown.until(lambda: tones(shown) > 5)


def test_an_export_takes_the_surface_that_is_drawn(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Computed again it would hold the window up for seconds."""
    person.session.open(Experiment(examples(12_000), alpha=1e5, epochs=60), "Open")
    person.press(Qt.Key.Key_Right)
    person.until(lambda: not person.session.jobs.is_busy(), timeout=30_000)
    begun = time.perf_counter()
    file = tmp_path / "surface.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), ""))
    person.trigger("actionExportLandscape")
    assert file.exists()
    assert time.perf_counter() - begun < 1.0

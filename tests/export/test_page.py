"""A page frames its plots as the window does."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from gdviz.documents.samples import sample
from gdviz.engine import Experiment
from gdviz.export.figures import save_run
from gdviz.export.look import Look
from gdviz.export.page import Page
from gdviz.export.request import Figure
from gdviz.runs.run import Run
from gdviz.views.plotting.viewport import Frame
from gdviz.views.snapshot import Settings
from tests.person import Person

PLOTS = {"sigmoid": "sigmoidPlot", "cost": "costPlot", "landscape": "landscapePlot"}
HOURS = sample("hours").experiment()
HUGE = HOURS.altered(model="linear", alpha=0.35)


def frames_of(page: Page) -> dict[str, Frame]:
    return {name: view.viewport.frame for name, view in page.views.items()}


def frames_in(person: Person) -> dict[str, Frame]:
    shown = {}
    for name, plot in PLOTS.items():
        x, y = person.find(PlotWidget, plot).plotItem.vb.viewRange()
        shown[name] = Frame(tuple(x), tuple(y))
    return shown


@pytest.fixture(
    params=[
        HOURS,
        HUGE,
        HOURS.altered(alpha=4.0, start=(3.0, -2.0)),
        sample("separable").experiment().altered(epochs=3000),
        HOURS.altered(rule="momentum", alpha=1.0),
    ],
    ids=["hours", "huge", "overshooting", "separable", "momentum"],
)
def experiment(request: pytest.FixtureRequest) -> Experiment:
    played: Experiment = request.param
    return played


def test_a_run_played_to_its_end_has_the_frames_of_its_figure(person: Person) -> None:
    """The window gets the run in pieces as they come, the command line all of it at once."""
    person.press(Qt.Key.Key_End)
    person.until(lambda: not person.session.waiting and not person.session.playing)
    run = Run(person.session.experiment)
    run.finish()
    page = Page(run, run.history.last_epoch, Figure())
    assert frames_of(page) == frames_in(person)
    page.close()


def texts(path: Path) -> list[tuple[str, float, float]]:
    """The texts of a figure, and how far right and down they begin."""
    found, group = [], [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    pattern = r'matrix\(([^)]*)\)|<text[^>]* x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)'
    for matrix, x, y, text in re.findall(pattern, path.read_text(encoding="utf-8")):
        if matrix:
            group = [float(number) for number in matrix.split(",")]
        else:
            a, b, c, d, e, f = group
            across, down = a * float(x) + c * float(y) + e, b * float(x) + d * float(y) + f
            found.append((html.unescape(text).strip(), across, down))
    return found


@pytest.mark.parametrize("logarithmic", [False, True])
def test_huge_costs_leave_the_small_ones_where_they_are(tmp_path: Path, logarithmic: bool) -> None:
    run, path = Run(HUGE), tmp_path / "figure.svg"
    run.finish()
    look = Look(Settings(logarithmic=logarithmic))
    save_run(path, run, run.history.last_epoch, Figure("cost"), look)
    shown = texts(path)
    assert not any("inf" in text or "nan" in text for text, _, _ in shown)
    label = next(down for text, _, down in shown if text == "optimum 0.0656")
    nought, huge = ("1", "10³⁰⁰") if logarithmic else ("0", "2e307")
    at = min((across, down) for text, across, down in shown if text == nought)[1]
    top = next(down for text, _, down in shown if text == huge)
    # The label is just below its line, which is at nought, or 1.2 powers below 1.
    assert 0 < label - at < 20
    assert top < at - 100


class TestFromTheWindow:
    @pytest.fixture
    def experiment(self) -> Experiment:
        return HOURS

    def test_a_figure_shows_what_the_window_shows(
        self, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "cost.svg"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
        person.press(Qt.Key.Key_End)
        person.until(lambda: not person.session.waiting and not person.session.playing)
        person.trigger("actionExportCost")
        at = {text: down for text, _, down in texts(path)}
        assert at["0.50"] - at["0.60"] == pytest.approx(at["0.60"] - at["0.70"], abs=0.1)
        person.trigger("actionLogCost")
        person.trigger("actionExportCost")
        at = {text: down for text, _, down in texts(path)}
        assert at["0.5"] - at["0.6"] > at["0.6"] - at["0.7"] + 1

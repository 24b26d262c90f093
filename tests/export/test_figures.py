from __future__ import annotations

import html
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment
from gdviz.export.figures import save_run
from gdviz.export.formats import PLOTS
from gdviz.export.request import Figure
from gdviz.runs.run import Run
from gdviz.views.theme import LIGHT
from gdviz.wording.verdict import sentence
from tests.export import pdf

Pixels = NDArray[np.float64]
SMALL = (660, 440)


@pytest.fixture
def run(qtbot: QtBot) -> Run:  # noqa: ARG001 (the fixture holds the application)
    return finished(sample("hours").experiment().altered(epochs=200))


def finished(experiment: Experiment) -> Run:
    made = Run(experiment)
    with np.errstate(all="ignore"):
        made.finish()
    return made


def pixels(image: QImage) -> Pixels:
    """Return red, green and blue of each pixel, shape (height, width, 3)."""
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    raw = np.frombuffer(plain.constBits(), np.uint8)
    return raw.reshape(plain.height(), plain.width(), 4)[:, :, :3].astype(float)


def png(path: Path, run: Run, epoch: int, figure: Figure) -> Pixels:
    save_run(path, run, epoch, figure)
    return pixels(QImage(str(path)))


def svg(path: Path, run: Run, epoch: int, figure: Figure, scale: int) -> Pixels:
    save_run(path, run, epoch, figure)
    image = QImage(QSize(*figure.size) * scale, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    renderer = QSvgRenderer(str(path))
    renderer.render(painter)
    painter.end()
    return pixels(image)


def area_of(picture: Pixels, role: str) -> float:
    """Return the share of a picture that has the colour of a role."""
    color = LIGHT.color(role)
    apart = np.abs(picture - (color.red(), color.green(), color.blue())).max(axis=2)
    return float((apart < 40).mean())


def cursor_width(picture: Pixels) -> float:
    """Return the share of a cost plot's width that its vertical line takes: the only blue."""
    blue = LIGHT.color("accent")
    row = picture[picture.shape[0] // 5]
    excess = np.clip(row[:, 2] - row[:, 0] - 8, 0, None)
    return float(excess.sum() / (blue.blue() - blue.red() - 8) / len(row))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("plot", PLOTS)
def test_every_path_of_a_pdf_begins_somewhere(
    run: Run, tmp_path: Path, plot: str, theme: str
) -> None:
    path = tmp_path / "figure.pdf"
    for epoch in (0, 200):
        save_run(path, run, epoch, Figure(plot, theme))
        assert "S" in pdf.operators(path)
        assert pdf.strayed(path) == []


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment(Dataset([], []), epochs=3),
        Experiment(Dataset([2.0], [1.0]), epochs=0),
        # Each prediction equals its label to the last bit: the residuals have no length.
        Experiment(Dataset([-1, 1], [0, 1]), start=(0, 1e4), epochs=3),
        Experiment(Dataset([0, 1, 2], [0, 1, 0]), alpha=1e200, start=(1, 1), model="linear"),
    ],
    ids=["no points", "one point", "no residuals", "diverged"],
)
def test_a_pdf_of_odd_data_is_well_formed(run: Run, tmp_path: Path, experiment: Experiment) -> None:
    assert len(run.history)
    odd = finished(experiment)
    path = tmp_path / "figure.pdf"
    for epoch in (0, odd.history.last_epoch):
        save_run(path, odd, epoch, Figure())
        assert pdf.strayed(path) == []


@pytest.mark.parametrize("scale", [2, 3])
def test_lines_and_symbols_grow_with_the_scale(run: Run, tmp_path: Path, scale: int) -> None:
    once, dense = (
        {
            plot: png(tmp_path / "figure.png", run, 100, Figure(plot, size=SMALL, scale=k))
            for plot in ("cost", "sigmoid")
        }
        for k in (1.0, float(scale))
    )
    assert dense["cost"].shape == (SMALL[1] * scale, SMALL[0] * scale, 3)
    expected = 1.3 / SMALL[0]
    assert cursor_width(once["cost"]) == pytest.approx(expected, rel=0.15)
    assert cursor_width(dense["cost"]) == pytest.approx(expected, rel=0.15)
    for role in ("class0", "class1"):
        expected = area_of(once["sigmoid"], role)
        assert expected > 0.001
        assert area_of(dense["sigmoid"], role) == pytest.approx(expected, rel=0.15)


def test_an_enlarged_svg_looks_like_the_picture(run: Run, tmp_path: Path) -> None:
    for plot in ("cost", "sigmoid"):
        figure = Figure(plot, size=SMALL, scale=3.0)
        drawn = svg(tmp_path / "figure.svg", run, 100, figure, 3)
        picture = png(tmp_path / "figure.png", run, 100, figure)
        assert np.abs(drawn - picture).mean() < 3
        if plot == "cost":
            assert cursor_width(drawn) == pytest.approx(cursor_width(picture), rel=0.05)
        else:
            area = area_of(picture, "class1")
            assert area_of(drawn, "class1") == pytest.approx(area, rel=0.05)


def test_each_font_of_an_svg_has_another_of_its_kind_where_it_is_not_there(
    run: Run, tmp_path: Path
) -> None:
    """Without one a browser sets the text in a serif font, which is wider than its place."""
    path = tmp_path / "figure.svg"
    save_run(path, run, 100, Figure())
    families = set(re.findall(r'font-family="([^"]*)"', path.read_text(encoding="utf-8")))
    assert {family.rpartition(", ")[2] for family in families} == {"sans-serif", "monospace"}


@pytest.mark.parametrize("plot", PLOTS)
def test_the_lines_of_an_svg_grow_with_it_in_any_viewer(
    run: Run, tmp_path: Path, plot: str
) -> None:
    path = tmp_path / "figure.svg"
    save_run(path, run, 100, Figure(plot))
    groups = path.read_text(encoding="utf-8").split("<g ")
    stubborn = [group for group in groups if "non-scaling-stroke" in group]
    assert len(groups) > 20
    assert all('stroke="none"' in group for group in stubborn)


def test_the_dashes_of_a_picture_grow_with_the_scale(run: Run, tmp_path: Path) -> None:
    counts = []
    for scale in (1, 2, 3):
        figure = Figure("sigmoid", size=SMALL, scale=float(scale))
        picture = png(tmp_path / "figure.png", run, 100, figure)
        counts.append(_most_dashes(picture))
    assert counts[0] > 10
    assert counts[1:] == pytest.approx([counts[0]] * 2, rel=0.1)


def _most_dashes(picture: Pixels) -> float:
    """Return the most changes between dark and light in a column: those of the boundary."""
    dark = picture.mean(axis=2) < 180
    return float(np.abs(np.diff(dark.astype(int), axis=0)).sum(axis=0).max()) / 2 or math.nan


def texts(path: Path, run: Run, epoch: int, figure: Figure) -> list[str]:
    """Return the texts in a figure."""
    save_run(path, run, epoch, figure)
    written = re.findall(r"<text[^>]*>([^<]*)", path.read_text(encoding="utf-8"))
    return [html.unescape(text).strip() for text in written]


@pytest.mark.parametrize(
    ("size", "scale"),
    [((600, 400), 2.0), ((300, 200), 2.0), ((3000, 1000), 1.0), ((400, 900), 2.0)],
)
def test_nothing_is_cut(run: Run, tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    slow = finished(sample("orings").experiment().altered(scale=False, alpha=1e-3, epochs=900))
    for shown in (run, slow):
        written = texts(tmp_path / "figure.svg", shown, 100, Figure(size=size))
        assert not any("…" in text for text in written)
        assert {"cost J", "coefficients", "optimum", "next step"} <= set(written)
        assert sum(text.startswith("β1 ←") for text in written) == 1
        verdict = sentence(shown.diagnosis(100)).split()[0]
        assert any(text.startswith(verdict) for text in written)
        path = tmp_path / "figure.png"
        save_run(path, shown, 100, Figure(size=size, scale=scale))
        picture = QImage(str(path))
        margin = round(scale * 13 * size[0] / Figure(size=size).page[0])
        right = picture.copy(picture.width() - margin, 0, margin, picture.height())
        assert np.ptp(pixels(right)) == 0


@pytest.mark.parametrize("plot", PLOTS)
def test_text_is_as_large_in_a_large_figure(run: Run, tmp_path: Path, plot: str) -> None:
    path = tmp_path / "figure.svg"
    shares = []
    for size in ((1440, 960), (5760, 3840)):
        save_run(path, run, 100, Figure(plot, size=size))
        drawing = path.read_text(encoding="utf-8")
        page = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing)
        fonts = [float(font) for font in re.findall(r'font-size="([\d.]+)"', drawing)]
        assert page
        shares.append(max(fonts) / int(page[1]))
    assert shares[0] == pytest.approx(shares[1], rel=0.01)


def test_the_next_step_is_told_where_there_is_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "figure.svg"
    assert "next step" in texts(path, run, 199, Figure())
    assert "next step" not in texts(path, run, 200, Figure())
    unfinished = run.until(300)
    assert unfinished.history.reason is None
    assert "next step" in texts(path, unfinished, 200, Figure())


@pytest.mark.parametrize("plot", ["sigmoid", "landscape", "cost"])
def test_a_single_plot_says_of_what_it_is(run: Run, tmp_path: Path, plot: str) -> None:
    adam = finished(run.experiment.altered(rule="adam", alpha=0.1))
    written = texts(tmp_path / "figure.svg", adam, 100, Figure(plot))
    # A text with a thin space in it is written in two parts.
    assert f"{run.experiment.dataset.title} · Adam · epoch 100 of 200 ·" in written
    assert "α = 0.1" in written


def test_a_long_title_makes_room_for_the_epoch(run: Run, tmp_path: Path) -> None:
    title = "a-very-long-name-" * 20 + ".csv"
    data = replace(run.experiment.dataset, title=title)
    written = texts(
        tmp_path / "figure.svg", finished(run.experiment.altered(dataset=data)), 100, Figure()
    )
    shown = next(text for text in written if text.startswith("a-very-long-name"))
    assert shown.endswith(".csv")
    assert "…" in shown
    assert any("epoch 100 of 200" in text for text in written)
    picture = png(
        tmp_path / "figure.png", finished(run.experiment.altered(dataset=data)), 100, Figure()
    )
    assert picture[16:40, 300:850].min() < 60
    assert picture[16:40, 1190:].min() == 255


def test_a_figure_counts_the_examples_that_coincide(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001
    path = tmp_path / "iris.svg"
    save_run(path, finished(sample("iris").experiment().altered(epochs=5)), 5, Figure("sigmoid"))
    texts = re.findall(r">\s*([^<>]+?)\s*</text>", path.read_text(encoding="utf-8"))
    assert {"29", "13", "11"} <= set(texts)

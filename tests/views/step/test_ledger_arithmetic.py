"""A class with pocket calculators: from the numbers shown each further one is recomputed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from gdviz.documents.samples import sample
from gdviz.engine import Dataset, Experiment
from gdviz.runs.run import Run
from gdviz.support.numbers import exact
from gdviz.views.snapshot import Snapshot
from gdviz.views.step.ledger_view import LedgerView
from gdviz.views.theme import LIGHT, style_sheet
from tests.calculator import NUMBER, read, unit

HOURS = sample("hours").experiment()
NARROW, USUAL = (385, 235), (513, 280)


def random_data(n: int, size: float, seed: int = 1) -> Dataset:
    draw = np.random.default_rng(seed)
    x = np.round(draw.normal(1.0, 1.0, n), 2) * size
    return Dataset(x, (draw.random(n) < 1 / (1 + np.exp(1.0 - x / size))).astype(float))


EXPERIMENTS = {
    "plain": HOURS,
    "α = 4": HOURS.altered(alpha=4.0),
    "overshooting": HOURS.altered(alpha=100.0),
    "linear": HOURS.altered(model="linear", alpha=0.05),
    "linear, growing": HOURS.altered(model="linear", alpha=0.35),
    "squared error": HOURS.altered(cost="squared-error"),
    "L2": HOURS.altered(l2=0.1),
    "scaled": HOURS.altered(scale=True),
    "scaled with L2": HOURS.altered(scale=True, l2=0.3),
    "momentum": HOURS.altered(rule="momentum"),
    "nesterov": HOURS.altered(rule="nesterov"),
    "rmsprop": HOURS.altered(rule="rmsprop", alpha=0.01),
    "adam": HOURS.altered(rule="adam", alpha=0.05),
    "batches": HOURS.altered(batch_size=4),
    "raw o-rings": sample("orings").experiment().altered(scale=False, alpha=0.001),
    "o-rings": sample("orings").experiment(),
    "iris": sample("iris").experiment(),
    "one point": sample("worked").experiment(),
    "imbalanced": sample("imbalanced").experiment(),
    "dollars": Experiment(random_data(25, 10000.0), alpha=1e-9),
    "millionths": Experiment(random_data(25, 1e-6), alpha=10.0),
    "all digits": Experiment(random_data(30, 1 / 3), alpha=1.0),
    "dollars, linear": Experiment(random_data(25, 10000.0), model="linear", alpha=1e-9),
    "linear, scaled": HOURS.altered(model="linear", scale=True, alpha=2.0),
    "linear, scaled, growing": HOURS.altered(model="linear", scale=True, alpha=6.5, l2=0.1),
    "200 rows": Experiment(random_data(200, 1.0), alpha=0.5),
}


@dataclass(frozen=True)
class Line:
    caption: str
    figures: list[str]


class Shown:
    """What the card says of a step."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, epoch: int, size: tuple[int, int]):
        self.run = Run(experiment.altered(epochs=epoch))
        self.run.finish()
        self.view = LedgerView()
        qtbot.addWidget(self.view)
        self.view.setStyleSheet(style_sheet(LIGHT))
        self.view.resize(*size)
        self.view.show()
        self.go(self.run.history.last_epoch)

    def go(self, epoch: int) -> None:
        self.view.show_snapshot(Snapshot.of(self.run, epoch), None)
        QApplication.processEvents()
        model = self.table.model()
        heads = range(model.columnCount())
        names = [model.headerData(i, Qt.Orientation.Horizontal).replace("′", "") for i in heads]
        rows = range(model.rowCount())
        self.columns = {
            name: [str(model.index(row, i).data()) for row in rows] for i, name in enumerate(names)
        }
        self.product = next(name for name in names if name.endswith("·x"))
        self.slope = "d" if "d" in names else names[names.index(self.product) - 1]

    @property
    def table(self) -> QTableView:
        table = self.view.findChild(QTableView, "ledgerTable")
        assert table is not None
        return table

    def labels(self) -> list[QLabel]:
        return [one for one in self.view.findChildren(QLabel) if one.isVisible() and one.text()]

    def lines(self) -> list[Line]:
        """The lines below the rows, from top to bottom."""
        of: dict[int, list[QLabel]] = {}
        for label in self.labels():
            place = label.mapTo(self.view, label.rect().topLeft())
            if place.y() > 30 and "←" not in label.text():
                of.setdefault(place.y(), []).append(label)
        found = []
        for y in sorted(of):
            caption, *figures = sorted(of[y], key=lambda one: one.x())
            found.append(Line(caption.text(), [one.text() for one in figures]))
        return found

    def line(self, caption: str) -> list[str]:
        return next((one.figures for one in self.lines() if one.caption.startswith(caption)), [])

    def updates(self) -> list[str]:
        return [label.text() for label in self.labels() if "←" in label.text()]


def is_within_a_unit(found: Decimal, text: str) -> bool:
    return abs(found - read(text)) <= unit(text)


def sigma(z: Decimal) -> Decimal:
    return 1 / (1 + (-z).exp())


def check_rows(shown: Shown) -> None:
    b0, b1 = (read(re.split(" ", line)[2]) for line in shown.updates())
    of = {name: [read(text) for text in texts] for name, texts in shown.columns.items()}
    predicted = "ŷ" if "ŷ" in of else "z"
    for i, x in enumerate(of["x"]):
        texts = {name: column[i] for name, column in shown.columns.items()}
        assert is_within_a_unit(b0 + b1 * x, texts[predicted]), (i, texts)
        if predicted == "z":
            assert is_within_a_unit(sigma(of["z"][i]), texts["p"]), (i, texts)
        predictions = of["p" if predicted == "z" else "ŷ"][i]
        error = "p − y" if predicted == "z" else "ŷ − y"
        assert is_within_a_unit(predictions - of["y"][i], texts[error]), (i, texts)
        if shown.slope == "d":
            p, e = of["p"][i], of[error][i]
            assert is_within_a_unit(e * p * (1 - p), texts["d"]), (i, texts)
        assert is_within_a_unit(of[shown.slope][i] * x, texts[shown.product]), (i, texts)


def check_sums(shown: Shown) -> None:
    n, sums, means = len(shown.columns["x"]), shown.line("sum"), shown.line("÷")
    for name, text in zip((shown.slope, shown.product, "cost"), sums, strict=True):
        assert is_within_a_unit(sum(map(read, shown.columns[name]), Decimal(0)), text), name
    for total, mean in zip(sums, means, strict=True):
        assert is_within_a_unit(read(total) / n, mean)
    gradient = means
    if shown.line("+"):
        gradient, l2 = shown.line("+"), Decimal(exact(shown.run.experiment.l2))
        b1 = read(shown.updates()[1].split(" ")[2])
        added = (Decimal(0), l2 * b1, l2 * b1 * b1 / 2)
        for mean, more, text in zip(means, added, gradient, strict=True):
            assert is_within_a_unit(read(mean) + more, text)
    alpha = Decimal(repr(shown.run.experiment.alpha))
    for slope, text in zip(gradient, shown.line("×"), strict=False):
        assert is_within_a_unit(alpha * read(slope), text)
    if shown.run.experiment.is_plain:
        for line, slope in zip(shown.updates(), gradient, strict=False):
            inside = re.search(f"\\({NUMBER}\\)", line)
            assert inside is not None, line
            assert abs(read(inside[1]) - read(slope)) <= max(unit(slope), unit(inside[1])), line


def check_updates(shown: Shown) -> None:
    for line in shown.updates():
        if line.endswith("+ …"):
            # A run of mini-batches does not know yet what they will do.
            assert shown.run.experiment.in_batches
            continue
        found = re.fullmatch(
            f"β\\d′? ← {NUMBER} (?:\\+|− {NUMBER} ·) \\({NUMBER}\\) = {NUMBER}"
            f"(?: ([+−]) {NUMBER})?",
            line,
        )
        assert found is not None, line
        before, alpha, move, after, sign, tail = found.groups()
        change = read(move) if alpha is None else -read(alpha) * read(move)
        if tail is None:
            assert is_within_a_unit(read(before) + change, after), line
        else:
            assert before == after
            assert is_within_a_unit(abs(change), tail), line
            assert (sign == "−") == (change < 0)


@pytest.mark.parametrize("size", [NARROW, USUAL])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_each_number_follows_from_those_shown(
    qtbot: QtBot, name: str, size: tuple[int, int]
) -> None:
    shown = Shown(qtbot, EXPERIMENTS[name], 150, size)
    last = shown.run.history.last_epoch
    for epoch in sorted({min(epoch, last) for epoch in (0, 1, 2, 3, 7, 40, 80, last)}):
        shown.go(epoch)
        check_rows(shown)
        check_sums(shown)
        check_updates(shown)


@pytest.mark.parametrize("name", ["plain", "overshooting", "linear, growing", "scaled"])
def test_the_digits_suit_each_epoch_also_while_the_run_plays(qtbot: QtBot, name: str) -> None:
    shown = Shown(qtbot, EXPERIMENTS[name], 60, NARROW)
    for epoch in (*range(0, 61, 6), 0):
        shown.go(epoch)
        check_rows(shown)
        check_sums(shown)


def test_a_sum_that_is_0_by_hand_is_0_and_its_tooltip_tells_the_run(qtbot: QtBot) -> None:
    shown = Shown(qtbot, HOURS, 1, USUAL)
    shown.go(0)
    assert shown.line("sum")[0] == shown.line("÷")[0] == shown.line("×")[0] == "0"
    raw = exact(float(shown.run.history.gradient[0, 0]))
    tips = [label.toolTip() for label in shown.labels() if label.text() == "0"]
    assert any(tip.endswith(raw) for tip in tips), tips
    assert shown.updates()[0].endswith("(0.000000) = 0.000000")


@pytest.mark.parametrize("size", [NARROW, USUAL])
def test_with_scaling_the_mean_and_the_deviation_are_told_once(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    shown = Shown(qtbot, EXPERIMENTS["o-rings"], 3, size)
    assert "x′ = (x − 69.57) / 6.902" in shown.view.note()
    told = [label for label in shown.labels() if "69.57" in label.text()]
    assert len(told) == 1
    assert told[0].fontMetrics().horizontalAdvance(told[0].text()) <= told[0].width()
    x = HOURS.dataset.columns[:, 0]
    flipped = Shown(qtbot, HOURS.altered(dataset=Dataset(-x, HOURS.dataset.y), scale=True), 0, size)
    assert "x′ = (x + 2.788) / 1.469" in flipped.view.note()


def test_what_batches_use_is_told_apart_from_all_the_data(qtbot: QtBot) -> None:
    shown = Shown(qtbot, EXPERIMENTS["batches"], 3, NARROW)
    captions = [line.caption for line in shown.lines()]
    assert captions[-3:] == [
        "sum",
        "÷ 20: all the data",
        "then 5 updates, each by 4 of the 20 rows:",
    ]
    assert not any("gradient" in caption for caption in captions)


@pytest.mark.parametrize(
    ("name", "captions"),
    [
        ("momentum", ["v = 0.9·v − 0.05·g"]),
        ("nesterov", ["v = 0.9·v − 0.05·g"]),
        ("rmsprop", ["s = 0.9·s + (1 − 0.9)·g²"]),
        ("adam", ["m / (1 − 0.9ᵗ)", "s / (1 − 0.999ᵗ)"]),
    ],
)
def test_what_a_rule_makes_of_the_gradient_is_shown(
    qtbot: QtBot, name: str, captions: list[str]
) -> None:
    shown = Shown(qtbot, EXPERIMENTS[name].altered(alpha=0.05), 3, NARROW)
    below = [line.caption for line in shown.lines()]
    assert below[-len(captions) - 1 :] == ["÷ 20: gradient g", *captions]
    ledger = shown.run.ledger(3)
    shown_terms = ledger.terms[2:4] if name == "adam" else ledger.terms[:1]
    for caption, term in zip(captions, shown_terms, strict=True):
        for text, value in zip(shown.line(caption), term.values, strict=True):
            assert float(read(text)) == pytest.approx(value, rel=1e-2, abs=5e-5)


@pytest.mark.parametrize("n", [201, 4000])
def test_of_many_rows_the_sum_tells_how_many(qtbot: QtBot, n: int) -> None:
    shown = Shown(qtbot, Experiment(random_data(n, 1.0), epochs=2), 2, USUAL)
    count = f"{n:,}".replace(",", "\u202f")
    assert shown.line(f"sum of {count} rows")
    assert shown.line(f"÷ {count}: gradient")


def test_without_rows_nothing_is_summed(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Experiment(Dataset([], []), epochs=1), 0, NARROW)
    assert set(shown.line("sum")) <= {"0", "0.0000"}
    assert shown.columns["x"] == []

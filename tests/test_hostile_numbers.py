"""Numbers at the ends of what a float holds: a sentence, and never NaN, a warning or a traceback.

A warning fails a test (pytest's settings), in the window's slots as well.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gdviz.cli import main
from gdviz.documents.session_file import write_session
from gdviz.engine import Dataset, Experiment, descend, optimum
from gdviz.main_window import MainWindow
from tests.person import Person

_X = np.arange(8.0)
_Y = np.array([0.0, 0, 1, 0, 1, 0, 1, 1])
_DATA = Dataset(_X, _Y)
_LINEAR = Dataset(_X, np.where(_Y == 1, 1e300, -1e300))
_HUGE = (1e300, -1e300)

HOSTILE = {
    "x of 1e300": Experiment(Dataset(_X * 1e300, _Y)),
    "x of 1e300, scaled": Experiment(Dataset(_X * 1e300, _Y), scale=True),
    "x of 1e-300": Experiment(Dataset(_X * 1e-300, _Y)),
    "x of 1e-300, scaled": Experiment(Dataset(_X * 1e-300, _Y), scale=True),
    "x over the whole range": Experiment(Dataset((_X / 3.5 - 1) * 1.7e308, _Y)),
    "x over the whole range, scaled": Experiment(
        Dataset((_X / 3.5 - 1) * 1.7e308, _Y), scale=True
    ),
    "x over the whole range, linear": Experiment(
        Dataset((_X / 3.5 - 1) * 1.7e308, _Y), model="linear", start=_HUGE
    ),
    "x around 1e15": Experiment(Dataset(_X + 1e15, _Y)),
    "x around 1e15, scaled": Experiment(Dataset(_X + 1e15, _Y), scale=True),
    "start of 1e300": Experiment(_DATA, start=_HUGE),
    "start at the largest float": Experiment(_DATA, start=(1.7e308, 1.7e308)),
    "start of 1e300, linear": Experiment(_DATA, model="linear", start=_HUGE),
    "start of 1e300, squared error": Experiment(_DATA, cost="squared-error", start=_HUGE),
    "start of 1e300, batches": Experiment(_DATA, batch_size=3, start=_HUGE),
    "penalty of 1e308": Experiment(_DATA, l2=1e308),
    "penalty of 1e308, scaled": Experiment(_DATA, l2=1e308, scale=True),
    "penalty of 1e308, linear": Experiment(_DATA, l2=1e308, scale=True, model="linear"),
    "penalty of 1e308, from a picked start": Experiment(
        _DATA, l2=1e308, scale=True, start=(0.5, 2.5)
    ),
    "y of 1e300": Experiment(_LINEAR, model="linear"),
    "y of 1e300, scaled": Experiment(_LINEAR, model="linear", scale=True),
    "momentum of almost 1": Experiment(
        _DATA, rule="momentum", rule_settings=(("decay", 0.9999999999999999),)
    ),
    "Adam with a vast epsilon": Experiment(
        _DATA, rule="adam", rule_settings=(("epsilon", 1e300),)
    ),
    "RMSprop with a vast α": Experiment(
        _DATA, rule="rmsprop", alpha=1e300, rule_settings=(("epsilon", 1e300),)
    ),
    "α of 1e308": Experiment(_DATA, alpha=1e308),
    "α of 1e-308": Experiment(_DATA, alpha=1e-308),
}  # fmt: skip
_NAMES = pytest.mark.parametrize("name", HOSTILE)


def _of(name: str) -> Experiment:
    return HOSTILE[name].altered(epochs=30)


@_NAMES
def test_descent_and_optimum_are_silent(name: str) -> None:
    steps = list(descend(_of(name)))
    assert all(np.isfinite(step.beta).all() for step in steps)
    best = optimum(_of(name).objective())
    assert best is None or np.isfinite(best.beta).all()


@_NAMES
def test_the_command_line_answers(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hostile.gdviz"
    write_session(file, _of(name), 0)
    for form in (["--json"], []):
        outputs = [tmp_path / f"out{suffix}" for suffix in (".png", ".svg", ".csv", ".gdviz")]
        exports = [part for path in outputs for part in ("--export", str(path))]
        assert main(["train", str(file), *form, *(() if form else exports)]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert "nan" not in out.lower()
        if form:
            json.loads(out, parse_constant=pytest.fail)
        else:
            assert all(path.stat().st_size > 0 for path in outputs)
            assert "nan" not in outputs[1].read_text(encoding="utf-8").lower()


@_NAMES
def test_the_window_shows_it(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "hostile.gdviz"
    write_session(file, _of(name), 0)
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    person = Person(qtbot, window)
    window.open_path(file)
    person.see()
    assert not [text for text in person.words() if "went wrong" in text]
    assert window.session.experiment == _of(name)
    for action in ("actionToEnd", "actionBack", "actionReset"):
        found = window.findChild(QAction, action)
        if found is not None and found.isEnabled():
            person.trigger(action)
        window.resize(1100 if window.width() == 1280 else 1280, 800)
        person.see()
        window.grab()
        said = " ".join(
            label.text() + label.toolTip()
            for label in window.findChildren(QLabel)
            if label.isVisible()
        ).lower()
        assert "nan" not in said.split()
        assert "inf" not in said.split()
    window.close()


@pytest.mark.parametrize("unit", [1e-300, 2.0**-900, 1e-160, 1e160, 2.0**900, 1e300])
@pytest.mark.parametrize("k", [1, 2])
def test_scaled_runs_do_not_depend_on_the_unit_of_x(unit: float, k: int) -> None:
    x = np.column_stack([_X, np.sqrt(_X)])[:, :k]
    usual, other = (
        Experiment(Dataset(x * factor, _Y), scale=True, alpha=1.0, epochs=60)
        for factor in (1.0, unit)
    )
    first, second = list(descend(usual))[-1], list(descend(other))[-1]
    np.testing.assert_allclose(second.beta, first.beta, rtol=1e-12, atol=1e-12)
    if np.frexp(unit)[0] == 0.5:
        assert second.beta.tolist() == first.beta.tolist()
    back = other.scaling.to_data_units(second.beta)[1:] * unit
    np.testing.assert_allclose(back, usual.scaling.to_data_units(first.beta)[1:], rtol=1e-12)


@pytest.mark.parametrize("scale", [False, True])
def test_x_around_1e15_has_the_optimum_of_x_around_0(scale: bool) -> None:
    best, far = (
        optimum(Experiment(Dataset(_X + offset, _Y), scale=scale).objective())
        for offset in (0.0, 1e15)
    )
    assert best is not None
    assert far is not None
    assert far.beta[1] == pytest.approx(best.beta[1], rel=1e-9)
    assert far.cost == pytest.approx(best.cost, rel=1e-9)

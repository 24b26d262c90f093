import io
import json
import os
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from gdviz.cli import main
from gdviz.documents.session_file import read_session, write_session
from gdviz.engine import Dataset, Experiment, StopReason
from gdviz.engine.experiment import Fields
from gdviz.export.request import Figure
from gdviz.runs.run import Run

KEYS = [
    "model",
    "cost",
    "rule",
    "alpha",
    "epochs_run",
    "reason",
    "n",
    "features",
    "beta",
    "beta_data_units",
    "final_cost",
    "gradient_max",
    "accuracy",
    "log_likelihood",
    "optimum",
    "separable",
]


class Terminal:
    """The command line: what a user types, and what it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def train(self, *arguments: object) -> str:
        status = main(["train", *map(str, arguments)])
        out, err = self._capsys.readouterr()
        assert (status, err) == (0, "")
        return out

    def result(self, *arguments: object) -> dict[str, Any]:
        out = self.train(*arguments, "--json")
        result: dict[str, Any] = json.loads(out, parse_constant=pytest.fail)
        assert list(result) == KEYS
        return result

    def refused(self, *arguments: object, status: int = 2) -> str:
        out, error = self._ended(status, *arguments)
        assert out == "" or status == 1
        return error

    def failed(self, *arguments: object) -> tuple[str, str]:
        return self._ended(1, *arguments)

    def _ended(self, status: int, *arguments: object) -> tuple[str, str]:
        assert main(["train", *map(str, arguments)]) == status
        out, err = self._capsys.readouterr()
        assert err.startswith("gdviz: error: ")
        assert err.count("\n") == 1
        return out, err.removeprefix("gdviz: error: ").strip()


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("age,height,ill\n20,1.5,yes\n30,1.9,no\n40,1.7,yes\n50,1.8,no\n60,1.6,yes\n")
    return path


def test_the_default_is_the_contract(terminal: Terminal) -> None:
    result = terminal.result()
    x = np.array([0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25,
                  4.5, 4.75, 5, 5.5])  # fmt: skip
    y = np.array([0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1])
    b0 = b1 = 0.0
    for _ in range(1000):
        error = 1 / (1 + np.exp(-(b0 + b1 * x))) - y
        b0, b1 = b0 - 0.1 * error.mean(), b1 - 0.1 * (error * x).mean()
    np.testing.assert_allclose(result["beta"], [b0, b1], rtol=1e-12)
    assert result["beta_data_units"] == result["beta"]
    assert (result["model"], result["cost"], result["rule"]) == ("logistic", "log-loss", "gd")
    assert (result["alpha"], result["epochs_run"], result["reason"]) == (0.1, 1000, "epochs")
    assert (result["n"], result["features"]) == (20, ["hours studied"])
    np.testing.assert_allclose(result["optimum"]["beta"], [-4.07771343, 1.50464543], atol=5e-9)
    np.testing.assert_allclose(result["optimum"]["cost"], 0.40149392, atol=5e-9)
    np.testing.assert_allclose(result["log_likelihood"], -20 * result["final_cost"])
    assert (result["accuracy"], result["separable"]) == (0.8, False)


def test_orings_scaled_and_raw(terminal: Terminal) -> None:
    scaled = terminal.result("--sample", "orings", "--scale", "--alpha", 4)
    assert (scaled["reason"], scaled["epochs_run"]) == ("gradient", 32)
    assert scaled["gradient_max"] <= 1e-6
    np.testing.assert_allclose(scaled["beta_data_units"], [15.0429, -0.232163], rtol=1e-5)
    raw = terminal.result("--sample", "orings", "--alpha", 0.001, "--epochs", 10_000)
    assert round(raw["beta"][0], 3) == 0.234


def test_divergence_is_a_result(terminal: Terminal) -> None:
    result = terminal.result("--model", "linear", "--alpha", 1000)
    assert result["reason"] == "diverged"
    assert (result["accuracy"], result["separable"], result["log_likelihood"]) == (None,) * 3
    assert result["cost"] == "least-squares"
    wild = terminal.result("--start", "1.7e308,1.7e308", "--scale")
    assert (wild["reason"], wild["final_cost"]) == ("diverged", None)


def test_numpy_does_not_remark_on_huge_numbers(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    path.write_text("x,y\n1e300,0\n2e300,1\n-1e300,1\n1e300,1\n")
    for options in ([], ["--scale"], ["--model", "linear"]):
        assert terminal.result(path, *options)["n"] == 4


def test_separable_data_have_no_optimum(terminal: Terminal) -> None:
    result = terminal.result("--sample", "separable")
    assert (result["optimum"], result["separable"]) == (None, True)
    assert "yes, a threshold between x = 2.5 and 3.5 splits" in terminal.train(
        "--sample", "separable"
    )
    assert "there is only one class" in terminal.train("--sample", "worked")


def test_a_threshold_has_the_name_of_the_feature(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "ice.csv"
    path.write_text("temperature,melts\n-2,no\n1,no\n1,yes\n4,yes\n")
    assert "yes, a threshold at temperature = 1 splits the classes: no finite optimum" in (
        terminal.train(path)
    )
    path.write_text("temperature,melts\n-2,no\n-1,no\n1,yes\n4,yes\n")
    assert "between temperature = −1 and 1 splits" in terminal.train(path)
    assert terminal.train(path, "--l2", 0.1).endswith("= −1 and 1 splits the classes\n")


def test_several_features(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("a,b,y\n1,2,0\n2,3,0\n5,1,1\n6,4,1\n")
    split = terminal.result(path, "--scale")
    assert (split["optimum"], split["separable"]) == (None, True)
    text = terminal.train(path)
    assert "yes, a weighted sum of the features splits the classes: no finite" in text
    assert len(re.findall(r"^β[012] ", text, re.M)) == 3
    path.write_text("a,b,y\n1,2,0\n2,3,1\n5,1,1\n6,4,0\n3,3,0\n")
    run = terminal.result(path, "--scale", "--alpha", 1, "--epochs", 5000)
    assert (run["features"], run["separable"]) == (["a", "b"], False)
    assert run["beta"] == pytest.approx(run["optimum"]["beta"], abs=1e-4)
    x = np.array([[1, 2], [2, 3], [5, 1], [6, 4], [3, 3]])
    y = np.array([0, 1, 1, 0, 0])
    b0, *b = run["beta_data_units"]
    p = 1 / (1 + np.exp(-(b0 + x @ b)))
    np.testing.assert_allclose(
        -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), run["final_cost"], rtol=1e-12
    )


def test_the_worked_step(terminal: Terminal) -> None:
    start = f"{np.log(0.3 / 0.7) - 0.24!s},0.12"
    result = terminal.result("--sample", "worked", "--start", start, "--epochs", 1)
    assert result["beta"][1] == 0.26
    np.testing.assert_allclose(result["beta"][0], np.log(0.3 / 0.7) - 0.24 + 0.07, rtol=1e-14)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--start", "-1,-2", "--epochs", "0"], [-1, -2]),
        (["--start=−1,0.5", "--epochs", "0"], [-1, 0.5]),
        (["--start", "zeros", "--epochs", "0"], [0, 0]),
        (
            ["--start", "random", "--seed", "5", "--epochs", "0"],
            np.random.default_rng(5).standard_normal(2),
        ),
    ],
)
def test_the_start(terminal: Terminal, options: list[str], expected: list[float]) -> None:
    assert terminal.result(*options)["beta"] == list(expected)


def test_settings_reach_the_engine(terminal: Terminal) -> None:
    result = terminal.result("--cost", "squared-error", "--l2", 0.1, "--tolerance", 0.05)
    assert (result["cost"], result["reason"]) == ("squared-error", "gradient")
    assert result["gradient_max"] <= 0.05
    assert terminal.result("--tolerance", 0, "--epochs", 7)["epochs_run"] == 7


ENDS: dict[StopReason, tuple[Fields, str]] = {
    StopReason.EPOCHS: ({}, "1 (the last one)"),
    StopReason.GRADIENT: ({"tolerance": 10.0}, "0 (the gradient is within the tolerance)"),
    StopReason.COST: ({"cost_drop": 1.0, "cost_window": 1}, "1 (the cost no longer drops enough)"),
    StopReason.DIVERGED: ({"model": "linear", "alpha": 1e200}, "0 (then it diverged)"),
}


@pytest.mark.parametrize("reason", StopReason)
def test_the_report_says_why_a_run_ended(
    terminal: Terminal, tmp_path: Path, reason: StopReason
) -> None:
    session = tmp_path / "run.gdviz"
    settings, words = ENDS[reason]
    data = Dataset([1e200, 2e200] if reason == "diverged" else [0, 1], [0, 1])
    write_session(session, Experiment(data, epochs=1).altered(**settings), 0)
    assert ["epochs", *words.split()] in map(str.split, terminal.train(session).splitlines())
    assert terminal.result(session)["reason"] == reason


def test_columns_and_classes_are_told(terminal: Terminal, table: Path) -> None:
    text = terminal.train(table, "--feature", "height")
    assert "5 examples, height → ill" in text
    assert "ill: no → 0, yes → 1" in text
    assert terminal.result(table)["features"] == ["age", "height"]
    assert terminal.result(table, "--feature", "2", "--feature", "age")["features"] == [
        "height",
        "age",
    ]
    linear = terminal.result(table, "--feature", 1, "--label", "height", "--model", "linear")
    assert linear["optimum"]["beta"] == pytest.approx([1.66, 0.001], abs=1e-12)


def test_the_table_is_aligned_and_plain(terminal: Terminal) -> None:
    lines = terminal.train("--scale").splitlines()
    assert all(line == line.rstrip() for line in lines)
    assert {line.index(line.split("  ", 1)[1].lstrip()) for line in lines} == {16}
    text = "\n".join(lines)
    for part in ("20 examples, hours studied → passed", "α = 0.1", "(the last one)", "80 %"):
        assert part in text
    assert "in the data's units" in text
    assert not any(line.startswith("classes") for line in lines)
    assert "no, the classes overlap" in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--sample", "hour"], "there is no sample “hour”; the samples are hours, orings"),
        (["--sample", "hours", "a.csv"], "give a FILE or --sample, not both"),
        (["--alpha", "0"], "alpha must be a finite number above 0"),
        (["--alpha", "-1e-3"], "alpha must be a finite number above 0, not -0.001"),
        (["--alpha", "nan"], "alpha must be a finite number above 0, not nan"),
        (["--alpha", "abc"], "--alpha: 'abc' is not a number; give one such as 0.1 (see"),
        (["--l2", "0,1"], "--l2: '0,1' is not a number; give one such as 0.01"),
        (["--tolerance", ""], "--tolerance: '' is not a number; give one such as 1e-6"),
        (["--epochs", "-5"], "'-5' is not a whole number from 0 on"),
        (["--epochs", "1.5"], "'1.5' is not a whole number from 0 on"),
        (["--seed", "-1"], "'-1' is not a whole number"),
        (["--batch-size", "0"], "it must be 1 or more"),
        (["--start", "a"], "'a' is neither zeros, random nor numbers"),
        (
            ["--start", "1"],
            "--start needs 2 numbers (β0, β1 of hours studied), not 1:"
            " give for example --start 0,0",
        ),
        (["--start", "1,2,3"], "--start needs 2 numbers (β0, β1 of hours studied), not 3"),
        (["--start", "1,nan"], "'1,nan' is neither zeros, random nor numbers such as 0.5,-1"),
        (["--tolerance", "-1"], "tolerance must be a finite number, 0 or above"),
        (["--l2", "-1"], "l2 must be a finite number, 0 or above"),
        (["--cost-drop", "-1"], "cost_drop must be a finite number, 0 or above, not -1.0"),
        (["--cost-drop", "1%"], "--cost-drop: '1%' is not a number; give one such as 0.001"),
        (["--cost-window", "0"], "--cost-window: it must be 1 or more"),
        (["--rule-set", "decay"], "--rule-set: 'decay' is not NAME=VALUE such as decay=0.9"),
        (["--rule-set", "=0.9"], "--rule-set: '=0.9' is not NAME=VALUE such as decay=0.9"),
        (["--rule-set", "decay=x"], "--rule-set: 'x' is not a number; give one such as 0.9"),
        (["--rule-set", "decay=0.9"], "--rule-set: the rule gd has no parameter 'decay'"),
        (
            ["--rule", "adam", "--rule-set", "decay=0.9"],
            "the rule adam has no parameter 'decay'; it has decay1, decay2, epsilon",
        ),
        (["--rule", "momentum", "--rule-set", "decay=1"], "decay must be in [0, 1), not 1.0"),
        (["--rule", "rmsprop", "--rule-set", "epsilon=-1"], "epsilon must be above 0, not -1.0"),
        (["--model", "cubic"], "invalid choice: 'cubic'"),
        (["--rule", "newton"], "invalid choice: 'newton'"),
        (["--model", "linear", "--cost", "log-loss"], "--cost is for the logistic model"),
        (["--size", "12"], "'12' is not a size such as 1200x800"),
        (["--size", "0x800"], "is not a size such as"),
        (["--plot", "pie"], "invalid choice: 'pie'"),
        (["--theme", "pink"], "invalid choice: 'pink'"),
        (["--feature", "age"], "there is no column “age”; the columns are 1 “hours studied”"),
        (["--export", "run"], "run: the suffix says what to write; give one of .png .svg"),
        (["--export", "run.jpg"], "run.jpg: the suffix says what to write"),
    ],
)
def test_wrong_options(terminal: Terminal, options: list[str], message: str) -> None:
    assert message in terminal.refused(*options)


@pytest.mark.parametrize("rule", ["momentum", "nesterov", "rmsprop", "adam"])
def test_a_rule_runs(terminal: Terminal, rule: str) -> None:
    result, plain = terminal.result("--rule", rule), terminal.result()
    assert result["rule"] == rule
    assert result["beta"] != plain["beta"]


def test_a_parameter_of_the_rule_is_set(terminal: Terminal, tmp_path: Path) -> None:
    momentum = ("--rule", "momentum", "--alpha", 0.125)
    # Without its memory the heavy ball is plain descent.
    still = terminal.result(*momentum, "--rule-set", "decay=0.5", "--rule-set", "decay=0")
    assert still["beta"] == terminal.result("--alpha", 0.125)["beta"]
    session = tmp_path / "run.gdviz"
    rmsprop = ("--rule", "rmsprop", "--rule-set", "decay=0.5", "--rule-set", "epsilon=1e-3")
    made = terminal.result(*rmsprop)
    assert made["beta"] != terminal.result("--rule", "rmsprop")["beta"]
    terminal.train(*rmsprop, "--export", session)
    assert dict(read_session(session)[0].rule_settings) == {"decay": 0.5, "epsilon": 1e-3}
    terminal.train(session, "--rule-set", "epsilon=0.5", "--export", session)
    assert dict(read_session(session)[0].rule_settings) == {"decay": 0.5, "epsilon": 0.5}


def test_another_rule_has_its_own_parameters(terminal: Terminal, tmp_path: Path) -> None:
    session = tmp_path / "run.gdviz"
    terminal.train("--rule", "momentum", "--rule-set", "decay=0.5", "--export", session)
    for rule in ("adam", "nesterov"):
        again = terminal.result(session, "--rule", rule)
        assert again["beta"] == terminal.result("--rule", rule)["beta"]


def test_a_run_stops_when_the_cost_hardly_drops(terminal: Terminal, tmp_path: Path) -> None:
    drop, window, history = 0.01, 4, tmp_path / "run.csv"
    options = ("--cost-drop", drop, "--cost-window", window)
    result = terminal.result(*options, "--export", history)
    assert result["reason"] == "cost"
    cost = np.loadtxt(history, delimiter=",", skiprows=1)[:, 3]
    drops = 1 - cost[window:] / cost[:-window]
    assert drops[-1] < drop <= drops[:-1].min()
    assert len(cost) == result["epochs_run"] + 1
    assert "the cost no longer drops enough" in terminal.train(*options)
    usual = terminal.result("--cost-drop", drop)
    assert usual["epochs_run"] == terminal.result(*options, "--cost-window", 10)["epochs_run"]
    assert terminal.result("--cost-drop", 0)["reason"] == "epochs"


def test_batches_come_from_the_seed(terminal: Terminal) -> None:
    one, again, other = (
        terminal.result("--batch-size", 5, "--epochs", 3, "--seed", seed)["beta"]
        for seed in (1, 1, 2)
    )
    assert one == again != other


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".mp4", ".py"])
def test_exports_that_are_not_there_yet(terminal: Terminal, suffix: str) -> None:
    assert f"exporting {suffix} is not there yet" in terminal.refused("--export", f"a{suffix}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it is empty"),
        (b"\x00\x01\x02", "this is not a text file"),
        (b"a\n1\n2\n", "line 1: there is one column only"),
        (b"a,b\n", "line 1: there is only a header"),
        (b"a,b\n1,0\nx,1\n", "line 3, column 1 “a”: “x” is not a number"),
        (b"a,b\n1,0\nnan,1\n", "line 3, column 1 “a”: “nan”: this value is missing"),
        (b"a,b\n1,0\ninf,1\n", "line 3, column 1 “a”: “inf” is not a finite number"),
        (b"a,b\n1,0\n2,1\n3,2\n", "line 4, column 2 “b”: “2” is a third label"),
        (b"a,b\n1,0\n2,1,3\n", "line 3: it has 3 columns, but line 1 has 2"),
    ],
)
def test_bad_files(terminal: Terminal, tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    error = terminal.refused(path)
    assert error.startswith(str(path))
    assert message in error


def test_missing_files_and_folders(terminal: Terminal, tmp_path: Path) -> None:
    assert "there is no such file" in terminal.refused(tmp_path / "none.csv")
    assert "this is a folder" in terminal.refused(tmp_path)
    assert "there is no such file" in terminal.refused(tmp_path / "none.gdviz")


def test_history_and_session_are_exported(terminal: Terminal, tmp_path: Path) -> None:
    history, session = tmp_path / "run.csv", tmp_path / "run.GDVIZ"
    out = terminal.train("--epochs", 5, "--export", history, "--export", session)
    assert out.splitlines()[-2:] == [f"saved {history}", f"saved {session}"]
    table = np.loadtxt(history, delimiter=",", skiprows=1)
    experiment, cursor, _ = read_session(session)
    run = Run(experiment)
    run.finish()
    assert cursor == 5
    assert table[:, 1:3].tobytes() == run.history.beta.tobytes()
    assert len(terminal.result("--export", history)) == len(KEYS)


def test_a_session_goes_on_with_its_settings(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "run.gdviz"
    write_session(path, Experiment(Dataset([0, 1, 2, 3], [0, 1, 0, 1]), alpha=0.5, epochs=9), 3)
    result = terminal.result(path, "--epochs", 4)
    assert (result["alpha"], result["epochs_run"], result["n"]) == (0.5, 4, 4)
    assert "--feature and --label need a table" in terminal.refused(path, "--feature", 1)
    path.write_text("{}")
    assert "not a session file" in terminal.refused(path)


def test_exports_are_checked_before_the_training(terminal: Terminal, tmp_path: Path) -> None:
    good = tmp_path / "run.csv"
    error = terminal.refused("--export", good, "--export", tmp_path / "none" / "run.csv")
    assert "does not exist; create it" in error
    assert not good.exists()
    assert "this is a folder" in terminal.refused("--export", _folder(tmp_path / "a.csv"))


@pytest.mark.parametrize("suffix", [".png", ".SVG", ".pdf"])
def test_figures_of_several_features_are_refused_before_the_training(
    terminal: Terminal, table: Path, tmp_path: Path, suffix: str
) -> None:
    figure, history = tmp_path / f"a{suffix}", tmp_path / "a.csv"
    error = terminal.refused(table, "--export", history, "--export", figure)
    assert error == (
        f"{figure}: figures show one feature, but there are 2 (age, height); choose one with"
        " --feature, or export .csv or .gdviz"
    )
    assert not history.exists()
    terminal.train(table, "--export", history, "--export", tmp_path / "a.gdviz")
    assert history.read_text().startswith("epoch,beta0,beta1,beta2,cost,")
    assert read_session(tmp_path / "a.gdviz")[0].dataset.k == 2
    terminal.train(table, "--feature", "age", "--export", figure)
    assert figure.stat().st_size > 1000


def test_the_data_are_not_overwritten(terminal: Terminal, table: Path) -> None:
    before = table.read_bytes()
    assert "these are the data" in terminal.refused(table, "--export", table)
    assert table.read_bytes() == before


def test_a_file_that_is_asked_for_twice_is_written_once(terminal: Terminal, tmp_path: Path) -> None:
    one, other, again = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "x" / ".." / "a.csv"
    out = terminal.train("--export", one, "--export", other, "--export", one, "--export", again)
    assert out.splitlines()[-2:] == [f"saved {one}", f"saved {other}"]
    assert out.count("saved") == 2


def test_an_export_that_fails_after_the_training(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    error = terminal.refused("--epochs", 1, "--export", tmp_path / "a.csv", status=1)
    assert "the disk is full" in error
    assert not list(tmp_path.iterdir())


def test_the_result_is_told_where_an_export_fails(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def full_at_the_second(self: Path, target: Path) -> Path:
        if target.name == "b.csv":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    report = terminal.train("--epochs", 1)
    monkeypatch.setattr(Path, "replace", full_at_the_second)
    out, error = terminal.failed("--epochs", 1, "--export", good, "--export", bad)
    assert out == f"{report}saved {good}\n"
    assert str(bad) in error
    assert "the disk is full" in error


def test_the_files_are_written_before_anything_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Watched(io.StringIO):
        def write(self, text: str) -> int:
            assert history.exists(), f"{text} came first"
            return super().write(text)

    history, printed = tmp_path / "run.csv", Watched()
    monkeypatch.setattr(sys, "stdout", printed)
    assert main(["train", "--epochs", "1", "--export", str(history)]) == 0
    assert printed.getvalue().endswith(f"saved {history}\n")


def test_figures_are_drawn_by_the_export_package(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[Any, ...]] = []

    def save_run(path: Path, run: Run, *what: Any) -> None:
        calls.append((path.suffix, run.history.last_epoch, os.environ["QT_QPA_PLATFORM"], *what))
        path.write_text("drawn")

    _stand_in(monkeypatch, "gdviz.export.figures", save_run=save_run)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    png, pdf = tmp_path / "a.png", tmp_path / "a.pdf"
    terminal.train("--epochs", 6, "--export", png, "--export", pdf, "--plot", "cost",
                   "--theme", "dark", "--size", "640x480")  # fmt: skip
    assert png.read_text() == pdf.read_text() == "drawn"
    what = (6, "offscreen", 6, Figure("cost", "dark", (640, 480)), None)
    assert calls == [(".png", *what), (".pdf", *what)]


@pytest.mark.parametrize(
    ("arguments", "title"), [((), "Hours studied → pass"), (("--sample", "orings"), "Challenger")]
)
def test_a_figure_has_the_title_of_the_sample(
    terminal: Terminal, tmp_path: Path, arguments: tuple[str, ...], title: str
) -> None:
    path = tmp_path / "figure.svg"
    terminal.train(*arguments, "--epochs", 5, "--export", path)
    assert f">{title}" in path.read_text(encoding="utf-8")


def test_a_figure_has_the_name_of_the_file(terminal: Terminal, table: Path, tmp_path: Path) -> None:
    path = tmp_path / "figure.svg"
    terminal.train(table, "--feature", "age", "--epochs", 5, "--export", path)
    assert ">people.csv" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_figure_is_drawn(terminal: Terminal, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"figure.{suffix}"
    terminal.train("--epochs", 50, "--export", path)
    start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[suffix]
    assert path.read_bytes().startswith(start)


def test_a_missing_system_library_comes_with_its_command(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lacking(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file")

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "gdviz.export.figures", Lacking("figures"))
    error = terminal.refused("--export", tmp_path / "a.png", status=1)
    assert error == (
        "the system library libEGL.so.1 is missing; type: sudo apt-get install -y libegl1"
    )


def _stand_in(monkeypatch: pytest.MonkeyPatch, name: str, **functions: object) -> None:
    module = ModuleType(name)
    for key, function in functions.items():
        setattr(module, key, function)
    monkeypatch.setitem(sys.modules, name, module)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path

"""The report tells nothing as reached that is never reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from gdviz.cli import main


def test_a_cost_lost_in_floats_is_told_by_a_bound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "apart.csv"
    path.write_text("x,y\n-1000,0\n1000,1\n", encoding="utf-8")
    assert main(["train", str(path), "--alpha", "10", "--epochs", "3"]) == 0
    said = capsys.readouterr().out
    assert "< 1e−307" in said
    assert "> −1e−300" in said
    assert main(["train", str(path), "--model", "linear", "--scale", "--start=0.5,0.5"]) == 0
    assert "cost         0  " in capsys.readouterr().out

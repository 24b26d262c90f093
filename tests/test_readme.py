import re
from pathlib import Path

import numpy as np
import pytest

README = Path(__file__).resolve().parents[1] / "README.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S)


def test_there_is_an_example_of_the_library() -> None:
    assert any("from gdviz.engine import" in block for block in BLOCKS)


@pytest.mark.parametrize("block", BLOCKS)
def test_an_example_runs(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, README.name, "exec"), {"__name__": "readme"})  # noqa: S102 (our own)
    assert capsys.readouterr().err == ""


def test_the_example_takes_the_worked_step(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    exec(BLOCKS[0], names)  # noqa: S102 (our own)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["0", "1", "2", "3"]
    found = [re.search(r"\[(.*?)\]", line) for line in lines[:2]]
    before, after = (np.array(beta[1].split(), dtype=float) for beta in found if beta)
    np.testing.assert_allclose(after - before, [0.07, 0.14], atol=1e-7)

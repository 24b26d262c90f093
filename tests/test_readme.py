import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from gdviz.window.actions import key_table

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


def test_the_key_table_is_that_of_the_actions() -> None:
    table = README.read_text(encoding="utf-8").partition("| key | does | key | does |")[2]
    cells = [line.strip("| ").split(" | ") for line in table.split("\n\n")[0].splitlines()[2:]]
    rows = [tuple(row[:2]) for row in cells] + [tuple(row[2:]) for row in cells if row[2:]]
    assert tuple(rows) == key_table()


def test_the_map_of_the_code_has_every_room_on_its_floor() -> None:
    """The picture names each folder of the package, in the order that import-linter enforces."""
    picture = README.read_text(encoding="utf-8").partition("holds that. Below the line")[2]
    named = re.findall(r"^ (\w+)(?:/|\.py)", picture.split("```")[1], re.M)
    contracts = tomllib.loads((README.parent / "pyproject.toml").read_text(encoding="utf-8"))
    floors = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    assert named == [room for floor in floors for room in floor.split(" | ")]


def test_every_place_that_the_readme_names_is_there() -> None:
    text = README.read_text(encoding="utf-8").partition("## For developers")[2]
    names = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.py)?)`", text)) - {"gdviz/", "tests/"}
    assert len(names) > 12
    for name in names:
        places = [README.parent / "gdviz" / name, README.parent / name]
        assert any(one.exists() or one.with_suffix(".py").exists() for one in places), name

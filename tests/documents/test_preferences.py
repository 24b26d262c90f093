"""The file of what the window remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gdviz.documents.errors import DocumentError
from gdviz.documents.preferences import (
    Preferences,
    preferences_file,
    read_preferences,
    remove_preferences,
    write_preferences,
)


def test_it_is_in_the_users_folder_for_settings(home: Path) -> None:
    assert preferences_file() == home / ".config" / "gdviz" / "settings.json"


def test_it_is_found_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name)
    file = preferences_file()
    assert file is None or file.is_absolute()
    assert read_preferences(None) == (Preferences(), "")
    assert not remove_preferences(None)
    with pytest.raises(DocumentError, match="HOME"):
        write_preferences(None, {"speed": 3})


def test_values_read_back_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    changes = {
        "theme": "dark",
        "speed": None,
        "recent": ("/a/β.csv", "/b/\udcff.gdviz"),
        "window": (-5, 0, 970, 600),
    }
    write_preferences(file, changes)
    write_preferences(file, {"residuals": False})
    expected = Preferences(**changes, residuals=False)  # type: ignore[arg-type]
    assert read_preferences(file) == (expected, "")
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_there_are_the_usual_ones_without_a_file(tmp_path: Path) -> None:
    assert read_preferences(tmp_path / "settings.json") == (Preferences(), "")


@pytest.mark.parametrize(
    "values",
    [
        {"speed": "fast"},
        {"speed": 0},
        {"speed": float("nan")},
        {"residuals": 1},
        {"recent": "a"},
        {"recent": [1]},
        {"window": [1, 2, 3]},
        {"window": 7},
        {"theme": None},
        {"other": {"deep": []}},
    ],
)
def test_a_value_that_makes_no_sense_is_left_out(tmp_path: Path, values: dict[str, object]) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(values | {"ahead": False}))
    assert read_preferences(file) == (Preferences(ahead=False), "")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"[1, 2]", b"{", b"[" * 100_000, b" " * 1_000_001, b'{"speed": 1e999'],
)
def test_a_damaged_file_is_renamed(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    preferences, problem = read_preferences(file)
    assert preferences == Preferences()
    assert str(file.with_name("settings.json.bad")) in problem
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [content]
    assert read_preferences(file) == (Preferences(), "")


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in read_preferences(tmp_path)[1]
    with pytest.raises(DocumentError, match="folder"):
        write_preferences(tmp_path, {"speed": 3})

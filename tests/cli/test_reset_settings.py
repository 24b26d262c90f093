from __future__ import annotations

from pathlib import Path

import pytest

from gdviz.cli import main
from gdviz.documents.preferences import preferences_file, write_preferences


def test_it_forgets_what_the_window_remembers(capsys: pytest.CaptureFixture[str]) -> None:
    file = preferences_file()
    assert isinstance(file, Path)
    write_preferences(file, {"speed": 3})
    assert main(["--reset-settings"]) == 0
    assert capsys.readouterr().out == f"Removed {file}; gdviz starts anew.\n"
    assert not file.exists()
    assert main(["--reset-settings"]) == 0
    assert capsys.readouterr().out == "There are no settings to forget.\n"


def test_what_cannot_be_removed_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".config" / "gdviz" / "settings.json").mkdir(parents=True)
    assert main(["--reset-settings"]) == 1
    assert "it cannot be removed" in capsys.readouterr().err

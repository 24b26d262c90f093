import pytest

from gdviz.cli import main
from gdviz.support import system_check
from gdviz.support.system_check import Library

HERE = Library("libc.so.6", "libc6")
NOWHERE = Library("libnone-of-ours.so.9", "libnone9")


@pytest.fixture(autouse=True)
def linux_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test on Linux with all libraries, but no display or chosen platform."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for group in ("DRAWING", "X11", "WAYLAND"):
        monkeypatch.setattr(system_check, group, (HERE,))
    monkeypatch.setattr(system_check, "on_linux", lambda: True)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, None),
        ({"DISPLAY": ""}, None),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, "wayland"),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "vnc"),
    ],
)
def test_the_platform(variables: dict[str, str], expected: str | None) -> None:
    assert system_check.platform(variables) == expected


def test_without_a_display_one_is_told_how_to_go_on() -> None:
    problem = system_check.window_problem()
    assert problem is not None
    assert "gdviz train --sample hours --export run.png" in problem


def test_offscreen_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert system_check.window_problem() is None


def test_each_platform_needs_its_own_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_check, "X11", (NOWHERE,))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert system_check.window_problem() is None
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("DISPLAY", ":0")
    problem = system_check.window_problem()
    assert problem is not None
    assert problem.endswith("type: sudo apt-get install -y libnone9")


def test_a_display_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "127.0.0.1:9971")
    problem = system_check.window_problem()
    assert problem is None or "“127.0.0.1:9971” does not answer" in problem


@pytest.mark.parametrize(
    ("message", "library"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libEGL.so.1"),
        ("libglib-2.0.so.0: cannot open shared object file", "libglib-2.0.so.0"),
        ("No module named 'PySide6'", None),
    ],
)
def test_the_library_that_an_import_lacks(message: str, library: str | None) -> None:
    assert system_check.library_in(ImportError(message)) == library


def test_check_finds_everything(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(["--check"]) == 0
    out = capsys.readouterr().out
    for part in ("PySide6-Essentials", "numpy", "libc.so.6", "offscreen", "Everything is there"):
        assert part in out


def test_check_names_what_is_missing_and_mends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_check, "X11", (NOWHERE,))
    assert main(["--check"]) == 1
    out = capsys.readouterr().out
    assert "libnone-of-ours.so.9     missing" in out
    assert "display                  missing" in out
    assert "sudo apt-get install -y libnone9" in out
    assert "set DISPLAY" in out

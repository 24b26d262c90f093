"""What a user needs before the window opens: make, the set-up, the wheel, the icons, Qt."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[1]
ICONS = ROOT / "assets" / "icons"
TARGETS = ["setup", "run", "test", "check", "property", "bench", "mutants", "screenshots", "clean"]

# What make passes to its recipes, arguments included.
MAKES = ("MAKE", "MFLAGS", "ARGS", "WORKERS")

needs_make = pytest.mark.skipif(
    os.name != "posix" or shutil.which("make") is None, reason="there is no make here"
)


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as from a fresh shell: without make's variables and without a terminal."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(MAKES)}
    return subprocess.run(  # noqa: S603
        command,
        cwd=cwd,
        env=kept | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def write_script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


# --- The wheel --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check")
    offline = ("--no-deps", "--no-build-isolation", "--no-index")
    result = run(*pip, *offline, "--wheel-dir", str(folder), str(ROOT), cwd=folder)
    assert result.returncode == 0, result.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_each_module_of_the_package(wheel: zipfile.ZipFile) -> None:
    modules = {p.relative_to(ROOT).as_posix() for p in ROOT.glob("gdviz/**/*.py")}
    assert modules <= set(wheel.namelist())
    assert not [name for name in wheel.namelist() if name.startswith("tests")]


def test_the_wheel_holds_each_asset_unchanged(wheel: zipfile.ZipFile) -> None:
    assets = [p for p in ROOT.glob("assets/**/*") if p.is_file()]
    assert len(assets) > 20
    for asset in assets:
        inside = f"gdviz/{asset.relative_to(ROOT).as_posix()}"
        assert wheel.read(inside) == asset.read_bytes(), inside


def test_the_wheel_brings_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    texts = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    entry_points = wheel.read(texts["entry_points.txt"]).decode()
    assert "gdviz = gdviz.cli:main" in entry_points
    assert "LICENSE" in texts


@pytest.mark.parametrize("folder", ["icons", "style"])
def test_a_window_without_its_icons_is_refused_in_one_line(tmp_path: Path, folder: str) -> None:
    shutil.copytree(ROOT / "gdviz", tmp_path / "gdviz")
    shutil.copytree(ROOT / "assets", tmp_path / "assets")
    shutil.rmtree(tmp_path / "assets" / folder)
    state = str(tmp_path / "state")
    result = run(sys.executable, "-m", "gdviz", cwd=tmp_path, XDG_STATE_HOME=state)
    assert result.returncode == 1
    (line,) = [one for one in result.stderr.splitlines() if "plugin" not in one]
    assert line.startswith("gdviz: error: ")
    assert f"the asset {folder}/" in line
    assert "install gdviz again" in line


# --- make -------------------------------------------------------------------------------------


@needs_make
@pytest.mark.parametrize("target", TARGETS)
def test_make_has_the_target(target: str) -> None:
    result = run("make", "-n", target, cwd=ROOT)
    assert result.returncode == 0, result.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Build a checkout whose set-up does nothing and whose gdviz prints its arguments."""
    folder = tmp_path / "a check out"
    write_script(folder / ".ci" / "setup", "true")
    write_script(folder / ".venv" / "bin" / "gdviz", 'echo "called: gdviz $*"')
    shutil.copy(ROOT / "Makefile", folder)
    return folder


@needs_make
def test_make_run_opens_the_window_on_a_display(checkout: Path) -> None:
    result = run("make", "run", "ARGS=--sample orings", cwd=checkout, DISPLAY=":7")
    assert "called: gdviz --sample orings\n" in result.stdout


@needs_make
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has a display without these variables")
@pytest.mark.parametrize(
    ("args", "data"), [("", "--sample hours"), ("ARGS=--sample orings", "--sample orings")]
)
def test_make_run_without_a_display_trains_and_says_where_the_picture_is(
    checkout: Path, args: str, data: str
) -> None:
    result = run("make", "run", *args.splitlines(), cwd=checkout, DISPLAY="", WAYLAND_DISPLAY="")
    assert f"called: gdviz train {data} --export gdviz-run.png\n" in result.stdout
    assert str(checkout / "gdviz-run.png") in result.stdout


@needs_make
@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ((), "-n 2"),
        (("ARGS=-k icons",), "-n 2 -k icons"),
        (("WORKERS=0", "ARGS=--pdb"), "-n 0 --pdb"),
    ],
)
def test_make_test_runs_two_processes_unless_told_otherwise(
    checkout: Path, asked: tuple[str, ...], options: str
) -> None:
    write_script(checkout / ".venv" / "bin" / "python", 'echo "called: python $*"')
    result = run("make", "test", *asked, cwd=checkout)
    assert result.stdout == f"called: python -m pytest {options}\n"


# --- The set-up, on machines made of stubs ----------------------------------------------------


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """Build a Debian without Qt's libraries, whose user is not root and has no sudo."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    tools = tmp_path / "bin"
    for name in ("dirname", "env", "find", "grep", "head", "mktemp", "rm", "sed", "tail", "uname"):
        found = shutil.which(name)
        assert found is not None
        write_script(tools / name, f'exec {found} "$@"')
    write_script(tools / "id", "echo 1000")
    write_script(tools / "apt-get", 'echo "$*" >>apt-get.calls')
    without_venv = f'case "$*" in *venv*) exit 1 ;; esac; exec "{sys.executable}" "$@"'
    write_script(tools / "python3", without_venv)
    write_script(tools / "ldconfig", 'echo "\tlibGL.so.1 (libc6,x86-64) => /lib/libGL.so.1"')
    return tmp_path


def set_up(machine: Path, python: str = "") -> subprocess.CompletedProcess[str]:
    path = str(machine / "bin")
    return run("/bin/sh", ".ci/setup", cwd=machine, PATH=path, PYTHON=python)


def test_the_set_up_says_that_no_python_is_new_enough(bare_machine: Path) -> None:
    write_script(bare_machine / "bin" / "python3", "exit 1")
    result = set_up(bare_machine)
    assert result.returncode == 1
    assert "no Python 3.11 or newer was found" in result.stderr


def test_the_set_up_says_that_the_named_python_is_too_old(bare_machine: Path) -> None:
    write_script(bare_machine / "bin" / "python3.9", "exit 1")
    result = set_up(bare_machine, python="python3.9")
    assert result.returncode == 1
    assert "python3.9 is too old" in result.stderr


MISSING = f"python{sys.version_info.major}.{sys.version_info.minor}-venv libegl1 libxkbcommon0"
about_debian = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Debian")


@about_debian
def test_the_set_up_prints_the_command_that_only_root_may_give(bare_machine: Path) -> None:
    result = set_up(bare_machine)
    assert result.returncode == 1
    assert f"    apt-get update && apt-get install -y {MISSING}" in result.stderr
    assert "libgl1" not in result.stderr
    assert not (bare_machine / "apt-get.calls").exists()
    assert not (bare_machine / ".venv").exists()


@about_debian
def test_the_set_up_of_root_installs_only_what_is_missing(bare_machine: Path) -> None:
    write_script(bare_machine / "bin" / "id", "echo 0")
    set_up(bare_machine)
    update, install = (bare_machine / "apt-get.calls").read_text().splitlines()
    assert update.endswith(" update")
    assert MISSING in install
    assert "libgl1" not in install


@needs_make
@pytest.mark.parametrize(
    ("test_line", "test_status", "check_status", "passes"),
    [
        ("== 3 passed in 0.10s ==", 0, 0, True),
        ("== 1 failed, 3 passed in 0.10s ==", 1, 0, False),
        ("== 3 passed in 0.10s ==", 0, 1, False),
        ("== no tests ran in 0.01s ==", 5, 0, False),
        ("== 3 skipped in 0.01s ==", 0, 0, False),
    ],
)
def test_the_gate_passes_only_what_has_passed(
    tmp_path: Path, test_line: str, test_status: int, check_status: int, passes: bool
) -> None:
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    rules = f"test:\n\t@echo '{test_line}'; exit {test_status}\ncheck:\n\t@exit {check_status}\n"
    (tmp_path / "Makefile").write_text(rules, encoding="utf-8")
    result = run("bash", ".ci/run", cwd=tmp_path)
    assert (result.returncode == 0) is passes
    assert result.stdout.splitlines()[-1] == test_line


# --- The icons --------------------------------------------------------------------------------


def drawn(svg: str, size: int) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    assert renderer.isValid()
    assert renderer.defaultSize().width() == renderer.defaultSize().height()
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def solid_colours(image: QImage) -> set[str]:
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


# Icons that a style sheet names are drawn once for each theme; gdviz.svg keeps its own colours.
RECOLOURED = [p for p in sorted(ICONS.glob("*.svg")) if not p.stem.endswith(("-light", "-dark"))]
RECOLOURED.remove(ICONS / "gdviz.svg")


@pytest.mark.parametrize("icon", RECOLOURED, ids=lambda path: path.stem)
def test_an_icon_takes_the_colour_of_the_theme(icon: Path) -> None:
    svg = icon.read_text(encoding="utf-8").replace("#000000", "#e6eaf0")
    assert solid_colours(drawn(svg, 48)) == {"#e6eaf0"}


def test_the_icon_of_the_program_keeps_its_blue_and_is_also_there_as_a_picture() -> None:
    assert "#2457c5" in solid_colours(drawn((ICONS / "gdviz.svg").read_text(encoding="utf-8"), 32))
    assert QImage(str(ICONS / "gdviz.png")).size() == QSize(256, 256)


# --- Qt ---------------------------------------------------------------------------------------


def test_this_pyside_does_not_lose_references_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 loses one for each void call, until Python 3.11 aborts."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")
    assert sys.getrefcount(None) > before - 100

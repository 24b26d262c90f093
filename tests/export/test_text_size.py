"""The size of the text in a figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QDoubleSpinBox, QFileDialog

from gdviz.cli import main
from gdviz.export.request import Figure
from gdviz.views.dialogs.export_dialog import ExportDialog
from tests.person import Person

_TEXT = re.compile(r'<text [^>]*?font-size="([\d.]+)"[^>]*>([^<]*)<')


def sizes(path: Path) -> dict[str, float]:
    """Return the size of each text in an SVG, in its own units."""
    drawing = path.read_text(encoding="utf-8")
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    width = re.search(r'<svg width="([\d.]+)mm"', drawing)
    assert box is not None
    assert width is not None
    shown_as = float(width[1]) / 25.4 * 96 / float(box[1])
    return {text.strip(): float(size) * shown_as for size, text in _TEXT.findall(drawing)}


def trained(path: Path, *options: str) -> dict[str, float]:
    arguments = ["train", "--sample", "hours", "--epochs", "9", "--plot", "cost"]
    assert main([*arguments, "--export", str(path), *options]) == 0
    return sizes(path)


def test_twice_as_many_points_are_twice_as_large(tmp_path: Path) -> None:
    usual = trained(tmp_path / "usual.svg", "--size", "800x560", "--font-size", "10")
    double = trained(tmp_path / "double.svg", "--size", "800x560", "--font-size", "20")
    assert usual["epoch"] > 0
    for text in ("epoch", "log loss J", "Cost per epoch"):
        assert double[text] == pytest.approx(2 * usual[text], rel=0.02)


def test_without_it_the_text_suits_the_figure(tmp_path: Path) -> None:
    small = trained(tmp_path / "small.svg", "--size", "400x280")
    large = trained(tmp_path / "large.svg", "--size", "1600x1120")
    assert large["epoch"] > 1.5 * small["epoch"]


@pytest.mark.parametrize("points", ["0", "-3", "nan", "large", "2"])
def test_a_size_that_cannot_be_read_is_refused(
    points: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", f"--font-size={points}"]) == 2
    assert "--font-size" in capsys.readouterr().err


def test_a_text_without_room_for_the_plots_is_refused_with_the_largest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "all.png")
    assert main(["train", "--export", path, "--font-size", "24"]) == 2
    assert "take 15 pt at most, or a larger figure" in capsys.readouterr().err
    assert Figure(text=15).page[0] < Figure().page[0]
    assert main(["train", "--epochs", "2", "--export", path, "--font-size", "15"]) == 0


def test_the_dialog_has_it_too(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "surface.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    for points in (None, 20.0):
        person.trigger("actionExport")
        dialog = person.window.findChildren(ExportDialog)[-1]
        field = dialog.findChild(QDoubleSpinBox, "exportText")
        assert field is not None
        assert field.text() == "suits the size"
        if points is not None:
            field.setValue(points)
        buttons = dialog.findChild(QDialogButtonBox)
        assert buttons is not None
        buttons.accepted.emit()
        person.see()
        if points is None:
            usual = sizes(path)
    assert person.shows("take 15 pt at most")
    assert sizes(path) == usual

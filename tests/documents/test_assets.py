from pathlib import Path

import pytest

from gdviz.documents.assets import asset


def laid_out(tmp_path: Path, *roots: str) -> Path:
    for root in roots:
        folder = tmp_path / root / "samples"
        folder.mkdir(parents=True)
        (folder / "hours.csv").write_text(root)
    return tmp_path / "gdviz"


def test_an_installed_package_uses_its_own_assets(tmp_path: Path) -> None:
    package = laid_out(tmp_path, "gdviz/assets", "assets")
    assert asset("samples", "hours.csv", package=package).read_text() == "gdviz/assets"


def test_a_checkout_uses_the_assets_beside_the_package(tmp_path: Path) -> None:
    package = laid_out(tmp_path, "assets")
    assert asset("samples", "hours.csv", package=package).read_text() == "assets"


def test_a_missing_asset_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/none.svg is missing: install gdviz again"):
        asset("icons", "none.svg", package=laid_out(tmp_path, "assets"))


def test_the_samples_are_found_where_this_program_runs() -> None:
    assert asset("samples", "hours.csv").is_file()

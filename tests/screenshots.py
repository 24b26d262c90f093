"""Update the screenshots of the README: ``python -m tests.screenshots``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="gdviz-shots-")

from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gdviz.documents.samples import sample
from gdviz.main_window import MainWindow

FOLDER = Path(__file__).resolve().parents[1] / "assets" / "screenshots"


def shoot(theme: str) -> Path:
    """Show the hours data at epoch 120 of a finished run, and save the window."""
    window = MainWindow(sample("hours").experiment())
    window.resize(1280, 800)
    window.show()
    choice = next(a for a in window.findChildren(QAction) if a.data() == theme)
    choice.trigger()
    window.session.to_end()
    while window.session.cursor < 1000:
        QTest.qWait(10)
    window.session.go_to(120)
    QTest.qWait(200)
    path = FOLDER / f"window-{theme}.png"
    window.grab().save(str(path))
    window.close()
    return path


def main() -> None:
    """Save a screenshot in each theme."""
    application = QApplication(sys.argv)
    application.setStyle("Fusion")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        print(shoot(theme))


if __name__ == "__main__":
    main()

"""Threads that their owner could not join, in processes that end without it."""

from __future__ import annotations

import subprocess
import sys

import pytest

_BEGINNING = """
import sys
from PySide6.QtWidgets import QApplication
from gdviz import main_window
from gdviz.documents.samples import sample
from gdviz.views.step.ledger_view import LedgerView
app = QApplication([])
endless = sample("hours").experiment().altered(epochs=10**7, tolerance=0)
"""
_WAYS = {
    "the window cannot be built": """
def fail(self, *_):
    raise OSError("no such icon")
main_window.Appearance = fail
main_window.MainWindow(endless)
""",
    "a view cannot be built while the thread trains": """
def fail(self, *_):
    raise OSError("no such font")
main_window.MainWindow._lay_out = lambda self: (self.session.to_end(), fail(self))
main_window.MainWindow(endless)
""",
    "the window is closed by an error": """
def fail(*_):
    raise RuntimeError("closing failed")
window = main_window.MainWindow(endless)
window.show()
window.session.to_end()
window.closeEvent = fail
sys.exit(1)
""",
    "the window is let go of": """
window = main_window.MainWindow(endless)
window.session.to_end()
del window
sys.exit(1)
""",
}


@pytest.mark.parametrize("way", _WAYS)
def test_no_thread_is_left_behind(way: str) -> None:
    script = _BEGINNING + _WAYS[way]
    done = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "QThread" not in done.stderr

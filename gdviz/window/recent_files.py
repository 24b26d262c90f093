"""The menu of the files that were opened or saved last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gdviz.window.remembered import Remembered

_MOST = 8


class RecentFiles(QObject):
    """Fills ``menu`` with the last files whenever it opens; ``chosen`` gives the path to open."""

    chosen = Signal(Path)

    def __init__(self, menu: QMenu, remembered: Remembered, parent: QWidget) -> None:
        super().__init__(parent)
        self._menu = menu
        self._remembered = remembered
        menu.aboutToShow.connect(self._fill)
        self._fill()

    @Slot(Path)
    def add(self, path: Path) -> None:
        """Put a file at the head of the list."""
        path = path.absolute()
        others = [one for one in self._remembered.preferences.recent if one != str(path)]
        self._remembered.change(recent=(str(path), *others)[:_MOST], folder=str(path.parent))

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        paths = [Path(name) for name in self._remembered.preferences.recent]
        for path, text in zip(paths, names(paths), strict=True):
            self._menu.addAction(self._entry(path, text))
        if not paths:
            self._menu.addAction("No files yet").setEnabled(False)
            return
        self._menu.addSeparator()
        clear = self._menu.addAction("Clear list")
        clear.setToolTip("Forget these files; the files themselves stay")
        clear.triggered.connect(lambda: self._remembered.change(recent=()))

    def _entry(self, path: Path, text: str) -> QAction:
        # An ampersand would underline the letter that follows it.
        entry = QAction(text.replace("&", "&&"), self._menu)
        there = _is_there(path)
        entry.setEnabled(there)
        entry.setToolTip(str(path) if there else f"{path} is not there any more")
        entry.triggered.connect(lambda: self.chosen.emit(path))
        return entry


def names(paths: list[Path]) -> list[str]:
    """Return the names of files, with their folders where a name alone would be ambiguous."""
    plain = [path.name for path in paths]
    return [
        path.name if plain.count(path.name) == 1 else f"{path.name} — {path.parent}"
        for path in paths
    ]


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False

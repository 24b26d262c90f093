"""A life of the monkey: a window, moves that a seed decides, checks, and the end."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from gdviz.documents.samples import sample
from gdviz.main_window import MainWindow
from tests.monkey.answers import Answers
from tests.monkey.checks import check_all, check_closed, check_undo, settle
from tests.monkey.files import write_files
from tests.monkey.findings import Findings
from tests.monkey.hand import Hand
from tests.monkey.moves import Move, chosen

# Moves between two checks.
BURST = 50


class Life:
    """Makes the moves of those numbers; the same seed and number always mean the same move."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.findings = Findings()
        self._folder = Path(tempfile.mkdtemp(prefix="gdviz-monkey-"))
        self._application = QApplication.instance() or QApplication(["gdviz"])
        self.findings.listen()
        self._hand = Hand(self._opened(), write_files(self._folder / "files"), self.findings)
        self._answers = Answers(self._hand, self._folder)
        self._answers.leave_out_figures()

    def live(self, numbers: Sequence[int]) -> Findings:
        """Make the moves; stop at the first finding."""
        self._answers.begin()
        for count, number in enumerate(numbers, 1):
            self._move(number)
            if count % BURST == 0 or count == len(numbers):
                self._check()
            if self.findings.found:
                break
        self._end()
        return self.findings

    def _opened(self) -> MainWindow:
        window = MainWindow(sample("hours").experiment())
        self.findings.watch(window)
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        return window

    def _move(self, number: int) -> None:
        chance = self._hand.chance = Random(f"{self._seed}:{number}")  # noqa: S311 (a game)
        move = chosen(self._hand)
        self.findings.now = number
        # So that the last one before a crash is known.
        print(number, _name(move), flush=True)
        self.findings.begin(_name(move))
        move(self._hand)
        self.findings.lap()
        self._hand.chance = chance
        self.findings.begin(f"painting after {_name(move)}")
        self._hand.turn()
        if not self._hand.window.isVisible():
            check_closed(self._hand.window, self.findings)
            self._hand.window.deleteLater()
            self._hand.window = self._opened()

    def _check(self) -> None:
        self._answers.end()
        self._answers.close_all()
        window = self._hand.window
        settle(window)
        check_all(window, self.findings, self._folder)
        self._answers.begin()

    def _end(self) -> None:
        window = self._hand.window
        self._answers.end()
        self._answers.close_all()
        settle(window)
        if not self.findings.found:
            check_undo(window, self.findings, window.session.undo_stack.index())
        window.close()
        check_closed(window, self.findings)


def _name(move: Move) -> str:
    return move.__name__.replace("_", " ")

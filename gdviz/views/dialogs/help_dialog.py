"""The help: the parts of the window, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

_WIDTH = 800
_WORDS = """
<h3>What you see</h3>
<p><b>Prediction</b>: the probability that the model gives to class 1. Click empty ground to add
a point, a point to change its class; drag a point along x.<br>
<b>Cost surface</b>: the cost for every pair β0, β1, and the path that the training takes over it.
Click it, or drag the white start marker, to start somewhere else.<br>
<b>Cost per epoch</b>: how far the cost has come down. Click to jump to an epoch.<br>
<b>This step</b>: the arithmetic of the next update, example by example.</p>
<p><b>In each plot</b> the wheel zooms where the mouse is, and a drag with the right button moves
the view. The house in the corner gives the frame back, and so does <b>0</b> while the plot has the
focus: click it, or reach it with Tab.</p>
<p><b>1/L, 2/L and the limit</b>: L is the steepest curvature that the cost has anywhere. With α
up to 1/L no step overshoots; below 2/L one may, but each lowers the cost. Beyond the
limit, which the curvature at the optimum sets, the optimum repels: steps jump away from it.</p>
<h3>Keys</h3>
"""


def _rows(keys: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the rows of a table of keys, two side by side."""
    half = -(-len(keys) // 2)
    for (key, does), (other, also) in zip_longest(keys[:half], keys[half:], fillvalue=("", "")):
        yield (
            f"<tr><td width='95'><b>{key}</b></td><td width='230'>{does}</td>"
            f"<td width='155'><b>{other}</b></td><td width='320'>{also}</td></tr>"
        )


class HelpDialog(QDialog):
    """One page of help; ``keys`` are the keys and what they do."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("gdviz help")
        self.setObjectName("helpDialog")
        text = QLabel(
            f"{_WORDS}<table cellspacing='0' cellpadding='3'>{''.join(_rows(keys))}</table>"
        )
        text.setWordWrap(True)
        text.setMinimumWidth(_WIDTH)
        text.setMinimumHeight(text.heightForWidth(_WIDTH))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 14)
        layout.addWidget(text)
        layout.addWidget(buttons)

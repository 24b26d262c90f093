"""What is what, and the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

_WORDS = """
<h3>What you see</h3>
<p><b>Prediction</b>: the probability that the model gives to class 1. Click empty ground to add
a point, a point to change its class; drag a point along x.<br>
<b>Cost surface</b>: the cost for every pair β0, β1, and the path that the training takes over it.
Click it, or drag the white start marker, to start somewhere else.<br>
<b>Cost per epoch</b>: how far the cost has come down. Click to jump to an epoch.<br>
<b>This step</b>: the arithmetic of the next update, example by example.</p>
<p><b>1/L and 2/L</b>: L is the steepest curvature that the cost has anywhere; with α up to 1/L
every step lowers the cost, and with α beyond 2/L steps may overshoot and the run may diverge.</p>
<h3>Keys</h3>
"""
_KEYS = (
    ("Space", "play or pause", "Ctrl+O", "open a file"),
    ("→", "one step", "Ctrl+S", "save the session"),
    ("←", "one step back", "Ctrl+Shift+S", "save it to another file"),
    ("Home", "reset to epoch 0", "Ctrl+E", "export plots or the history"),
    ("End", "to the last epoch", "Ctrl+R", "residual lines on or off"),
    ("Delete", "delete the selected point", "Ctrl+L", "cost axis logarithmic or not"),
    ("Ctrl+Z", "undo", "Ctrl+H", "steps ahead of the cursor on or off"),
    ("Ctrl+Shift+Z", "redo, as Ctrl+Y", "F1", "this help"),
    ("", "", "Ctrl+Q", "close gdviz"),
)


def _key_table() -> str:
    rows = (
        f"<tr><td><b>{key}</b></td><td width='190'>{does}</td>"
        f"<td width='95'><b>{other}</b></td><td>{also}</td></tr>"
        for key, does, other, also in _KEYS
    )
    return f"<table cellspacing='0' cellpadding='3'>{''.join(rows)}</table>"


class HelpDialog(QDialog):
    """One page of help."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("gdviz help")
        self.setObjectName("helpDialog")
        text = QLabel(_WORDS + _key_table())
        text.setWordWrap(True)
        text.setMinimumWidth(600)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 14)
        layout.addWidget(text)
        layout.addWidget(buttons)

"""What is what, and the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

_TEXT = """
<h3>What you see</h3>
<p><b>Prediction</b>: the probability that the model gives to class 1. Click empty ground to add
a point, a point to change its class; drag a point along x.<br>
<b>Cost surface</b>: the cost for every pair β0, β1, and the path that the training takes over it.
Click it, or drag the white start marker, to start somewhere else.<br>
<b>Cost per epoch</b>: how far the cost has come down. Click to jump to an epoch.<br>
<b>This step</b>: the arithmetic of the next update, example by example.</p>
<h3>Keys</h3>
<table cellspacing="4">
<tr><td><b>Space</b></td><td>play or pause</td>
<td>&nbsp;&nbsp;<b>Ctrl+O</b></td><td>open a file</td></tr>
<tr><td><b>→</b> &nbsp; <b>←</b></td><td>one step, one step back</td>
<td>&nbsp;&nbsp;<b>Ctrl+S</b></td><td>save the session</td></tr>
<tr><td><b>Home</b></td><td>reset to epoch 0</td>
<td>&nbsp;&nbsp;<b>Ctrl+E</b></td><td>export</td></tr>
<tr><td><b>End</b></td><td>to the last epoch</td>
<td>&nbsp;&nbsp;<b>Ctrl+Z</b></td><td>undo; Ctrl+Shift+Z redo</td></tr>
<tr><td><b>Delete</b></td><td>delete the selected point</td>
<td>&nbsp;&nbsp;<b>F1</b></td><td>this help</td></tr>
</table>
"""


class HelpDialog(QDialog):
    """One page of help."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("gdviz help")
        self.setObjectName("helpDialog")
        text = QLabel(_TEXT)
        text.setWordWrap(True)
        text.setMinimumWidth(520)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 14)
        layout.addWidget(text)
        layout.addWidget(buttons)

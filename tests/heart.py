"""Whether the window stays responsive during a long task."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QTimer


class Heart:
    """A timer in the GUI thread; it cannot beat while something blocks that.

    Its clock is the processor time of this process, all threads together: the load of other
    processes is in neither the silences nor the total.
    """

    def __init__(self) -> None:
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._on_beat)
        self._beats = [time.process_time()]
        self._timer.start()

    def stop(self) -> float:
        """Stop; return the longest silence, as a share of the work done since the start."""
        self._timer.stop()
        self._on_beat()
        silences = np.diff(self._beats)
        return float(silences.max() / silences.sum())

    def _on_beat(self) -> None:
        self._beats.append(time.process_time())

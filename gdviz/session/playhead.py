"""The epoch of a run that the user wants to see, and how it moves while playing."""

from __future__ import annotations

import math

FLAT_OUT = math.inf


class Playhead:
    """The wanted epoch, and the pace at which it moves; it has no clock of its own.

    The wanted epoch is shown as soon as the run has it, until then the last one it has: a run
    that stops earlier and is then edited to go further comes back to the same epoch.
    """

    def __init__(self) -> None:
        self.wanted = 0
        self.speed = 60.0
        self._playing = self._rushing = False
        self._position = 0.0

    @property
    def playing(self) -> bool:
        """Whether the wanted epoch moves by itself."""
        return self._playing

    def cursor(self, last_epoch: int) -> int:
        """Return the epoch to show of a run known up to ``last_epoch``."""
        return max(0, min(self.wanted, last_epoch))

    def play(self, cursor: int, rushing: bool = False) -> None:
        """Move on from the cursor: at the pace of ``speed``, or ``rushing`` as fast as possible."""
        self._playing, self._rushing = True, rushing
        self._position = float(cursor)

    def pause(self, cursor: int) -> None:
        """Stay at the cursor."""
        self._playing = self._rushing = False
        self.wanted = cursor

    def move_on(self, seconds: float, cursor: int, epochs: int) -> None:
        """Move on by that much time, up to the last of ``epochs``.

        If the run cannot keep up, the wanted epoch stays within a frame of the cursor, rather
        than run ahead and then rush through the backlog.
        """
        if self._rushing or self.speed == FLAT_OUT:
            self.wanted = epochs
            return
        ahead, position = self.speed * seconds, max(self._position, float(cursor))
        reach = max(position, cursor + 1 + ahead)
        self._position = min(position + ahead, reach, epochs)
        self.wanted = int(self._position)

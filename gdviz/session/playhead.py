"""Where in a run the person wants to be, and how that moves on by itself."""

from __future__ import annotations

import math

FLAT_OUT = math.inf


class Playhead:
    """The epoch that is wanted, and the pace at which it moves on; it knows no clock.

    The wanted epoch is shown as soon as, and as far as, the run knows it: a run that stops
    earlier and is then edited to go further comes back to the same epoch.
    """

    def __init__(self) -> None:
        self.wanted = 0
        self.speed = 60.0
        self._playing = self._rushing = False
        self._position = 0.0

    @property
    def playing(self) -> bool:
        """Whether the wanted epoch moves on by itself."""
        return self._playing

    def cursor(self, last_epoch: int) -> int:
        """Return the epoch that is shown of a run known up to ``last_epoch``."""
        return max(0, min(self.wanted, last_epoch))

    def play(self, cursor: int, rushing: bool = False) -> None:
        """Move on from the cursor: at the pace of ``speed``, or ``rushing`` as fast as can be."""
        self._playing, self._rushing = True, rushing
        self._position = float(cursor)

    def pause(self, cursor: int) -> None:
        """Stay at the cursor."""
        self._playing = self._rushing = False
        self.wanted = cursor

    def move_on(self, seconds: float, cursor: int, epochs: int) -> None:
        """Go on for so long, towards the last of ``epochs``.

        Where the run cannot keep up, the wanted epoch stays within a frame of the cursor: it
        does not run ahead and then rush through what was missed.
        """
        if self._rushing or self.speed == FLAT_OUT:
            self.wanted = epochs
            return
        ahead, position = self.speed * seconds, max(self._position, float(cursor))
        reach = max(position, cursor + 1 + ahead)
        self._position = min(position + ahead, reach, epochs)
        self.wanted = int(self._position)

"""Quoted text at a length that a person reads."""

from __future__ import annotations

# What is quoted within a sentence: a cell, a name, a number.
QUOTED = 60


def shortened(text: str, most: int = QUOTED) -> str:
    """Return ``text`` in one line of at most ``most`` characters, with … for its middle if longer.

    Both ends stay: a name is told by its beginning, a path by its end.
    """
    line = " ".join(text[: 4 * most].split()) if len(text) <= 4 * most else text
    if len(line) <= most:
        return line
    head = (most - 1) // 2
    tail = most - 1 - head
    return " ".join(f"{line[:head]}…{line[-tail:]}".split())

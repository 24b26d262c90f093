"""Interleaved rounds: other load on the machine affects all rivals alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

ROUNDS = 15
LEAST = 0.004


def medians(rivals: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median seconds of each rival; all of them take a turn in each round."""
    repeats = {name: _repeats(run) for name, run in rivals.items()}
    laps: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(rounds):
        for name, run in rivals.items():
            laps[name].append(_lap(run, repeats[name]))
    return {name: statistics.median(times) for name, times in laps.items()}


def _repeats(run: Callable[[], object]) -> int:
    run()
    return max(1, int(LEAST / max(_lap(run, 1), 1e-7)))


def _lap(run: Callable[[], object], repeats: int) -> float:
    begun = time.perf_counter()
    for _ in range(repeats):
        run()
    return (time.perf_counter() - begun) / repeats

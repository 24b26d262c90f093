"""A monkey at the window: ``python -m tests.monkey [EVENTS] [SEED]``.

It lives many lives, each in a fresh window, and tells what it has found with the shortest sequence
of moves that leads there; ``--replay SEED:NUMBERS`` makes those again, and names them.
"""

from __future__ import annotations

import sys
import time
from itertools import count

from tests.monkey.life import Life
from tests.monkey.shrinking import Outcome, lived, numbers_of, report, shrunk, written

# The moves of a life: what has failed can be found again among no more than these.
_LIFE = 500
_SHRINKING = 120.0


def main(arguments: list[str]) -> int:
    """Live, replay, or watch many lives; return how many of them ended in a finding."""
    if arguments and arguments[0] in ("--live", "--replay"):
        return _live(arguments[1], told=arguments[0] == "--replay")
    events, seed = [*map(int, arguments), *(100_000, 1)[len(arguments) :]]
    return _lives(events, seed)


def _live(what: str, told: bool) -> int:
    seed, _, numbers = what.partition(":")
    life = Life(int(seed))
    findings = life.live(numbers_of(numbers))
    first = findings.found[0] if findings.found else None
    outcome = (
        Outcome(first.kind, first.details, first.after, findings.longest)
        if first
        else Outcome("", "", 0, findings.longest)
    )
    if told:
        for one in findings.found:
            print(f"{one.kind} after move {one.after}:\n{one.details}")
    else:
        report(outcome)
    return 0


def _lives(events: int, seed: int) -> int:
    found, left, longest, begin = 0, events, (0.0, ""), time.monotonic()
    for life in count(1000 * seed):
        if left <= 0:
            break
        numbers = list(range(min(left, _LIFE)))
        left -= len(numbers)
        outcome = lived(life, numbers)
        longest = max(longest, outcome.longest)
        if outcome.kind:
            found += 1
            _tell(life, numbers, outcome)
    slowest = f"{1000 * longest[0]:.0f} ms of processor time ({longest[1]})"
    minutes = (time.monotonic() - begin) / 60
    print(f"{events} events in {minutes:.1f} minutes: {found} findings; the longest took {slowest}")
    return min(found, 1)


def _tell(life: int, numbers: list[int], outcome: Outcome) -> None:
    until = [number for number in numbers if number <= outcome.after]
    few = shrunk(life, until, outcome.kind, _SHRINKING)
    print(f"{outcome.kind} after move {outcome.after} of life {life}:\n{outcome.details}")
    print(f"again: python -m tests.monkey --replay {life}:{written(few)}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

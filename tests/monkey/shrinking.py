"""Lives in processes of their own, and the shortest sequence of moves that still fails."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_LIFETIME = 900.0
_MARK = "gdviz monkey: "


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a life has ended: the kind of its first finding, "" where there is none."""

    kind: str
    details: str
    after: int
    longest: tuple[float, str]


def lived(seed: int, numbers: Sequence[int]) -> Outcome:
    """Live a life in a process with a home of its own; a crash is a finding like any other."""
    with tempfile.TemporaryDirectory(prefix="gdviz-monkey-home-") as home:
        places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "TMPDIR"), home)
        command = [sys.executable, "-X", "faulthandler", "-m", "tests.monkey", "--live"]
        try:
            process = subprocess.run(  # noqa: S603 (ours)
                [*command, f"{seed}:{written(numbers)}"],
                capture_output=True,
                text=True,
                env={"QT_QPA_PLATFORM": "offscreen"} | os.environ | places,
                timeout=_LIFETIME,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            told = (error.stdout or b"").decode(errors="replace")
            return Outcome("hangs", told[-2000:], _last_move(told), (0.0, ""))
    return _outcome(process)


def _outcome(process: subprocess.CompletedProcess[str]) -> Outcome:
    told = [line for line in process.stdout.splitlines() if line.startswith(_MARK)]
    if not told:
        details = f"exit status {process.returncode}\n{process.stderr[-6000:]}"
        return Outcome("crash", details, _last_move(process.stdout), (0.0, ""))
    kind, details, after, longest = json.loads(told[-1].removeprefix(_MARK))
    if not kind and (process.stderr.strip() or process.returncode):
        kind, details = "printed", f"exit status {process.returncode}\n{process.stderr[-6000:]}"
    return Outcome(kind, details, after, tuple(longest))


def _last_move(told: str) -> int:
    moves = re.findall(r"^(\d+) ", told, re.MULTILINE)
    return int(moves[-1]) if moves else 0


def report(outcome: Outcome) -> None:
    """Tell the parent process how this life has ended."""
    facts = (outcome.kind, outcome.details, outcome.after, outcome.longest)
    print(_MARK + json.dumps(facts), flush=True)


def shrunk(seed: int, numbers: Sequence[int], kind: str, seconds: float) -> list[int]:
    """Return moves that still lead to a finding of that kind, as few as that time allows."""
    end = time.monotonic() + seconds

    def fails(some: Sequence[int]) -> bool:
        return time.monotonic() < end and lived(seed, some).kind == kind

    return fewest(list(numbers), fails)


def fewest(numbers: list[int], fails: Callable[[Sequence[int]], bool]) -> list[int]:
    """Return a part of the list that still fails: parts are left out, large ones first."""
    for last in (1, 3, 10, 30, 100):
        if last < len(numbers) and fails(numbers[-last:]):
            numbers = numbers[-last:]
            break
    size = (len(numbers) + 1) // 2
    while size:
        for without in _without(numbers, size):
            if without and fails(without):
                numbers = without
                break
        else:
            size = 0 if size == 1 else (size + 1) // 2
        size = min(size, len(numbers) - 1)
    return numbers


def _without(numbers: list[int], size: int) -> Iterator[list[int]]:
    for begin in range(0, len(numbers), size):
        yield numbers[:begin] + numbers[begin + size :]


def written(numbers: Sequence[int]) -> str:
    """Return numbers as in 0-49,52."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def numbers_of(text: str) -> list[int]:
    """Return the numbers in a text that ``written`` made."""
    numbers: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers

"""Which small faults no test notices: ``python -m tests.mutants [ROOM …] [COUNT]``.

COUNT of all possible faults in the rooms are drawn, always the same ones. A ROOM may be any
part of the program, such as engine/objectives or runs/ledger.py:93, to test it alone.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.mutations import Mutant, mutants_of
from tests.mutants.trial import Outcome, Trial

ROOMS = ("engine", "runs", "documents", "session", "workers", "window")
COUNT, SEED = 300, 0
CHECKOUT = Path(__file__).resolve().parents[2]


def drawn(rooms: tuple[str, ...], count: int) -> list[Mutant]:
    """Return a sample, always the same, of the possible faults in the rooms."""
    places = tuple(f"gdviz/{room}" for room in rooms)
    roots = tuple(place.partition(":")[0] for place in places)
    every = [
        mutant
        for file in sorted((CHECKOUT / "gdviz").rglob("*.py"))
        if file.relative_to(CHECKOUT).as_posix().startswith(roots)
        for mutant in mutants_of(CHECKOUT, file)
        if f"{mutant.path}:{mutant.line}:".startswith(places)
    ]
    return sorted(random.Random(SEED).sample(every, min(count, len(every))))  # noqa: S311


def main(arguments: list[str]) -> None:
    """Try the sample, and print the survivors and how many faults of each room were killed."""
    numbers = [int(word) for word in arguments if word.isdecimal()]
    rooms = tuple(word for word in arguments if not word.isdecimal()) or ROOMS
    sample, begun = drawn(rooms, numbers[0] if numbers else COUNT), time.monotonic()
    total, dead = Counter[str](), Counter[str]()
    with TemporaryDirectory(prefix="gdviz-mutants-") as folder:
        trial = Trial(CHECKOUT, Path(folder))
        for mutant in sample:
            outcome, room = trial.run(mutant), mutant.path.split("/")[1]
            total[room] += 1
            dead[room] += outcome is not Outcome.SURVIVED
            if outcome is not Outcome.KILLED:
                print(f"{outcome}: {mutant}", flush=True)
    for room in total:
        share = dead[room] / total[room]
        print(f"{room:10} {dead[room]:4} of {total[room]:4} killed, {share:.0%}")
    print(f"{len(sample)} faults in {(time.monotonic() - begun) / 60:.0f} minutes")


if __name__ == "__main__":
    main(sys.argv[1:])

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.monkey.shrinking import fewest, lived, numbers_of, written

_EVENTS = 250


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_short_life_finds_nothing(seed: int) -> None:
    outcome = lived(seed, range(_EVENTS))
    again = f"python -m tests.monkey --replay {seed}:0-{outcome.after}"
    assert not outcome.kind, f"{outcome.kind}: {outcome.details}\n{again}"


def test_a_failing_sequence_is_shrunk_to_the_moves_that_matter() -> None:
    def fails(some: Sequence[int]) -> bool:
        return {17, 40} <= set(some)

    assert fewest(list(range(100)), fails) == [17, 40]


def test_numbers_of_moves_are_written_shortly_and_read_back() -> None:
    numbers = [0, 1, 2, 5, 7, 8]
    assert written(numbers) == "0-2,5,7-8"
    assert numbers_of(written(numbers)) == numbers

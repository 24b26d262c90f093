import numpy as np
import pytest

from gdviz.runs.history.chunks import StepChunks
from gdviz.runs.history.step_block import StepColumns

# A row of two coefficients takes 40 bytes: 24 rows fit, in eight chunks of three.
BUDGET = 24 * 40


def rows(first: int, stop: int) -> StepColumns:
    epochs = np.arange(first, stop, dtype=np.float64)
    return StepColumns(
        np.column_stack([epochs, -epochs]), 10 * epochs, np.column_stack([epochs, epochs])
    )


def store(length: int, budget: int = BUDGET) -> StepChunks:
    made = StepChunks(2, budget)
    made.extend(rows(0, length))
    return made


def costs(of: StepChunks, start: int, stop: int) -> list[float]:
    return [cost for piece in of.pieces(start, stop) for cost in piece.cost.tolist()]


@pytest.mark.parametrize("sizes", [(1,), (3,), (4,), (2, 2), (3, 3, 1), (1, 11, 5), (40,)])
def test_rows_are_kept_however_they_come(sizes: tuple[int, ...]) -> None:
    made, at = StepChunks(2, BUDGET), 0
    for size in sizes:
        made.extend(rows(at, at + size))
        at += size
    assert (made.length, made.absent) == (at, range(0))
    assert costs(made, 0, at) == [10.0 * i for i in range(at)]
    assert costs(made, 1, at - 1) == [10.0 * i for i in range(1, at - 1)]
    assert np.concatenate([piece.beta for piece in made.pieces(0, at)])[:, 1].tolist() == [
        -float(i) for i in range(at)
    ]


def test_a_piece_ends_with_its_chunk_and_cannot_be_changed() -> None:
    pieces = list(store(8).pieces(1, 8))
    assert [len(piece.cost) for piece in pieces] == [2, 3, 2]
    assert not any(column.flags.writeable for piece in pieces for column in piece)


@pytest.mark.parametrize(
    ("length", "before", "chunks"),
    [
        (24, 24, range(1, 1)),
        (25, 24, range(1, 2)),
        (30, 30, range(1, 3)),
        (31, 31, range(1, 4)),
        (31, 9, range(1, 3)),
        (31, 8, range(1, 2)),
        (31, 5, range(1, 1)),
    ],
)
def test_the_oldest_chunks_but_the_first_are_beyond_the_budget(
    length: int, before: int, chunks: range
) -> None:
    """Eight are kept, the first and the one that grows among them."""
    assert store(length).surplus(before) == chunks


def test_what_is_dropped_is_absent_and_the_rest_is_still_there() -> None:
    made = store(34)
    made.drop(range(1, 3))
    assert made.absent == range(3, 9)
    assert costs(made, 0, 3) == [0.0, 10.0, 20.0]
    assert costs(made, 9, 34) == [10.0 * i for i in range(9, 34)]
    made.extend(rows(34, 40))
    assert made.surplus(40) == range(3, 7)
    made.drop(range(3, 7))
    assert made.absent == range(3, 21)
    assert costs(made, 21, 40) == [10.0 * i for i in range(21, 40)]


@pytest.mark.parametrize("length", [1, 3, 4, 8, 9, 10, 12, 30])
def test_a_head_has_the_first_rows_and_grows_apart(length: int) -> None:
    whole = store(34)
    whole.drop(range(1, 3))
    head = whole.head(length)
    assert head.length == length
    assert head.absent == (range(3, min(9, length)) if length > 3 else range(0))
    kept = [i for i in range(length) if i not in whole.absent]
    known = [c for i in kept for c in costs(head, i, i + 1)]
    assert known == [10.0 * i for i in kept]
    if length >= 9:
        head.extend(rows(100, 110))
        assert costs(head, length, length + 10) == [10.0 * i for i in range(100, 110)]
        assert costs(whole, 9, 34) == [10.0 * i for i in range(9, 34)]

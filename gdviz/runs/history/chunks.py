"""StepColumns that grow in chunks of one size: growing copies nothing, and old ones can go."""

from __future__ import annotations

from collections.abc import Iterator

from gdviz.runs.history.step_block import StepColumns

_CHUNK_BYTES = 65_536 * 40
# A chunk is an eighth of the budget at most, so that the rows kept come close to the budget.
_CHUNKS = 8


class StepChunks:
    """The rows 0 … length − 1 of a run, without those in ``absent``.

    The first chunk always stays: the path moves most there, and every plot shows it.
    """

    def __init__(self, size: int, budget: int) -> None:
        row_bytes = 8 * (2 * size + 1)
        self.size = size
        self._chunk = max(1, min(_CHUNK_BYTES, budget // _CHUNKS) // row_bytes)
        self._most = max(2, budget // (row_bytes * self._chunk))
        self._chunks: list[StepColumns | None] = []
        self.length = 0
        self.absent = range(0)

    def extend(self, rows: StepColumns) -> None:
        """Append ``rows``."""
        taken, count = 0, len(rows.cost)
        while taken < count:
            index, at = divmod(self.length, self._chunk)
            step = min(self._chunk - at, count - taken)
            self._writable(index).put(at, rows.part(taken, taken + step))
            taken += step
            self.length += step

    def surplus(self, before: int) -> range:
        """Return the oldest chunks beyond the budget whose rows are all before ``before``."""
        first = max(1, self.absent.stop // self._chunk)
        return range(first, min(len(self._chunks) - self._most + 1, before // self._chunk))

    def drop(self, chunks: range) -> None:
        """Drop chunks that ``surplus`` returned (at least one)."""
        self._chunks[chunks.start : chunks.stop] = [None] * len(chunks)
        self.absent = range(self._chunk, chunks.stop * self._chunk)

    def pieces(self, start: int, stop: int) -> Iterator[StepColumns]:
        """Yield the rows start … stop − 1, none of them absent, as read-only views."""
        while start < stop:
            index, at = divmod(start, self._chunk)
            end = min(self._chunk, at + stop - start)
            chunk = self._chunks[index]
            assert chunk is not None  # noqa: S101
            yield chunk.part(at, end)
            start += end - at

    def head(self, length: int) -> StepChunks:
        """Return a store of the first ``length`` rows; both may grow independently."""
        made = StepChunks(self.size, 0)
        made._chunk, made._most = self._chunk, self._most
        whole, rest = divmod(length, self._chunk)
        made._chunks = self._chunks[:whole]
        made.length = length
        if self.absent.start < length:
            made.absent = range(self.absent.start, min(self.absent.stop, length))
        last = self._chunks[whole] if rest else None
        if last is not None:
            made._writable(whole).put(0, last.part(0, rest))
        return made

    def _writable(self, index: int) -> StepColumns:
        """Return the growing chunk, which only this store holds."""
        missing = index + 1 - len(self._chunks)
        self._chunks += [None] * missing
        chunk = self._chunks[index]
        if chunk is None:
            chunk = self._chunks[index] = StepColumns.empty(self._chunk, self.size)
        return chunk

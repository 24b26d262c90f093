"""Which columns are the features and which is the label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gdviz.documents.errors import DocumentError
from gdviz.support.numbers import grouped
from gdviz.support.shortened import shortened

# Columns that a message lists.
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """The indices of the columns that are features, and of the one that is the label."""

    features: list[int]
    label: int


def choose_columns(
    names: Sequence[str], features: Sequence[str], label: str | None, table: str
) -> Choice:
    """Return the columns that are the features and the label.

    Each is chosen by name or by 1-based number; the label defaults to the last column, the
    features to all the rest. Raises DocumentError for a column that does not exist, is
    ambiguous or is chosen twice.
    """
    target = len(names) - 1 if label is None else _find(names, label, table)
    if not features:
        return Choice([j for j in range(len(names)) if j != target], target)
    chosen = [_find(names, feature, table) for feature in features]
    for position, column in enumerate(chosen):
        if column == target:
            raise DocumentError(
                f"{table}: column {column + 1} “{shortened(names[column])}” is feature and label at"
                " once; choose another column for one of them."
            )
        if column in chosen[:position]:
            raise DocumentError(
                f"{table}: the feature “{shortened(names[column])}” is asked for twice; name it"
                " once."
            )
    return Choice(chosen, target)


def _find(names: Sequence[str], wanted: str, table: str) -> int:
    exact = [j for j, name in enumerate(names) if name == wanted]
    alike = exact or [j for j, name in enumerate(names) if _plain(name) == _plain(wanted)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise DocumentError(
            f"{table}: {len(alike)} columns are called “{shortened(wanted)}”; give a number instead"
            f" ({', '.join(str(j + 1) for j in alike)})."
        )
    if wanted.strip().isdecimal() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    raise DocumentError(
        f"{table}: there is no column “{shortened(wanted)}”; the columns are {_listed(names)}."
    )


def _listed(names: Sequence[str]) -> str:
    """Return the columns with their numbers, the first of very many."""
    first = [f"{j} “{shortened(name, 30)}”" for j, name in enumerate(names[:_LISTED], start=1)]
    more = len(names) - _LISTED
    return ", ".join(first) + (f" and {grouped(more)} more" if more > 0 else "")


def _plain(name: str) -> str:
    return name.strip().casefold()

"""Checks that a value read from a file has the declared type of a field."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin


def thawed(value: Any) -> Any:
    """Return ``value`` with its lists, at any depth, as tuples: frozen values hold tuples."""
    return tuple(thawed(part) for part in value) if isinstance(value, list) else value


def fits(value: Any, hint: Any) -> bool:
    """Return whether ``value`` is of the declared type; a whole number is a float too."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(fits(value, choice) for choice in arguments)
    if origin is Literal:
        return value in arguments
    if origin is tuple:
        return isinstance(value, tuple) and _tuple_fits(value, arguments)
    if hint in (int, float):
        kinds = (int,) if hint is int else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool)
    return isinstance(value, hint)


def _tuple_fits(value: tuple[Any, ...], hints: tuple[Any, ...]) -> bool:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return all(fits(part, hints[0]) for part in value)
    return len(value) == len(hints) and all(map(fits, value, hints))

"""A guard around each method that Qt calls, so that no mistake in it can end the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
_MISSING = object()


def guarded(method: Callable[P, R]) -> Callable[P, R]:
    """Let a method that Qt calls report an error to ``sys.excepthook`` instead of raising it.

    Qt's binding crashes where C code raises in such a method during a call from Python (PySide6
    6.11.3 with Python 3.11), and an unfinished answer is no use to Qt either. In place of an
    answer Qt gets that of the method overridden; a method without an answer is left at once.
    """
    return _guarded(method, _MISSING)


def guarded_or(answer: object) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return ``guarded`` for a method that overrides none of Qt's own, with the answer to give."""
    return lambda method: _guarded(method, answer)


def _guarded(method: Callable[P, R], answer: Any) -> Callable[P, R]:
    answers = method.__annotations__.get("return") != "None"

    @wraps(method)
    def guard(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return method(*arguments, **named)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
        if answers and answer is _MISSING:
            return cast(R, _overridden(arguments[0], guard)(*arguments, **named))
        return cast(R, answer if answers else None)

    return guard


def _overridden(instance: object, guard: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method of a base class that ours stands in for."""
    name, kinds = guard.__name__, iter(type(instance).__mro__)
    next(kind for kind in kinds if vars(kind).get(name) is guard)
    found: Callable[..., Any] = next(vars(kind)[name] for kind in kinds if name in vars(kind))
    return found

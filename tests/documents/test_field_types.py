from typing import Any, Literal

import pytest

from gdviz.documents.field_types import fits, thawed


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (1, int),
        (1, float),
        (0.5, float),
        ("a", str),
        (True, bool),
        (None, int | None),
        (3, int | None),
        ("zeros", Literal["zeros", "random"]),
        ((1, 0.5), tuple[float, ...]),
        ((), tuple[float, ...]),
        (("a", "b"), tuple[str, str]),
        ((("decay", 0.5),), tuple[tuple[str, float], ...]),
        ((1.0, 2.0), Literal["zeros"] | tuple[float, ...]),
    ],
)
def test_values_that_a_field_may_have(value: object, hint: Any) -> None:
    assert fits(value, hint)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (0.5, int),
        (True, int),
        (True, float),
        ("1", float),
        (1, str),
        (1, bool),
        (None, int),
        ("a", int | None),
        ("ones", Literal["zeros", "random"]),
        ((1, "a"), tuple[float, ...]),
        ([1.0], tuple[float, ...]),
        (("a",), tuple[str, str]),
        (("a", "b", "c"), tuple[str, str]),
        (("a", 1), tuple[str, str]),
        ((("decay", "x"),), tuple[tuple[str, float], ...]),
    ],
)
def test_values_that_it_may_not_have(value: object, hint: Any) -> None:
    assert not fits(value, hint)


def test_lists_become_tuples_at_any_depth() -> None:
    assert thawed([["decay", 0.5], [], "ab"]) == (("decay", 0.5), (), "ab")
    assert thawed("ab") == "ab"

import gc
import weakref

import numpy as np

from gdviz.engine import Dataset
from gdviz.engine.dataset import Array
from gdviz.engine.derived import derived

MANY = 100_000


class Fact:
    """Something that is worked out of data."""


def data(n: int = 3) -> Dataset:
    return Dataset(np.arange(float(n)), np.arange(n) % 2)


def test_a_fact_is_worked_out_once_under_its_name() -> None:
    few, calls = data(), list[str]()

    def total(given: Dataset) -> float:
        calls.append("total")
        return float(given.x.sum())

    assert derived(few, total) == derived(few, total) == 3.0
    assert derived(few, total, "half", 2) == 3.0
    assert derived(few, total, "half", 2) == 3.0
    assert calls == ["total", "total"]


def test_data_that_are_equal_but_not_the_same_have_facts_of_their_own() -> None:
    one, other = data(), data()
    assert derived(one, lambda _: Fact(), "a") is not derived(other, lambda _: Fact(), "a")


def test_facts_go_with_their_data() -> None:
    few = data()
    fact = weakref.ref(derived(few, lambda _: Fact(), "a"))
    assert fact() is not None
    del few
    gc.collect()
    assert fact() is None


def test_of_few_examples_all_is_kept() -> None:
    all_of_them = [data() for _ in range(9)]
    facts = [derived(one, lambda _: Fact(), "a") for one in all_of_them]
    assert [derived(one, lambda _: Fact(), "a") for one in all_of_them] == facts


def test_of_very_many_examples_only_the_two_used_last_keep_theirs() -> None:
    first, second, third = (data(MANY) for _ in range(3))
    facts = [weakref.ref(derived(one, lambda _: Fact(), "a")) for one in (first, second)]
    derived(first, lambda _: Fact(), "a")
    derived(third, lambda _: Fact(), "a")
    assert facts[0]() is not None
    assert facts[1]() is None


def test_data_worked_out_of_data_count_as_theirs() -> None:
    """Scaled data are used instead of those they come from, and go with them."""
    first, second = data(MANY), data(MANY)

    def doubled(given: Dataset) -> Dataset:
        return Dataset(2.0 * given.x, given.y)

    def greatest(given: Dataset) -> list[Array]:
        return [given.x.max()]

    for one in (first, second):
        assert derived(derived(one, doubled), greatest) == [2.0 * (MANY - 1)]
    inner = weakref.ref(derived(first, doubled))
    kept = weakref.ref(derived(second, doubled))
    third = data(MANY)
    derived(third, greatest)
    assert inner() is None
    assert kept() is not None

import gc
import weakref

import numpy as np

from gdviz.engine import Dataset
from gdviz.engine.derived import derived, note_shown

MANY = 100_000


class Fact:
    """A value derived from data."""


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


def test_of_very_many_examples_only_those_shown_and_shown_before_keep_theirs() -> None:
    shown = [data(MANY) for _ in range(4)]
    facts = []
    for one in shown[:3]:
        facts.append(weakref.ref(derived(one, lambda _: Fact(), "a")))
        note_shown(one)
    assert [fact() is not None for fact in facts] == [False, True, True]
    note_shown(shown[1])
    note_shown(shown[3])
    assert [fact() is not None for fact in facts] == [False, True, False]


def test_data_that_were_only_worked_on_send_nothing_away() -> None:
    on_screen, others = data(MANY), [data(MANY) for _ in range(3)]
    note_shown(on_screen)
    fact = derived(on_screen, lambda _: Fact(), "a")
    facts = [derived(one, lambda _: Fact(), "a") for one in others]
    assert derived(on_screen, lambda _: Fact(), "a") is fact
    assert [derived(one, lambda _: Fact(), "a") for one in others] == facts


def test_of_few_examples_all_is_kept_whatever_is_shown() -> None:
    shown = [data(MANY - 1) for _ in range(4)]
    facts = [derived(one, lambda _: Fact(), "a") for one in shown]
    for one in shown:
        note_shown(one)
    assert [derived(one, lambda _: Fact(), "a") for one in shown] == facts


def test_a_fact_that_is_none_is_a_fact() -> None:
    few, calls = data(), list[int]()
    for _ in range(2):
        assert derived(few, lambda _: calls.append(1), "nothing") is None
    assert calls == [1]

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from gdviz.workers.gc_guard import gc_paused


@pytest.fixture(autouse=True)
def enabled() -> Iterator[None]:
    gc.enable()
    yield
    assert gc.isenabled()


def test_nothing_is_collected_until_the_block_has_ended() -> None:
    with gc_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_ends_the_block_too() -> None:
    with pytest.raises(ZeroDivisionError), gc_paused():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_of_several_threads_the_last_one_lets_it_collect_again() -> None:
    inside, leave = threading.Event(), threading.Event()

    def work() -> None:
        with gc_paused():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=work)
    with gc_paused():
        thread.start()
        assert inside.wait(10)
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()

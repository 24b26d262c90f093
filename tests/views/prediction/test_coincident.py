from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from gdviz.documents.samples import sample
from gdviz.engine import Dataset
from gdviz.views.prediction.coincident import Coincident, among, coincident


def as_counter(places: Coincident) -> dict[tuple[float, float], int]:
    return {(x, y): int(n) for x, y, n in zip(*(v.tolist() for v in places), strict=True)}


@pytest.mark.parametrize("n", [0, 1, 2, 30, 4000])
def test_it_counts_what_counting_by_hand_finds(n: int) -> None:
    random = np.random.default_rng(n)
    x, y = random.integers(0, 50, n) / 10, random.integers(0, 2, n).astype(float)
    counted = Counter(zip(x.tolist(), y.tolist(), strict=True))
    several = {place: count for place, count in counted.items() if count > 1}
    assert as_counter(coincident(Dataset(x, y))) == several


def test_the_150_irises_are_all_accounted_for() -> None:
    data = sample("iris").experiment().dataset
    found = as_counter(coincident(data))
    assert found[0.2, 0.0] == 29
    alone = len(set(zip(data.x.tolist(), data.y.tolist(), strict=True))) - len(found)
    assert sum(found.values()) + alone == 150


def test_of_a_line_the_heights_count_too() -> None:
    places = coincident(Dataset([1.0, 1.0, 1.0, 2.0], [0.5, 0.5, 0.25, 0.5]))
    assert as_counter(places) == {(1.0, 0.5): 2}


def test_of_very_many_none_are_counted() -> None:
    assert len(coincident(Dataset(np.zeros(100_001), np.zeros(100_001))).x) == 0


def test_only_places_that_are_drawn_are_kept() -> None:
    places = coincident(Dataset([1.0, 1.0, 2.0, 2.0], [0.0, 0.0, 1.0, 1.0]))
    assert as_counter(among(places, np.array([1.0, 2.0]), np.array([1.0, 1.0]))) == {(2.0, 1.0): 2}

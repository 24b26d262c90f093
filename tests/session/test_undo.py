"""Edits of very many examples, which are worked out beside the window."""

from __future__ import annotations

import weakref
from itertools import islice

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from gdviz.engine import Dataset, Experiment, descend
from gdviz.engine.derived import derived
from tests.heart import Heart
from tests.person import Person

N = 400_000


@pytest.fixture(scope="module")
def data() -> Dataset:
    rng = np.random.default_rng(5)
    x = np.round(rng.normal(3.0, 2.0, N), 4)
    return Dataset(x, (rng.random(N) < 1 / (1 + np.exp(3.0 - x))).astype(float), ("x",))


@pytest.fixture
def experiment(data: Dataset) -> Experiment:
    return Experiment(data, tolerance=0.0)


def settled(person: Person) -> None:
    person.until(lambda: person.session.draft is person.session.experiment, timeout=30_000)


def experiments_shown(person: Person) -> list[Experiment]:
    """What the window shows from now on, each once."""
    shown: list[Experiment] = []

    def on_changed() -> None:
        if person.session.experiment not in shown[-1:]:
            shown.append(person.session.experiment)

    person.session.changed.connect(on_changed)
    return shown


def optimum(person: Person) -> str:
    return person.find(QLabel, "optimumLabel").text()


def test_the_window_lives_while_an_edit_is_worked_out(person: Person) -> None:
    before, told = person.session.experiment, optimum(person)
    heart = Heart()
    person.type_cell(0, 0, "250000")
    assert person.session.experiment is before
    person.press(Qt.Key.Key_Right)
    assert person.session.cursor == 1
    settled(person)
    assert heart.stop() < 0.5
    person.see()
    assert float(person.cell(0, 0)) == 250_000
    assert optimum(person) != told
    expected = list(islice(descend(person.session.experiment), 2))[1]
    assert person.session.history.step(1).cost == expected.cost
    person.trigger("actionUndo")
    assert person.session.experiment is before
    assert optimum(person) == told


def test_edits_that_follow_soon_are_all_made(person: Person, data: Dataset) -> None:
    for row, x in enumerate(("1.5", "2.5", "3.5")):
        person.type_cell(row, 0, x)
    person.type_number("alphaSpin", "0.25")
    settled(person)
    after = person.session.experiment
    assert after.dataset.x[:3].ravel().tolist() == [1.5, 2.5, 3.5]
    assert_array_equal(after.dataset.x[3:], data.x[3:])
    assert after.alpha == 0.25
    while person.session.undo_stack.canUndo():
        person.trigger("actionUndo")
    assert person.session.experiment.dataset is data


def test_what_is_not_shown_yet_is_undone_at_once(person: Person, data: Dataset) -> None:
    person.type_number("alphaSpin", "0.25")
    assert person.session.experiment.alpha == 0.25
    person.type_cell(0, 0, "1.5")
    person.trigger("actionUndo")
    assert person.session.draft.dataset is data
    shown = experiments_shown(person)
    # What was begun for the first edit has been dropped; only the next one is heard of.
    person.type_cell(1, 0, "2.5")
    settled(person)
    assert shown == [person.session.experiment]
    assert_array_equal(shown[0].dataset.x, np.concatenate([data.x[:1], [2.5], data.x[2:]]))
    assert shown[0].alpha == 0.25
    person.trigger("actionUndo")
    assert person.session.experiment.dataset is data


def test_a_sample_takes_its_place(person: Person, data: Dataset) -> None:
    person.type_cell(0, 0, "1.5")
    shown = experiments_shown(person)
    person.find(QComboBox, "sampleCombo").activated.emit(1)
    chosen = person.session.experiment
    assert chosen.dataset.n < 1000
    person.trigger("actionUndo")
    person.type_cell(1, 0, "2.5")
    settled(person)
    assert [one.dataset for one in shown] == [
        chosen.dataset,
        data,
        person.session.experiment.dataset,
    ]
    assert_array_equal(shown[-1].dataset.x[:2], [data.x[0], 2.5])


def test_closing_the_window_ends_it(person: Person, data: Dataset) -> None:
    person.type_cell(0, 0, "1.5")
    person.window.close()
    assert person.session.experiment.dataset is data


def test_nothing_is_begun_in_a_window_that_is_closed(
    person: Person, experiment: Experiment
) -> None:
    person.window.close()
    person.session.edit(experiment.altered(scale=True), "Scaling")
    assert person.session.draft is person.session.experiment is experiment


class Fact:
    """Something that was worked out of data."""


def test_only_the_last_data_keep_what_was_worked_out_of_them(person: Person, data: Dataset) -> None:
    told = optimum(person)
    fact = weakref.ref(derived(data, lambda _: Fact(), "a fact"))
    for row, kept in ((0, True), (1, False)):
        person.type_cell(row, 0, "1.5")
        settled(person)
        assert (fact() is not None) is kept
    person.trigger("actionUndo")
    person.trigger("actionUndo")
    assert person.session.experiment.dataset is data
    assert optimum(person) == told

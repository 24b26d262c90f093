"""Edits and their undo steps; those of very many examples are worked out beside the window."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from gdviz.engine import Dataset, Experiment, descend
from gdviz.engine.derived import derived
from gdviz.runs.run import Run
from gdviz.session.undo import Edits
from gdviz.workers.job import Jobs
from tests.engine.samples import HOURS, overlapping
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
    """Return a list that collects the experiments shown from now on, each once."""
    shown: list[Experiment] = []

    def on_changed() -> None:
        if person.session.experiment not in shown[-1:]:
            shown.append(person.session.experiment)

    person.session.changed.connect(on_changed)
    return shown


def optimum(person: Person) -> str:
    return person.find(QLabel, "optimumLabel").text()


def test_the_window_lives_while_an_edit_is_worked_out(person: Person) -> None:
    before, shown_at_first = person.session.experiment, optimum(person)
    heart = Heart()
    person.type_cell(0, 0, "250000")
    assert person.session.experiment is before
    person.press(Qt.Key.Key_Right)
    assert person.session.cursor == 1
    settled(person)
    assert heart.stop() < 0.5
    person.see()
    assert float(person.cell(0, 0)) == 250_000
    assert optimum(person) != shown_at_first
    expected = list(islice(descend(person.session.experiment), 2))[1]
    assert person.session.history.step(1).cost == expected.cost
    person.trigger("actionUndo")
    assert person.session.experiment is before
    assert optimum(person) == shown_at_first


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
    # The work for the first edit has been dropped; only the next one is shown.
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
    """A value derived from data."""


def test_only_the_last_data_keep_what_was_worked_out_of_them(person: Person, data: Dataset) -> None:
    shown_at_first = optimum(person)
    fact = weakref.ref(derived(data, lambda _: Fact(), "a fact"))
    for row, kept in ((0, True), (1, False)):
        person.type_cell(row, 0, "1.5")
        settled(person)
        assert (fact() is not None) is kept
    person.trigger("actionUndo")
    person.trigger("actionUndo")
    assert person.session.experiment.dataset is data
    assert optimum(person) == shown_at_first


class Made:
    """Edits of an experiment without a window, and the experiments that they show."""

    def __init__(self, experiment: Experiment) -> None:
        self.shown = [experiment]
        self.jobs = Jobs()
        self.unshowable: Experiment | None = None
        self.edits = Edits(experiment, self._show, self.jobs, self.jobs)

    def _show(self, experiment: Experiment) -> bool:
        self.shown.append(experiment)
        return experiment != self.unshowable

    def texts(self) -> list[str]:
        stack = self.edits.stack
        return [stack.text(index) for index in range(stack.count())]

    def wait(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.edits.is_preparing(), timeout=10_000)


Make = Callable[[Experiment], Made]


@pytest.fixture
def made(qapp: QObject) -> Iterator[Make]:  # noqa: ARG001 (it comes first)
    every: list[Made] = []

    def make(experiment: Experiment) -> Made:
        every.append(Made(experiment))
        return every[-1]

    yield make
    for one in every:
        one.jobs.close()


class TestUndoSteps:
    FIRST = Experiment(HOURS, alpha=0.5)

    def alphas(self, made: Made, alphas: list[float], text: str = "Learning rate") -> None:
        for alpha in alphas:
            made.edits.make(made.edits.draft.altered(alpha=alpha), text)

    def test_each_edit_is_a_step_with_its_text_that_goes_both_ways(self, made: Make) -> None:
        one = made(self.FIRST)
        second, third = self.FIRST.altered(alpha=0.25), self.FIRST.altered(alpha=0.25, l2=1.0)
        one.edits.make(second, "Learning rate")
        one.edits.make(third, "L2 penalty")
        assert one.texts() == ["Learning rate", "L2 penalty"]
        assert one.edits.draft is third
        one.edits.undo()
        assert one.edits.draft is second
        one.edits.undo()
        one.edits.stack.redo()
        assert one.shown == [self.FIRST, second, third, second, self.FIRST, second]

    def test_the_edits_of_a_gesture_are_one_step_and_those_of_the_next_another(
        self, made: Make
    ) -> None:
        one = made(self.FIRST)
        self.alphas(one, [0.4])
        for alphas in ([0.3, 0.2], [0.1, 0.05]):
            one.edits.begin_gesture()
            self.alphas(one, alphas)
            one.edits.end_gesture()
        self.alphas(one, [0.6])
        self.alphas(one, [0.7])
        assert one.texts() == ["Learning rate"] * 5
        undone = []
        while one.edits.stack.canUndo():
            one.edits.undo()
            undone.append(one.shown[-1].alpha)
        assert undone == [0.6, 0.05, 0.2, 0.4, 0.5]

    def test_edits_of_another_kind_within_a_gesture_are_steps_of_their_own(
        self, made: Make
    ) -> None:
        one = made(self.FIRST)
        one.edits.begin_gesture()
        self.alphas(one, [0.4, 0.3])
        self.alphas(one, [0.2], "Start")
        assert one.texts() == ["Learning rate", "Start"]

    def test_a_gesture_that_comes_back_to_its_beginning_leaves_no_step(self, made: Make) -> None:
        one = made(self.FIRST)
        one.edits.begin_gesture()
        self.alphas(one, [0.4, 0.3, 0.5])
        one.edits.end_gesture()
        assert one.texts() == []
        assert one.shown[-1] == self.FIRST

    def test_an_edit_that_changes_nothing_is_no_step(self, made: Make) -> None:
        one = made(self.FIRST)
        self.alphas(one, [0.5])
        one.edits.open(self.FIRST.altered(alpha=0.5), "Open hours")
        assert one.texts() == []
        assert one.shown == [self.FIRST]

    def test_what_is_opened_is_always_a_step_of_its_own(self, made: Make) -> None:
        one = made(self.FIRST)
        one.edits.begin_gesture()
        self.alphas(one, [0.4], "Open hours")
        for alpha in (0.3, 0.2):
            one.edits.open(self.FIRST.altered(alpha=alpha), "Open hours")
        assert one.texts() == ["Open hours"] * 3


class TestQueuedEdits:
    """Of 100,000 examples or more, an edit waits for what it needs; others may follow it."""

    FIRST = Experiment(overlapping(100_000), tolerance=0.0)

    @pytest.mark.parametrize(("n", "waits"), [(100_000, True), (99_999, False)])
    def test_only_of_very_many_examples_an_edit_has_to_wait(
        self, made: Make, n: int, waits: bool
    ) -> None:
        one = made(self.FIRST.altered(dataset=overlapping(n)))
        scaled = one.shown[0].altered(scale=True)
        one.edits.make(scaled, "Scaling")
        assert one.edits.is_preparing() is waits
        assert one.edits.draft is scaled
        assert one.texts() == ([] if waits else ["Scaling"])

    @pytest.mark.parametrize(
        ("fields", "waits"),
        [
            ({"alpha": 0.5}, False),
            ({"epochs": 9}, False),
            ({"start": (1.0, 1.0)}, False),
            ({"rule": "adam"}, False),
            ({"scale": True}, True),
            ({"l2": 0.5}, True),
            ({"cost": "squared-error"}, True),
            ({"model": "linear"}, True),
        ],
    )
    def test_only_what_changes_the_cost_has_to_be_worked_out(
        self, made: Make, fields: dict[str, object], waits: bool
    ) -> None:
        one = made(self.FIRST)
        one.edits.make(self.FIRST.altered(**fields), "An edit")  # type: ignore[arg-type]
        assert one.edits.is_preparing() is waits

    def test_one_that_follows_is_a_step_of_its_own(self, made: Make, qtbot: QtBot) -> None:
        one = made(self.FIRST)
        scaled = self.FIRST.altered(scale=True)
        both = scaled.altered(l2=0.5)
        one.edits.make(scaled, "Scaling")
        one.edits.make(both, "L2 penalty")
        assert one.edits.draft is both
        assert one.shown == [self.FIRST]
        one.wait(qtbot)
        assert one.texts() == ["Scaling", "L2 penalty"]
        assert one.shown == [self.FIRST, scaled, both]
        one.edits.undo()
        one.edits.undo()
        assert one.shown[3:] == [scaled, self.FIRST]

    def test_of_those_that_follow_meanwhile_the_last_one_is_made(
        self, made: Make, qtbot: QtBot
    ) -> None:
        one = made(self.FIRST)
        drafts = [self.FIRST.altered(l2=l2) for l2 in (0.1, 0.2, 0.3)]
        for draft in drafts:
            one.edits.make(draft, f"L2 {draft.l2}")
        one.wait(qtbot)
        assert one.texts() == ["L2 0.1", "L2 0.3"]
        assert one.shown == [self.FIRST, drafts[0], drafts[2]]

    def test_one_that_needs_nothing_more_is_made_right_after_it_and_a_step_of_its_own(
        self, made: Make, qtbot: QtBot
    ) -> None:
        one = made(self.FIRST)
        one.edits.make(self.FIRST.altered(scale=True), "Scaling")
        one.edits.make(one.edits.draft.altered(alpha=0.5), "Learning rate")
        one.wait(qtbot)
        assert one.texts() == ["Scaling", "Learning rate"]
        one.edits.undo()
        shown = [(each.scale, each.alpha) for each in one.shown]
        assert shown == [(False, 0.1), (True, 0.1), (True, 0.5), (True, 0.1)]

    def test_those_of_one_gesture_are_one_step_all_the_same(self, made: Make, qtbot: QtBot) -> None:
        one = made(self.FIRST)
        one.edits.begin_gesture()
        for x in (1.0, 2.0, 3.0):
            data = self.FIRST.dataset.with_x(0, x)
            one.edits.make(self.FIRST.altered(dataset=data), "Move a point")
        one.edits.end_gesture()
        one.wait(qtbot)
        assert one.texts() == ["Move a point"]
        one.edits.undo()
        assert [float(each.dataset.x[0]) for each in one.shown[1:3]] == [1.0, 3.0]
        assert one.shown[3:] == [self.FIRST]

    def test_one_that_was_dropped_is_not_heard_of(self, made: Make, qtbot: QtBot) -> None:
        one = made(self.FIRST)
        one.edits.make(self.FIRST.altered(scale=True), "Scaling")
        assert one.edits.drop()
        assert not one.edits.drop()
        assert one.edits.draft is self.FIRST
        assert not one.jobs.is_busy()
        one.edits.make(self.FIRST.altered(l2=0.5), "L2 penalty")
        one.wait(qtbot)
        assert one.texts() == ["L2 penalty"]

    def test_one_that_is_ready_takes_its_place(self, made: Make, qtbot: QtBot) -> None:
        one = made(self.FIRST)
        ready = self.FIRST.altered(dataset=HOURS)
        one.edits.make(self.FIRST.altered(scale=True), "Scaling")
        one.edits.open(ready, "Open hours")
        assert not one.edits.is_preparing()
        qtbot.waitUntil(lambda: not one.jobs.is_busy(), timeout=10_000)
        assert one.texts() == ["Open hours"]
        assert one.shown == [self.FIRST, ready]

    def test_where_it_cannot_be_worked_out_all_stays_as_it_was(
        self, made: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: Run) -> Iterator[float]:
            yield 0.5
            raise ValueError("too steep")

        one = made(self.FIRST)
        monkeypatch.setattr(Run, "prepare", fail)
        with qtbot.captureExceptions() as raised:
            one.edits.make(self.FIRST.altered(scale=True), "Scaling")
            qtbot.waitUntil(lambda: bool(raised), timeout=10_000)
        assert [str(error) for _, error, _ in raised] == ["too steep"]
        assert not one.edits.is_preparing()
        assert one.edits.draft is self.FIRST
        assert one.texts() == []


def test_an_experiment_that_cannot_be_shown_leaves_no_step(qapp: QObject) -> None:  # noqa: ARG001
    made = Made(Experiment(HOURS))
    first, bad = made.edits.draft, made.edits.draft.altered(alpha=0.9)
    made.edits.make(first.altered(l2=0.1), "L2 penalty")
    made.unshowable = bad
    made.edits.make(bad, "Learning rate")
    assert made.texts() == ["L2 penalty"]
    assert made.edits.draft == first.altered(l2=0.1)
    made.edits.undo()
    assert made.edits.draft == first


def test_nor_does_one_that_an_undo_would_bring_back(qapp: QObject) -> None:  # noqa: ARG001
    made = Made(Experiment(HOURS))
    first, second = made.edits.draft, made.edits.draft.altered(l2=0.1)
    made.edits.make(second, "L2 penalty")
    made.unshowable = first
    made.edits.undo()
    assert made.texts() == []
    assert made.edits.draft == second

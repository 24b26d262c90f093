"""What becomes of the wishes of the person, without a window."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject

from gdviz.engine import Dataset, Experiment
from gdviz.session.session import Session
from gdviz.window.edit_commands import EditCommands
from tests.engine.samples import HOURS

Wish = Callable[[EditCommands], None]


class Edits:
    """Edit commands, and all that they tell."""

    def __init__(self, experiment: Experiment) -> None:
        self.session = Session(experiment)
        self.commands = EditCommands(self.session)
        self.refused: list[str] = []
        self.selected: list[int | None] = []
        self.restored = 0
        self.commands.refused.connect(self.refused.append)
        self.commands.selected.connect(self.selected.append)
        self.commands.restored.connect(self._on_restored)

    @property
    def experiment(self) -> Experiment:
        return self.session.experiment

    @property
    def text(self) -> str:
        """What can be undone."""
        return self.session.undo_stack.undoText()

    def points(self) -> list[tuple[float, float]]:
        data = self.experiment.dataset
        return list(zip(data.x.ravel().tolist(), data.y.tolist(), strict=True))

    def _on_restored(self) -> None:
        self.restored += 1


DATA = Dataset([1.0, 2.0, 4.0], [0.0, 1.0, 1.0], ("hours",), "passed")
POINTS = [(1.0, 0.0), (2.0, 1.0), (4.0, 1.0)]


@pytest.fixture
def made(qapp: QObject) -> Iterator[Callable[[Experiment], Edits]]:  # noqa: ARG001 (it comes first)
    every: list[Edits] = []

    def make(experiment: Experiment) -> Edits:
        every.append(Edits(experiment))
        return every[-1]

    yield make
    for edits in every:
        edits.session.close()


@pytest.fixture
def edits(made: Callable[[Experiment], Edits]) -> Edits:
    return made(Experiment(DATA, epochs=5))


@pytest.mark.parametrize(
    ("wish", "points", "text"),
    [
        (lambda c: c.add_point(2.5, 0.0), [*POINTS, (2.5, 0.0)], "Add a point"),
        (lambda c: c.add_row(), [*POINTS, (2.5, 0.0)], "Add a point"),
        (lambda c: c.toggle_point(0), [(1.0, 1.0), *POINTS[1:]], "Change a class"),
        (lambda c: c.toggle_point(2), [*POINTS[:2], (4.0, 0.0)], "Change a class"),
        (
            lambda c: c.move_point(1, 3.0, 0.0),
            [POINTS[0], (3.0, 0.0), POINTS[2]],
            "Move a point",
        ),
        (lambda c: c.type_cell(0, 0, "1,5"), [(1.5, 0.0), *POINTS[1:]], "Edit a value"),
        (lambda c: c.type_cell(0, 1, "1"), [(1.0, 1.0), *POINTS[1:]], "Edit a label"),
        (lambda c: c.type_cell(2, 1, " 0 "), [*POINTS[:2], (4.0, 0.0)], "Edit a label"),
    ],
)
def test_an_edit_of_a_point_changes_that_point_and_says_what_it_was(
    edits: Edits, wish: Wish, points: list[tuple[float, float]], text: str
) -> None:
    wish(edits.commands)
    assert edits.points() == points
    assert edits.text == text
    edits.session.undo_stack.undo()
    assert edits.points() == POINTS
    assert not edits.refused


@pytest.mark.parametrize(
    ("x", "middle"), [([], 0.0), ([3.0], 3.0), ([1.0, 2.23456], 1.62), ([-40.0, 10.0, 2.0], -15.0)]
)
def test_a_new_row_is_in_the_middle_of_the_others(
    made: Callable[[Experiment], Edits], x: list[float], middle: float
) -> None:
    edits = made(Experiment(Dataset(x, [1.0] * len(x)), epochs=5))
    edits.commands.add_row()
    assert edits.points()[-1] == (middle, 0.0)
    assert edits.selected == [len(x)]


@pytest.mark.parametrize(
    ("wish", "row"),
    [
        (lambda c: c.add_point(9.0, 1.0), 3),
        (lambda c: c.toggle_point(1), 1),
        (lambda c: c.select(2), 2),
    ],
)
def test_what_was_touched_is_selected(edits: Edits, wish: Wish, row: int) -> None:
    assert edits.commands.row is None
    wish(edits.commands)
    assert edits.commands.row == row
    assert edits.selected == [row]
    edits.commands.select(row)
    assert edits.selected == [row]
    edits.commands.select(None)
    assert edits.selected == [row, None]


def test_a_row_that_the_data_no_longer_have_is_not_selected(edits: Edits) -> None:
    edits.commands.select(2)
    edits.session.edit(edits.experiment.altered(dataset=DATA.without_example(0)), "Cut")
    assert edits.commands.row is None
    edits.session.undo_stack.undo()
    assert edits.commands.row == 2


@pytest.mark.parametrize(("row", "next_row"), [(0, 0), (1, 1), (2, 1)])
def test_after_a_deletion_the_next_point_is_selected(edits: Edits, row: int, next_row: int) -> None:
    edits.commands.select(row)
    edits.commands.delete_point()
    assert edits.points() == POINTS[:row] + POINTS[row + 1 :]
    assert edits.text == "Delete a point"
    assert edits.commands.row == next_row
    assert edits.selected == [row, None, next_row]


def test_after_the_last_point_there_is_nothing_to_select_or_delete(
    made: Callable[[Experiment], Edits],
) -> None:
    edits = made(Experiment(Dataset([0.0, 1.0], [0.0, 1.0]), epochs=5))
    edits.commands.select(0)
    edits.commands.delete_point()
    assert edits.points() == [(1.0, 1.0)]
    assert edits.commands.row == 0
    edits.commands.delete_point()
    assert edits.points() == []
    assert edits.commands.row is None
    edits.commands.delete_point()
    assert edits.refused == [
        "No point is selected. Click a point or a row of the table first.",
    ]
    assert edits.session.undo_stack.count() == 2


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (
            lambda c: c.type_cell(1, 0, "two"),
            "Row 2, hours: “two” is not a number, so it was left.",
        ),
        (lambda c: c.type_cell(0, 1, ""), "Row 1, passed: “” is not a number, so it was left."),
        (lambda c: c.type_cell(2, 1, "0.5"), "Row 3: the class must be 0 or 1, not 0.5."),
    ],
)
def test_what_is_typed_in_vain_is_told_and_changes_nothing(
    edits: Edits, wish: Wish, told: str
) -> None:
    wish(edits.commands)
    assert edits.refused == [told]
    assert edits.points() == POINTS
    assert edits.session.undo_stack.count() == 0


def test_a_line_takes_any_label(made: Callable[[Experiment], Edits]) -> None:
    edits = made(Experiment(DATA, model="linear", epochs=5))
    edits.commands.type_cell(2, 1, "0.5")
    assert edits.points()[2] == (4.0, 0.5)
    edits.commands.move_point(0, 1.5, -3.0)
    assert edits.points()[0] == (1.5, -3.0)
    edits.commands.set_fields({"model": "logistic"})
    assert edits.experiment.model == "linear"
    assert len(edits.refused) == 1
    assert edits.refused[0].startswith("Model: y must hold only 0 and 1")
    assert edits.restored == 1


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"model": "linear"}, "Model"),
        ({"cost": "squared-error"}, "Cost"),
        ({"rule": "adam", "rule_settings": ()}, "Rule"),
        ({"rule_settings": ()}, "Rule"),
        ({"batch_size": 2}, "Batch size"),
        ({"scale": True}, "Scaling"),
        ({"l2": 0.25}, "L2 penalty"),
        ({"tolerance": 0.5}, "Stop rule"),
        ({"cost_drop": 0.5}, "Stop rule"),
        ({"cost_window": 3}, "Stop rule"),
    ],
)
def test_a_setting_is_set_and_its_edit_has_a_name(
    made: Callable[[Experiment], Edits], fields: dict[str, object], text: str
) -> None:
    before = Experiment(DATA, epochs=5, rule="momentum", rule_settings=(("decay", 0.5),))
    edits = made(before)
    edits.commands.set_fields(fields)  # type: ignore[arg-type]
    after = edits.experiment.altered(alpha=before.alpha)
    assert after == before.altered(**fields)  # type: ignore[arg-type]
    assert (edits.experiment != after) == (text in ("Model", "Cost", "Scaling"))
    assert edits.text == text
    assert edits.restored == 0


@pytest.mark.parametrize(
    ("wish", "fields", "text"),
    [
        (lambda c: c.set_alpha(0.25), {"alpha": 0.25}, "Learning rate"),
        (lambda c: c.set_epochs(80), {"epochs": 80}, "Epochs"),
        (lambda c: c.set_start(-1.5, 0.5), {"start": (-1.5, 0.5)}, "Start"),
        (lambda c: c.set_start_kind("random", 7), {"start": "random", "seed": 7}, "Start"),
        (lambda c: c.set_start_kind("zeros", 7), {"start": "zeros", "seed": 7}, "Start"),
        (lambda c: c.set_start_kind("picked", 7), {"seed": 7}, "Seed"),
    ],
)
def test_the_other_controls_set_what_they_are_for(
    made: Callable[[Experiment], Edits], wish: Wish, fields: dict[str, object], text: str
) -> None:
    before = Experiment(DATA, epochs=5, start=(1.0, 2.0))
    edits = made(before)
    wish(edits.commands)
    assert edits.experiment == before.altered(**fields)  # type: ignore[arg-type]
    assert edits.text == text


@pytest.mark.parametrize("alpha", [0.0, -0.5, math.inf, math.nan])
def test_an_alpha_that_makes_no_run_is_not_taken(edits: Edits, alpha: float) -> None:
    edits.commands.set_alpha(alpha)
    assert edits.experiment.alpha == 0.1
    assert edits.session.undo_stack.count() == 0
    assert not edits.refused


def test_what_the_experiment_refuses_is_told_and_the_controls_are_put_right(edits: Edits) -> None:
    before = edits.experiment
    edits.commands.set_fields({"batch_size": 4})
    assert edits.experiment is before
    assert edits.refused == ["Batch size: batch_size must be a whole number, in 1 … 3, not 4"]
    assert edits.restored == 1


def test_scaling_there_and_back_leaves_the_picked_start_the_same_model(
    made: Callable[[Experiment], Edits],
) -> None:
    edits = made(Experiment(HOURS, epochs=5, start=(-3.0, 0.5)))
    edits.commands.set_fields({"scale": True})
    mean, deviation = HOURS.x.mean(), HOURS.x.std()
    assert edits.experiment.start == pytest.approx((-3.0 + 0.5 * mean, 0.5 * deviation), rel=1e-12)
    edits.commands.set_fields({"scale": False})
    assert edits.experiment.start == pytest.approx((-3.0, 0.5), rel=1e-12)


@pytest.mark.parametrize("start", ["zeros", "random"])
def test_scaling_leaves_a_start_by_name_as_it_is(
    made: Callable[[Experiment], Edits], start: str
) -> None:
    edits = made(Experiment(HOURS, epochs=5, start=start))  # type: ignore[arg-type]
    edits.commands.set_fields({"scale": True})
    assert edits.experiment.start == start


def test_it_belongs_to_whom_it_is_given(qapp: QObject, edits: Edits) -> None:
    commands = EditCommands(edits.session, qapp)
    assert commands.parent() is qapp
    commands.setParent(None)

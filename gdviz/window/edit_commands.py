"""The user's edits, each turned into another experiment."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Literal, Unpack

from PySide6.QtCore import QObject, Signal, Slot

from gdviz.documents.data_file import class_meaning
from gdviz.engine.dataset import Dataset
from gdviz.engine.experiment import Experiment, Fields
from gdviz.session.session import Session
from gdviz.support.numbers import exact, parse
from gdviz.views.widgets.message_bar import Offer
from gdviz.window.alpha_share import share_kept, with_share_of
from gdviz.wording.batch_size import batch_followed

_TEXTS = {
    "model": "Model",
    "cost": "Cost",
    "rule": "Rule",
    "rule_settings": "Rule",
    "batch_size": "Batch size",
    "scale": "Scaling",
    "l2": "L2 penalty",
    "tolerance": "Stop rule",
    "cost_drop": "Stop rule",
    "cost_window": "Stop rule",
}
# With these α keeps its share of 1/L.
_BEND_THE_COST = {"model", "cost", "scale"}


class EditCommands(QObject):
    """Turns the intents that views emit into edits of the session; owns the selected example.

    ``refused`` says in one sentence why an edit is impossible; nothing changes then, and
    ``restored`` asks the controls to show the current state again. ``offered`` says what an edit
    has changed besides, with an ``Offer`` to take that back; ``told`` says it without one.
    """

    selected = Signal(object)
    refused = Signal(str)
    restored = Signal()
    offered = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: int | None = None

    @property
    def row(self) -> int | None:
        """The row of the selected example, None without one."""
        return self._row if self._row is not None and self._row < self._data.n else None

    @Slot(object)
    def select(self, row: int | None) -> None:
        """Select the example in that row, or none."""
        if row != self._row:
            self._row = row
            self.selected.emit(self.row)

    @Slot(float, float)
    def add_point(self, x: float, y: float) -> None:
        """Add an example at the end, and select it."""
        self._edit(self._data.with_example(x, y), "Add a point")
        self.select(self._data.n - 1)

    @Slot()
    def add_row(self) -> None:
        """Add an example of class 0 in the middle of the rest."""
        x = self._data.columns[:, 0]
        middle = float((x.min() + x.max()) / 2) if len(x) else 0.0
        self.add_point(float(f"{middle:.3g}"), 0.0)

    @Slot(int)
    def toggle_point(self, row: int) -> None:
        """Give an example the other class, and select it."""
        self._edit(self._data.with_y(row, 1.0 - self._data.y[row]), "Change a class")
        self.select(row)

    @Slot(int, float, float)
    def move_point(self, row: int, x: float, y: float) -> None:
        """Move an example."""
        self._edit(self._data.with_x(row, x).with_y(row, y), "Move a point")

    @Slot()
    def delete_point(self) -> None:
        """Delete the selected example."""
        row = self.row
        if row is None:
            self.refused.emit("No point is selected. Click a point or a row of the table first.")
            return
        left = self._data.n - 1
        self.select(None)
        self._edit(self._data.without_example(row), "Delete a point")
        if self._data.n == left > 0:
            self.select(min(row, left - 1))

    @Slot(int, int, str)
    def type_cell(self, row: int, column: int, text: str) -> None:
        """Apply what was typed into the table: x in column 0, the label in column 1."""
        try:
            value = parse(text)
        except ValueError:
            name = (self._data.feature_names[0], self._data.label_name)[column]
            self.refused.emit(f"Row {row + 1}, {name}: “{text}” is not a number, so it was left.")
            return
        if column == 0:
            self._edit(self._data.with_x(row, value), "Edit a value")
        elif self._session.draft.objective_type.has_classes and value not in (0.0, 1.0):
            self.refused.emit(f"Row {row + 1}: the class must be 0 or 1, not {exact(value)}.")
        else:
            self._edit(self._data.with_y(row, value), "Edit a label")

    @Slot(str)
    def offer_swap(self, told: str) -> None:
        """Say which value of the label is 0 and which is 1, and offer to exchange them."""
        shown, (zero, one) = self._session.draft, self._data.class_names
        offer = Offer(
            told,
            "Swap",
            f"Let {zero} be 1 and {one} be 0",
            self._swap_classes,
            lambda: self._session.draft is shown,
        )
        self.offered.emit(offer)

    def _swap_classes(self) -> None:
        self._edit(self._data.with_classes_swapped(), "Swap classes")
        self.offer_swap(class_meaning(self._data))

    @Slot(float)
    def set_alpha(self, alpha: float) -> None:
        """Set the learning rate."""
        if math.isfinite(alpha) and alpha > 0:
            self._replace("Learning rate", alpha=alpha)

    @Slot(int)
    def set_epochs(self, epochs: int) -> None:
        """Set the last epoch."""
        self._replace("Epochs", epochs=epochs)

    @Slot(float, float)
    def set_start(self, b0: float, b1: float) -> None:
        """Start at a point of the contour, in the coordinates of the run."""
        self._replace("Start", start=(b0, b1))

    @Slot(dict)
    def set_fields(self, fields: Fields) -> None:
        """Set some settings of the experiment; with another curvature α keeps its meaning."""
        before, texts = self._session.draft, {_TEXTS[name] for name in fields}
        text = texts.pop() if len(texts) == 1 else "Settings"
        if "scale" in fields and not isinstance(before.start, str):
            # The picked start is the same model in either coordinates.
            start = before.scaling.to_data_units(before.start)
            scaled = before.altered(scale=fields["scale"], start="zeros")
            fields = {**fields, "start": tuple(scaled.scaling.to_run_units(start))}
        after = self._possible(text, lambda: before.altered(**fields))
        if after is not None and fields.keys() & _BEND_THE_COST:
            after = with_share_of(before, after)
        if after is not None:
            self._session.edit(after, text)
            self._offer_alpha(before.alpha, after, text)

    @Slot(str, int)
    def set_start_kind(self, kind: Literal["zeros", "random", "picked"], seed: int) -> None:
        """Start at zeros or at random numbers; ``picked`` leaves the start and sets the seed."""
        if kind == "picked":
            self._replace("Seed", seed=seed)
        else:
            self._replace("Start", start=kind, seed=seed)

    @property
    def _data(self) -> Dataset:
        return self._session.draft.dataset

    def _edit(self, data: Dataset, text: str) -> None:
        before = self._session.draft
        self._make(text, lambda: before.on(data))
        if followed := batch_followed(before, self._session.draft):
            self.told.emit(followed)

    def _replace(self, text: str, **fields: Unpack[Fields]) -> None:
        self._make(text, lambda: self._session.draft.altered(**fields))

    def _make(self, text: str, altered: Callable[[], Experiment]) -> None:
        experiment = self._possible(text, altered)
        if experiment is not None:
            self._session.edit(experiment, text)

    def _possible(self, text: str, altered: Callable[[], Experiment]) -> Experiment | None:
        """Return the altered draft; say why and return None if that is impossible."""
        try:
            experiment = altered()
            experiment.check_labels()
        except ValueError as error:
            self.refused.emit(f"{text}: {error}")
            self.restored.emit()
            return None
        return experiment

    def _offer_alpha(self, alpha: float, after: Experiment, text: str) -> None:
        """Say that α was changed along with a setting, and offer the number it had."""
        if after.alpha == alpha:
            return
        offer = Offer(
            share_kept(alpha, after),
            f"Keep α = {exact(alpha)}",
            "Keep the number, though it is another share of 1/L now",
            partial(self._keep_alpha, alpha, after, text),
            lambda: self._session.draft is after,
        )
        self.offered.emit(offer)

    def _keep_alpha(self, alpha: float, after: Experiment, text: str) -> None:
        """Make the last edit again with the old number, so that it stays a single undo step."""
        self._session.edits.undo()
        self._session.edit(after.altered(alpha=alpha), text)

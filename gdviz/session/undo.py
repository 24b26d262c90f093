"""The edits of an experiment: undoable, and those that take long made beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from gdviz.engine.experiment import Experiment
from gdviz.support.compat import override
from gdviz.workers.prepare_job import Preparing

# From so many examples on, an edit of them takes longer than a frame or two.
_MANY = 100_000

Adopt = Callable[[Experiment], None]


class ReplaceExperiment(QUndoCommand):
    """Every edit there is: one experiment instead of another."""

    def __init__(
        self, adopt: Adopt, before: Experiment, after: Experiment, text: str, gesture: int
    ) -> None:
        super().__init__(text)
        self._adopt = adopt
        self._before = before
        self._after = after
        self._gesture = gesture

    @override
    def redo(self) -> None:
        self._adopt(self._after)

    @override
    def undo(self) -> None:
        self._adopt(self._before)

    @override
    def id(self) -> int:
        return self._gesture

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, ReplaceExperiment) or other.text() != self.text():
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True


@dataclass(frozen=True, slots=True)
class _Edit:
    experiment: Experiment
    text: str
    gesture: int


class Edits(QObject):
    """Makes edits and takes them back; ``adopt`` shows the experiment that each leads to.

    An edit of very many examples is made once what they need has been worked out. Until then
    ``draft`` is what it leads to, and edits that are made meanwhile go on from there.
    """

    progressed = Signal(float)
    rested = Signal()

    def __init__(self, experiment: Experiment, adopt: Adopt, parent: QObject) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._show = adopt
        self._shown = experiment
        self._gesture = 0
        self._begun: _Edit | None = None
        self._wanted: _Edit | None = None
        self._preparing: Preparing | None = None

    @property
    def draft(self) -> Experiment:
        """What the edits lead to, whether it is shown yet or not."""
        return self._wanted.experiment if self._wanted else self._shown

    def is_preparing(self) -> bool:
        """Return whether an edit is still to be shown."""
        return self._wanted is not None

    @Slot()
    def begin_gesture(self) -> None:
        """Let the edits of one kind that follow count as one, until ``end_gesture``."""
        self._gesture = abs(self._gesture) + 1

    @Slot()
    def end_gesture(self) -> None:
        """End what ``begin_gesture`` began."""
        self._gesture = -abs(self._gesture)

    def make(self, experiment: Experiment, text: str) -> None:
        """Replace the experiment, undoably; edits of one gesture are undone together."""
        if experiment == self.draft:
            return
        edit = _Edit(experiment, text, self._gesture if self._gesture > 0 else -1)
        if self._wanted is None and not self._takes_long(experiment):
            self._push(edit)
            return
        self._wanted = edit
        if self._preparing is None:
            self._prepare(edit)

    def make_prepared(self, experiment: Experiment, text: str) -> None:
        """Replace the experiment by one whose facts are known, undoably and now."""
        self.drop()
        self._push(_Edit(experiment, text, -1))

    @Slot()
    def undo(self) -> None:
        """Take back the last edit, or the one that is not shown yet."""
        if not self.drop():
            self.stack.undo()

    def drop(self) -> bool:
        """Forget what is not shown yet; return whether there was anything."""
        dropped, self._wanted, self._begun = self._wanted, None, None
        if dropped is not None:
            self.rested.emit()
        return dropped is not None

    def close(self) -> None:
        """Forget what is not shown yet, and join the thread."""
        self.drop()
        if self._preparing is not None:
            self._preparing.stop()

    def _takes_long(self, experiment: Experiment) -> bool:
        return experiment.dataset.n >= _MANY and _facts_of(experiment) != _facts_of(self._shown)

    def _push(self, edit: _Edit) -> None:
        if edit.experiment != self._shown:
            self.stack.push(
                ReplaceExperiment(
                    self._adopt, self._shown, edit.experiment, edit.text, edit.gesture
                )
            )

    def _adopt(self, experiment: Experiment) -> None:
        self._shown = experiment
        self._show(experiment)

    def _prepare(self, edit: _Edit) -> None:
        self._begun = edit
        self._preparing = Preparing(edit.experiment)
        self._preparing.progressed.connect(self._on_progressed)
        self._preparing.finished.connect(self._on_prepared)
        self._on_progressed(0.0)
        self._preparing.start()

    @Slot(float)
    def _on_progressed(self, share: float) -> None:
        if self._wanted is not None:
            self.progressed.emit(share)

    @Slot()
    def _on_prepared(self) -> None:
        preparing, begun, wanted = self._preparing, self._begun, self._wanted
        if preparing is None:
            return
        preparing.wait()
        self._preparing = self._begun = None
        if wanted is None:
            return
        if preparing.error is not None:
            self.drop()
            raise preparing.error
        # A later edit of the same facts is as well prepared as the one that was begun.
        if begun is not None and _facts_of(begun.experiment) == _facts_of(wanted.experiment):
            self.drop()
            self._push(wanted)
            return
        if begun is not None:
            self._push(begun)
        self._prepare(wanted)


def _facts_of(experiment: Experiment) -> tuple[object, ...]:
    """Return what the facts of a run depend on."""
    one = experiment
    return id(one.dataset), one.model, one.cost, one.scale, one.l2

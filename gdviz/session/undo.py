"""The edits of an experiment: undoable, and slow ones prepared in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from gdviz.engine.experiment import Experiment
from gdviz.session.document import Document, DocumentState
from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.workers.job import Jobs
from gdviz.workers.prepare_job import PrepareJob

# An edit of this many examples takes longer than a frame or two.
_MANY = 100_000

# Shows an experiment; returns whether that was possible.
Adopt = Callable[[Experiment], bool]


class ReplaceExperiment(QUndoCommand):
    """Any edit: one experiment instead of another; what was opened is another document as well.

    One that cannot be shown leaves the stack again.
    """

    def __init__(
        self,
        adopt: Callable[[DocumentState], bool],
        before: DocumentState,
        after: DocumentState,
        text: str,
        gesture: int,
    ) -> None:
        super().__init__(text)
        self._adopt = adopt
        self._before = before
        self._after = after
        self._gesture = gesture

    @property
    def leaves(self) -> DocumentState | None:
        """The state of the document that was left for another; None for an edit within one."""
        return self._before if self._before.document is not self._after.document else None

    @override
    @guarded
    def redo(self) -> None:
        self.setObsolete(not self._adopt(self._after))

    @override
    @guarded
    def undo(self) -> None:
        self.setObsolete(not self._adopt(self._before))

    @override
    @guarded
    def id(self) -> int:
        return self._gesture

    @override
    @guarded
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
    document: Document


class Edits(QObject):
    """Makes and undoes edits; ``adopt`` shows the resulting experiment.

    An edit of very many examples is made once one of ``jobs`` has prepared it. Until then
    ``draft`` is its result, and later edits build on that. ``document_changed`` says that the
    document is another one, or in another state.
    """

    document_changed = Signal()

    def __init__(
        self,
        experiment: Experiment,
        adopt: Adopt,
        jobs: Jobs,
        parent: QObject,
        path: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._show = adopt
        document = Document(path, experiment)
        self._documents = WeakSet([document])
        self._shown = DocumentState(experiment, document)
        self._jobs = jobs
        self._gesture = 0
        self._begun: _Edit | None = None
        self._wanted: _Edit | None = None
        self._job: PrepareJob | None = None
        self._adopting = False

    @property
    def draft(self) -> Experiment:
        """The result of the edits, whether it is shown yet or not."""
        return self._wanted.experiment if self._wanted else self._shown.experiment

    @property
    def state(self) -> DocumentState:
        """The document, in the state that is shown or about to be."""
        return DocumentState(self.draft, self._shown.document)

    def unsaved(self) -> tuple[int, DocumentState] | None:
        """Return the last state with edits that are in no file, and its place in the stack.

        That is the state shown, or that of a document when another was opened: undo leads there.
        """
        if self.state.is_edited:
            return self.stack.index(), self.state
        for place in reversed(range(self.stack.index())):
            command = self.stack.command(place)
            left = command.leaves if isinstance(command, ReplaceExperiment) else None
            if left is not None and left.is_edited:
                return place, left
        return None

    def is_preparing(self) -> bool:
        """Return whether an edit is not shown yet."""
        return self._wanted is not None

    @Slot()
    def begin_gesture(self) -> None:
        """Let following edits of one kind count as one, until ``end_gesture``."""
        self._gesture = abs(self._gesture) + 1

    @Slot()
    def end_gesture(self) -> None:
        """End the gesture."""
        self._gesture = -abs(self._gesture)

    def make(self, experiment: Experiment, text: str) -> None:
        """Replace the experiment, undoably; edits of one gesture are undone together."""
        if experiment == self.draft:
            return
        gesture = self._gesture if self._gesture > 0 else -1
        edit = _Edit(experiment, text, gesture, self._shown.document)
        if self._wanted is None and not self._takes_long(experiment):
            self._push(edit)
            return
        self._wanted = edit
        if self._begun is None:
            self._prepare(edit)

    def open(self, experiment: Experiment, text: str, path: Path | None = None) -> None:
        """Go on with another document, undoably and at once; its experiment is prepared already.

        ``path`` is the session file that holds it. What is open already, and as it is kept,
        stays.
        """
        self.drop()
        document = Document(path, experiment)
        self._note_kept(path, experiment)
        self._documents.add(document)
        if path != self._shown.document.path or experiment != self._shown.experiment:
            self._push(_Edit(experiment, text, -1, document))
        else:
            self.document_changed.emit()

    def note_unsaved(self) -> None:
        """Note that no file has the document: it was put aside by a window that has crashed."""
        self._shown.document.kept = None
        self.document_changed.emit()

    def note_saved(self, path: Path) -> None:
        """Note that the experiment shown is in that session file now, which is the document's."""
        self._shown.document.path = path
        self._shown.document.kept = self._shown.experiment
        self._note_kept(path, self._shown.experiment)
        self.stack.setClean()
        self.document_changed.emit()

    @Slot()
    def undo(self) -> None:
        """Undo the last edit, or drop the one not shown yet."""
        if not self.drop():
            self.stack.undo()

    def drop(self) -> bool:
        """Drop the edit not shown yet; return whether there was one."""
        dropped, self._wanted, self._begun = self._wanted, None, None
        self._jobs.drop(self._job)
        self._job = None
        return dropped is not None

    def _takes_long(self, experiment: Experiment) -> bool:
        return experiment.dataset.n >= _MANY and _prepared_for(experiment) != _prepared_for(
            self._shown.experiment
        )

    def _note_kept(self, path: Path | None, experiment: Experiment) -> None:
        """Note what a file holds now; it may have been opened more than once."""
        for document in self._documents:
            if path is not None and document.path == path:
                document.kept = experiment

    def _push(self, edit: _Edit) -> None:
        after = DocumentState(edit.experiment, edit.document)
        if after != self._shown:
            self.stack.push(
                ReplaceExperiment(self._adopt, self._shown, after, edit.text, edit.gesture)
            )

    def _adopt(self, state: DocumentState) -> bool:
        before, self._shown = self._shown, state
        self._adopting = True
        try:
            shown = self._show(state.experiment)
        finally:
            self._adopting = False
        if not shown:
            self._shown = before
        self.document_changed.emit()
        return shown

    def take_back(self) -> None:
        """Undo the last edit, which cannot be shown; one being made is left by itself."""
        if not self._adopting:
            self.stack.undo()

    def _prepare(self, edit: _Edit) -> None:
        self._begun = edit
        job = PrepareJob("Applying the edit", edit.experiment)
        self._job = self._jobs.start(job, self._on_prepared)

    def _on_prepared(self, job: PrepareJob) -> None:
        begun, wanted = self._begun, self._wanted
        self._job = self._begun = None
        if job.error is not None:
            self.drop()
            raise job.error
        if begun is None or wanted is None:
            return
        self._push(begun)
        # A later edit of the same facts is as well prepared as the one that was begun.
        if _prepared_for(begun.experiment) == _prepared_for(wanted.experiment):
            self.drop()
            self._push(wanted)
        else:
            self._prepare(wanted)


def _prepared_for(experiment: Experiment) -> tuple[object, ...]:
    """Return what the facts computed in the background depend on."""
    one = experiment
    return id(one.dataset), one.model, one.cost, one.scale, one.l2

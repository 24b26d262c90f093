"""The window: builds the views, and connects them with the session."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from gdviz.documents.assets import asset
from gdviz.documents.samples import samples
from gdviz.documents.session_file import Switches
from gdviz.engine.experiment import Experiment
from gdviz.export.look import Look
from gdviz.session.autosave import Autosave
from gdviz.session.session import Session
from gdviz.support.compat import override
from gdviz.support.folders import state_folder
from gdviz.support.guard import guarded
from gdviz.views.controls.setup import Setup
from gdviz.views.controls.start_controls import StartControls
from gdviz.views.controls.timeline import TimelineView
from gdviz.views.controls.transport import Transport
from gdviz.views.cost.cost_view import CostView
from gdviz.views.data.data_panel import DataPanel
from gdviz.views.dialogs.help_dialog import HelpDialog
from gdviz.views.prediction.prediction_view import PredictionView
from gdviz.views.snapshot import Settings, Snapshot, View
from gdviz.views.step.ledger_view import LedgerView
from gdviz.views.surface.surface_view import SurfaceView
from gdviz.views.widgets.message_bar import MessageBar
from gdviz.views.widgets.progress_bar import ProgressView
from gdviz.window.actions import SWITCHES, TRANSPORT, Actions, key_table
from gdviz.window.appearance import Appearance
from gdviz.window.clipboard_commands import ClipboardCommands
from gdviz.window.close_question import CloseQuestion
from gdviz.window.edit_commands import EditCommands
from gdviz.window.file_commands import FileCommands
from gdviz.window.layout import CardLayout
from gdviz.window.placement import note_place, show_placed
from gdviz.window.recent_files import RecentFiles
from gdviz.window.remembered import Remembered
from gdviz.window.restoring import Restoring
from gdviz.window.signal_watch import SignalWatch
from gdviz.window.surface_work import SurfaceWork
from gdviz.window.unexpected_errors import UnexpectedErrors

# Qt otherwise waits 5 ms before it paints what has changed: a third of a frame.
os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
# Seconds a thread waits for the interpreter's lock before it requests it.
sys.setswitchinterval(0.000_005)


class MainWindow(QMainWindow):
    """The main window; it is a view of ``session``.

    Without an experiment it shows the first sample; ``path`` is the session file to save to.
    """

    _about_to_paint = Signal()

    def __init__(
        self, experiment: Experiment | None = None, epoch: int = 0, path: Path | None = None
    ) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        file = path and path.absolute()
        self.session = Session(experiment or samples()[0].experiment(), self, file)
        self.remembered = Remembered(self)
        self._commands = EditCommands(self.session, self)
        self.errors = UnexpectedErrors(self.session, self)
        self._actions = Actions(self)
        self._files = FileCommands(self, self.session, self._look, self.remembered)
        self._recent = RecentFiles(self._actions.recent, self.remembered, self)
        if file:
            self._recent.add(file)
        self.close_question = CloseQuestion(self.session.edits, self._files.save, self)
        self._clipboard = ClipboardCommands(self, self.session, lambda: self._settings.switches)
        self._autosave: Autosave | None = None
        self._settings = Settings()
        self._shown: Snapshot | None = None
        self._build_views()
        self._lay_out()
        self._connect_actions()
        self.session.go_to(epoch)
        self._connect_views()
        self._appearance = Appearance(self._actions.themes, self.remembered, self)
        self._appearance.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._limit_size()
        self._transport.show_speed(self.remembered.speed)
        self.session.set_speed(self.remembered.speed)
        self._show_title()
        self.remembered.tell_problem()

    def open_path(self, path: Path) -> None:
        """Open a data file or a session; errors go to the message bar."""
        self._files.open_path(path)

    def keep_safe(self, folder: Path | None) -> None:
        """Keep unsaved work in files of that folder, and offer what is there of earlier windows."""
        self._autosave = Autosave(self.session, folder, self)
        self._autosave.failed.connect(self._message.show_error)
        if folder is not None:
            again = Restoring(folder, self._restore, self._autosave.take_over, self)
            again.offered.connect(self._message.show_offer)
            again.failed.connect(self._message.show_error)
            again.offer_next()

    @Slot(int)
    def end_by_signal(self, number: int) -> None:
        """Put unsaved work aside, and end the program with the status of that signal."""
        if self._autosave is not None:
            self._autosave.save_now()
        QApplication.exit(128 + number)

    @override
    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt paints when this returns, before the queued signal arrives. Waiting for the painting
        # here would hold the interpreter's lock all the while.
        if event.type() == QEvent.Type.UpdateRequest:
            self._about_to_paint.emit()
        return super().eventFilter(watched, event)

    @override
    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.fit(event.size())
        self._place_message()

    @override
    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.close_question.lets_close():
            event.ignore()
            return
        if self._autosave is not None:
            self._autosave.close()
        self.session.close()
        note_place(self, self.remembered)
        self.remembered.write()
        for timer in self.findChildren(QTimer):
            timer.stop()
        super().closeEvent(event)

    @override
    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self._files.open_path(Path(paths[0]))

    def _build_views(self) -> None:
        act = self._actions
        steps = [act[name] for name in TRANSPORT]
        self._transport = Transport(steps, act["actionPlay"], act["actionExport"], act.menu)
        self._setup = Setup(self)
        self._transport.insert_fields(self._setup.fields())
        self._message = MessageBar()
        self._progress = ProgressView()
        self._data = DataPanel(act["actionDeletePoint"], act["actionOpen"])
        self._data.set_samples({one.name: one.title for one in samples()})
        self._prediction = PredictionView()
        self._cost = CostView()
        self._surface = SurfaceView()
        SurfaceWork(self.session, self._surface, self)
        self._start = StartControls()
        self._surface.add_control(self._start)
        self._ledger = LedgerView()
        self._timeline = TimelineView()
        self._plots = {
            "sigmoid": self._prediction,
            "cost": self._cost,
            "landscape": self._surface,
        }
        self._views: tuple[View, ...] = (
            self._actions,
            self._transport,
            self._setup,
            self._data,
            self._prediction,
            self._cost,
            self._surface,
            self._start,
            self._ledger,
            self._timeline,
        )
        for view, names in (
            (self._prediction, ("actionResiduals", "actionExportSigmoid")),
            (self._cost, ("actionLogCost", "actionAhead", "actionExportCost")),
            (self._surface, ("actionExportLandscape",)),
        ):
            for name in names:
                view.add_action(act[name])

    def _lay_out(self) -> None:
        ground = QWidget()
        for floating in (self._message, self._progress):
            floating.setParent(ground)
            floating.about_to_show.connect(self._place_message)
        cards = {"data": self._data, "step": self._ledger, "prediction": self._prediction}
        cards |= {"cost": self._cost, "surface": self._surface}
        self._layout = CardLayout(ground, self._transport, cards, self._timeline)
        self.setCentralWidget(ground)

    def _limit_size(self) -> None:
        # Said in so many pixels: else the roomy layout would not let the window become small.
        self.setMinimumSize(self._layout.least())
        self._layout.fit(self.size())

    def _connect_actions(self) -> None:
        act, session = self._actions, self.session
        for name, slot in (
            ("actionReset", session.reset),
            ("actionBack", session.back),
            ("actionStep", session.step),
            ("actionToEnd", session.to_end),
            ("actionUndo", session.edits.undo),
            ("actionRedo", session.undo_stack.redo),
            ("actionDeletePoint", self._commands.delete_point),
            ("actionNew", self._files.new),
            ("actionOpen", self._files.open),
            ("actionSave", self._files.save),
            ("actionSaveAs", self._files.save_as),
            ("actionExport", self._files.export),
            ("actionCopyCommand", self._clipboard.copy_command),
            ("actionCopyLink", self._clipboard.copy_link),
            ("actionPasteLink", self._clipboard.paste_link),
            ("actionQuit", self.close),
            ("actionHelp", self._on_help_asked),
        ):
            act[name].triggered.connect(lambda _checked=False, slot=slot: slot())
        act["actionPlay"].triggered.connect(self._on_play_triggered)
        for name, field in SWITCHES.items():
            on = getattr(self.remembered.preferences, field)
            act[name].setChecked(on)
            self._settings = replace(self._settings, **{field: on})
            act[name].toggled.connect(partial(self._on_switched, field))
        for plot in self._plots:
            export = partial(self._files.export_plot, plot)
            act[f"actionExport{plot.capitalize()}"].triggered.connect(export)
        stack = session.undo_stack
        stack.canUndoChanged.connect(act["actionUndo"].setEnabled)
        stack.canRedoChanged.connect(act["actionRedo"].setEnabled)
        for name in ("actionUndo", "actionRedo"):
            act[name].setEnabled(False)

    def _connect_views(self) -> None:
        session, edit = self.session, self._commands
        session.changed.connect(self._show)
        self._about_to_paint.connect(session.note_painted, Qt.ConnectionType.QueuedConnection)
        self.installEventFilter(self)
        session.failed.connect(self.errors.tell_of_training)
        session.failed.connect(self._show_controls)
        self.errors.told.connect(self._message.show_offer)
        self.errors.copied.connect(self._message.show_notice)
        session.jobs.progressed.connect(self._progress.show_share)
        session.jobs.rested.connect(self._progress.end)
        edit.refused.connect(self._message.show_error)
        edit.offered.connect(self._message.show_offer)
        edit.told.connect(self._message.show_notice)
        edit.restored.connect(self._show_controls)
        edit.selected.connect(self._show)
        for commands in (self._files, self._clipboard):
            commands.opened.connect(partial(edit.select, None))
            commands.failed.connect(self._message.show_error)
            commands.done.connect(self._message.show_notice)
            commands.switched.connect(self.set_switches)
        self._files.classes_named.connect(edit.offer_swap)
        self.remembered.failed.connect(self._message.show_error)
        session.edits.document_changed.connect(self._show_title)
        self._files.used.connect(self._recent.add)
        self._recent.chosen.connect(self._files.open_path)
        self._transport.speed_chosen.connect(session.set_speed)
        self._transport.speed_chosen.connect(self.remembered.note_speed)
        self._transport.alpha_chosen.connect(edit.set_alpha)
        self._transport.epochs_chosen.connect(edit.set_epochs)
        self._transport.gesture_began.connect(session.edits.begin_gesture)
        self._transport.gesture_ended.connect(session.edits.end_gesture)
        self._setup.chosen.connect(edit.set_fields)
        self._data.sample_chosen.connect(self._files.open_sample)
        self._data.row_selected.connect(edit.select)
        self._data.cell_typed.connect(edit.type_cell)
        self._data.add_asked.connect(self._on_add_asked)
        self._prediction.point_added.connect(edit.add_point)
        self._prediction.point_toggled.connect(edit.toggle_point)
        self._prediction.point_selected.connect(edit.select)
        self._prediction.point_moved.connect(edit.move_point)
        self._surface.start_moved.connect(edit.set_start)
        for view in (self._prediction, self._surface):
            view.drag_began.connect(session.edits.begin_gesture)
            view.drag_ended.connect(session.edits.end_gesture)
        self._start.start_chosen.connect(edit.set_start_kind)
        self._cost.epoch_clicked.connect(session.go_to)
        for plot in self._plots.values():
            plot.released.connect(self._show)
        self._timeline.epoch_chosen.connect(session.go_to)
        self._timeline.epochs_fitted.connect(edit.set_epochs)
        self._ledger.row_clicked.connect(edit.select)

    @Slot()
    def _show(self) -> None:
        """Show the current state; each view compares it with what it shows.

        If one of them fails, all of them keep the state before, and the session returns to it.
        """
        before, now = self._shown, self._snapshot()
        try:
            self._show_whole(now, before)
        except Exception as error:
            if before is None:
                raise
            self.errors.tell(type(error), error, error.__traceback__)
            self.session.return_to(before.run, before.epoch)
            self._show_whole(self._snapshot(), None)
            return
        if before is not None and now.run is not before.run:
            self._message.forgive()
        self._show_replay()

    # What overflows is clipped or named by the views.
    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def _show_whole(self, now: Snapshot, before: Snapshot | None) -> None:
        for view in self._views:
            view.show_snapshot(now, before)
        self._shown = now

    def _snapshot(self) -> Snapshot:
        session, history = self.session, self.session.history
        return Snapshot(
            (session.run,),
            session.cursor,
            len(history),
            history.reason,
            session.playing,
            session.phase,
            self._commands.row,
            self._settings,
            any(plot.is_held() for plot in self._plots.values()),
        )

    def _restore(self, experiment: Experiment, epoch: int) -> None:
        self.session.open(experiment, "Restore", epoch)
        self.session.edits.note_unsaved()

    def _look(self) -> Look:
        frames = {name: plot.viewport.frame for name, plot in self._plots.items()}
        return Look(self._settings, frames, self._surface.grid)

    @Slot()
    def _show_title(self) -> None:
        state = self.session.edits.state
        self.setWindowTitle(f"{state.name}[*] — gdviz")
        self.setWindowModified(state.is_edited)

    @Slot(dict)
    def set_switches(self, switches: Switches) -> None:
        """Show runs in the plots as a session does; what it does not say stays."""
        for name, field in SWITCHES.items():
            self._actions[name].setChecked(switches.get(field, self._actions[name].isChecked()))

    def _on_switched(self, field: str, on: bool) -> None:
        change: dict[str, Any] = {field: on}
        self.remembered.change(**change)
        self._set(replace(self._settings, **change))

    def _set(self, settings: Settings) -> None:
        self._settings = settings
        self._show()

    def _show_replay(self) -> None:
        """Show how far the run is on its way to the requested epoch."""
        if self.session.jobs.is_busy():
            return
        share = self.session.share_of_replay
        if share is None:
            self._progress.end()
        else:
            self._progress.show_share("Computing the run", share)

    @Slot()
    def _place_message(self) -> None:
        self._message.place_below(self._transport)
        self._progress.place_below(self._transport)

    @Slot()
    def _show_controls(self) -> None:
        """Let the controls show the current state, whatever was typed into them."""
        for view in (self._transport, self._setup, self._start):
            view.show_snapshot(self._snapshot(), None)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._message.set_theme(self._appearance.theme)
        self._set(replace(self._settings, theme=self._appearance.theme))

    @Slot(bool)
    def _on_play_triggered(self, wanted: bool) -> None:
        (self.session.play if wanted else self.session.pause)()
        self._actions.show_playing(self.session.playing)

    @Slot()
    def _on_add_asked(self) -> None:
        self._commands.add_row()
        if not self.session.edits.is_preparing():
            self._data.edit_cell(self.session.experiment.dataset.n - 1)

    def _on_help_asked(self) -> None:
        HelpDialog(key_table(), self).open()


def run(
    experiment: Experiment | None = None,
    epoch: int = 0,
    path: Path | None = None,
    switches: Switches | None = None,
) -> int:
    """Open the window; return the exit status once it is closed.

    With an experiment ``path`` is its session file, and ``switches`` how that shows it; without
    one it is a file to open.
    """
    application = QApplication.instance() or QApplication(["gdviz"])
    assert isinstance(application, QApplication)  # noqa: S101
    application.setApplicationName("gdviz")
    application.setWindowIcon(QIcon(str(asset("icons", "gdviz.svg"))))
    application.setStyle("Fusion")
    window = MainWindow(experiment, epoch, path if experiment else None)
    application.aboutToQuit.connect(window.session.close)
    sys.excepthook = window.errors.tell
    window.close_question.asks = True
    window.set_switches(switches or {})
    show_placed(window, window.remembered)
    if path is not None and experiment is None:
        window.open_path(path)
    watch = SignalWatch(window)
    watch.caught.connect(window.end_by_signal)
    window.keep_safe(state_folder())
    # Otherwise each full garbage collection scans what stays for ever, for three frames.
    gc.freeze()
    status = application.exec()
    watch.close()
    return status

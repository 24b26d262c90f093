"""The table of actions: names that tests and screen readers rely on, keys and words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from gdviz.engine import Experiment
from gdviz.runs.run import Run
from gdviz.views.snapshot import Settings, Snapshot
from gdviz.views.theme import DARK, LIGHT, Theme, icon
from gdviz.window.actions import ACTIONS, TRANSPORT, Actions, key_table
from tests.engine.samples import HOURS

TABLE = {
    "actionReset": ("Reset", ["Home"]),
    "actionBack": ("Back", ["Left"]),
    "actionPlay": ("Play", ["Space"]),
    "actionStep": ("Step", ["Right"]),
    "actionToEnd": ("To the end", ["End"]),
    "actionNew": ("New", ["Ctrl+N"]),
    "actionOpen": ("Open…", ["Ctrl+O"]),
    "actionSave": ("Save", ["Ctrl+S"]),
    "actionSaveAs": ("Save as…", ["Ctrl+Shift+S"]),
    "actionCopyCommand": ("Copy as command", []),
    "actionCopyLink": ("Copy link text", []),
    "actionPasteLink": ("Paste link text", []),
    "actionExport": ("Export…", ["Ctrl+E"]),
    "actionUndo": ("Undo", ["Ctrl+Z"]),
    "actionRedo": ("Redo", ["Ctrl+Shift+Z", "Ctrl+Y"]),
    "actionDeletePoint": ("Delete point", ["Del"]),
    "actionQuit": ("Quit", ["Ctrl+Q"]),
    "actionHelp": ("Help", ["F1"]),
    "actionResiduals": ("Residual lines", ["Ctrl+R"]),
    "actionLogCost": ("Logarithmic cost", ["Ctrl+L"]),
    "actionAhead": ("Steps ahead", ["Ctrl+H"]),
    "actionExportSigmoid": ("Export this plot…", []),
    "actionExportCost": ("Export this plot…", []),
    "actionExportLandscape": ("Export this plot…", []),
}
SWITCHES = {"actionPlay", "actionResiduals", "actionLogCost", "actionAhead"}


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(window: QWidget) -> Actions:
    return Actions(window)


def shown(
    epoch: int, settings: Settings | None = None, playing: bool = False, epochs: int = 3
) -> Snapshot:
    """A run of 3 epochs that has ended."""
    run = Run(Experiment(HOURS, epochs=epochs))
    run.finish()
    history = run.history
    settings = settings or Settings()
    return Snapshot((run,), epoch, len(history), history.reason, playing, settings=settings)


def native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def looks(action: QAction) -> bytes:
    image = action.icon().pixmap(20, 20).toImage()
    return bytes(image.constBits())


def test_every_action_has_its_name_its_words_and_its_keys(
    window: QWidget, actions: Actions
) -> None:
    found = {
        action.objectName(): (action.text(), [key.toString() for key in action.shortcuts()])
        for action in window.actions()
    }
    assert found == TABLE
    assert list(found) == [spec.name for spec in ACTIONS]
    assert {name for name in found if actions[name].isCheckable()} == SWITCHES


def test_a_tool_tip_says_what_it_does_and_by_which_key(actions: Actions) -> None:
    for spec in ACTIONS:
        native = (
            QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            if spec.keys
            else ""
        )
        key = f" ({native})" if native else ""
        assert actions[spec.name].toolTip() == f"{spec.tip}{key}"
    assert actions["actionStep"].toolTip() == "Take a single step (Right)"
    assert actions["actionExportCost"].toolTip() == "Export the cost plot"


def test_a_key_works_in_its_own_window_only(window: QWidget, actions: Actions) -> None:
    assert {action.shortcutContext() for action in window.actions()} == {
        Qt.ShortcutContext.WindowShortcut
    }
    assert actions.parent() is window


def test_the_key_table_of_the_help_writes_keys_as_they_are_known() -> None:
    table = dict(key_table())
    signs = {"Left": "←", "Right": "→", "Del": "Delete"}
    written = [", ".join(signs.get(key, key) for key in keys) for _, keys in TABLE.values() if keys]
    assert list(table) == written
    assert table["→"] == "Take a single step"
    assert table["←"] == "Go one step back"
    assert table["Delete"] == "Delete the selected point"
    assert table["Ctrl+Shift+Z, Ctrl+Y"] == "Redo what was undone"
    assert table["F1"] == "What is what, and the keys"


def test_the_menu_has_files_edits_switches_themes_and_help(
    window: QWidget, actions: Actions
) -> None:
    entries = ["—" if entry.isSeparator() else entry.text() for entry in actions.menu.actions()]
    assert entries == [
        *("New", "Open…", "Open recent", "Save", "Save as…", "Export…", "—"),
        *("Copy as command", "Copy link text", "Paste link text", "—"),
        *("Undo", "Redo", "Delete point", "—"),
        *("Residual lines", "Logarithmic cost", "Steps ahead", "—"),
        *("Theme", "—", "Help", "Quit"),
    ]
    assert actions.menu.toolTipsVisible()
    themes = window.findChild(QMenu, "themeMenu")
    assert themes is not None
    assert [(one.text(), one.data()) for one in themes.actions()] == [
        ("As the system", "system"),
        ("Light", "light"),
        ("Dark", "dark"),
    ]
    assert themes.actions() == actions.themes.actions()
    assert all(one.isCheckable() for one in themes.actions())


def test_residuals_and_what_is_ahead_are_shown_at_first(actions: Actions) -> None:
    assert {name for name in SWITCHES if actions[name].isChecked()} == {
        "actionResiduals",
        "actionAhead",
    }


@pytest.mark.parametrize(
    ("epoch", "back", "on"), [(0, False, True), (1, True, True), (2, True, True), (3, True, False)]
)
def test_one_can_go_only_where_there_is_a_step_and_play_from_the_end_again(
    actions: Actions, epoch: int, back: bool, on: bool
) -> None:
    actions.show_snapshot(shown(epoch), None)
    enabled = {name: actions[name].isEnabled() for name in TRANSPORT}
    assert enabled == {
        "actionReset": back,
        "actionBack": back,
        "actionPlay": True,
        "actionStep": on,
        "actionToEnd": on,
    }


def test_a_run_without_a_step_cannot_be_played(actions: Actions) -> None:
    actions.show_snapshot(shown(0, epochs=0), None)
    assert not actions["actionPlay"].isEnabled()


def test_the_play_button_says_what_it_would_do(actions: Actions) -> None:
    play = actions["actionPlay"]
    before = shown(0)
    actions.show_snapshot(before, None)
    resting = looks(play)
    now = shown(0, playing=True)
    actions.show_snapshot(now, before)
    assert (play.text(), play.isChecked()) == ("Pause", True)
    pausing = looks(play)
    assert pausing != resting
    # Only what is new is shown: a click between two snapshots is not taken back.
    play.setChecked(False)
    actions.show_snapshot(now, now)
    assert not play.isChecked()
    actions.show_snapshot(before, now)
    assert (play.text(), play.isChecked()) == ("Play", False)
    assert looks(play) == resting


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_icons_have_the_colour_of_text_and_that_of_play_the_colour_of_a_card(
    actions: Actions, theme: Theme
) -> None:
    actions.show_snapshot(shown(0, Settings(theme)), None)
    for spec in ACTIONS:
        action = actions[spec.name]
        if spec.icon:
            color = theme.card if spec.name == "actionPlay" else theme.text
            wanted = QAction()
            wanted.setIcon(icon(spec.icon, color))
            assert looks(action) == looks(wanted)
        else:
            assert action.icon().isNull()


def test_in_another_theme_a_run_that_plays_keeps_its_sign(actions: Actions) -> None:
    before = shown(0, playing=True)
    actions.show_snapshot(before, None)
    now = shown(0, Settings(DARK), playing=True)
    actions.show_snapshot(now, before)
    assert actions["actionPlay"].text() == "Pause"
    wanted = QAction()
    wanted.setIcon(icon("pause", DARK.card))
    assert looks(actions["actionPlay"]) == looks(wanted)

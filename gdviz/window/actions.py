"""The actions of the window: names, keys, words, icons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gdviz.views.snapshot import Snapshot, is_new
from gdviz.views.theme import LIGHT, Theme, icon


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: its object name, text, keys, tooltip and icon."""

    name: str
    text: str
    keys: tuple[str, ...]
    tip: str
    icon: str = ""
    checkable: bool = False


def _export_of(name: str, tip: str) -> ActionSpec:
    return ActionSpec(name, "Export this plot…", (), tip, "export")


# To add an action: a line here, and what it does in main_window.py. The help and the key table
# of the README are made of these.
ACTIONS = (
    ActionSpec("actionReset", "Reset", ("Home",), "Go to the start, epoch 0", "reset"),
    ActionSpec("actionBack", "Back", ("Left",), "Go one step back", "back"),
    ActionSpec(
        "actionPlay",
        "Play",
        ("Space",),
        "Play or pause the training; at its end, play it again",
        "play",
        True,
    ),
    ActionSpec("actionStep", "Step", ("Right",), "Take a single step", "step"),
    ActionSpec("actionToEnd", "To the end", ("End",), "Run to the last epoch", "end"),
    ActionSpec("actionNew", "New", ("Ctrl+N",), "Begin without any points", "new"),
    ActionSpec("actionOpen", "Open…", ("Ctrl+O",), "Open a data file or a session", "open"),
    ActionSpec("actionSave", "Save", ("Ctrl+S",), "Save the session", "save"),
    ActionSpec("actionSaveAs", "Save as…", ("Ctrl+Shift+S",), "Save the session to another file"),
    ActionSpec("actionExport", "Export…", ("Ctrl+E",), "Export plots or the history", "export"),
    ActionSpec(
        "actionCopyCommand", "Copy as command", (), "Copy the command line that repeats this run"
    ),
    ActionSpec(
        "actionCopyLink", "Copy link text", (), "Copy all of this as a text that can be mailed"
    ),
    ActionSpec(
        "actionPasteLink", "Paste link text", (), "Open what somebody has copied as link text"
    ),
    ActionSpec("actionUndo", "Undo", ("Ctrl+Z",), "Undo the last edit", "undo"),
    ActionSpec("actionRedo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Redo what was undone", "redo"),
    ActionSpec("actionDeletePoint", "Delete point", ("Del",), "Delete the selected point", "trash"),
    ActionSpec("actionQuit", "Quit", ("Ctrl+Q",), "Close gdviz"),
    ActionSpec("actionHelp", "Help", ("F1",), "What is what, and the keys", "help"),
    ActionSpec(
        "actionResiduals",
        "Residual lines",
        ("Ctrl+R",),
        "Show or hide the lines from the points to the curve",
        "residuals",
        True,
    ),
    ActionSpec(
        "actionLogCost", "Logarithmic cost", ("Ctrl+L",), "Cost axis: logarithmic", "log-axis", True
    ),
    ActionSpec(
        "actionAhead",
        "Steps ahead",
        ("Ctrl+H",),
        "Show or hide what is known beyond the cursor",
        "eye",
        True,
    ),
    ActionSpec(
        "actionExportSigmoid", "Export this plot…", (), "Export the prediction plot", "export"
    ),
    _export_of("actionExportCost", "Export the cost plot"),
    ActionSpec(
        "actionExportLandscape", "Export this plot…", (), "Export the cost surface", "export"
    ),
)
TRANSPORT = ("actionReset", "actionBack", "actionPlay", "actionStep", "actionToEnd")
# What each switch sets of how the state is shown; the first start's are those of Settings.
SWITCHES = {
    "actionResiduals": "residuals",
    "actionLogCost": "logarithmic",
    "actionAhead": "ahead",
}
THEME_CHOICES = {"system": "As the system", "light": "Light", "dark": "Dark"}


def key_table() -> tuple[tuple[str, str], ...]:
    """Return the keys of each action that has any, as displayed, and what it does."""
    return tuple((_written(spec.keys), spec.tip) for spec in ACTIONS if spec.keys)


def _written(keys: tuple[str, ...]) -> str:
    arrows = {"Left": "←", "Right": "→", "Del": "Delete"}
    return ", ".join(arrows.get(key, key) for key in keys)


class Actions(QObject):
    """All actions by their object names, and the menu that holds them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._by_name = {spec.name: self._made(spec, window) for spec in ACTIONS}
        self._theme = LIGHT
        for name in ("actionResiduals", "actionAhead"):
            self[name].setChecked(True)
        self.themes = QActionGroup(self)
        for name, text in THEME_CHOICES.items():
            choice = QAction(text, self.themes, checkable=True)
            choice.setData(name)
        self.recent = QMenu("Open recent", window)
        self.recent.setObjectName("recentMenu")
        self.recent.setToolTipsVisible(True)
        self.menu = self._menu(window)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def show_snapshot(self, now: Snapshot, before: Snapshot | None) -> None:
        """Enable the actions that make sense now, and check those that are on."""
        if is_new(lambda shown: shown.settings.theme, now, before):
            self._set_theme(now.settings.theme)
        if is_new(lambda shown: shown.playing, now, before):
            self.show_playing(now.playing)
        for name in ("actionBack", "actionReset"):
            self[name].setEnabled(now.epoch > 0)
        for name in ("actionStep", "actionToEnd"):
            self[name].setEnabled(not now.at_end)
        self["actionPlay"].setEnabled(now.epoch > 0 or not now.at_end)

    def _set_theme(self, theme: Theme) -> None:
        for spec in ACTIONS:
            if spec.icon:
                self[spec.name].setIcon(icon(spec.icon, theme.text))
        self._theme = theme
        self.show_playing(self["actionPlay"].isChecked())

    def show_playing(self, playing: bool) -> None:
        """Let the play button show what it would do."""
        play = self["actionPlay"]
        play.setChecked(playing)
        play.setIcon(icon("pause" if playing else "play", self._theme.card))
        play.setText("Pause" if playing else "Play")

    def _made(self, spec: ActionSpec, window: QWidget) -> QAction:
        action = QAction(spec.text, window, checkable=spec.checkable)
        action.setObjectName(spec.name)
        # In the menu an icon would replace the check mark.
        action.setIconVisibleInMenu(not spec.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{spec.tip} ({shown})" if shown else spec.tip)
        window.addAction(action)
        return action

    def _menu(self, window: QWidget) -> QMenu:
        menu = QMenu(window)
        menu.setToolTipsVisible(True)
        menu.addActions([self["actionNew"], self["actionOpen"]])
        menu.addMenu(self.recent)
        groups = (
            ("actionSave", "actionSaveAs", "actionExport"),
            ("actionCopyCommand", "actionCopyLink", "actionPasteLink"),
            ("actionUndo", "actionRedo", "actionDeletePoint"),
            ("actionResiduals", "actionLogCost", "actionAhead"),
        )
        for group in groups:
            menu.addActions([self[name] for name in group])
            menu.addSeparator()
        themes = menu.addMenu("Theme")
        themes.setObjectName("themeMenu")
        themes.addActions(self.themes.actions())
        menu.addSeparator()
        menu.addActions([self["actionHelp"], self["actionQuit"]])
        return menu

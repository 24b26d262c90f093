"""The actions of the window: names, keys, words, icons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gdviz.views.theme import Theme, icon


@dataclass(frozen=True, slots=True)
class _Plan:
    """One action: its object name, words, keys, what it does, and its icon."""

    name: str
    text: str
    keys: tuple[str, ...]
    tip: str
    icon: str = ""
    checkable: bool = False


_PLANS = (
    _Plan("actionReset", "Reset", ("Home",), "Go to the start, epoch 0", "reset"),
    _Plan("actionBack", "Back", ("Left",), "Go one step back", "back"),
    _Plan("actionPlay", "Play", ("Space",), "Play or pause the training", "play", True),
    _Plan("actionStep", "Step", ("Right",), "Take a single step", "step"),
    _Plan("actionToEnd", "To the end", ("End",), "Run to the last epoch", "end"),
    _Plan("actionOpen", "Open…", ("Ctrl+O",), "Open a data file or a session", "open"),
    _Plan("actionSave", "Save", ("Ctrl+S",), "Save the session", "save"),
    _Plan("actionSaveAs", "Save as…", ("Ctrl+Shift+S",), "Save the session to another file"),
    _Plan("actionExport", "Export…", ("Ctrl+E",), "Export plots or the history", "export"),
    _Plan("actionUndo", "Undo", ("Ctrl+Z",), "Undo the last edit", "undo"),
    _Plan("actionRedo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Redo what was undone", "redo"),
    _Plan("actionDeletePoint", "Delete point", ("Del",), "Delete the selected point", "trash"),
    _Plan("actionQuit", "Quit", ("Ctrl+Q",), "Close gdviz"),
    _Plan("actionHelp", "Help", ("F1",), "What is what, and the keys", "help"),
    _Plan(
        "actionResiduals",
        "Residual lines",
        ("Ctrl+R",),
        "Show or hide the lines from the points to the curve",
        "residuals",
        True,
    ),
    _Plan(
        "actionLogCost", "Logarithmic cost", ("Ctrl+L",), "Cost axis: logarithmic", "log-axis", True
    ),
    _Plan(
        "actionAhead",
        "Steps ahead",
        ("Ctrl+H",),
        "Show or hide what is known beyond the cursor",
        "eye",
        True,
    ),
    _Plan("actionExportSigmoid", "Export this plot…", (), "Export the prediction plot", "export"),
    _Plan("actionExportCost", "Export this plot…", (), "Export the cost plot", "export"),
    _Plan("actionExportLandscape", "Export this plot…", (), "Export the cost surface", "export"),
)
TRANSPORT = ("actionReset", "actionBack", "actionPlay", "actionStep", "actionToEnd")
THEME_CHOICES = {"system": "As the system", "light": "Light", "dark": "Dark"}


class Actions(QObject):
    """All actions by their object names, and the menu that holds them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._by_name = {plan.name: self._made(plan, window) for plan in _PLANS}
        for name in ("actionResiduals", "actionAhead"):
            self[name].setChecked(True)
        self.themes = QActionGroup(self)
        for name, text in THEME_CHOICES.items():
            choice = QAction(text, self.themes, checkable=True)
            choice.setData(name)
        self.menu = self._menu(window)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of ``theme``."""
        for plan in _PLANS:
            if plan.icon:
                self[plan.name].setIcon(icon(plan.icon, theme.text))
        self._theme = theme
        self.show_playing(self["actionPlay"].isChecked())

    def show_playing(self, playing: bool) -> None:
        """Let the play button say what it would do."""
        play = self["actionPlay"]
        play.setChecked(playing)
        play.setIcon(icon("pause" if playing else "play", self._theme.card))
        play.setText("Pause" if playing else "Play")

    def _made(self, plan: _Plan, window: QWidget) -> QAction:
        action = QAction(plan.text, window, checkable=plan.checkable)
        action.setObjectName(plan.name)
        # In the menu a mark tells whether it is on; an icon would take the place of the mark.
        action.setIconVisibleInMenu(not plan.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in plan.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{plan.tip} ({shown})" if shown else plan.tip)
        window.addAction(action)
        return action

    def _menu(self, window: QWidget) -> QMenu:
        menu = QMenu(window)
        menu.setToolTipsVisible(True)
        groups = (
            ("actionOpen", "actionSave", "actionSaveAs", "actionExport"),
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

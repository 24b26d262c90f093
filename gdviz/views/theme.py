"""Colours, fonts and icons: the same colour for the same thing everywhere."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from gdviz.documents.assets import asset


@dataclass(frozen=True, slots=True)
class Theme:
    """The colour of each role, as #rrggbb."""

    name: str
    ground: str
    card: str
    line: str
    text: str
    muted: str
    grid: str
    selection: str
    low_cost: str
    high_cost: str
    class0: str
    class1: str
    model: str
    optimum: str
    gradient: str
    accent: str
    good: str

    def color(self, role: str, opacity: float = 1.0) -> QColor:
        """Return the colour of a role, with that opacity."""
        color = QColor(getattr(self, role))
        color.setAlphaF(opacity)
        return color

    def blend(self, role: str, other: str, share: float) -> QColor:
        """Return the opaque colour ``share`` of the way from one role to another."""
        return blended(self.color(role), self.color(other), share)


def blended(one: QColor, other: QColor, share: float) -> QColor:
    """Return the opaque colour ``share`` of the way from one colour to another."""
    mixed = [
        round(a + (b - a) * share)
        for a, b in (
            (one.red(), other.red()),
            (one.green(), other.green()),
            (one.blue(), other.blue()),
        )
    ]
    return QColor(*mixed)


LIGHT = Theme(
    name="light",
    ground="#f4f5f7",
    card="#ffffff",
    line="#dfe2e7",
    text="#1b2430",
    muted="#5b6675",
    grid="#edeff2",
    selection="#e7edfa",
    low_cost="#ffffff",
    high_cost="#b0c4de",
    class0="#0072b2",
    class1="#c8501e",
    model="#1b2430",
    optimum="#b8860b",
    gradient="#a83279",
    accent="#2457c5",
    good="#1a7f4b",
)
DARK = Theme(
    name="dark",
    ground="#14181e",
    card="#1b2027",
    line="#2e353f",
    text="#e6eaf0",
    muted="#9aa6b5",
    grid="#252c35",
    selection="#26344f",
    low_cost="#263242",
    high_cost="#15191f",
    class0="#56b4e9",
    class1="#ff9b66",
    model="#f2f5f9",
    optimum="#f0c245",
    gradient="#e58ac4",
    accent="#7aa5ff",
    good="#5fd39a",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def system_theme() -> Theme:
    """Return the theme of the desktop; light if it has none."""
    dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def number_font(size: float = 1.0, bold: bool = False) -> QFont:
    """Return the monospaced font of figures, ``size`` times as large as the text."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if "DejaVu Sans Mono" in QFontDatabase.families():
        font = QFont("DejaVu Sans Mono")
    font.setPointSizeF(QApplication.font().pointSizeF() * size)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setBold(bold)
    return font


def text_font(size: float = 1.0, bold: bool = False) -> QFont:
    """Return the font of words, ``size`` times as large as the desktop's."""
    font = QFont(QApplication.font())
    font.setPointSizeF(QApplication.font().pointSizeF() * size)
    font.setBold(bold)
    return font


@cache
def icon(name: str, color: str) -> QIcon:
    """Return one of the project's icons in that colour, dimmed when disabled."""
    source = asset("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("#000000", color).encode()))
    drawing = QIcon()
    for mode, opacity in ((QIcon.Mode.Normal, 1.0), (QIcon.Mode.Disabled, 0.35)):
        for side in (16, 20, 24, 32, 48):
            drawing.addPixmap(_pixmap(renderer, side, opacity), mode)
    return drawing


def palette(theme: Theme) -> QPalette:
    """Return the palette for the parts painted by Fusion."""
    roles = QPalette.ColorRole
    colors = {
        roles.Window: "ground",
        roles.Base: "card",
        roles.AlternateBase: "ground",
        roles.Button: "card",
        roles.ToolTipBase: "card",
        roles.Text: "text",
        roles.WindowText: "text",
        roles.ButtonText: "text",
        roles.ToolTipText: "text",
        roles.PlaceholderText: "muted",
        roles.Highlight: "selection",
        roles.HighlightedText: "text",
        roles.Link: "accent",
    }
    made = QPalette(theme.color("card"), theme.color("ground"))
    for role, name in colors.items():
        made.setColor(role, theme.color(name))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color("muted", 0.6))
    return made


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole window."""
    roles = {field.name: getattr(theme, field.name) for field in fields(theme)}
    chevron = asset("style", f"chevron-{theme.name}.svg").as_posix()
    check = asset("style", f"check-{theme.name}.svg").as_posix()
    arrow = asset("style", f"arrow-{theme.name}.svg").as_posix()
    mixed = {
        "hover": theme.blend("card", "text", 0.05).name(),
        "alarm": theme.blend("card", "class1", 0.12).name(),
        "disabled": theme.blend("card", "muted", 0.6).name(),
        # Qt draws the icons of its file dialog in black.
        "stock": theme.card if theme is LIGHT else theme.muted,
    }
    sheet = _SHEET
    for name, value in {
        **roles,
        **mixed,
        "chevron": chevron,
        "check": check,
        "arrow": arrow,
    }.items():
        sheet = sheet.replace(f"@{name}@", value)
    return sheet


def _pixmap(renderer: QSvgRenderer, side: int, opacity: float) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setOpacity(opacity)
        renderer.render(painter)
    return pixmap


_SHEET = """
QMainWindow, QDialog { background: @ground@; }
QFrame#card { background: @card@; border: 1px solid @line@; border-radius: 6px; }
QFrame#bar { background: @card@; border: none; border-bottom: 1px solid @line@; }
QFrame#rule { background: @line@; border: none; max-height: 1px; }
QLabel { background: transparent; color: @text@; }
QLabel[role="muted"] { color: @muted@; }
QLabel[role="good"] { color: @good@; }
QLabel[role="edge"] { color: @optimum@; }
QLabel[role="warn"] { color: @class1@; }
QLabel[role="gradient"] { color: @gradient@; }
QLabel#readOut { background: @card@; color: @text@; border: 1px solid @line@;
  border-radius: 4px; padding: 2px 5px; }
QToolTip { background: @card@; color: @text@; border: 1px solid @line@; padding: 4px; }
QPushButton, QToolButton { background: @card@; color: @text@; border: 1px solid @line@;
  border-radius: 5px; padding: 3px 10px; }
QToolButton { padding: 3px; }
QPushButton:hover, QToolButton:hover { background: @hover@; }
QPushButton:pressed, QToolButton:pressed { background: @selection@; }
QPushButton:focus, QToolButton:focus { border-color: @accent@; }
QPushButton:disabled, QToolButton:disabled { color: @disabled@; }
QToolButton::menu-indicator { image: none; }
QToolButton[flat="true"] { border: 1px solid transparent; background: transparent; padding: 1px; }
QToolButton[flat="true"]:hover { background: @hover@; }
QToolButton[flat="true"]:checked { background: @selection@; }
QToolButton[flat="true"]:focus { border-color: @accent@; }
QToolButton[chip="true"] { color: @accent@; background: @selection@; border: 1px solid transparent;
  border-radius: 6px; padding: 0 4px; }
QToolButton[chip="true"]:hover, QToolButton[chip="true"]:focus { border-color: @accent@; }
QToolButton[primary="true"] { background: @accent@; border-color: @accent@; }
QToolButton[primary="true"]:disabled { background: @line@; border-color: @line@; }
QComboBox, QAbstractSpinBox, QLineEdit { background: @card@; color: @text@;
  border: 1px solid @line@; border-radius: 3px; padding: 2px 6px; min-height: 16px;
  selection-background-color: @selection@; selection-color: @text@; }
/* Qt 6.11 leaves the text of a field without buttons 1 px, unless they are 0 wide. */
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 0; }
QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus { border-color: @accent@; }
QComboBox:disabled, QAbstractSpinBox:disabled { color: @muted@; background: @ground@; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow { image: url("@chevron@"); width: 10px; height: 10px; }
QComboBoxPrivateContainer { background: @card@; border: 1px solid @line@; }
QComboBox QAbstractItemView { background: @card@; color: @text@; border: none;
  selection-background-color: @selection@; selection-color: @text@; outline: none; }
QMenu { background: @card@; color: @text@; border: 1px solid @line@; padding: 4px; }
QMenu::item { padding: 4px 22px 4px 8px; border-radius: 3px; }
QMenu#themeMenu::item { padding-left: 26px; }
QMenu::item:selected { background: @selection@; }
QMenu::item:disabled { color: @disabled@; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @line@; margin: 4px 6px; }
QMenu::indicator { left: 8px; width: 12px; height: 12px; border: 1px solid @disabled@;
  border-radius: 3px; }
QMenu::indicator:exclusive { border-radius: 7px; }
QMenu::indicator:checked { image: url("@check@"); border-color: @accent@; }
QMenu::right-arrow { image: url("@arrow@"); width: 10px; height: 10px; right: 6px; }
QCheckBox, QRadioButton { color: @text@; background: transparent; spacing: 6px; }
QCheckBox::indicator { width: 13px; height: 13px; border: 1px solid @muted@; border-radius: 3px;
  background: @card@; }
QCheckBox::indicator:checked { image: url("@check@"); border-color: @accent@; }
QCheckBox:focus { color: @accent@; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QDialog QListView, QDialog QTreeView { background: @card@; color: @text@;
  alternate-background-color: @card@; border: 1px solid @line@; outline: none;
  selection-background-color: @selection@; selection-color: @text@; }
QFileDialog QToolButton { background: @stock@; }
QFileDialog QComboBox QListView { border: none; }
QDialog QSplitter::handle { background: @ground@; }
QTableView { background: @card@; color: @text@; border: none; outline: none;
  selection-background-color: @selection@; selection-color: @text@; gridline-color: transparent; }
QTableView::item { border: none; padding: 0 2px; }
QTableView::item:selected { background: @selection@; color: @text@; }
QTableView#ledgerTable::item { padding: 0; }
QTableView#ledgerTable QHeaderView::section:horizontal { padding: 3px 3px; }
QTableView QLineEdit { qproperty-alignment: AlignRight; }
QTableView QLineEdit { border: 1px solid @accent@; border-radius: 0; padding: 0 3px;
  min-height: 0; }
QHeaderView { background: @card@; border: none; }
QHeaderView::section { background: @card@; color: @muted@; border: none;
  border-bottom: 1px solid @line@; padding: 3px 2px; }
QHeaderView::section:vertical { border: none; }
QHeaderView::section:vertical:checked { background: @selection@; }
QTableView QTableCornerButton::section { background: @card@; border: none;
  border-bottom: 1px solid @line@; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar::handle:vertical { background: @line@; border-radius: 4px; min-height: 24px; }
QScrollBar::handle:vertical:hover { background: @muted@; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0; }
QScrollBar::handle:horizontal { background: @line@; border-radius: 4px; min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @card@; color: @text@; border: 1px solid @accent@; border-radius: 6px;
  text-align: center; }
QProgressBar::chunk { background: @selection@; border-radius: 5px; }
QFrame#messageBar { background: @selection@; border: 1px solid @accent@; border-radius: 6px; }
QFrame#messageBar[role="error"] { background: @alarm@; border-color: @class1@; }
"""

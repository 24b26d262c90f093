"""What is set in the panel of further settings and not as usual, seen without opening it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from gdviz.engine.experiment import Experiment, Fields
from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.views.theme import text_font
from gdviz.wording.unusual_settings import UnusualSetting, all_back, unusual_settings

_AROUND = 12


class ChangedChip(QToolButton):
    """Names the settings that are not as usual; hidden if there are none.

    A click takes a single one back; of several it asks which. Emits ``taken_back`` with the names
    of the fields of the experiment and their usual values.
    """

    taken_back = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changedChip")
        self.setProperty("chip", True)
        self.setFont(text_font(0.88))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # In a narrow bar it gives way.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._settings: tuple[UnusualSetting, ...] = ()
        self._whole = ""
        self._menu = QMenu(self)
        self._menu.setObjectName("changedMenu")
        self._menu.setToolTipsVisible(True)
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_experiment(self, experiment: Experiment) -> bool:
        """Show which settings of the experiment are not as usual; return whether any are."""
        self._settings = unusual_settings(experiment)
        self.setVisible(bool(self._settings))
        if self._settings:
            self._show_words(self._settings)
        return bool(self._settings)

    def _show_words(self, settings: tuple[UnusualSetting, ...]) -> None:
        more = len(settings) - 1
        self._whole = f"{settings[0].short} +{more}" if more else f"{settings[0].short} ×"
        self._fit_text()
        self.updateGeometry()
        words = ", ".join(one.words for one in settings)
        self.setAccessibleName(f"Changed settings: {words}")
        usual = "choose what to take back" if more else f"take it back to {settings[0].usual}"
        self.setToolTip(f"Changed: {words}.\nClick to {usual}")

    @override
    @guarded
    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self._whole), self.fontMetrics().height())

    @override
    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of("0"), self.sizeHint().height())

    @override
    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_text()

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + _AROUND

    def _fit_text(self) -> None:
        """Show the words, or in a narrow bar how many settings there are."""
        count = len(self._settings)
        for text in (self._whole, f"{count} changed", f"{count} set"):
            if self._width_of(text) <= self.width():
                self.setText(text)
                return
        self.setText(str(count))

    @Slot()
    def _on_clicked(self) -> None:
        if len(self._settings) == 1:
            self.taken_back.emit(self._settings[0].back)
            return
        self._menu.clear()
        for one in self._settings:
            self._offer(f"{one.words}: back to {one.usual}", one.back.copy)
        self._menu.addSeparator()
        self._offer("All back to usual", partial(all_back, self._settings))
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _offer(self, text: str, back: Callable[[], Fields]) -> None:
        entry = self._menu.addAction(text.replace("&", "&&"))
        entry.setToolTip(f"{text}; Ctrl+Z undoes it")
        entry.triggered.connect(lambda: self.taken_back.emit(back()))

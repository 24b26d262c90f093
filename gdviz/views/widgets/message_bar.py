"""A calm line of text over the window: what went wrong, or what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gdviz.support.compat import override
from gdviz.support.guard import guarded
from gdviz.views.theme import Theme, icon

_READING_TIME = 8000
_DECIDING_TIME = 15_000


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A notice with a button: what was done, and what one click does about it.

    The button is named ``label`` and explained by ``tip``; it calls ``take``. ``stands`` tells
    whether the offer still makes sense. With the role "error" it is what went wrong instead. One
    that ``lasts`` waits until somebody decides, and has another button, named ``refusal``.
    """

    text: str
    label: str
    tip: str
    take: Callable[[], None]
    stands: Callable[[], bool]
    role: str = "notice"
    lasts: bool = False
    refusal: str = ""
    refuse: Callable[[], None] | None = None


class MessageBar(QFrame):
    """Floats over its parent, so that nothing moves, until it is closed or has been read.

    A notice disappears after some seconds, but not under the mouse; an error stays until the next
    action succeeds. An offer is a notice with a button; it goes with what it was about.
    """

    about_to_show = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._text = QLabel()
        self._text.setObjectName("messageLabel")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._offer: Offer | None = None
        self._take = QPushButton()
        self._take.setObjectName("messageButton")
        self._take.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._take.clicked.connect(self._on_taken)
        self._refuse = QPushButton()
        self._refuse.setObjectName("messageRefusal")
        self._refuse.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._refuse.clicked.connect(self._on_refused)
        self._close = QToolButton()
        self._close.setProperty("flat", True)
        self._close.setIconSize(QSize(14, 14))
        self._close.setToolTip("Close this message")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 6, 5)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._take)
        layout.addWidget(self._refuse)
        layout.addWidget(self._close)
        self._reading = QTimer(self, singleShot=True, interval=_READING_TIME)
        self._reading.timeout.connect(self.hide)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the button in the colours of ``theme``."""
        self._close.setIcon(icon("close", theme.text))

    @Slot(str)
    def show_error(self, text: str) -> None:
        """Show what went wrong and how to fix it."""
        self._show(text, "error")

    @Slot(str)
    def show_notice(self, text: str) -> None:
        """Show what was done."""
        self._show(text, "notice")
        self._reading.start(_READING_TIME)

    @Slot(object)
    def show_offer(self, offer: Offer) -> None:
        """Show what was done, or what went wrong, with a button."""
        self._show(offer.text, offer.role, offer)
        if offer.role == "notice" and not offer.lasts:
            self._reading.start(_DECIDING_TIME)

    def forgive(self) -> None:
        """Hide an error: the user's next action has succeeded; or an offer whose time is past."""
        past = self._offer is not None and not self._offer.stands()
        if self.property("role") == "error" or past:
            self.hide()

    def place_below(self, neighbour: QWidget) -> None:
        """Move to the middle of the parent, below the lower edge of a sibling."""
        parent = self.parentWidget()
        if parent is not None:
            width = min(760, parent.width() - 48)
            left, top = (parent.width() - width) // 2, neighbour.geometry().bottom() + 9
            self.setGeometry(left, top, width, max(self.heightForWidth(width), 33))

    @override
    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._reading.stop()

    @override
    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        lasts = self._offer is not None and self._offer.lasts
        if self.property("role") == "notice" and not lasts:
            self._reading.start()

    @Slot()
    def _on_taken(self) -> None:
        offer, self._offer = self._offer, None
        self.hide()
        if offer is not None and offer.stands():
            offer.take()

    @Slot()
    def _on_refused(self) -> None:
        offer, self._offer = self._offer, None
        self.hide()
        if offer is not None and offer.refuse is not None:
            offer.refuse()

    def _show(self, text: str, role: str, offer: Offer | None = None) -> None:
        self._reading.stop()
        self._offer = offer
        self._take.setVisible(offer is not None)
        if offer is not None:
            self._take.setText(offer.label)
            self._take.setAccessibleName(offer.label)
            self._take.setToolTip(offer.tip)
            self._refuse.setText(offer.refusal)
            self._refuse.setAccessibleName(offer.refusal)
            self._refuse.setToolTip(f"{offer.refusal} it for good")
        self._refuse.setVisible(offer is not None and bool(offer.refusal))
        self._text.setText(text)
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        self.about_to_show.emit()
        self.show()
        self.raise_()

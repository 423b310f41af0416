"""Hold a page together: its header, its cards, its callouts and what stands where nothing is yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import TONE_TOKENS, Space, Token, Tone
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.labels import Heading, IconLabel, Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

_MARGIN = 20  # inside a card
_LINE = 560  # a callout or an empty state is no wider than reads well

_CALLOUT_ICONS: dict[Tone, str] = {
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
    Tone.OK: "circle-check",
    Tone.WARN: "triangle-alert",
    Tone.DANGER: "circle-alert",
}


class PageHeader(QWidget):
    """Show the title of a page, a line below it and its one primary action.

    ``buttons`` is the row on the right: quiet buttons first, the primary one last.
    """

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        primary: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = Heading(title, Style.TITLE)
        self.subtitle = Text(subtitle, Style.QUIET)
        show_when(self.subtitle, bool(subtitle))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.ONE)
        words = column(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.THREE)
        outer.addLayout(words, 1)
        outer.addLayout(self.buttons)
        outer.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)
        if primary is not None:
            self.buttons.addWidget(primary)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show another title and line."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        show_when(self.subtitle, bool(subtitle))


class Page(QScrollArea):
    """Be the page of a room: a header and a column that scrolls as one.

    Add cards to ``body``; call ``body.addStretch(1)`` last. Override ``activated()`` to load when shown.
    """

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        primary: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setProperty("kind", "page")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(36, 28, 36, 28)
        outer.setSpacing(Space.THREE)
        self.header = PageHeader(title, subtitle, primary)
        self.body = column(20)
        outer.addWidget(self.header)
        outer.addLayout(self.body, 1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def activated(self) -> None:
        """Load what the page shows; the window calls it each time the page comes in sight."""


class Card(QFrame):
    """Hold what belongs together on a surface; add to ``body``, small controls to ``buttons``."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.title = Heading(title, Style.SECTION)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.ONE)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title, 1)
        head.addLayout(self.buttons)
        show_when(self._head, bool(title))
        self.body = column(Space.ONE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, Space.TWO, _MARGIN, Space.TWO)
        outer.setSpacing(Space.ONE)
        outer.addWidget(self._head)
        outer.addLayout(self.body, 1)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)
        show_when(self._head, bool(title))

    def set_tight(self) -> None:
        """Leave less room around the content, where every line counts."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(Space.TWO, Space.HALF_MORE, Space.TWO, Space.HALF_MORE)

    def add(self, item: QWidget | QLayout) -> None:
        """Add a widget or a layout to the body."""
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)


class Callout(QFrame):
    """Say what to mind, in a block with a soft colour and an icon; it never asks for anything."""

    def __init__(self, text: str, tone: Tone = Tone.ACCENT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "callout")
        self.setProperty("tone", tone.value)
        self.text = Text(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.TWO, Space.HALF_MORE, Space.TWO, Space.HALF_MORE)
        layout.setSpacing(Space.HALF_MORE)
        layout.addWidget(IconLabel(_CALLOUT_ICONS[tone], TONE_TOKENS[tone], 20), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)

    def set_text(self, text: str) -> None:
        """Say something else; an empty text hides the block."""
        self.text.setText(text)
        show_when(self, bool(text))


class EmptyState(QWidget):
    """Teach what belongs here, with one button to begin. Signal: ``begun()`` when it is pressed."""

    begun = Signal()

    def __init__(
        self, icon_name: str, title: str, text: str, button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle = Qt.AlignmentFlag.AlignHCenter
        words = column(Space.ONE, Space.THREE)
        for label in (Heading(title, Style.LEAD), Text(text, Style.QUIET)):
            label.setAlignment(middle)
            words.addWidget(label)
        words.insertWidget(0, IconLabel(icon_name, Token.CONTROL, 40), 0, middle)
        if button:
            self.button = PrimaryButton(button)
            self.button.clicked.connect(self.begun)
            words.addSpacing(Space.ONE)
            words.addWidget(self.button, 0, middle)
        block = QWidget()
        block.setLayout(words)
        block.setMaximumWidth(current_theme().scaled(_LINE))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(block, 8)
        across.addStretch(1)
        outer = column(0)
        self.setLayout(outer)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(2)

"""Be a pane: it takes the place of the step for a while, with a title, its parts, and its keys below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QScrollArea, QWidget

from zvdesk.ui.meeting.parts import paper_white, said
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.history_edit import HistoryLineEdit
from zvdesk.ui.widgets.labels import Heading, Style, Text, keycap, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, clear, column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_WIDEST = 920  # in pixels at 100 %: a row that is wider is hard to follow with the eye


class TablePane(QWidget):
    """Be the base of the panes. Put parts in ``body``.

    Signal: ``done()`` when it is finished, or when Escape leaves it.
    """

    done = Signal()

    def __init__(self, table: Table, title: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paper_white(self)
        self.table = table
        self.title = Heading(title, Style.TITLE)
        self.words = Text(words, Style.LEAD)
        show_when(self.words, bool(words))
        self.trouble = Callout("", Tone.DANGER)
        self.trouble.hide()
        self.body = column(Space.TWO)
        self._foot = QWidget()
        self._keys = FlowLayout(self._foot, Space.ONE)
        self._inner = QWidget()
        inside = column(Space.TWO)
        inside.setContentsMargins(Space.THREE, Space.TWO, Space.THREE, Space.TWO)
        self._inner.setLayout(inside)
        for part in (self.title, self.words, self.trouble):
            inside.addWidget(part)
        inside.addLayout(self.body)
        inside.addWidget(self._foot)
        inside.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(self._inner, 100)
        across.addStretch(1)
        self._limit()

    def show_view(self, view: TableView) -> None:
        """Show the case on the table."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        raise NotImplementedError

    def focus(self, part: QWidget) -> None:
        """Put the focus in a part, and let the page scroll to it."""
        part.setFocus()
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea) and not isinstance(part, QAbstractItemView):
            around = area
            QTimer.singleShot(0, part, lambda: around.ensureWidgetVisible(part, 0, Space.FOUR))

    def say(self, title: str, words: str) -> None:
        """Show another title, and the sentence below it."""
        self.title.setText(title)
        self.words.setText(words)
        show_when(self.words, bool(words))

    def show_keys(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show which keys do what: pairs of a keycap and its words."""
        clear(self._keys)
        for cap, words in keys:
            pair = QWidget()
            inside = QHBoxLayout(pair)
            inside.setContentsMargins(0, 0, Space.ONE, 0)
            inside.setSpacing(Space.HALF_MORE // 2)
            inside.addWidget(keycap(cap))
            inside.addWidget(Text(words, Style.QUIET, wraps=False))
            self._keys.addWidget(pair)

    def complain(self, trouble: Exception | str) -> None:
        """Say above the parts what was not possible; an empty text takes it away."""
        words = trouble if isinstance(trouble, str) else said(trouble)
        self.trouble.set_text(words)
        if words:
            announce(self, words, urgent=True)

    def _limit(self) -> None:
        self._inner.setMaximumWidth(current_theme().scaled(_WIDEST))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_inner"):
            self._limit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class BigLine(HistoryLineEdit):
    """Take one line in letters that read at a metre. Signals: as HistoryLineEdit."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self.setAccessibleName(name)
        self._enlarge()

    def _enlarge(self) -> None:
        font = current_theme().font(Size.HEADING)
        if self.font() != font:
            self.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._enlarge()

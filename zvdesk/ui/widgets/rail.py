"""Hold the left rail: where one can go, and who is unlocked, always in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zvdesk.ui.shortcuts import Shortcut
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Token
from zvdesk.ui.widgets.labels import hairline
from zvdesk.ui.widgets.layouts import Scrolling, column
from zvdesk.ui.widgets.rail_item import NARROW, PAD, RailItem

WIDTH = 216  # in pixels at 100 %


class Wordmark(QWidget):
    """Show the name of the program."""

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        theme = current_theme()
        height = QFontMetricsF(theme.font(Size.HEADING)).height()
        return QSize(theme.scaled(NARROW - 28), round(height) + theme.scaled(20))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(theme.font(Size.HEADING, QFont.Weight.Bold))
        painter.setPen(theme.colour(Token.INK))
        place = self.rect().adjusted(theme.scaled(PAD), 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "zvdesk")
        painter.end()


class Rail(QFrame):
    """Hold the find button, the pages, and at the foot the settings, who is unlocked and the lock.

    Signals: ``chosen(str)`` with the key of a page; ``findRequested()``; ``lockRequested()``.
    """

    chosen = Signal(str)
    findRequested = Signal()  # noqa: N815
    lockRequested = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self._items: dict[str, RailItem] = {}
        self._is_narrow = False
        self._wordmark = Wordmark()
        self.search = RailItem("search", self.tr("Zoek"), shortcut=Shortcut.FIND, framed=True)
        self.search.clicked.connect(self.findRequested)
        self.person = RailItem("user", "")
        self.person.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.person.setEnabled(False)
        self.lock = RailItem("lock", self.tr("Vergrendel"), shortcut=Shortcut.LOCK)
        self.lock.clicked.connect(self.lockRequested)
        self._pages, self._foot = column(2), column(2)
        middle = QWidget()
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._pages)
        inner.addStretch(1)
        scroll = Scrolling(middle)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(Space.HALF)
        self._column.addWidget(self._wordmark)
        self._column.addWidget(self.search)
        self._column.addSpacing(Space.ONE)
        self._column.addWidget(scroll, 1)
        self._column.addLayout(self._foot)
        self._column.addSpacing(Space.HALF)
        self._column.addWidget(hairline())
        self._column.addSpacing(Space.HALF)
        self._column.addWidget(self.person)
        self._column.addWidget(self.lock)
        self.set_person("", "")
        self.set_narrow(False)

    def add(self, key: str, icon_name: str, text: str, *, at_foot: bool = False) -> RailItem:
        """Add a page; ``at_foot`` puts it below, where the settings are."""
        item = RailItem(icon_name, text)
        item.setCheckable(True)
        item.clicked.connect(lambda: self._choose(key))
        item.set_narrow(self._is_narrow)
        self._items[key] = item
        (self._foot if at_foot else self._pages).addWidget(item)
        return item

    def item(self, key: str) -> RailItem:
        """Return the item of a page, to give it a badge."""
        return self._items[key]

    def mark(self, key: str) -> None:
        """Mark the page that is shown."""
        for name, item in self._items.items():
            item.setChecked(name == key)

    def set_person(self, name: str, role: str) -> None:
        """Show who is unlocked and in which role; an empty name hides it, and the lock."""
        self.person.set_words(name, role)
        self.person.setVisible(bool(name))
        self.lock.setVisible(bool(name))

    def set_narrow(self, is_narrow: bool) -> None:
        """Show icons only."""
        self._is_narrow = is_narrow
        for item in (*self._items.values(), self.search, self.person, self.lock):
            item.set_narrow(is_narrow)
        self._wordmark.setVisible(not is_narrow)  # no room for a name where there is none for words
        self.setFixedWidth(current_theme().scaled(NARROW if is_narrow else WIDTH))
        side = Space.ONE if is_narrow else 14
        self._column.setContentsMargins(side, Space.ONE, side, Space.TWO)

    def _choose(self, key: str) -> None:
        self.mark(key)
        self.chosen.emit(key)

"""Find any case, person, action or command by typing (Ctrl K): a popup in the window, never a dialog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from zvdesk.ui.icons import icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Token
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import Style, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zvdesk.ui.jobs import Jobs

_PAUSE = 120  # milliseconds after the last key
_WIDTH, _MOST = 620, 8


@dataclass(frozen=True)
class Found:
    """Hold one thing that was found; ``key`` is what ``chosen`` hands back."""

    title: str
    key: object
    detail: str = ""
    icon_name: str = "arrow-right"


class QuickFind(QFrame):
    """Ask for words, let the worker look, and show what was found.

    ``provider(words)`` runs in the worker and returns Found rows; an answer to older words is dropped.
    The arrow keys choose, Enter takes, Escape closes and the focus goes back to where it was.

    Signal: ``chosen(object)`` with the key of the row that was taken.
    """

    chosen = Signal(object)

    def __init__(self, window: QWidget, jobs: Jobs, provider: Callable[[str], Sequence[Found]]) -> None:
        super().__init__(window)
        self._jobs, self._provider = jobs, provider
        self._serial = 0
        self._came_from: QWidget | None = None
        self.setProperty("kind", "popup")
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Zoek een casus, persoon of actie, of doe iets"))
        self.words.setAccessibleName(self.tr("Zoek of doe iets"))
        self.words.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.words.installEventFilter(self)
        self.results = QListWidget()
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setAccessibleName(self.tr("Gevonden"))
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.itemClicked.connect(self._take)
        self._hint = Text(style=Style.SMALL)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.words.textChanged.connect(lambda _text: self._pause.start())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.ONE, Space.ONE, Space.ONE, Space.ONE)
        layout.setSpacing(Space.ONE)
        layout.addWidget(self.words)
        layout.addWidget(self.results)
        layout.addWidget(self._hint)
        self.hide()

    def open(self) -> None:
        """Show the popup with an empty line and put the focus in it."""
        if self.isHidden():
            self._came_from = self.window().focusWidget()
        self.words.clear()
        self._fill((), "")
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._look()

    def close_and_return(self) -> None:
        """Hide the popup and give the focus back."""
        self._serial += 1
        self._pause.stop()
        came_from, self._came_from = self._came_from, None
        if came_from is not None and shiboken6.isValid(came_from):
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def place(self) -> None:
        """Fit the popup to the window and to what was found."""
        window = self.parentWidget()
        if window is None:
            return
        width = min(current_theme().scaled(_WIDTH), window.width() - 2 * Space.FOUR)
        rows = self.results.count()
        self.results.setVisible(rows > 0)
        height = self.results.sizeHintForRow(0) * min(rows, _MOST) + Space.ONE if rows else 0
        top = min(Space.FOUR * 2, window.height() // 10)
        rest = self.words.sizeHint().height() + self._hint.sizeHint().height() + 5 * Space.ONE
        self.results.setFixedHeight(min(height, max(0, window.height() - top - rest - Space.TWO)))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, top)

    def _look(self) -> None:
        self._pause.stop()
        self._serial += 1
        serial, words, provider = self._serial, self.words.text().strip(), self._provider

        def show(found: Sequence[Found]) -> None:
            if serial == self._serial and self.isVisible():
                self._fill(found, words)

        def fail(_error: Exception) -> None:
            if serial == self._serial:
                self._hint.setText(self.tr("Zoeken lukt nu niet. Uw gegevens zijn veilig."))

        self._jobs.run(lambda: provider(words), show, fail, owner=self)

    def _fill(self, found: Sequence[Found], words: str) -> None:
        self.results.clear()
        side = current_theme().scaled(18)
        self.results.setIconSize(QSize(side, side))
        for row in found:
            text = f"{row.title}   {row.detail}" if row.detail else row.title
            item = QListWidgetItem(icon(row.icon_name, Token.INK_2), text)
            item.setData(Qt.ItemDataRole.UserRole, row.key)
            self.results.addItem(item)
        if found:
            self.results.setCurrentRow(0)
        none = bool(words) and not found
        self._hint.setText(
            self.tr("Niets gevonden. Probeer een deel van het woord.")
            if none
            else self.tr("Pijltjes om te kiezen, Enter om te openen, Esc om te sluiten")
        )
        self.place()
        if words:
            announce(self, self._hint.text() if none else str(self.results.item(0).text()))

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            key = item.data(Qt.ItemDataRole.UserRole)
            self.close_and_return()
            self.chosen.emit(key)

    def _move(self, offset: int) -> None:
        count = self.results.count()
        if count:
            self.results.setCurrentRow((self.results.currentRow() + offset) % count)
            announce(self, self.results.currentItem().text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the events of a part."""
        if watched is not self.words:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusOut and not self.isAncestorOf(
            self.window().focusWidget() or self
        ):
            self._came_from = None
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close_and_return()
                case Qt.Key.Key_Down:
                    self._move(1)
                case Qt.Key.Key_Up:
                    self._move(-1)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take(self.results.currentItem())
                case _:
                    return False
            return True
        return False

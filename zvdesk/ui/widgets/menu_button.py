"""Offer a few things to make under one button, so that they do not stand in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.labels import Style, Text

if TYPE_CHECKING:
    from collections.abc import Callable


class MenuButton(SecondaryButton):
    """Open a menu on a click, Enter or Space; the arrows then choose. ``offer`` adds a line."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "chevron-down", parent)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        self.menu_below = QMenu(self)
        self._why: QAction | None = None  # below the lines that were added last, when these are off
        self._reason = ""
        self.setAccessibleDescription(self.tr("Opent een menu"))
        self.clicked.connect(self.open_menu)

    def offer(self, text: str, slot: Callable[[], object], reason: str = "") -> QAction:
        """Add a line; with a reason it is off, and the menu says why below it, once for lines in a row."""
        action = QAction(text.replace("&", "&&"), self.menu_below)
        action.setEnabled(not reason)
        action.triggered.connect(lambda _checked=False: slot())
        if reason != self._reason:
            self._why, self._reason = self._told(reason) if reason else None, reason
        if self._why is None:
            self.menu_below.addAction(action)
        else:
            self.menu_below.insertAction(self._why, action)
        return action

    def _told(self, reason: str) -> QAction:
        words = Text(reason, Style.SMALL)
        words.setWordWrap(False)
        words.setContentsMargins(Space.THREE, 0, Space.THREE, Space.ONE)
        told = QWidgetAction(self.menu_below)
        told.setDefaultWidget(words)
        told.setText(reason)
        told.setEnabled(False)
        self.menu_below.addAction(told)
        return told

    def open_menu(self) -> None:
        """Open the menu below the button, with its first line chosen."""
        self.menu_below.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        first = next((one for one in self.menu_below.actions() if one.isEnabled()), None)
        if first is not None:
            self.menu_below.setActiveAction(first)

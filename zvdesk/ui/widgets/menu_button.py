"""Offer a few things to make under one button, so that they do not stand in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from zvdesk.ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction


class MenuButton(SecondaryButton):
    """Open a menu on a click, Enter or Space; the arrows then choose. ``offer`` adds a line."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "chevron-down", parent)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        self.menu_below = QMenu(self)
        self.menu_below.setToolTipsVisible(True)
        self.setAccessibleDescription(self.tr("Opent een menu"))
        self.clicked.connect(self.open_menu)

    def offer(self, text: str, slot: Callable[[], object], reason: str = "") -> QAction:
        """Add a line; with a reason it is off and says why."""
        action = self.menu_below.addAction(text.replace("&", "&&"))
        action.setEnabled(not reason)
        action.setToolTip(reason or text)
        action.triggered.connect(lambda _checked=False: slot())
        return action

    def open_menu(self) -> None:
        """Open the menu below the button, with its first line chosen."""
        self.menu_below.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        first = next((one for one in self.menu_below.actions() if one.isEnabled()), None)
        if first is not None:
            self.menu_below.setActiveAction(first)

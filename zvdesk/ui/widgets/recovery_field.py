"""Take a recovery key as it stands on paper: ten groups, over as many lines as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from zvdesk.ui.tokens import Space

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

_LINES = 3


class RecoveryField(QPlainTextEdit):
    """Show the whole key at any size of text; Tab leaves the field. Signal: ``textChanged()``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._measure()

    def text(self) -> str:
        """Return what was typed."""
        return self.toPlainText()

    def _measure(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + Space.THREE)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is event.Type.FontChange:
            self._measure()

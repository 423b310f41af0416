"""Let a page fill the screen where the window is, and give the window back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FullScreen(QObject):
    """Go full screen with a page that asks it, and back when that page is left; the screen stays the same.

    Signal: ``chosen(bool)`` when a person went full screen, or out of it, by key.
    """

    chosen = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_asked = self._is_taken = False

    def take(self, *, is_wanted: bool) -> None:
        """Fill the screen for the page in sight, when the person wants that and the window fits on it."""
        self._is_asked = True
        screen, least = self._window.screen().size(), self._window.minimumSize()
        fits = screen.expandedTo(least) == screen
        if is_wanted and fits and not self._window.isFullScreen():
            self._is_taken = True
            self._turn()

    def give_back(self) -> None:
        """Be the window of before, when it was this page that took the screen."""
        if self._is_taken and self._window.isFullScreen():
            self._turn()
        self._is_asked = self._is_taken = False

    def toggle(self) -> None:
        """Go full screen, or out of it, because a person asks it."""
        self._is_taken = self._is_asked and not self._window.isFullScreen()
        self._turn()
        self.chosen.emit(self._window.isFullScreen())

    def _turn(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

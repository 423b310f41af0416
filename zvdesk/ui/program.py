"""Be the application object, which hears of a file that the system opens with the running program."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Program(QApplication):
    """Tell of files that a double click hands over as an event, as the Finder of macOS does.

    Elsewhere a double click starts zvdesk a second time, which tells the first (``doorbell``). Signal:
    ``fileGiven(str)`` with the path.
    """

    fileGiven = Signal(str)  # noqa: N815

    def event(self, event: QEvent) -> bool:
        """Tell of the file; an address that is no file is left alone."""
        if isinstance(event, QFileOpenEvent) and event.url().isLocalFile():
            self.fileGiven.emit(event.file())
            return True
        return super().event(event)

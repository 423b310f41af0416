"""Take a file of a colleague, dropped anywhere or opened with zvdesk, and a document that was opened so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent

from zvdesk.single import DOCUMENT, OF_A_COLLEAGUE

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from zvdesk.ui.window import MainWindow

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class DroppedFiles(QObject):
    """Take packages, cards and lists before a field or drop zone does, and keep them while locked.

    Signal: ``taken(str)`` with the path of a file that is to be shown now.
    """

    taken = Signal(str)

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._is_open = window, False
        self._waiting: list[Path] = []

    def watch(self) -> None:
        """Begin to take drops; the window has been shown."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def set_open(self, is_open: bool) -> None:
        """Know whether the vault is open; what waited for that is taken now."""
        self._is_open = is_open
        waiting, self._waiting = (self._waiting, []) if is_open else ([], self._waiting)
        for file in waiting:
            self.take(file)

    def take(self, file: Path) -> None:
        """Have a file shown; a locked vault is asked for first, and an audience never sees it.

        A document is shown at once: verifying asks no vault.
        """
        if not self._is_open and not is_document(file):
            self._waiting.append(file)
            words = self.tr("Ontgrendel uw kluis. Daarna ziet u wat uw collega u geeft.")
            self._window.notices.warn(words)
        elif self._window.is_watched:
            words = self.tr("De tafel kijkt mee. Open dit bestand na het overleg.")
            self._window.notices.warn(words)
        else:
            self.taken.emit(str(file))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the drag when all that hangs on it is of a colleague."""
        del watched
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        paths = of_a_colleague(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            for path in paths:
                self.take(path)
        return True


def is_document(file: Path) -> bool:
    """Tell whether a file is one to verify, and not one of a colleague."""
    return file.suffix.lower() == DOCUMENT


def of_a_colleague(data: QMimeData) -> tuple[Path, ...]:
    """Return the files in a drag when all of them are packages, cards or lists; else nothing."""
    urls = data.urls()
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    is_ours = len(paths) == len(urls) and all(path.suffix.lower() in OF_A_COLLEAGUE for path in paths)
    return paths if is_ours else ()

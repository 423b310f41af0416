"""Let a file of a colleague be dropped anywhere on the window, whatever lies under the pointer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent

from zvdesk.single import OF_A_COLLEAGUE

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class DroppedFiles(QObject):
    """Take packages, cards and lists before a field or drop zone does. Signal: ``dropped(Path)`` for each."""

    dropped = Signal(object)

    def watch(self, window: QWidget) -> None:
        """Begin; the window has been shown."""
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

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
                self.dropped.emit(path)
        return True


def of_a_colleague(data: QMimeData) -> tuple[Path, ...]:
    """Return the files in a drag when all of them are packages, cards or lists; else nothing."""
    urls = data.urls()
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    is_ours = len(paths) == len(urls) and all(path.suffix.lower() in OF_A_COLLEAGUE for path in paths)
    return paths if is_ours else ()

"""Notice new packages in the folder that laptops share, by the system's sign and by looking now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from zvdesk.services import waiting_packages

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.waiting_packages import Waiting
    from zvdesk.ui.context import RoomContext

_EVERY = 15_000  # milliseconds: a share does not tell what another laptop put there
_AFTER_SIGN = 400  # milliseconds for a copy to be finished


class FolderWatch(QObject):
    """Look in the folder while it is running; looking happens in the worker, for a share may be slow.

    Signal: ``looked(object, object)`` with the folder or None, and its packages or None when it is not there.
    """

    looked = Signal(object, object)

    def __init__(self, context: RoomContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._is_looking = context, False
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_SIGN)
        self._soon.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self._soon.start())
        self._often = QTimer(self, interval=_EVERY)
        self._often.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and go on looking."""
        self._often.start()
        self.look()

    def stop(self) -> None:
        """Look no longer, and let the system give no more signs."""
        self._often.stop()
        self._soon.stop()
        self._follow([])

    def look(self) -> None:
        """Look once, unless it is busy with that."""
        if self._is_looking:
            return
        self._is_looking = True
        desk = self._context.desk

        def op() -> tuple[Path | None, tuple[Waiting, ...] | None]:
            folder = waiting_packages.watched_folder()
            return folder, waiting_packages.waiting(desk, folder) if folder else None

        self._context.jobs.run(op, self._take, self._fail, owner=self)

    def _take(self, found: tuple[Path | None, tuple[Waiting, ...] | None]) -> None:
        self._is_looking = False
        folder, packages = found
        is_there = folder is not None and packages is not None and self._often.isActive()
        self._follow([str(folder)] if is_there else [])
        self.looked.emit(folder, packages)

    def _follow(self, wanted: list[str]) -> None:
        """Let the system give a sign when one of these folders changes, and of no other."""
        watched = self._watcher.directories()
        if watched != wanted:
            if watched:
                self._watcher.removePaths(watched)
            if wanted:
                self._watcher.addPaths(wanted)

    def _fail(self, error: Exception) -> None:
        self._is_looking = False
        self._context.failed(error)

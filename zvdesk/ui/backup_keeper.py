"""Let the copies of an open vault be made, checked and thinned in the worker while people work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.backups import Backup
    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs

FIRST = 5_000  # milliseconds after the unlock: the first page comes first
EVERY = 60_000
PAUSE = 30  # turns to wait after a failure


class BackupKeeper(QObject):
    """Look each minute whether a copy is due.

    Signals: ``damaged(int)``: so many copies turned out to be damaged and were made again;
    ``failed(Exception)``: a copy could not be made, or the vault itself is damaged.
    """

    damaged = Signal(int)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._desk: Desk | None = None
        self._pause = 0
        self._first = QTimer(self, interval=FIRST, singleShot=True)
        self._first.timeout.connect(self.look_back)
        self._each = QTimer(self, interval=EVERY)
        self._each.timeout.connect(self.look)

    def start(self, desk: Desk) -> None:
        """Begin with a vault that was opened just now."""
        self._desk, self._pause = desk, 0
        self._first.start()
        self._each.start()

    def stop(self) -> None:
        """End: the vault is about to close."""
        self._desk = None
        self._first.stop()
        self._each.stop()

    def look_back(self) -> None:
        """Do what waited for the unlock: the rest of the check, the copies made at the lock."""
        desk = self._desk
        if desk is None:
            return

        def work() -> tuple[Backup, ...]:
            from zvdesk.services import backups, checks

            if desk.vault.is_closed:
                return ()
            checks.look_on(desk)
            return backups.after_unlock(desk)

        self._jobs.run(work, self._looked_back, self._failed, owner=self)

    def look(self) -> None:
        """Make a copy when it is due."""
        desk = self._desk
        if desk is None or self._pause > 0:
            self._pause -= 1
            return

        def work() -> Path | None:
            from zvdesk.services import backups

            return None if desk.vault.is_closed else backups.keep_up(desk)

        self._jobs.run(work, None, self._failed, owner=self)

    def _looked_back(self, damaged: tuple[Backup, ...]) -> None:
        if damaged:
            self.damaged.emit(len(damaged))

    def _failed(self, error: Exception) -> None:
        self._pause = PAUSE
        self.failed.emit(error)

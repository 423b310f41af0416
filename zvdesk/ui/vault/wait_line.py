"""Count down to the moment when the next passphrase may be tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import Text, show_when

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.ui.jobs import Jobs


class WaitLine(Text):
    """Show how many seconds are left, and nothing when one need not wait.

    Signal: ``changed()`` when a wait begins or is over.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__("")
        self.seconds = 0
        self._jobs = jobs
        self._asked = 0
        self._folder: Path | None = None
        self._second = QTimer(self, interval=1_000, timerType=Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self._count)
        show_when(self, False)

    def look(self, folder: Path) -> None:
        """Begin the wait that is left for a vault, if any; only the newest one asked for counts."""
        self._end()
        self._ask(folder)

    def _ask(self, folder: Path) -> None:
        self._folder = folder
        self._asked = asked = self._asked + 1

        def left() -> int:
            from zvdesk.services import attempts
            from zvdesk.services.clock import Clock

            return attempts.seconds_left(folder, Clock())

        def show(seconds: int) -> None:
            if asked != self._asked:
                return
            if seconds:
                self.begin(seconds)
            elif self._second.isActive():
                self._end()

        self._jobs.run(left, show, owner=self)

    def begin(self, seconds: int) -> None:
        """Count down from so many seconds; a screen reader hears it once."""
        self.seconds = seconds
        self._second.start()
        self._show()
        announce(self, self.text())
        self.changed.emit()

    def _end(self) -> None:
        self.seconds = 0
        self._second.stop()
        show_when(self, False)
        self.changed.emit()

    def _count(self) -> None:
        self.seconds -= 1
        if self.seconds > 0:
            self._show()
        elif self._folder is not None and self._jobs.is_open:
            self._ask(self._folder)  # the vault's own clock has the last word
        else:
            self._end()

    def _show(self) -> None:
        left = (
            self.tr("Nog 1 seconde.")
            if self.seconds == 1
            else self.tr("Nog {seconds} seconden.").format(seconds=self.seconds)
        )
        words = self.tr("Na te veel verkeerde pogingen wacht zvdesk even. {left} Wat u typte, blijft staan.")
        self.setText(words.format(left=left))
        show_when(self, True)

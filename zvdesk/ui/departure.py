"""Lead from an open vault to a locked one: cover the window, keep what was typed, close the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from zvdesk.errors import ExplainedError
from zvdesk.ui.lock.reasons import LockReason
from zvdesk.ui.vault.cover_page import CoverPage
from zvdesk.ui.widgets.autosave import flush_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.ui.jobs import Job, Jobs
    from zvdesk.ui.window import MainWindow

COVER = "cover"
PATIENCE = 60  # seconds to answer when what was typed could not be kept
_PATIENCE_ASLEEP = 2  # before sleep: the system waits five seconds at most
_LONGEST = 20_000  # milliseconds for the worker; a vault that is closed by force loses nothing that was kept
_ROUNDS = 20  # what is kept may lead to more that is to be kept, but not for ever


class Departure(QObject):
    """Do the steps of one lock after another; the window is covered before anything else.

    Signals: ``covered()``; ``finished(bool)`` when the vault is closed, with whether something that was typed
    could not be kept.
    """

    covered = Signal()
    finished = Signal(bool)

    def __init__(self, window: MainWindow, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._jobs = window, jobs
        self._close: Callable[[], None] | None = None
        self._failed: list[Job] = []
        self._rounds = self._left = 0
        self._is_closing = False
        self._reason = LockReason.MANUAL
        self.cover = CoverPage()
        window.add_page(COVER, self.tr("Vergrendeld"), "lock", self.cover, in_rail=False, is_full=True)
        self.cover.againAsked.connect(self._try_again)
        self.cover.lockAsked.connect(self._close_vault)
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self._count_down)
        self._deadline = QTimer(self, singleShot=True, interval=_LONGEST)
        self._deadline.timeout.connect(self._end)

    @property
    def is_under_way(self) -> bool:
        """Tell whether a vault is being locked."""
        return self._close is not None

    def begin(self, close: Callable[[], None], reason: LockReason) -> None:
        """Lock; ``close`` closes the vault and runs in the worker, after all that was typed."""
        self._close, self._reason, self._is_closing = close, reason, False
        self._failed = []
        self._jobs.refused.connect(self._note)
        self._cover_window()
        self._jobs.cancel_long()
        self._deadline.start()
        self._wait()

    # --- in order ------------------------------------------------------------------------------------

    def _cover_window(self) -> None:
        """Hand over what is being typed and let nothing of it be seen, in this window and above it."""
        self.cover.show_closing()
        others = [w for w in QApplication.topLevelWidgets() if w is not self._window and w.isVisible()]
        for other in others:
            flush_all(other)
        self._window.show_page(COVER)
        self._window.set_unlocked("", "")
        self._window.repaint()
        for other in others:
            other.close()
            other.hide()  # one that would rather stay
        self.covered.emit()

    def _wait(self) -> None:
        """Wait until all that was handed over is kept."""
        self._rounds = 0
        self._jobs.run(_nothing, lambda _: self._look(), owner=self)

    def _look(self) -> None:
        self._rounds += 1
        if self._jobs.is_busy and self._rounds < _ROUNDS:
            self._jobs.run(_nothing, lambda _: self._look(), owner=self)
        elif self._failed:
            self._ask()
        else:
            self._close_vault()

    def _ask(self) -> None:
        """Say before the vault goes that something could not be kept."""
        self._deadline.stop()
        self._left = _PATIENCE_ASLEEP if self._reason is LockReason.SLEEP else PATIENCE
        self.cover.show_failure(self._words(), self._left)
        self._second.start()

    def _words(self) -> str:
        from zvdesk.texts.messages import message

        explained = [job.error for job in self._failed if isinstance(job.error, ExplainedError)]
        if explained:
            return message(explained[0])
        return self.tr("Er ging iets mis in zvdesk zelf. Wat eerder bewaard was, is veilig.")

    def _count_down(self) -> None:
        self._left -= 1
        self.cover.show_left(self._left)
        if self._left <= 0:
            self._close_vault()

    def _try_again(self) -> None:
        self._second.stop()
        self.cover.show_closing()
        failed, self._failed = self._failed, []
        for job in failed:
            self._jobs.run_again(job)
        self._deadline.start()
        self._wait()

    def _close_vault(self) -> None:
        if self._close is None or self._is_closing:
            return
        self._is_closing = True
        self._second.stop()
        self.cover.show_closing()
        self._deadline.start()
        self._jobs.refused.disconnect(self._note)
        self._jobs.run(self._close, lambda _: self._end(), lambda _: self._end(), owner=self)

    def _end(self) -> None:
        self._deadline.stop()
        if self._close is None:
            return
        if not self._is_closing:
            self._jobs.refused.disconnect(self._note)
        self._close = None
        self.finished.emit(bool(self._failed) or not self._is_closing)

    def _note(self, job: Job) -> None:
        self._failed.append(job)


def _nothing() -> None:
    """Be the job after which all that was handed over before it is done."""

"""Lead from nothing to an open vault: welcome, new, practice and unlock."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from zvdesk.errors import ExplainedError
from zvdesk.ui.vault.unlock_page import UnlockPage
from zvdesk.ui.vault.welcome_page import WelcomePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.services.desk import Desk
    from zvdesk.services.practice import Practice
    from zvdesk.services.restoring import Restored
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.window import MainWindow

SUFFIX = ".zvkluis"
WELCOME, UNLOCK, NEW, PRACTICE = "welcome", "unlock", "new-vault", "practice"
RESTORE, RESCUE = "restore", "rescue"


@dataclass(frozen=True)
class Doors:
    """Hold what the gate cannot know by itself; each is called in the worker unless it says otherwise."""

    is_practice: Callable[[Path], bool]  # tells it from the vault's own key file
    group_matches: Callable[
        [str, int, str], bool
    ]  # recovery key, group from 1, what was typed; on any thread
    practice_folder: Callable[[], Path]  # a folder in the profile that is free


class Gate(QObject):
    """Own the pages that are shown while no vault is open.

    Signals: ``opened(Desk)`` as soon as a vault is open; ``entered()`` when its rooms may be shown: a new
    vault is open before its recovery key was typed back. ``failed(Exception)`` for what nobody foresaw;
    ``verifyRequested()``.
    """

    opened = Signal(object)
    entered = Signal()
    failed = Signal(object)
    verifyRequested = Signal()  # noqa: N815

    def __init__(self, window: MainWindow, jobs: Jobs, doors: Doors) -> None:
        super().__init__(window)
        self._window, self._jobs, self._doors = window, jobs, doors
        self._built: set[str] = set()  # pages that are made anew each time
        self.unlock = UnlockPage(jobs)
        window.add_page(UNLOCK, self.tr("Ontgrendelen"), "lock", self.unlock, in_rail=False)
        self.unlock.unlocked.connect(self._unlocked)
        self.unlock.failed.connect(self.failed)
        self.unlock.otherRequested.connect(self.choose)
        self.unlock.newRequested.connect(self.show_new)
        self.unlock.practiceRequested.connect(self.make_practice)
        self.unlock.verifyRequested.connect(self.verifyRequested)
        self.unlock.restoreRequested.connect(self.show_restore)
        self.unlock.rescueRequested.connect(self.show_rescue)
        self._welcome: WelcomePage | None = None

    def show(self, folder: Path | None) -> None:
        """Show the page for this vault, or the welcome when there is none."""
        if folder is None:
            self._show_welcome()
            return
        self.unlock.set_vault(folder)
        self._window.set_practice(False)
        self._window.show_page(UNLOCK)

    def tell_practice(self) -> None:
        """Look whether the vault that is asked for is for practice, and say so."""
        folder = self.unlock.folder
        if folder != Path():
            self._jobs.run(lambda: self._doors.is_practice(folder), self._tell, owner=self)

    def choose(self) -> None:
        """Let the person point at a vault and ask for its passphrase."""
        start = self.unlock.folder.parent if self.unlock.folder != Path() else Path.home()
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Kies de map van de kluis (die eindigt op .zvkluis)"), str(start)
        )
        if name:
            folder = Path(name)
            self._jobs.run(lambda: _vault_in(folder), self._chosen, owner=self)

    def show_new(self) -> None:
        """Show the form for a new vault, as empty as it was at first."""
        from zvdesk.ui.vault.new_vault_page import NewVaultPage  # late: the first page needs none of it

        page = NewVaultPage(self._jobs, self._doors.group_matches)
        page.created.connect(self.opened)
        page.finished.connect(self._finish_new)
        page.cancelled.connect(lambda: self.show(self._last()))
        page.failed.connect(self.failed)
        self._window.set_practice(False)
        self._put(NEW, self.tr("Nieuwe kluis"), "plus", page)

    def show_restore(self) -> None:
        """Show the copies of the vault that is asked for."""
        from zvdesk.ui.vault.restore_page import RestorePage

        page = RestorePage(self._jobs, self.unlock.folder)
        page.restored.connect(self._restored)
        page.cancelled.connect(self._leave)
        page.rescueRequested.connect(self.show_rescue)
        page.failed.connect(self.failed)
        self._put(RESTORE, self.tr("Terugzetten"), "history", page)

    def show_rescue(self) -> None:
        """Show the form that writes out what is left of the vault that is asked for."""
        from zvdesk.ui.vault.rescue_page import RescuePage

        page = RescuePage(self._jobs, self.unlock.folder)
        page.cancelled.connect(self._leave)
        page.restoreRequested.connect(self.show_restore)
        page.failed.connect(self.failed)
        self._put(RESCUE, self.tr("Redden"), "package-open", page)

    def make_practice(self) -> None:
        """Make a practice vault in the profile and open it."""
        welcome = self._show_welcome()
        steps = (
            self.tr("De oefenkluis wordt gemaakt."),
            self.tr("De oefenmensen krijgen hun sleutels. Dit duurt het langst."),
            self.tr("De oefencasussen komen erin."),
        )
        welcome.begin_work(steps[0])

        def make(report: Callable[[int, int], None]) -> Practice:
            from zvdesk.services.practice import create_practice

            done = count()
            return create_practice(
                self._doors.practice_folder(), report=lambda _words: report(next(done), len(steps))
            )

        self._jobs.progress(
            make,
            lambda done, _of: welcome.show_work(steps[done], done, len(steps)),
            self._show_practice,
            self._practice_refused,
            owner=self,
        )

    def _show_welcome(self) -> WelcomePage:
        if self._welcome is None:
            self._welcome = WelcomePage()
            self._welcome.newRequested.connect(self.show_new)
            self._welcome.openRequested.connect(self.choose)
            self._welcome.practiceRequested.connect(self.make_practice)
            self._welcome.verifyRequested.connect(self.verifyRequested)
            self._window.add_page(WELCOME, self.tr("Welkom"), "house", self._welcome, in_rail=False)
        self._window.set_practice(False)
        self._window.show_page(WELCOME)
        return self._welcome

    def _put(self, key: str, title: str, icon_name: str, page: QWidget) -> None:
        """Show a page that is as empty as it was at first."""
        self._drop(key)
        self._built.add(key)
        self._window.add_page(key, title, icon_name, page, in_rail=False)
        self._window.show_page(key)

    def _drop(self, *keys: str) -> None:
        for key in self._built & set(keys):
            self._built.remove(key)
            self._window.remove_page(key)

    def _leave(self) -> None:
        """Go back, and let the pages go with what was typed on them."""
        self.show(self._last())
        self._drop(RESTORE, RESCUE)

    def _last(self) -> Path | None:
        return self.unlock.folder if self.unlock.folder != Path() else None

    def _tell(self, is_practice: bool) -> None:
        self.unlock.set_practice(is_practice)
        if self._window.current == UNLOCK:
            self._window.set_practice(is_practice)

    def _restored(self, restored: Restored) -> None:
        self.opened.emit(restored.desk)
        self.entered.emit()
        self._drop(RESTORE, RESCUE)

    def _unlocked(self, desk: Desk) -> None:
        self.opened.emit(desk)
        self.entered.emit()

    def _chosen(self, folder: Path) -> None:
        self.show(folder)
        self.tell_practice()

    def _finish_new(self) -> None:
        self.entered.emit()
        self._drop(NEW)

    def _show_practice(self, practice: Practice) -> None:
        from zvdesk.ui.vault.practice_page import PracticePage

        if self._welcome is not None:
            self._welcome.end_work()
        page = PracticePage(practice)
        page.finished.connect(self._finish_practice)
        self._window.add_page(PRACTICE, self.tr("Oefenkluis"), "sparkles", page, in_rail=False)
        self._window.set_practice(True)
        self._window.show_page(PRACTICE)
        self.opened.emit(practice.desk)

    def _finish_practice(self) -> None:
        self.entered.emit()
        self._window.remove_page(PRACTICE)

    def _practice_refused(self, error: Exception) -> None:
        words = ""
        if isinstance(error, ExplainedError):
            from zvdesk.texts.messages import message

            words = message(error)
        else:
            self.failed.emit(error)
        if self._welcome is not None:
            self._welcome.end_work(words)


def _vault_in(folder: Path) -> Path:
    """Return the vault that was meant: the folder itself, or the only vault inside it."""
    if folder.suffix == SUFFIX or not folder.is_dir():
        return folder
    inside = [path for path in folder.iterdir() if path.suffix == SUFFIX and path.is_dir()]
    return inside[0] if len(inside) == 1 else folder

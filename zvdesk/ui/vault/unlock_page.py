"""Ask for the passphrase, or for the recovery key, and open the vault in the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.errors import (
    ExplainedError,
    UnlockDelayed,
    VaultDamaged,
    VaultMissing,
)
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.vault.secret_fields import SecretFields
from zvdesk.ui.vault.stage import Stage
from zvdesk.ui.vault.wait_line import WaitLine
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs


class UnlockPage(Stage):
    """Open one vault; what is wrong stands at the field, and the window keeps moving meanwhile.

    Signals: ``unlocked(Desk)``; ``failed(Exception)`` for what nobody foresaw; ``otherRequested()`` for
    another vault; ``newRequested()``; ``practiceRequested()``; ``verifyRequested()``;
    ``restoreRequested()`` and ``rescueRequested()`` when the vault is damaged.
    """

    unlocked = Signal(object)
    failed = Signal(object)
    otherRequested = Signal()  # noqa: N815
    newRequested = Signal()  # noqa: N815
    practiceRequested = Signal()  # noqa: N815
    verifyRequested = Signal()  # noqa: N815
    restoreRequested = Signal()  # noqa: N815
    rescueRequested = Signal()  # noqa: N815

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("lock", "", parent=parent)
        self._jobs = jobs
        self._folder = Path()
        self._is_busy = False
        self.secret = SecretFields(self.tr("Uw wachtzin"), asks_name=True)
        self.secret.submitted.connect(self.submit)
        self.secret.changed.connect(self._clear_errors)
        self.passphrase, self.switch = self.secret.passphrase, self.secret.switch
        self.unlock = PrimaryButton(self.tr("Ontgrendel"), "lock-open")
        self.unlock.clicked.connect(self.submit)
        self._practice = Chip(self.tr("OEFENING"), Tone.WARN)
        self._wrong = Callout("", Tone.DANGER)
        self.restore = PrimaryButton(self.tr("Zet een reservekopie terug"), "history")
        self.restore.clicked.connect(self.restoreRequested)
        self.rescue = SecondaryButton(self.tr("Red wat er nog is"), "package-open")
        self.rescue.clicked.connect(self.rescueRequested)
        self._ways_out = QWidget()
        FlowLayout(self._ways_out).fill((self.restore, self.rescue))
        self.wait = WaitLine(jobs)
        self.wait.changed.connect(self._show_waiting)
        self._busy = BusyLine()
        self.keyring = LinkButton(self.tr("Open met de sleutelbos van deze computer"), "key-round")
        self.keyring.clicked.connect(self.open_with_keyring)
        self.other = LinkButton(self.tr("Andere kluis openen"), "folder-open")
        self.other.clicked.connect(self.otherRequested)
        self.new = LinkButton(self.tr("Nieuwe kluis"), "plus")
        self.new.clicked.connect(self.newRequested)
        self.practise = LinkButton(self.tr("Bekijk met oefencasussen"), "sparkles")
        self.practise.clicked.connect(self.practiceRequested)
        self.mend = LinkButton(self.tr("Kluis herstellen"), "history")
        self.mend.clicked.connect(self.restoreRequested)
        self.verify = LinkButton(self.tr("Controleer een document"), "file-check")
        self.verify.clicked.connect(self.verifyRequested)
        self._where = Text("", Style.SMALL)
        self._lay_out()
        self._show_ways_out()
        self._wrong.set_text("")

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(Space.TWO)
        for part in (
            self.secret,
            self._wrong,
            self._ways_out,
            self.wait,
            self._busy,
            self.unlock,
            self.keyring,
            self.switch,
        ):
            card.add(part)
        self.body.addWidget(self._practice)
        self.body.addWidget(card)
        links = QWidget()
        FlowLayout(links).fill((self.other, self.new, self.mend, self.verify, self.practise))
        self.body.addWidget(links)
        self.body.addWidget(hairline())
        self.body.addWidget(self._where)

    @property
    def folder(self) -> Path:
        """Return the vault that is asked for."""
        return self._folder

    def set_vault(self, folder: Path, *, is_practice: bool = False) -> None:
        """Ask for another vault and forget what was typed."""
        self._folder = folder
        self.set_title(folder.stem, self.tr("Deze kluis is vergrendeld."))
        self._where.setText(self.tr("Map: {folder}").format(folder=folder))
        self.set_practice(is_practice)
        self.secret.show_recovery(False)
        self._forget()
        self._look_for_keyring()
        self.wait.look(folder)

    def set_practice(self, is_practice: bool) -> None:
        """Show or hide the word OEFENING."""
        show_when(self._practice, is_practice)

    def activated(self) -> None:
        """Put the focus where one types."""
        self.secret.focus_first()

    def submit(self) -> None:
        """Open the vault with what was typed."""
        if self._is_busy or self.wait.seconds:
            return
        self._clear_errors()
        folder, given = self._folder, self.secret.given
        if not self.secret.is_filled():
            return

        def with_passphrase() -> Desk:
            from zvdesk.services import vaults

            return vaults.unlock(folder, given.passphrase or "")

        def with_recovery_key() -> Desk:
            from zvdesk.services import vaults

            return vaults.unlock_with_recovery(folder, given.recovery_key or "", name=given.name)

        self._set_busy(True)
        self._jobs.run(
            with_recovery_key if self.secret.is_recovery else with_passphrase, self._opened, self._refused
        )

    def open_with_keyring(self) -> None:
        """Open the vault with what this computer's keyring keeps; the passphrase opens it in any case."""
        if self._is_busy:
            return
        self._clear_errors()
        folder = self._folder

        def with_keyring() -> Desk:
            from zvdesk.services import key_slots

            return key_slots.unlock_with_keyring(folder)

        self._set_busy(True)
        self._jobs.run(with_keyring, self._opened, self._keyring_refused)

    def _keyring_refused(self, error: Exception) -> None:
        self._refused(error)
        self.passphrase.setFocus()

    def _look_for_keyring(self) -> None:
        show_when(self.keyring, False)
        folder = self._folder

        def look() -> bool:
            from zvdesk.services import key_slots

            return key_slots.has_keyring(folder)

        def show(has_keyring: bool) -> None:
            show_when(self.keyring, has_keyring and folder == self._folder)

        self._jobs.run(look, show, owner=self)

    def _opened(self, desk: Desk) -> None:
        self._set_busy(False)
        self._forget()
        self.unlocked.emit(desk)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, ExplainedError):
            self.failed.emit(error)
            return
        if isinstance(error, UnlockDelayed):
            self.wait.begin(error.seconds)
        elif self.secret.refuse(error):
            self.wait.look(self._folder)
        else:
            from zvdesk.texts.messages import message

            self._wrong.set_text(message(error))
            self._show_ways_out(error)
            if not self.restore.isHidden():
                self.restore.setFocus()

    def _show_ways_out(self, error: Exception | None = None) -> None:
        """Offer a copy where the vault is damaged or gone, and a rescue where something can still be read."""
        is_broken = isinstance(error, VaultDamaged)
        has_keys = isinstance(error, VaultDamaged) and error.part == "database"
        is_legible = isinstance(error, VaultDamaged) and "unreadable" not in error.found
        show_when(self._ways_out, is_broken or isinstance(error, VaultMissing))
        show_when(self.restore, is_broken or isinstance(error, VaultMissing))
        show_when(self.rescue, has_keys and is_legible)
        for part in (self.unlock, self.mend):  # typing brings them back
            show_when(part, not is_broken)

    def _show_waiting(self) -> None:
        """Let one type on while one waits; only the button that tries has to wait."""
        self.unlock.setEnabled(not self._is_busy and not self.wait.seconds)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        for part in (
            self.unlock,
            self.keyring,
            self.switch,
            self.other,
            self.new,
            self.practise,
            self.verify,
            self.mend,
            self.secret,
        ):
            part.setEnabled(not is_busy)
        self._show_waiting()
        if is_busy:
            self._busy.begin(self.tr("De kluis gaat open. Dit duurt een of twee tellen."), can_stop=False)
        else:
            self._busy.end()

    def _clear_errors(self) -> None:
        self.secret.clear_errors()
        self._wrong.set_text("")
        self._show_ways_out()

    def _forget(self) -> None:
        self.secret.forget()
        self._clear_errors()

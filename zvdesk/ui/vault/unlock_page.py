"""Ask for the passphrase, or for the recovery key, and open the vault in the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from zvdesk.errors import (
    ExplainedError,
    InvalidField,
    PersonEnded,
    RecoveryKeyTypo,
    UnlockDelayed,
    VaultDamaged,
    VaultMissing,
    WrongPassphrase,
    WrongRecoveryKey,
)
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.vault.stage import Stage
from zvdesk.ui.vault.wait_line import WaitLine
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs

_AT_FIELD = (WrongPassphrase, PersonEnded, RecoveryKeyTypo, WrongRecoveryKey, InvalidField)


class UnlockPage(Stage):
    """Open one vault; what is wrong stands at the field, and the window keeps moving meanwhile.

    Signals: ``unlocked(Desk)``; ``failed(Exception)`` for what nobody foresaw; ``otherRequested()`` for
    another vault; ``newRequested()``; ``practiceRequested()``; ``verifyRequested()``;
    ``restoreRequested()`` when the vault is damaged.
    """

    unlocked = Signal(object)
    failed = Signal(object)
    otherRequested = Signal()  # noqa: N815
    newRequested = Signal()  # noqa: N815
    practiceRequested = Signal()  # noqa: N815
    verifyRequested = Signal()  # noqa: N815
    restoreRequested = Signal()  # noqa: N815

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("lock", "", parent=parent)
        self._jobs = jobs
        self._folder = Path()
        self._is_recovery = self._is_busy = False
        self.passphrase = PassphraseField()
        self.passphrase.submitted.connect(self.submit)
        self.passphrase_row = FieldRow(self.tr("Uw wachtzin"), self.passphrase)
        self.passphrase.textChanged.connect(lambda _text: self._clear_errors())
        self.name = QLineEdit()
        self.name.returnPressed.connect(self.submit)
        self.name_row = FieldRow(
            self.tr("Uw naam"),
            self.name,
            self.tr("In het logboek komt dat u met de herstelsleutel binnenkwam."),
        )
        self.recovery = QPlainTextEdit()
        self.recovery.setTabChangesFocus(True)
        self.recovery.textChanged.connect(self._clear_errors)
        self.recovery_row = FieldRow(
            self.tr("Herstelsleutel"),
            self.recovery,
            self.tr("Tien groepen van vijf tekens. Hoofdletters, spaties en streepjes maken niet uit."),
        )
        self.unlock = PrimaryButton(self.tr("Ontgrendel"), "lock-open")
        self.unlock.clicked.connect(self.submit)
        self._practice = Chip(self.tr("OEFENING"), Tone.WARN)
        self._wrong = Callout("", Tone.DANGER)
        self.restore = SecondaryButton(self.tr("Zet een reservekopie terug"), "history")
        self.restore.clicked.connect(self.restoreRequested)
        self.wait = WaitLine(jobs)
        self.wait.changed.connect(self._show_waiting)
        self._busy = BusyLine()
        self.switch = LinkButton("", "key-round")
        self.switch.clicked.connect(lambda: self._show_recovery(not self._is_recovery))
        self.keyring = LinkButton(self.tr("Open met de sleutelbos van deze computer"), "key-round")
        self.keyring.clicked.connect(self.open_with_keyring)
        self.other = LinkButton(self.tr("Andere kluis openen"), "folder-open")
        self.other.clicked.connect(self.otherRequested)
        self.new = LinkButton(self.tr("Nieuwe kluis"), "plus")
        self.new.clicked.connect(self.newRequested)
        self.practise = LinkButton(self.tr("Bekijk met oefencasussen"), "sparkles")
        self.practise.clicked.connect(self.practiceRequested)
        self.verify = LinkButton(self.tr("Controleer een document"), "file-check")
        self.verify.clicked.connect(self.verifyRequested)
        self._where = Text("", Style.SMALL)
        self._lay_out()
        self._measure_recovery()
        self._show_recovery(False)
        self._wrong.set_text("")

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(Space.TWO)
        for part in (
            self.passphrase_row,
            self.name_row,
            self.recovery_row,
            self._wrong,
            self.restore,
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
        FlowLayout(links).fill((self.other, self.new, self.practise, self.verify))
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
        self._show_recovery(False)
        self._forget()
        self._look_for_keyring()
        self.wait.look(folder)

    def set_practice(self, is_practice: bool) -> None:
        """Show or hide the word OEFENING."""
        show_when(self._practice, is_practice)

    def activated(self) -> None:
        """Put the focus where one types."""
        (self.name if self._is_recovery else self.passphrase).setFocus()

    def submit(self) -> None:
        """Open the vault with what was typed."""
        if self._is_busy or self.wait.seconds:
            return
        self._clear_errors()
        folder, name, recovery = self._folder, self.name.text(), self.recovery.toPlainText()
        passphrase = self.passphrase.text()
        if not self._is_recovery and not passphrase:
            self.passphrase_row.set_error(self.tr("Typ uw wachtzin."))
            self.passphrase.setFocus()
            return

        def with_passphrase() -> Desk:
            from zvdesk.services import vaults

            return vaults.unlock(folder, passphrase)

        def with_recovery_key() -> Desk:
            from zvdesk.services import vaults

            return vaults.unlock_with_recovery(folder, recovery, name=name)

        self._set_busy(True)
        self._jobs.run(
            with_recovery_key if self._is_recovery else with_passphrase, self._opened, self._refused
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
        from zvdesk.texts.messages import message

        words = message(error)
        if isinstance(error, UnlockDelayed):
            self.wait.begin(error.seconds)
            return
        if not isinstance(error, _AT_FIELD):
            self._wrong.set_text(words)
            show_when(self.restore, isinstance(error, (VaultDamaged, VaultMissing)))
            return
        row: FieldRow = self.passphrase_row
        if self._is_recovery:
            row = self.name_row if isinstance(error, InvalidField) else self.recovery_row
        row.set_error(words)
        row.field.setFocus()
        self.passphrase.select_all()
        self.wait.look(self._folder)

    def _show_waiting(self) -> None:
        """Let one type on while one waits; only the button that tries has to wait."""
        self.unlock.setEnabled(not self._is_busy and not self.wait.seconds)

    def _show_recovery(self, is_recovery: bool) -> None:
        self._is_recovery = is_recovery
        self._clear_errors()
        show_when(self.passphrase_row, not is_recovery)
        show_when(self.name_row, is_recovery)
        show_when(self.recovery_row, is_recovery)
        self.switch.set_label(
            self.tr("Toch met mijn wachtzin") if is_recovery else self.tr("Ik heb alleen de herstelsleutel")
        )
        if self.isVisible():
            self.activated()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        for part in (
            self.unlock,
            self.keyring,
            self.switch,
            self.other,
            self.new,
            self.verify,
            self.passphrase_row,
        ):
            part.setEnabled(not is_busy)
        self._show_waiting()
        self.name_row.setEnabled(not is_busy)
        self.recovery_row.setEnabled(not is_busy)
        if is_busy:
            self._busy.begin(self.tr("De kluis gaat open. Dit duurt een of twee tellen."), can_stop=False)
        else:
            self._busy.end()

    def _clear_errors(self) -> None:
        for row in (self.passphrase_row, self.name_row, self.recovery_row):
            if row.error:
                row.set_error("")
        self._wrong.set_text("")
        show_when(self.restore, False)

    def _forget(self) -> None:
        self.passphrase.clear()
        self.name.clear()
        self.recovery.clear()
        self._clear_errors()

    def _measure_recovery(self) -> None:
        self.recovery.setFixedHeight(self.recovery.fontMetrics().lineSpacing() * 3 + Space.THREE)

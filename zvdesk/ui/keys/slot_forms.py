"""Ask what a change of one way into the vault needs: the recovery key, the keyring, the officer's key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit

from zvdesk.errors import FileUnreadable, InvalidField, WrongPassphrase
from zvdesk.limits import read_plain_file
from zvdesk.texts.messages import message
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.recovery_paper import RecoveryPaper

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.errors import ExplainedError
    from zvdesk.ui.context import RoomContext

_LARGEST = 64 * 1024


class RecoveryForm(ActForm):
    """Make a new recovery key and ask two groups back from the paper. Signals: as ActForm."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", PrimaryButton("", "key-round"), parent)
        self.set_title(self.tr("Nieuwe herstelsleutel"))
        self.meaning.setText(
            self.tr(
                "Voor als het papier kwijt is, of als iemand het zag. De oude herstelsleutel opent de kluis "
                "daarna niet meer. Houd pen en papier klaar. Zag iemand de oude? Geef de kluis dan nieuwe "
                "sleutels."
            )
        )
        self.button.setText(self.tr("Maak een nieuwe"))
        self.button.setAccessibleName(self.button.text())
        self.paper: RecoveryPaper | None = None
        self.lay_out()

    def submit(self) -> None:
        """Make it."""
        desk = self.context.desk

        def renew() -> str:
            from zvdesk.services import key_slots

            return key_slots.renew_recovery_key(desk)

        self.do(renew, self._show, self.tr("De herstelsleutel wordt gemaakt."))

    def _show(self, key: str) -> None:
        from zvdesk.services.key_slots import group_matches

        self.paper = RecoveryPaper(key, group_matches)
        self.paper.check_button.set_label(self.tr("Controleer"))
        self.paper.confirmed.connect(
            lambda: self.done.emit(self.tr("De nieuwe herstelsleutel geldt. Vernietig het oude papier."))
        )
        for part in (self.meaning, self.button, self.cancel):
            part.hide()
        self.add(self.paper)
        self.paper.activated()


class KeyringForm(ActForm):
    """Turn on the keyring of this computer. Signals: as ActForm."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", PrimaryButton("", "key-round"), parent)
        self.set_title(self.tr("Sleutelbos van deze computer"))
        self.meaning.setText(
            self.tr(
                "Daarna opent de kluis op deze computer zonder wachtzin, zolang u bent aangemeld. Wie uw "
                "aanmelding heeft, opent dan ook de kluis. Ondertekenen vraagt altijd uw wachtzin, en uw "
                "wachtzin blijft de kluis openen."
            )
        )
        self.button.setText(self.tr("Zet aan"))
        self.button.setAccessibleName(self.button.text())
        self.passphrase = PassphraseField()
        self.passphrase.submitted.connect(self.submit)
        self.row = FieldRow(self.tr("Uw wachtzin"), self.passphrase)
        self.passphrase.textChanged.connect(lambda _text: self.row.set_error(""))
        self.lay_out(self.row)

    def submit(self) -> None:
        """Turn it on."""
        desk, words = self.context.desk, self.passphrase.text()
        if not words:
            self.row.set_error(self.tr("Typ eerst uw eigen wachtzin."))
            self.passphrase.setFocus()
            return

        def turn_on() -> None:
            from zvdesk.services import key_slots

            key_slots.turn_on_keyring(desk, words)

        said = self.tr("De sleutelbos van deze computer opent nu de kluis. Uw wachtzin ook.")
        busy = self.tr("De sleutelbos wordt gevraagd. Let op of uw computer iets vraagt.")
        self.do(turn_on, lambda _none: self.done.emit(said), busy)

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the passphrase that it is wrong."""
        if isinstance(error, WrongPassphrase):
            self.row.set_error(self.tr("Dit is niet uw wachtzin. Er is niets gewijzigd."))
            self.passphrase.setFocus()
            return True
        return False


class EscrowForm(ActForm):
    """Take the public key of the house's security officer from a file. Signals: as ActForm."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", PrimaryButton("", "check"), parent)
        self.set_title(self.tr("Noodsleutel van de veiligheidsfunctionaris"))
        self.meaning.setText(
            self.tr(
                "De veiligheidsfunctionaris maakt de noodsleutel met 'zvdesk escrow make' en geeft u het "
                "publieke bestand. Met het geheime bestand opent alleen de functionaris de kluis; dat komt "
                "in het logboek."
            )
        )
        self.button.setText(self.tr("Stel in"))
        self.button.setAccessibleName(self.button.text())
        self.officer = QLineEdit()
        self.officer_row = FieldRow(self.tr("Naam van de functionaris"), self.officer)
        self.officer.textChanged.connect(lambda _text: self.officer_row.set_error(""))
        self.choose = SecondaryButton(self.tr("Kies het publieke bestand"), "folder-open")
        self.choose.clicked.connect(self._ask)
        self._path: Path | None = None
        self._chosen = Text("", Style.QUIET)
        show_when(self._chosen, False)
        self.lay_out(self.officer_row, self.choose, self._chosen)

    def _ask(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self.window(), self.tr("Kies de publieke noodsleutel"), str(Path.home()), "PEM (*.pem)"
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Take this file."""
        self._path = path
        self._chosen.setText(path.name)
        show_when(self._chosen, True)
        self.say_wrong("")

    def submit(self) -> None:
        """Set it."""
        desk, officer, path = self.context.desk, self.officer.text(), self._path
        if path is None:
            self.say_wrong(self.tr("Kies eerst het publieke bestand."))
            self.choose.setFocus()
            return

        def set_escrow() -> str:
            from zvdesk.services import key_slots

            try:
                data = read_plain_file(path, _LARGEST)
            except OSError as error:
                raise FileUnreadable from error
            return key_slots.set_escrow(desk, data, officer)

        self.do(set_escrow, self._set, self.tr("De noodsleutel wordt ingesteld."))

    def _set(self, print_of_key: str) -> None:
        words = self.tr("Ingesteld. Vergelijk samen de vingerafdruk: {fingerprint}.")
        self.done.emit(words.format(fingerprint=print_of_key))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the name that it is missing."""
        if isinstance(error, InvalidField):
            self.officer_row.set_error(message(error))
            self.officer.setFocus()
            return True
        return False

"""Shield a case, open it for a reason, put it back, and share who can open it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, WrongPassphrase
from zvdesk.services import house, shielding
from zvdesk.texts.case_reading import passages
from zvdesk.texts.messages import message
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.errors import ExplainedError
    from zvdesk.texts.case_reading import Passage
    from zvdesk.ui.context import RoomContext


class ShieldForm(ActForm):
    """Shield a closed case. Signals: as ActForm."""

    def __init__(
        self, context: RoomContext, case_id: str, number: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "", "", PrimaryButton("", "book-lock"), parent)
        self._case_id, self._number = case_id, number
        self.set_title(self.tr("Casus {number} afschermen").format(number=number))
        self.meaning.setText(
            self.tr(
                "De inhoud gaat achter een eigen sleutel, weg uit de lijsten en uit het zoeken. Alleen de "
                "functioneel beheerder en de privacyfunctionaris openen haar dan nog, met hun wachtzin en "
                "met een reden die in het logboek komt. De termijn loopt door. U kunt dit terugdraaien."
            )
        )
        self.button.setText(self.tr("Scherm af"))
        self.button.setAccessibleName(self.button.text())
        self.lay_out()

    def submit(self) -> None:
        """Shield it."""
        desk, case_id = self.context.desk, self._case_id
        said = self.tr("Casus {number} is afgeschermd. U vindt haar bij Afgeschermd.").format(
            number=self._number
        )
        self.do(
            lambda: shielding.shield(desk, case_id),
            lambda _changes: self.done.emit(said),
            self.tr("De casus wordt afgeschermd."),
        )


class Wish(Enum):
    """Name what a shielded case is opened for."""

    READ = "lezen"
    PUT_BACK = "terugzetten"


class OpenForm(ActForm):
    """Ask passphrase and reason, then open a shielded case to read or put it back.

    Signals: as ActForm; ``read(tuple)`` with the passages of a case that was opened, and ``reason``.
    """

    read = Signal(object, str)

    def __init__(
        self, context: RoomContext, case_id: str, number: str, wish: Wish, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "", "", PrimaryButton("", "lock-open"), parent)
        self._case_id, self._number, self._wish = case_id, number, wish
        is_reading = wish is Wish.READ
        title = self.tr("Casus {number} openen") if is_reading else self.tr("Casus {number} terugzetten")
        self.set_title(title.format(number=number))
        self.meaning.setText(
            self.tr("U leest de casus, en kunt niets wijzigen. De casus blijft afgeschermd.")
            if is_reading
            else self.tr(
                "De casus komt terug in de lijsten en in het zoeken, voor ieder die daar rechten op heeft."
            )
        )
        self.button.setText(self.tr("Open om te lezen") if is_reading else self.tr("Haal uit de afscherming"))
        self.button.setAccessibleName(self.button.text())
        self.reason, self.passphrase = QLineEdit(), PassphraseField()
        self.passphrase.submitted.connect(self.submit)
        self.reason_row = FieldRow(
            self.tr("Waarom"), self.reason, self.tr("Dit komt in het logboek. Noem geen namen.")
        )
        self.passphrase_row = FieldRow(self.tr("Uw wachtzin"), self.passphrase)
        self.lay_out(self.reason_row, self.passphrase_row)

    def submit(self) -> None:
        """Open it."""
        reason, words = tidy(self.reason.text()), self.passphrase.text()
        self.reason_row.set_error("" if reason else self.tr("Vul in waarom u deze casus opent."))
        self.passphrase_row.set_error("" if words else self.tr("Typ uw wachtzin."))
        if not reason or not words:
            (self.passphrase if reason else self.reason).setFocus()
            return
        self.passphrase.clear()
        desk, case_id = self.context.desk, self._case_id
        if self._wish is Wish.PUT_BACK:
            said = self.tr("Casus {number} staat weer tussen de andere.").format(number=self._number)
            self.do(
                lambda: shielding.unshield(desk, case_id, words, reason),
                lambda _changes: self.done.emit(said),
                self.tr("De casus wordt teruggezet."),
            )
            return

        def opened() -> tuple[Passage, ...]:
            file = shielding.open_shielded(desk, case_id, words, reason)
            names = {key: known.name for key, known in house.organisations_by_id(desk).items()}
            return passages(file, names)

        self.do(opened, lambda found: self.read.emit(found, reason), self.tr("De casus wordt geopend."))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say it at the field that it is about."""
        return _at_field(error, self.passphrase_row, self.reason_row)


class ShareForm(ActForm):
    """Let everyone who holds one of the two functions now open the shielded cases. Signals: as ActForm."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", PrimaryButton("", "users"), parent)
        self.set_title(self.tr("Toegang delen"))
        self.meaning.setText(
            self.tr(
                "Na een wisseling: wie nu functioneel beheerder of privacyfunctionaris is, krijgt toegang "
                "tot de casussen die u zelf kunt openen. Wie de functie niet meer heeft, verliest de toegang."
            )
        )
        self.button.setText(self.tr("Deel de toegang"))
        self.button.setAccessibleName(self.button.text())
        self.passphrase = PassphraseField()
        self.passphrase.submitted.connect(self.submit)
        self.passphrase_row = FieldRow(self.tr("Uw wachtzin"), self.passphrase)
        self.lay_out(self.passphrase_row)

    def submit(self) -> None:
        """Share it."""
        words, desk = self.passphrase.text(), self.context.desk
        self.passphrase_row.set_error("" if words else self.tr("Typ uw wachtzin."))
        if not words:
            self.passphrase.setFocus()
            return
        self.passphrase.clear()
        self.do(
            lambda: shielding.share(desk, words),
            self._shared,
            self.tr("De toegang wordt gedeeld."),
        )

    def _shared(self, number: int) -> None:
        words = self.tr("De toegang is bijgewerkt. Casussen die veranderden: {count}.")
        self.done.emit(words.format(count=number))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say it at the passphrase."""
        return _at_field(error, self.passphrase_row, self.passphrase_row)


def _at_field(error: ExplainedError | Blocked, passphrase: FieldRow, reason: FieldRow) -> bool:
    if isinstance(error, WrongPassphrase):
        passphrase.set_error(message(error))
        passphrase.setFocus()
        return True
    if isinstance(error, InvalidField):
        reason.set_error(message(error))
        reason.setFocus()
        return True
    return False

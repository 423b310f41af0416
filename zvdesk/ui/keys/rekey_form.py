"""Give the vault new keys, so that whoever had a way in before has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.roles import Act
from zvdesk.errors import WrongPassphrase
from zvdesk.texts.days import day
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import DangerButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.recovery_paper import RecoveryPaper

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.errors import ExplainedError
    from zvdesk.services.key_slots import OldBackup, Rekeyed
    from zvdesk.ui.context import RoomContext

_MOST_NAMED = 5  # backups in one sentence


def backup_words(old: tuple[OldBackup, ...], words: str) -> str:
    """Return which old backups still open, and until when; an empty text without any.

    ``words`` holds {until}; the days on which they were made follow, the newest first.
    """
    if not old:
        return ""
    until = max(row.opens_until for row in old)
    made = [day(row.made_on) for row in old[:_MOST_NAMED]]
    rest = len(old) - len(made)
    if rest:
        made.append(QCoreApplication.translate("keys", "en nog {count}").format(count=rest))
    return words.format(until=day(until)) + " " + "; ".join(made) + "."


class RekeyForm(ActForm):
    """Ask for the passphrase and what becomes of the backups; then show the new recovery key.

    ``why`` is said first. Signals: as ActForm.
    """

    def __init__(self, context: RoomContext, why: str = "", parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", DangerButton("", "key-round"), parent)
        self.set_title(self.tr("Geef de kluis nieuwe sleutels"))
        self.meaning.setText(
            (f"{why} " if why else "")
            + self.tr(
                "Wie een oude wachtzin kent en het oude sleutelbestand bewaarde, opent daarna niets meer. "
                "Uw collega's houden hun eigen wachtzin. Er komt een nieuwe herstelsleutel: houd pen en "
                "papier klaar. De sleutelbos staat daarna op iedere computer uit."
            )
        )
        self.button.setText(self.tr("Geef nieuwe sleutels"))
        self.button.setAccessibleName(self.button.text())
        self.left_out = Callout("", Tone.WARN)
        self.old = Callout("", Tone.NEUTRAL)
        self.paper: RecoveryPaper | None = None
        self._said = ""
        self.copies = ChoiceField(
            [
                ("reseal", self.tr("Verzegel ze opnieuw, met de nieuwe sleutels")),
                ("discard", self.tr("Gooi ze weg")),
            ]
        )
        self.copies.set_value("reseal")
        self.passphrase = PassphraseField()
        self.passphrase.submitted.connect(self.submit)
        self.passphrase_row = FieldRow(self.tr("Uw wachtzin"), self.passphrase)
        self.passphrase.textChanged.connect(lambda _text: self.passphrase_row.set_error(""))
        self.body.setSpacing(Space.TWO)
        copies = FieldRow(
            self.tr("Reservekopieën van nu"),
            self.copies,
            self.tr("Een kopie op een andere plek die nu niet bereikbaar is, opent nog hoogstens 35 dagen."),
        )
        self.lay_out(self.passphrase_row, self.left_out, self.old, copies)
        show_when(self.passphrase_row, not context.desk.actor.is_emergency)
        self.left_out.set_text("")
        self.old.set_text("")
        self._read()

    def _read(self) -> None:
        desk = self.context.desk

        def read() -> tuple[tuple[str, ...], tuple[OldBackup, ...]]:
            from zvdesk.services import key_slots

            return key_slots.left_out_by_rekey(desk), key_slots.old_backups(desk)

        if desk.may(Act.MANAGE_PEOPLE):
            self.context.jobs.run(read, self._fill, self.context.failed, owner=self)

    def _fill(self, found: tuple[tuple[str, ...], tuple[OldBackup, ...]]) -> None:
        names, old = found
        if names:
            words = self.tr("Deze mensen hebben daarna een nieuwe wachtzin nodig: {names}.")
            self.left_out.set_text(words.format(names=", ".join(names)))
        words = self.tr(
            "Reservekopieën die nu nog met een oude sleutel openen, uiterlijk tot {until}. Gemaakt op:"
        )
        self.old.set_text(backup_words(old, words))

    def submit(self) -> None:
        """Give the vault new keys."""
        desk, copies = self.context.desk, str(self.copies.value)
        words = None if desk.actor.is_emergency else self.passphrase.text()
        if words == "":
            self.passphrase_row.set_error(self.tr("Typ eerst uw eigen wachtzin."))
            self.passphrase.setFocus()
            return

        def rekey(report: Callable[[int, int], None]) -> Rekeyed:
            from zvdesk.services import key_slots

            return key_slots.rekey(desk, words, copies=copies, report=report)

        self.do_long(rekey, self._rekeyed, self.tr("De kluis wordt opnieuw versleuteld en nagekeken."))

    def _rekeyed(self, found: Rekeyed) -> None:
        from zvdesk.services.key_slots import group_matches

        self.passphrase.clear()
        said = [self.tr("De kluis heeft nieuwe sleutels.")]
        if not found.is_finished:
            said.append(self.tr("De schijf weigerde de laatste stap. Die volgt als u weer ontgrendelt."))
        if found.left_out:
            words = self.tr("Een nieuwe wachtzin nodig: {names}.")
            said.append(words.format(names=", ".join(found.left_out)))
        words = self.tr(
            "Reservekopieën die nog met de oude sleutels openen, uiterlijk tot {until}. Gemaakt op:"
        )
        said.append(backup_words(found.old_backups, words))
        self._said = " ".join(part for part in said if part)
        self.paper = RecoveryPaper(found.recovery_key, group_matches)
        self.paper.check_button.set_label(self.tr("Controleer"))
        self.paper.confirmed.connect(lambda: self.done.emit(self._said))
        self.meaning.setText(self._said)
        for part in (*self.fields, self.button, self.cancel):
            part.hide()
        self.add(self.paper)
        announce(self, self._said)
        self.paper.activated()

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the passphrase that it is wrong."""
        if isinstance(error, WrongPassphrase):
            self.passphrase_row.set_error(self.tr("Dit is niet uw wachtzin. Er is niets gewijzigd."))
            self.passphrase.setFocus()
            return True
        return False

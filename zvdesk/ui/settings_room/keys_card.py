"""Show every way into the vault, and do what changes one of them, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.domain.roles import Act
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES
from zvdesk.ui.keys.rekey_form import RekeyForm
from zvdesk.ui.keys.slot_forms import EscrowForm, KeyringForm, RecoveryForm
from zvdesk.ui.keys.unfinished import UnfinishedPart
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import DangerButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, clear, column, row

if TYPE_CHECKING:
    from zvdesk.services.key_slots import KeyringState, SlotRow
    from zvdesk.ui.act_form import ActForm
    from zvdesk.ui.context import RoomContext

_ICONS = {"passphrase": "user", "recovery": "file-text", "keyring": "monitor", "escrow": "shield-check"}


class KeysCard(Card):
    """List the slots; an act opens its form in the place of the buttons."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Sleutels"))
        self._context = context
        self._state: KeyringState | None = None
        self._rows = column(Space.HALF_MORE)
        self.form: ActForm | None = None
        self.recovery = SecondaryButton(self.tr("Nieuwe herstelsleutel"), "key-round")
        self.recovery.clicked.connect(lambda: self.open_form(RecoveryForm(context)))
        self.keyring = SecondaryButton(self.tr("Sleutelbos van deze computer"), "key-round")
        self.keyring.clicked.connect(self._turn_keyring)
        self.escrow = SecondaryButton(self.tr("Noodsleutel instellen"), "shield-check")
        self.escrow.clicked.connect(lambda: self.open_form(EscrowForm(context)))
        self.no_escrow = SecondaryButton(self.tr("Noodsleutel weghalen"), "x")
        self.no_escrow.clicked.connect(self._remove_escrow)
        self.rekey = DangerButton(self.tr("Geef de kluis nieuwe sleutels"), "key-round")
        self.rekey.clicked.connect(lambda: self.open_form(RekeyForm(context)))
        self._buttons = QWidget()
        FlowLayout(self._buttons).fill((self.recovery, self.keyring, self.escrow, self.no_escrow, self.rekey))
        self._reason = Text("", Style.SMALL)
        self._keyring_words = Text("", Style.SMALL)
        self.unfinished = UnfinishedPart(context)
        self.unfinished.finished.connect(self._done)
        self.body.setSpacing(Space.TWO)
        self.add(self.unfinished)
        self.add(Text(self.tr("Hiermee kan iemand de kluis openen.")))
        self.add(self._rows)
        self.add(hairline())
        for part in (self._buttons, self._keyring_words, self._reason):
            self.add(part)
        self._allow()

    def show_now(self) -> None:
        """Read the slots; the keyring of the computer is asked afterwards, it may be slow."""
        desk = self._context.desk

        def read() -> tuple[SlotRow, ...]:
            from zvdesk.services import key_slots

            return key_slots.slots(desk)

        def ask() -> KeyringState:
            from zvdesk.services import key_slots

            return key_slots.keyring(desk)

        self.unfinished.show_now()
        self._context.jobs.run(read, self._fill, self._context.failed, owner=self)
        self._context.jobs.run(ask, self._take_keyring, self._context.failed, owner=self)

    def open_form(self, form: ActForm) -> None:
        """Show a form in the place of the buttons."""
        self.form = form
        form.done.connect(self._done)
        form.cancelled.connect(self._close)
        form.open_in(self, self._buttons)

    def _allow(self) -> None:
        desk = self._context.desk
        reason = ""
        if not desk.may(Act.MANAGE_PEOPLE):
            words = self.tr("Uw rol ({role}) beheert de sleutels niet. Vraag de functioneel beheerder.")
            reason = words.format(role=ROLES[desk.actor.role])
        for button in (self.recovery, self.escrow, self.no_escrow, self.rekey):
            button.set_reason(reason)
        self._reason.setText(reason)
        show_when(self._reason, bool(reason))
        self.keyring.set_reason(self._keyring_reason())

    def _keyring_reason(self) -> str:
        if self._context.desk.actor.is_emergency:
            return self.tr("Met de herstelsleutel gaat dit niet.")
        if self._state is None:
            return self.tr("De sleutelbos wordt gevraagd.")
        if not self._state.is_available:
            return self.tr("Deze computer heeft geen sleutelbos die zvdesk vertrouwt.")
        return ""

    def _fill(self, slots: tuple[SlotRow, ...]) -> None:
        clear(self._rows)
        for slot in slots:
            pair = column(2)
            pair.addWidget(Text(self._title(slot), Style.STRONG))
            pair.addWidget(Text(self._words(slot), Style.QUIET))
            line = row(IconLabel(_ICONS[slot.kind]), spacing=Space.HALF_MORE)
            line.addLayout(pair, 1)
            self._rows.addLayout(line)
        show_when(self.no_escrow, any(slot.kind == "escrow" for slot in slots))

    def _title(self, slot: SlotRow) -> str:
        return {
            "passphrase": self.tr("Wachtzin van {who}"),
            "recovery": self.tr("Herstelsleutel op papier"),
            "keyring": self.tr("Sleutelbos van {who}"),
            "escrow": self.tr("Noodsleutel van {who}"),
        }[slot.kind].format(who=slot.who or self.tr("iemand die niet meer in de lijst staat"))

    def _words(self, slot: SlotRow) -> str:
        since = self.tr("sinds {day}").format(day=day(slot.since)) if slot.since else ""
        mark = self.tr("vingerafdruk {mark}").format(mark=slot.detail) if slot.detail else ""
        return ", ".join(part for part in (since, mark) if part) or self.tr("geen datum bekend")

    def _take_keyring(self, state: KeyringState) -> None:
        self._state = state
        self.keyring.set_label(
            self.tr("Zet de sleutelbos uit") if state.is_on else self.tr("Zet de sleutelbos aan")
        )
        self._keyring_words.setText(
            self.tr("Op deze computer opent de kluis ook zonder wachtzin.") if state.is_on else ""
        )
        show_when(self._keyring_words, state.is_on)
        self._allow()

    def _turn_keyring(self) -> None:
        if self._state is None or not self._state.is_on:
            self.open_form(KeyringForm(self._context))
            return
        desk = self._context.desk

        def turn_off() -> bool:
            from zvdesk.services import key_slots

            return key_slots.turn_off_keyring(desk)

        self._context.jobs.run(turn_off, self._turned_off, self._context.failed, owner=self)

    def _turned_off(self, is_forgotten: bool) -> None:
        words = self.tr("De sleutelbos opent de kluis niet meer.")
        if not is_forgotten:
            words += " " + self.tr("Op deze computer staat nog een oude sleutel, die opent niets.")
        self._done(words)

    def _remove_escrow(self) -> None:
        desk = self._context.desk

        def remove() -> None:
            from zvdesk.services import key_slots

            key_slots.remove_escrow(desk)

        words = self.tr("De noodsleutel opent de kluis niet meer.")
        self._context.jobs.run(remove, lambda _none: self._done(words), self._context.failed, owner=self)

    def _done(self, words: str) -> None:
        self._context.notices.ok(words)
        self._close()
        self.show_now()

    def _close(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
        self._buttons.show()
        self._buttons.setFocus()

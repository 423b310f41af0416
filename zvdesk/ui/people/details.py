"""Show one person: role, days, certificate, and what may be done."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal

from zvdesk.domain.roles import ALLOWED, Act
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.buttons import DangerButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Heading, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.people import Actor, Person


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 fingerprint of a certificate in groups that can be read aloud."""
    digest = hashlib.sha256(certificate).hexdigest().upper()
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def state_of(person: Person, today: date) -> tuple[str, Tone]:
    """Return in a word whether a person can open the vault, and its colour."""
    tr = QCoreApplication.translate
    if today < person.from_on:
        return tr("people", "vanaf {day}").format(day=_short(person.from_on)), Tone.NEUTRAL
    if person.until_on is None:
        return tr("people", "sinds {day}").format(day=_short(person.from_on)), Tone.OK
    if today <= person.until_on:
        return tr("people", "t/m {day}").format(day=_short(person.until_on)), Tone.WARN
    return tr("people", "gestopt op {day}").format(day=_short(person.until_on)), Tone.NEUTRAL


def _short(on: date) -> str:
    return day(on).partition(" ")[2]  # without the day of the week


class PersonDetails(Card):
    """Show a person.

    Signals: ``phoneEdited(str)``; ``changeRequested()``, ``renewRequested()``, ``replaceRequested()`` and
    ``endRequested()`` for what the buttons offer.
    """

    phoneEdited = Signal(str)  # noqa: N815
    changeRequested = Signal()  # noqa: N815
    renewRequested = Signal()  # noqa: N815
    replaceRequested = Signal()  # noqa: N815
    endRequested = Signal()  # noqa: N815

    def __init__(self, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._actor = actor
        self._name = Heading("", Style.HEADING)
        self._role = Text("", Style.QUIET)
        self._state = Chip("")
        self.phone = AutosaveLineEdit()
        self.phone.edited.connect(self.phoneEdited)
        self.phone_row = FieldRow(self.tr("Telefoon"), self.phone, is_optional=True)
        self._phone_text = Text("")
        self._days = Text("")
        self._certificate = Text("", selectable=True)
        self._certificate.setAccessibleName(self.tr("Vingerafdruk van het certificaat"))
        self.change = SecondaryButton(self.tr("Wijzig mijn wachtzin"), "key-round")
        self.change.clicked.connect(self.changeRequested)
        self.renew = SecondaryButton(self.tr("Nieuwe sleutels"), "key-round")
        self.renew.clicked.connect(self.renewRequested)
        self.replace = SecondaryButton(self.tr("Opvolger"), "user-check")
        self.replace.clicked.connect(self.replaceRequested)
        self.end = DangerButton(self.tr("Beëindig"), "user-x")
        self.end.clicked.connect(self.endRequested)
        self._reason = Text("", Style.SMALL)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.TWO)
        head = column(Space.HALF)
        for part in (self._name, self._role):
            head.addWidget(part)
        head.addSpacing(Space.HALF)
        head.addWidget(self._state)
        self.add(head)
        self.add(hairline())
        for label, shown in ((self.tr("Rol"), self._days), (self.tr("Vingerafdruk"), self._certificate)):
            pair = column(2)
            pair.addWidget(Text(label, Style.CAPTION))
            pair.addWidget(shown)
            self.add(pair)
        self.add(self.phone_row)
        self.add(hairline())
        for button in (self.change, self.renew):
            self.add(button)
        self.add(row(self.replace, self.end, stretch=1))
        self.add(self._reason)

    def show_person(self, person: Person, today: date) -> None:
        """Show this person."""
        self._name.setText(person.name)
        self._role.setText(", ".join(part for part in (ROLES[person.role], person.organisation) if part))
        self._state.set_state(*state_of(person, today))
        self._days.setText(
            self.tr("{role}, vanaf {day}").format(role=ROLES[person.role], day=day(person.from_on))
            if person.until_on is None
            else self.tr("{role}, van {day} tot en met {until}").format(
                role=ROLES[person.role], day=day(person.from_on), until=day(person.until_on)
            )
        )
        self._certificate.setText(fingerprint(person.certificate) if person.certificate else self.tr("geen"))
        self.phone.set_stored(person.phone)
        self._allow(person, today)

    def _allow(self, person: Person, today: date) -> None:
        is_self = person.id == self._actor.person_id
        has_ended = person.until_on is not None and person.until_on < today
        reason = ""
        if Act.MANAGE_PEOPLE not in ALLOWED[self._actor.role]:
            reason = self.tr("Uw rol ({role}) beheert geen mensen. Vraag de functioneel beheerder.").format(
                role=ROLES[self._actor.role]
            )
        elif has_ended:
            reason = self.tr("Deze rol is gestopt. Voeg de persoon opnieuw toe als dat nodig is.")
        own = self.tr("Voor uzelf: wijzig uw wachtzin, of vraag een collega-beheerder.") if is_self else ""
        show_when(self.change, is_self)
        self.renew.set_reason(reason or own)
        self.replace.set_reason(reason)
        self.end.set_reason(reason)
        self.phone.setReadOnly(bool(reason))
        self._reason.setText(reason or own)
        show_when(self._reason, bool(reason or own))

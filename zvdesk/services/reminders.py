"""Draft a mail per organisation that reminds of its late actions; zvdesk sends nothing."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.documents.texts import PRACTICE
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.mail_texts import REMINDER, filled
from zvdesk.domain.roles import Act
from zvdesk.domain.words import fold
from zvdesk.exchange.mail import DraftMail, usable_address, write_mail
from zvdesk.services import follow_up
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.export_sets import Piece, write_set
from zvdesk.texts.labels import ROLES
from zvdesk.texts.reminders import reminder_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from zvdesk.domain.follow_up import OrganisationLate
    from zvdesk.domain.organisations import Organisation
    from zvdesk.services.export_sets import Progress
    from zvdesk.services.handing_out import Exported

_KEPT = timedelta(days=1)  # once it was sent, a draft has no more use


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Hold what a reminder to one organisation says, and what it leaves to the telephone."""

    organisation: Organisation
    address: str  # "": the house knows no usable address, so that a person fills it in
    subject: str
    body: str
    cases: Mapping[str, str]  # id -> number
    actions: int
    left_out: int  # late as well, but not to be written about


def reminders(desk: Desk) -> tuple[Reminder, ...]:
    """Return a reminder per organisation that is late with something it has on paper; reading is logged."""
    with desk.reading(Act.HAND_OUT, Trail("lezen", "herinneringen")) as connection:
        found = follow_up.late_in(desk, connection)
    return tuple(
        _reminder(desk, row.organisation, row)
        for row in found
        if row.organisation is not None and row.to_remind
    )


def export_reminders(
    desk: Desk, folder: Path, organisation_ids: Collection[str] = (), progress: Progress | None = None
) -> tuple[tuple[Reminder, Exported], ...]:
    """Write a draft (``.eml``) per reminder, all of them or none; without ids for every organisation.

    Each of its cases lists the draft until the next day, and the log names each of them. Raises NotAllowed,
    FolderUnusable, Cancelled.
    """
    wanted = [r for r in reminders(desk) if not organisation_ids or r.organisation.id in organisation_ids]
    pieces = []
    for count, reminder in enumerate(wanted):
        if progress is not None:
            progress(count, len(wanted))
        pieces.append(_piece(desk, reminder))
    if progress is not None:
        progress(len(wanted), len(wanted))
    made = write_set(desk, Act.HAND_OUT, pieces, folder) if pieces else ()
    return tuple(zip(wanted, made, strict=True))


def _reminder(desk: Desk, organisation: Organisation, row: OrganisationLate) -> Reminder:
    template = desk.library.mail_template(REMINDER)
    values = {
        "organisatie": organisation.name,
        "acties": "\n".join(reminder_lines(row.to_remind)),
        "contact": desk.house.contact or desk.house.name,
        "afzender": desk.actor.name,
        "functie": ROLES[desk.actor.role],
        "huis": desk.house.name,
    }
    return Reminder(
        organisation=organisation,
        address=usable_address(organisation.email),
        subject=f"{PRACTICE}: {template.subject}" if desk.vault.practice else template.subject,
        body=filled(template.body, values),
        cases={late.action.case_id: late.case_number for late in row.to_remind},
        actions=len(row.to_remind),
        left_out=len(row.actions) - len(row.to_remind),
    )


def _piece(desk: Desk, reminder: Reminder) -> Piece:
    mail = write_mail(DraftMail(address=reminder.address, subject=reminder.subject, body=reminder.body))
    document_id, now = desk.clock.new_id(), desk.clock.now()
    entries = {
        case_id: KeptCopy(
            id=desk.clock.new_id(),
            document_id=document_id,
            case_number=number,
            kind=REMINDER,
            recipient=reminder.organisation.name,
            version=1,
            sha256=hashlib.sha256(mail).hexdigest(),
            made_at=now,
            destroy_before=desk.clock.today() + _KEPT,
        )
        for case_id, number in reminder.cases.items()
    }
    first, *others = entries
    return Piece(
        name=_name(desk, reminder.organisation),
        data=mail,
        entry=entries[first],
        case_id=first,
        others={case_id: entries[case_id] for case_id in others},
    )


def _name(desk: Desk, organisation: Organisation) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(organisation.abbreviation or organisation.name)).strip("-")[:40]
    practice = "oefening-" if desk.vault.practice else ""
    return f"{practice}{REMINDER}-{desk.clock.today():%Y%m%d}-{slug or 'organisatie'}.eml"

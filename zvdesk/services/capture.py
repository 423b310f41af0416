"""Keep what one line at the table says."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.capture import Capture, CaptureKind, CaptureTable, Seat
from zvdesk.domain.capture_names import pieces
from zvdesk.domain.capture_writing import to_line
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.roles import Act
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.services import records
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.leading import case_of, running

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.domain.organisations import Organisation

Captured = ActionItem | Decision | Information | Reservation | ParkedPoint | ConditionalAgreement
CLASSES: Mapping[CaptureKind, type[Captured]] = {
    CaptureKind.ACTION: ActionItem,
    CaptureKind.DECISION: Decision,
    CaptureKind.INFORMATION: Information,
    CaptureKind.RESERVATION: Reservation,
    CaptureKind.PARKED: ParkedPoint,
    CaptureKind.CONDITIONAL: ConditionalAgreement,
}
KINDS = {cls: kind for kind, cls in CLASSES.items()}


def capture_table(
    file: CaseFile, item: AgendaItem, organisations: Mapping[str, Organisation], today: date
) -> CaptureTable:
    """Return all that the grammar may know at this table: who there is, who is here, and which day it is.

    The people of an organisation are those who speak, act or have the regie for it in this case. Another
    organisation of the house is left out when its name begins the name of one that is involved: who types
    ``@politie`` means the police at this table.
    """
    persons: dict[str, dict[str, None]] = defaultdict(dict)
    for organisation_id, person in (
        *((p.organisation_id, p.person) for p in item.presences),
        *((p.organisation_id, p.person) for p in file.participations),
        *((h.organisation_id, h.person) for h in file.holders),
        *((a.organisation_id, a.person) for a in file.actions),
        *((c.organisation_id, c.person) for c in file.conditionals),
    ):
        if person:
            persons[organisation_id][person] = None
    involved = {*item.present_ids, *item.invited_ids, *(p.organisation_id for p in file.participations)}
    near = [form for i in involved if i in organisations for form in _forms(organisations[i])]
    seats = (
        Seat(
            organisation_id=o.id,
            name=o.name,
            abbreviation=o.abbreviation,
            persons=tuple(persons[o.id]),
            is_present=o.id in item.present_ids,
        )
        for o in organisations.values()
        if o.id in involved or o.id in persons or not (o.is_archived or _begins(o, near))
    )
    return CaptureTable(seats=tuple(seats), today=today)


def _begins(organisation: Organisation, names: list[str]) -> bool:
    return any(name.startswith(form) for name in names for form in _forms(organisation))


def _forms(organisation: Organisation) -> list[str]:
    names = (organisation.name, organisation.abbreviation)
    return [form for form in ("".join(pieces(name)) for name in names) if form]


def record(desk: Desk, meeting_id: str, item_id: str, capture: Capture) -> Captured:
    """Keep what a line says as a record of its kind; what was marked stays in its words.

    Raises InvalidField for what its kind cannot do without (a voorbehoud its organisation), ReadOnly for a
    meeting that does not run, NotFound, NotAllowed.
    """
    case_id = case_of(desk, meeting_id, item_id)
    trail = Trail("toevoegen", records.label_of(CLASSES[capture.kind]), "", case_id)
    with desk.change(Act.EDIT_CASE, trail) as connection:
        running(connection, meeting_id)
        kept = records.insert(desk, connection, made_of(desk, capture, case_id, meeting_id))
        trail.object_id = kept.id
    return kept


def kind_of(record: Captured) -> CaptureKind:
    """Return the kind of line that records this."""
    return KINDS[type(record)]


def line_of(record: Captured, table: CaptureTable) -> str:
    """Return the line that reads back as a record."""
    return written(record, KINDS[type(record)], table, "")


def made_of(desk: Desk, capture: Capture, case_id: str, meeting_id: str) -> Captured:
    """Return the new record that a line asks for."""
    if capture.kind is CaptureKind.ACTION:
        return ActionItem(
            case_id=case_id,
            meeting_id=meeting_id,
            what=capture.text,
            organisation_id=capture.organisation_id,
            person=capture.person,
            due_on=capture.due_on,
            is_urgent=capture.is_urgent,
        )
    if capture.kind is CaptureKind.CONDITIONAL:
        return ConditionalAgreement(
            case_id=case_id,
            meeting_id=meeting_id,
            trigger=capture.trigger,
            response=capture.response,
            organisation_id=capture.organisation_id,
            person=capture.person,
            within_hours=capture.within_hours,
        )
    if capture.kind is CaptureKind.DECISION:
        today = desk.clock.today()
        return Decision(case_id=case_id, meeting_id=meeting_id, text=capture.text, decided_on=today)
    if capture.kind is CaptureKind.RESERVATION:
        return Reservation(
            case_id=case_id,
            meeting_id=meeting_id,
            organisation_id=capture.organisation_id,
            text=capture.text,
        )
    if capture.kind is CaptureKind.PARKED:
        return ParkedPoint(case_id=case_id, meeting_id=meeting_id, text=capture.text)
    return Information(
        case_id=case_id,
        meeting_id=meeting_id,
        organisation_id=capture.organisation_id,
        person=capture.person,
        text=capture.text,
        noted_at=desk.clock.now(),
    )


def written(record: Captured, kind: CaptureKind, table: CaptureTable, more: str) -> str:
    """Return a record as a line of a kind, with more words behind its own."""

    def said(text: str) -> str:
        return " ".join(part for part in (text, more) if part)

    if isinstance(record, ActionItem):
        return to_line(
            kind,
            said(record.what),
            organisation_id=record.organisation_id,
            person=record.person,
            due_on=record.due_on,
            is_urgent=record.is_urgent,
            table=table,
        )
    if isinstance(record, ConditionalAgreement):
        return to_line(
            kind,
            "",
            organisation_id=record.organisation_id,
            person=record.person,
            trigger=record.trigger,
            response=said(record.response),
            within_hours=record.within_hours,
            table=table,
        )
    if isinstance(record, Information):
        return to_line(
            kind,
            said(record.text),
            organisation_id=record.organisation_id,
            person=record.person,
            table=table,
        )
    organisation_id = record.organisation_id if isinstance(record, Reservation) else ""
    return to_line(kind, said(record.text), organisation_id=organisation_id, table=table)

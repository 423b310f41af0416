"""Read back to the table what it agreed: what is signed is what was read aloud."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.decisions import Reservation
from zvdesk.domain.meetings import ReadMark
from zvdesk.domain.read_back import agreeing_ids, facts_of, title_of, to_read, unread
from zvdesk.domain.roles import Act
from zvdesk.errors import InvalidField, NotFound
from zvdesk.services import records
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.leading import case_of, lead_item, loaded_file, running
from zvdesk.services.legible import printed, refuse_illegible
from zvdesk.storage.records import save_record

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem, Meeting
    from zvdesk.domain.read_back import Agreement
    from zvdesk.storage.connection import Connection


def mark_read(desk: Desk, meeting_id: str, item_id: str, record_id: str) -> Meeting:
    """Keep that one agreement was read aloud, in the words that it has now.

    Raises NotFound for what is not read at this meeting, ReadOnly for a meeting that does not run, Blocked
    for an agreement that no paper can show.
    """

    def read(connection: Connection, item: AgendaItem) -> AgendaItem:
        record = _agreement(loaded_file(connection, item.case_id), item, record_id)
        refuse_illegible(printed((record,)))
        mark = ReadMark(record_id=record_id, facts=facts_of(record))
        kept = tuple(m for m in item.read_marks if m.record_id != record_id)
        return replace(item, read_marks=(*kept, mark))

    return lead_item(desk, meeting_id, item_id, "voorgelezen", read)


def finish_read_back(desk: Desk, meeting_id: str, item_id: str) -> Meeting:
    """Keep who agreed: everyone at the table without a reservation at this meeting.

    Raises Blocked with what was not read aloud as it now stands.
    """

    def finish(connection: Connection, item: AgendaItem) -> AgendaItem:
        file = loaded_file(connection, item.case_id)
        names = tuple(title_of(record) for record in unread(file, item))
        if names:
            raise Blocked((Blocker(BlockerCode.NOT_READ_BACK, names),))
        return replace(item, agreed_ids=agreeing_ids(file, item))

    return lead_item(desk, meeting_id, item_id, "akkoord", finish)


def reserve(
    desk: Desk, meeting_id: str, item_id: str, record_id: str, organisation_id: str, text: str
) -> Reservation:
    """Keep the voorbehoud of one organisation about an agreement; it no longer counts as akkoord.

    The voorbehoud is read aloud itself. Raises InvalidField for an organisation that was not at the table or
    for no words, NotFound, ReadOnly, NotAllowed.
    """
    case_id = case_of(desk, meeting_id, item_id)
    trail = Trail("toevoegen", "voorbehoud", "", case_id)
    with desk.change(Act.LEAD_MEETING, trail) as connection:
        item = running(connection, meeting_id).item(item_id)
        _agreement(loaded_file(connection, case_id), item, record_id)
        if organisation_id not in _heard(item):
            raise InvalidField("organisation_id", "not_in_list")
        made = Reservation(
            case_id=case_id,
            meeting_id=meeting_id,
            organisation_id=organisation_id,
            text=text,
            about_id=record_id,
        )
        kept = records.insert(desk, connection, made)
        trail.object_id = kept.id
        agreed = tuple(i for i in item.agreed_ids if i != organisation_id)
        save_record(connection, replace(item, agreed_ids=agreed))
    return kept


def _heard(item: AgendaItem) -> frozenset[str]:
    """Return who is or was at the table for a case."""
    return frozenset((*item.present_ids, *(p.organisation_id for p in item.presences)))


def _agreement(file: CaseFile, item: AgendaItem, record_id: str) -> Agreement:
    found = next((r for r in to_read(file, item.meeting_id) if r.id == record_id), None)
    if found is None:
        raise NotFound("agreement", record_id)
    return found

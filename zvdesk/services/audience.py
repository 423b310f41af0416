"""Gather what decides what the audience at the beamer sees, and keep what the chair let through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.audience import AudienceSources
from zvdesk.domain.masking import terms_of
from zvdesk.domain.people import Person
from zvdesk.domain.roles import Act
from zvdesk.services.desk import Trail
from zvdesk.services.leading import lead_item, loaded_file, loaded_meeting
from zvdesk.storage.records import find_records
from zvdesk.texts.audience import MASK_WORDS

if TYPE_CHECKING:
    from zvdesk.domain.meetings import AgendaItem, Meeting
    from zvdesk.domain.steps import TableContext
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection


def sources(desk: Desk, meeting_id: str, table: TableContext) -> AudienceSources:
    """Return what decides what the audience sees of a case.

    That it is shown is logged, of this case. The other cases of the meeting are read to mask their names too;
    nothing of them is shown, so they are not logged as read. Raises NotFound.
    """
    trail = Trail("lezen", "scherm voor de tafel", meeting_id, table.file.case.id)
    with desk.listing(Act.READ_CASE, trail) as connection:
        meeting = loaded_meeting(connection, meeting_id)
        ids = [item.case_id for item in meeting.items if item.case_id != table.file.case.id]
        others = [loaded_file(connection, case_id) for case_id in ids]
        people = find_records(connection, Person)
    typed = (presence.person for item in meeting.items for presence in item.presences if presence.person)
    return AudienceSources(
        table=table,
        template=desk.library.template(meeting.template_id, meeting.template_version),
        terms=terms_of(
            table.file,
            tuple(table.organisations.values()),
            people,
            words=MASK_WORDS,
            others=others,
            typed=tuple(dict.fromkeys(typed)),
            everyday=desk.library.everyday_words,
        ),
        health_words=desk.library.health_words,
        is_practice=desk.vault.practice,
    )


def let_show(desk: Desk, meeting_id: str, item_id: str, record_id: str) -> Meeting:
    """Let a record with words about health show on the beamer, as the chair decided.

    Raises ReadOnly for a meeting that does not run, NotFound, NotAllowed.
    """

    def allow(_connection: Connection, item: AgendaItem) -> AgendaItem:
        return replace(item, audience_ids=tuple(dict.fromkeys((*item.audience_ids, record_id))))

    return lead_item(desk, meeting_id, item_id, "tonen op het scherm", allow)

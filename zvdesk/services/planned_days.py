"""Refuse a day that lies before the meeting that agrees on it, whichever way it comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.days_ahead import PLANNED, day_behind
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState
from zvdesk.errors import InvalidField
from zvdesk.storage.records import find_records, get_record

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection


def refuse_past_day(
    desk: Desk, connection: Connection, record: object, meeting: Meeting | None = None
) -> None:
    """Raise InvalidField for a new day before the meeting: the given one, or else the one of the record.

    A meeting that began before its planned day counts from today. Without a meeting any day may stand.
    """
    if type(record) not in PLANNED:
        return
    meeting = meeting or _meeting_of(connection, record)
    if meeting is None or meeting.starts_at is None:
        return
    stored = get_record(connection, type(record), str(getattr(record, "id", "")))
    first = min(desk.clock.local(meeting.starts_at).date(), desk.clock.today())
    name = day_behind(stored, record, first)
    if name:
        raise InvalidField(name, "past")


def _meeting_of(connection: Connection, record: object) -> Meeting | None:
    """Return the meeting at which a record was agreed; of a case the one where it is on the table."""
    if not isinstance(record, Case):
        return get_record(connection, Meeting, str(getattr(record, "meeting_id", "")))
    for item in find_records(connection, AgendaItem, case_id=record.id):
        meeting = get_record(connection, Meeting, item.meeting_id)
        if meeting is not None and meeting.state is MeetingState.IN_PROGRESS:
            return meeting
    return None

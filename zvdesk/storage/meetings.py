"""Load and keep meetings with their agenda, and what they adopted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.storage.records import erase_record, find_records, get_record, save_record

if TYPE_CHECKING:
    from sqlalchemy import Connection


def load_meeting(connection: Connection, meeting_id: str) -> Meeting | None:
    """Return a meeting with its agenda in order, or None."""
    meeting = get_record(connection, Meeting, meeting_id)
    if meeting is None:
        return None
    items = sorted(find_records(connection, AgendaItem, meeting_id=meeting_id), key=lambda i: i.position)
    return replace(meeting, items=tuple(items))


def save_meeting(connection: Connection, meeting: Meeting) -> None:
    """Keep a meeting and exactly its agenda items; one that did not change may be of a case that is out."""
    save_record(connection, meeting)
    kept = {item.id for item in meeting.items}
    stored = {item.id: item for item in find_records(connection, AgendaItem, meeting_id=meeting.id)}
    for old_id in stored.keys() - kept:
        erase_record(connection, AgendaItem, old_id)
    for item in meeting.items:
        if stored.get(item.id) != item:
            save_record(connection, item)


def adopted_lists(connection: Connection, meeting_id: str, case_id: str) -> tuple[AdoptedList, ...]:
    """Return every version adopted on one case, the first one first."""
    return find_records(connection, AdoptedList, meeting_id=meeting_id, case_id=case_id)

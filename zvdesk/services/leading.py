"""Load, change and keep what is on the table, in one transaction: what every act of a chair does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState
from zvdesk.domain.roles import Act
from zvdesk.domain.steps import TableContext
from zvdesk.errors import NotFound, ReadOnly
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import load_meeting
from zvdesk.storage.records import save_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.organisations import Organisation
    from zvdesk.storage.connection import Connection


def lead(
    desk: Desk, meeting_id: str, trail: Trail, change: Callable[[Connection, Meeting], Meeting]
) -> Meeting:
    """Change a running meeting and keep what differs; raise NotFound, ReadOnly for one that does not run."""
    with desk.change(Act.LEAD_MEETING, trail) as connection:
        stored = running(connection, meeting_id)
        changed = change(connection, stored)
        keep(connection, stored, changed)
    return changed


def lead_item(
    desk: Desk,
    meeting_id: str,
    item_id: str,
    action: str,
    change: Callable[[Connection, AgendaItem], AgendaItem],
) -> Meeting:
    """Change one case on the table and keep it; raise NotFound, ReadOnly for a meeting that does not run."""
    trail = Trail(action, "overleg", meeting_id, case_of(desk, meeting_id, item_id))
    return lead(
        desk, meeting_id, trail, lambda c, meeting: meeting.with_item(change(c, meeting.item(item_id)))
    )


def case_of(desk: Desk, meeting_id: str, item_id: str) -> str:
    """Return the case of an agenda item, for the log; raise NotFound."""
    with desk.vault.read() as connection:
        return placed(loaded_meeting(connection, meeting_id), item_id).case_id


def placed(meeting: Meeting, item_id: str) -> AgendaItem:
    """Return one case on the table; raise NotFound."""
    for item in meeting.items:
        if item.id == item_id:
            return item
    raise NotFound("agenda_item", item_id)


def running(connection: Connection, meeting_id: str) -> Meeting:
    """Return a meeting that is under way; raise NotFound, ReadOnly for another."""
    stored = loaded_meeting(connection, meeting_id)
    if stored.state is not MeetingState.IN_PROGRESS:
        raise ReadOnly
    return stored


def keep(connection: Connection, before: Meeting, after: Meeting) -> None:
    """Keep of a meeting what changed: itself, and each of its cases."""
    if replace(after, items=()) != replace(before, items=()):
        save_record(connection, after)
    for item in after.items:
        if item not in before.items:
            save_record(connection, item)


def loaded_meeting(connection: Connection, meeting_id: str) -> Meeting:
    """Return a meeting with its agenda; raise NotFound."""
    found = load_meeting(connection, meeting_id)
    if found is None:
        raise NotFound("meeting", meeting_id)
    return found


def loaded_file(connection: Connection, case_id: str) -> CaseFile:
    """Return a case with all that hangs on it; raise NotFound."""
    file = load_case(connection, case_id)
    if file is None:
        raise NotFound("case", case_id)
    return file


def table_context(
    desk: Desk,
    file: CaseFile,
    item: AgendaItem,
    organisations: Mapping[str, Organisation],
    meeting: Meeting | None = None,
) -> TableContext:
    """Return all that decides what the steps of a case still lack; a terugkomoverleg asks more."""
    return TableContext(
        file=file,
        item=item,
        scheme=desk.library.scheme(file.case.scheme_id, file.case.scheme_version),
        organisations=organisations,
        kind_labels={kind.code: kind.label for kind in desk.library.organisation_kinds},
        on=desk.clock.today(),
        wholes=desk.library.wholes,
        meeting=meeting,
    )

"""Take single rows over from a package that came back too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState, Phase
from zvdesk.errors import InvalidField
from zvdesk.storage import package_entering
from zvdesk.storage.meetings import adopted_lists
from zvdesk.storage.package_changes import changes, meeting_changes
from zvdesk.storage.package_content import KINDS, id_of
from zvdesk.storage.records import erase_record, find_records, save_record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from zvdesk.storage.package_changes import RowChange
    from zvdesk.storage.package_envelopes import Incoming

_ORDER = {cls: place for place, cls in enumerate(KINDS.values())}


def late_changes(
    connection: Connection, incoming: Incoming, given_at: Mapping[str, datetime]
) -> tuple[RowChange, ...]:
    """Return the rows that differ of what is late, a meeting last, each given away at the moment given.

    A row that was made here since is left out: who had the case could not know of it, so it was not erased.
    """
    meeting_id = incoming.content.manifest.meeting_id
    of_cases = ((change.case_id, change) for change in changes(connection, incoming))
    of_meeting = ((meeting_id, change) for change in meeting_changes(connection, incoming))
    return tuple(
        change
        for subject_id, change in (*of_cases, *of_meeting)
        if subject_id in given_at
        and (change.theirs is not None or _made_at(id_of(change.ours)) < given_at[subject_id].timestamp())
    )


def adopt(connection: Connection, incoming: Incoming, chosen: Collection[RowChange], at: datetime) -> None:
    """Take rows over as the package has them, with the organisations and meetings that they speak of.

    It runs inside the caller's transaction. Raises InvalidField for a row that says of an organisation or
    meeting what another row here says already, or a meeting that would close while a case on its agenda is
    not ready, and PackageRefused.
    """
    package_entering.enter(connection, incoming, (), at=at)
    try:
        for change in chosen:
            if change.theirs is None and change.ours is not None:
                erase_record(connection, type(change.ours), id_of(change.ours))
        for record in _in_order(change.theirs for change in chosen):
            save_record(connection, record)
    except IntegrityError:
        raise InvalidField("difference", "second") from None
    for change in chosen:
        if isinstance(change.theirs, Meeting) and change.theirs.state is MeetingState.CLOSED:
            _refuse_unready(connection, change.theirs.id)


def _refuse_unready(connection: Connection, meeting_id: str) -> None:
    """Raise InvalidField when a meeting would be closed over a case that is not finished or has no list."""
    for item in find_records(connection, AgendaItem, meeting_id=meeting_id):
        is_adopted = bool(adopted_lists(connection, meeting_id, item.case_id))
        if item.phase is not Phase.POSTPONED and not (item.phase is Phase.FINISHED and is_adopted):
            raise InvalidField("difference", "cases_first")


def _in_order(records: Iterable[object | None]) -> list[object]:
    there = [record for record in records if record is not None]
    return sorted(there, key=lambda record: _ORDER[type(record)])


def _made_at(record_id: str) -> float:
    """Return when a record was made, in seconds since 1970: its id begins with that (RFC 9562, 5.7)."""
    return int(record_id.replace("-", "")[:12], 16) / 1000

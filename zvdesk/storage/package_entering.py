"""Let a package enter a vault: held against what is here first, then all of it in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from zvdesk.domain.cases import Case
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handovers import Envelope, PackageFault, Pen, entered
from zvdesk.domain.keeping import Destruction, ShieldedCase
from zvdesk.domain.meetings import Meeting
from zvdesk.domain.roles import Act, may
from zvdesk.errors import PackageRefused
from zvdesk.storage import pens, search
from zvdesk.storage.package_changes import RowChange, changes, met_here, renamed, renaming
from zvdesk.storage.package_content import KINDS, OF_A_CASE, belongs_to, id_of
from zvdesk.storage.records import erase_record, find_records, get_record, insert_record, save_record
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from zvdesk.domain.handovers import Manifest
    from zvdesk.storage.package_envelopes import Incoming

_ORDER = {cls: place for place, cls in enumerate(OF_A_CASE)}
_AT_ONCE = 500  # ids in one query


@dataclass(frozen=True, slots=True)
class Entered:
    """Say what a package changed: the number that each case has here, and how many rows."""

    numbers: dict[str, str]
    changed: int


def check(connection: Connection, incoming: Incoming) -> None:
    """Raise PackageRefused when something in a package cannot be of the case that it says; reads only."""
    manifest = incoming.content.manifest
    sender = get_record(connection, Colleague, manifest.sender_id)
    may_read = sender is not None and may(sender.role, Act.READ_CONTRIBUTIONS)
    if not manifest.leaves_out and not may_read:
        raise PackageRefused(PackageFault.HOSTILE.value, manifest.sender)
    for case_id in manifest.case_ids:
        if find_records(connection, Destruction, erased_case_id=case_id):
            raise PackageRefused(PackageFault.DESTROYED.value, manifest.sender)
        if get_record(connection, ShieldedCase, case_id) is not None:
            raise PackageRefused(PackageFault.SHIELDED.value, manifest.sender)
    _check_ids(connection, incoming)


def enter(
    connection: Connection,
    incoming: Incoming,
    subject_ids: Collection[str],
    *,
    at: datetime,
    has_pen: bool = True,
) -> Entered:
    """Let those cases of a package enter that may, and its meeting when that may, with their pens.

    Without ``has_pen`` this is a copy to read: the first receiver has the pens. It runs inside the caller's
    transaction and leaves that to undo it. Raises PackageRefused.
    """
    check(connection, incoming)
    manifest = incoming.content.manifest
    case_ids = [case_id for case_id in manifest.case_ids if case_id in subject_ids]
    try:
        with pens.lifted(connection):
            changed = [change for change in changes(connection, incoming) if change.case_id in case_ids]
            for organisation in renaming(connection, incoming)[1]:
                insert_record(connection, organisation)
            _enter_meetings(connection, incoming, manifest.meeting_id in subject_ids, at)
            _apply(connection, changed)
            if any(change.theirs is None for change in changed):  # perhaps no longer for who reads here
                search.drop_dead_words(connection)
            for case_id in case_ids:
                _replace_envelopes(connection, incoming, case_id)
            for chain in manifest.chains:
                if chain.id in subject_ids:
                    pen = entered(pens.pen_of(connection, chain.id), chain, at)
                    save_record(connection, pen if has_pen else _with_first(pen, manifest))
    except IntegrityError:  # what no table takes, although each row by itself is well formed
        raise PackageRefused(PackageFault.HOSTILE.value, manifest.sender) from None
    numbers = {case_id: _number(connection, case_id) for case_id in case_ids}
    return Entered(numbers, len(changed))


def _check_ids(connection: Connection, incoming: Incoming) -> None:
    """Refuse an id that is of another case here, or of something of another kind."""
    records = (*incoming.content.records, *(r for e in incoming.opened for r in e.records))
    claims = {id_of(record): (type(record), belongs_to(record)) for record in records}
    wanted = sorted(claims)
    for cls in KINDS.values():
        table = RECORDS[cls]
        owner = table.c.case_id if "case_id" in table.c else table.c.id
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(table.c.id, owner.label("owner")).where(
                table.c.id.in_(wanted[start : start + _AT_ONCE])
            )
            for row in connection.execute(query):
                claimed, case_id = claims[row.id]
                if claimed is not cls or (case_id and case_id != row.owner):
                    raise PackageRefused(PackageFault.OTHER_CASE.value, incoming.content.manifest.sender)


def _enter_meetings(connection: Connection, incoming: Incoming, has_meeting: bool, at: datetime) -> None:
    """Keep the meeting that comes along with its pen, and the ones that a case refers to, to read."""
    manifest = incoming.content.manifest
    names, _ = renaming(connection, incoming)
    for record in incoming.content.records:
        if isinstance(record, Meeting):
            meeting = met_here(connection, record)
            is_known = get_record(connection, Meeting, meeting.id) is not None
            if meeting.id == manifest.meeting_id and has_meeting:
                save_record(connection, meeting)
            elif not is_known:
                insert_record(connection, meeting)
                pen = Pen(id=meeting.id, holder_id=manifest.sender_id, holder=manifest.sender, since=at)
                save_record(connection, pen)
    if has_meeting:
        for old in find_records(connection, Evaluation, meeting_id=manifest.meeting_id):
            erase_record(connection, Evaluation, old.id)
        for record in incoming.content.records:
            if isinstance(record, Evaluation):
                insert_record(connection, renamed(record, names))


def _apply(connection: Connection, changed: list[RowChange]) -> None:
    """Erase what goes first: a row that comes in its place may say the same of the same organisation."""
    for change in changed:
        if change.theirs is None and change.ours is not None:
            erase_record(connection, type(change.ours), id_of(change.ours))
    coming = [change for change in changed if change.theirs is not None]
    for change in sorted(coming, key=lambda change: _ORDER[type(change.theirs)]):
        keep = insert_record if change.ours is None else save_record
        keep(connection, change.theirs)


def _replace_envelopes(connection: Connection, incoming: Incoming, case_id: str) -> None:
    """Keep the envelopes that stay shut, and no older ones; undo does not reach back over a hand-over."""
    for cls in (Envelope, EditHistory):
        table: Table = RECORDS[cls]
        connection.execute(delete(table).where(table.c.case_id == case_id))
    for envelope in incoming.closed:
        if envelope.case_id == case_id:
            insert_record(connection, envelope)


def _with_first(pen: Pen, manifest: Manifest) -> Pen:
    return replace(pen, holder_id=manifest.receiver_ids[0], holder=manifest.receivers[0])


def _number(connection: Connection, case_id: str) -> str:
    case = get_record(connection, Case, case_id)
    return case.number if case is not None else ""

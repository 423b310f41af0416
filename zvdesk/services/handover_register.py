"""Tell what is out with which colleague, what came in, and whose copies must still be destroyed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.handovers import Direction, Handover, Reach
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.meetings import Meeting
from zvdesk.domain.roles import Act
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import pens
from zvdesk.storage.records import find_records, get_record

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.handovers import Pen
    from zvdesk.storage.connection import Connection

KIND = "overdracht"  # of a package in the register of what went out


@dataclass(frozen=True, slots=True, kw_only=True)
class OutRow:
    """Hold one case or meeting that was given away from here and is not back."""

    subject_id: str
    reach: Reach
    label: str  # case number, or title of the meeting
    holder_id: str
    holder: str
    since: datetime | None
    package_id: str
    expires_on: date | None  # until when the colleague may take the package in
    may_take_over: bool  # by who is at the desk


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """Hold one package that was made or taken in, with the copies of it that are still out."""

    handover: Handover
    case_numbers: tuple[str, ...]  # of cases that are still here
    meeting: str  # its title
    copies_out: int


def outside(desk: Desk) -> tuple[OutRow, ...]:
    """Return what was given away from here and is not back, the longest out first."""
    with desk.listing(Act.READ_CASE, Trail("lezen", "wat is overgedragen")) as connection:
        rows = []
        for pen in pens.outside(connection):
            sent = given_from_here(connection, pen)
            found = _subject(connection, pen.id)
            if sent is None or found is None:
                continue
            reach, label = found
            rows.append(
                OutRow(
                    subject_id=pen.id,
                    reach=reach,
                    label=label,
                    holder_id=pen.holder_id,
                    holder=pen.holder,
                    since=pen.since,
                    package_id=sent.id,
                    expires_on=sent.expires_on,
                    may_take_over=desk.may(Act.TAKE_OVER),
                )
            )
    return tuple(rows)


def handovers(desk: Desk) -> tuple[HandoverRow, ...]:
    """Return every package that was made or taken in, the newest first."""
    with desk.listing(Act.READ_CASE, Trail("lezen", "pakketten")) as connection:
        numbers = {case.id: case.number for case in find_records(connection, Case)}
        titles = {meeting.id: meeting.title for meeting in find_records(connection, Meeting)}
        out = _copies_out(connection)
        found = sorted(find_records(connection, Handover), key=lambda one: (one.at, one.id), reverse=True)
        return tuple(
            HandoverRow(
                handover=one,
                case_numbers=tuple(numbers[i] for i in one.case_ids if i in numbers),
                meeting=titles.get(one.meeting_id, ""),
                copies_out=out[one.id] if one.direction is Direction.SENT else 0,
            )
            for one in found
        )


def received(desk: Desk) -> tuple[HandoverRow, ...]:
    """Return the packages that were taken in, the newest first."""
    return tuple(row for row in handovers(desk) if row.handover.direction is Direction.RECEIVED)


def pen_of(desk: Desk, subject_id: str) -> Pen | None:
    """Return who may write in a case or meeting, or None when it never left; pages ask it with each view."""
    with desk.vault.read() as connection:
        return pens.pen_of(connection, subject_id)


def given_from_here(connection: Connection, pen: Pen) -> Handover | None:
    """Return the package with which a pen that is out was given away from here, last.

    Who got it may have given it on since, with a copy to read for this vault. None for a pen that was never
    given from here; a package of something else that others put in the chain does not count.
    """
    for package_id in reversed(() if pen.is_here else pen.chain):
        found = get_record(connection, Handover, package_id)
        if found is None or found.direction is not Direction.SENT:
            continue
        if pen.id in (*found.case_ids, found.meeting_id):
            return found
    return None


def _subject(connection: Connection, subject_id: str) -> tuple[Reach, str] | None:
    case = get_record(connection, Case, subject_id)
    if case is not None:
        return Reach.CASE, case.number
    meeting = get_record(connection, Meeting, subject_id)
    return None if meeting is None else (Reach.MEETING, meeting.title)


def _copies_out(connection: Connection) -> Counter[str]:
    """Return how many copies of each package are not destroyed yet, also of cases that are away."""
    out = Counter(d.document_id for d in find_records(connection, Disclosure, kind=KIND) if d.gone_on is None)
    out.update(c.document_id for c in find_records(connection, KeptCopy, kind=KIND) if c.gone_on is None)
    return out

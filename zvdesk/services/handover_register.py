"""Tell what is out with which colleague, what came in, and whose copies must still be destroyed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.documents.texts import PRACTICE
from zvdesk.domain.cases import Case
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.handovers import Direction, Handover, Reach
from zvdesk.domain.keeping import Destruction, KeptCopy
from zvdesk.domain.meetings import Meeting
from zvdesk.domain.roles import Act
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.retention import copy_of
from zvdesk.storage import pens
from zvdesk.storage.cases import number_and_regime
from zvdesk.storage.records import find_records, get_record
from zvdesk.texts.copy_requests import SUBJECT, copy_line, request_body

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.handovers import Pen
    from zvdesk.storage.connection import Connection

KIND = "overdracht"  # of a package in the register of what went out
_NEWS = timedelta(days=7)


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
class ArrivedRow:
    """Hold one package that came in, by what it is first of all."""

    subject_id: str
    reach: Reach
    label: str  # title of the meeting, or case number
    sender: str
    at: datetime
    is_to_read: bool  # another has the pen


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOut:
    """Hold one copy of a case that a colleague got in a package and did not destroy yet."""

    case_number: str
    recipient: str
    given_at: datetime
    destroy_before: date
    is_due: bool
    is_destroyed_here: bool  # the case itself


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """Hold one package that was made or taken in, with the copies of it that are still out."""

    handover: Handover
    case_numbers: tuple[str, ...]  # also of cases that are destroyed or shielded since
    meeting: str  # its title
    copies: tuple[CopyOut, ...] = ()

    @property
    def copies_out(self) -> int:
        """Return how many copies are still out."""
        return len(self.copies)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRequest:
    """Ask one colleague to destroy what should be gone: a text to send, which zvdesk never does."""

    recipient: str
    case_numbers: tuple[str, ...]
    subject: str
    body: str


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
        titles = {meeting.id: meeting.title for meeting in find_records(connection, Meeting)}
        out = _copies_out(desk, connection)
        found = sorted(find_records(connection, Handover), key=lambda one: (one.at, one.id), reverse=True)
        return tuple(
            HandoverRow(
                handover=one,
                case_numbers=tuple(n for i in one.case_ids if (n := number_and_regime(connection, i)[0])),
                meeting=titles.get(one.meeting_id, ""),
                copies=tuple(out[one.id]) if one.direction is Direction.SENT else (),
            )
            for one in found
        )


def copy_requests(desk: Desk, rows: tuple[HandoverRow, ...]) -> tuple[CopyRequest, ...]:
    """Return for each colleague who has a copy that should be gone what to write, the longest due first."""
    due = [copy for row in rows for copy in row.copies if copy.is_due]
    due.sort(key=lambda copy: (copy.destroy_before, copy.case_number))
    return tuple(
        _request(desk, recipient, [copy for copy in due if copy.recipient == recipient])
        for recipient in dict.fromkeys(copy.recipient for copy in due)
    )


def arrived(desk: Desk) -> tuple[ArrivedRow, ...]:
    """Return what came in during the last week and was not given on since, the newest first."""
    since, found = desk.clock.now() - _NEWS, {}
    with desk.listing(Act.READ_CASE, Trail("lezen", "wat binnenkwam")) as connection:
        rows = find_records(connection, Handover, direction=Direction.RECEIVED)
        for one in sorted((one for one in rows if one.at >= since), key=lambda one: one.at, reverse=True):
            for subject_id in (one.meeting_id, *one.case_ids):
                subject, pen = _subject(connection, subject_id), pens.pen_of(connection, subject_id)
                if subject is None or (pen is not None and given_from_here(connection, pen) is not None):
                    continue
                if subject_id not in found:
                    reach, label = subject
                    found[subject_id] = ArrivedRow(
                        subject_id=subject_id,
                        reach=reach,
                        label=label,
                        sender=one.names[0],
                        at=one.at,
                        is_to_read=pen is not None and not pen.is_here,
                    )
                break  # a meeting stands for its cases
    return tuple(found.values())


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


def _request(desk: Desk, recipient: str, copies: list[CopyOut]) -> CopyRequest:
    local = desk.clock.local
    lines = (
        copy_line(copy.case_number, local(copy.given_at).date(), is_destroyed=copy.is_destroyed_here)
        for copy in copies
    )
    return CopyRequest(
        recipient=recipient,
        case_numbers=tuple(dict.fromkeys(copy.case_number for copy in copies)),
        subject=f"{PRACTICE}: {SUBJECT}" if desk.vault.practice else SUBJECT,
        body=request_body(recipient, tuple(dict.fromkeys(lines)), desk.actor.name, desk.house.name),
    )


def _copies_out(desk: Desk, connection: Connection) -> defaultdict[str, list[CopyOut]]:
    """Return by package which copies are not destroyed yet, also of cases that are gone here."""
    found: defaultdict[str, list[CopyOut]] = defaultdict(list)
    today, gone = desk.clock.today(), {one.case_number for one in find_records(connection, Destruction)}
    live = (
        copy_of(one, number_and_regime(connection, one.case_id)[0])
        for one in find_records(connection, Disclosure, kind=KIND)
    )
    for copy in (*live, *find_records(connection, KeptCopy, kind=KIND)):
        if copy.gone_on is None:
            found[copy.document_id].append(
                CopyOut(
                    case_number=copy.case_number,
                    recipient=copy.recipient,
                    given_at=copy.made_at,
                    destroy_before=copy.destroy_before,
                    is_due=copy.destroy_before <= today,
                    is_destroyed_here=copy.case_number in gone,
                )
            )
    return found

"""Hand out the days of a list as a calendar file: what is due when, and the meeting that follows.

A recipient who gets a calendar again gets the same entries with a higher sequence, those that no longer hold
among them as cancelled: also from the vault of a colleague, and after a next meeting. How often a calendar
went out stands in the register, which travels along with a case.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.documents.texts import PRACTICE
from zvdesk.domain.actions import SETTLED, ActionUpdate
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.meetings import MeetingState, Phase
from zvdesk.domain.roles import Act
from zvdesk.errors import NothingInCalendar
from zvdesk.exchange.calendars import CalendarEntry, write_calendar
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.export_sets import ExportSet, Piece, Recipient, Wanted, make_set
from zvdesk.services.exports import list_of
from zvdesk.services.handing_out import disclosure_of, paper_name
from zvdesk.services.sources import Sources
from zvdesk.storage import overviews
from zvdesk.storage.meetings import load_meeting
from zvdesk.storage.records import find_records
from zvdesk.texts import calendars as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zvdesk.domain.action_lists import ActionList
    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.export_sets import Progress
    from zvdesk.services.sources import Source
    from zvdesk.storage.connection import Connection

KIND = "agenda"
_USUAL_LENGTH = timedelta(hours=1)  # of a meeting that plans no minutes
_NAMESPACE = uuid.UUID("5b8e3a9e-0f4f-5a6e-9d0c-7c1b9a3f2d61")  # drawn once for zvdesk


@dataclass(frozen=True, slots=True)
class _Known:
    """Hold what a calendar of one recipient is made from, beside the list itself."""

    versions: tuple[AdoptedList, ...]  # this meeting's, from the one on that a calendar was first made of
    earlier: tuple[AdoptedList, ...]  # the same of the meeting before it that a calendar was made of
    is_followed: bool  # a calendar of a later meeting went out: the actions are told there
    updates: tuple[ActionUpdate, ...]
    handed_out: int  # calendars of this case that the recipient had already
    follow_up: Meeting | None


def export_calendars(
    desk: Desk,
    meeting_id: str,
    recipients: Sequence[Recipient],
    folder: Path,
    progress: Progress | None = None,
    *,
    cancels: bool = False,
) -> ExportSet:
    """Write a calendar per recipient, with its disclosure.

    With ``cancels`` each takes back all that went out before. All that may be made appear together or not at
    all; the rest says why not. Raises NotAllowed, NotFound, FolderUnusable, Cancelled.
    """
    desk.require(Act.HAND_OUT, Trail("exporteren", KIND, meeting_id))
    sources = Sources(desk, meeting_id, desk.actor.name)
    wanted = [Wanted(one, partial(_piece, desk, sources, one, cancels=cancels)) for one in recipients]
    return make_set(desk, Act.HAND_OUT, wanted, folder, progress)


def _piece(desk: Desk, sources: Sources, recipient: Recipient, *, cancels: bool) -> Piece:
    source = sources.of(recipient.case_id, recipient.organisation_id)
    with desk.vault.read() as connection:
        known = _known(connection, source)
    content = list_of(source)
    entries = _entries(source, content, known, cancels=cancels)
    if not entries:
        raise NothingInCalendar
    data = write_calendar(entries, made_at=content.signed_at)
    name = Path(paper_name(KIND, content, source.organisation)).with_suffix(".ics").name
    return Piece(
        name=name, data=data, entry=disclosure_of(desk, source, KIND, data), case_id=recipient.case_id
    )


def _known(connection: Connection, source: Source) -> _Known:
    case_id, here = source.file.case.id, source.adopted.meeting_id
    recipient_id = source.organisation.id if source.organisation else ""
    out = find_records(connection, Disclosure, case_id=case_id, kind=KIND, recipient_id=recipient_id)
    first: dict[str, int] = {}  # meeting -> the version of which the recipient first had a calendar
    for one in out:
        first[one.meeting_id] = min(one.version, first.get(one.meeting_id, one.version))
    lists = sorted(find_records(connection, AdoptedList, case_id=case_id), key=lambda one: one.adopted_at)
    order = list(dict.fromkeys(one.meeting_id for one in lists))  # a correction moves no meeting
    went = [place for place, meeting_id in enumerate(order) if meeting_id in first]
    now = order.index(here)
    before = order[max(place for place in went if place < now)] if went and went[0] < now else ""
    of_meeting = {
        meeting_id: tuple(v for v in lists if v.meeting_id == meeting_id and v.version >= version)
        for meeting_id, version in first.items()
    }
    return _Known(
        versions=of_meeting.get(here, ()),
        earlier=of_meeting.get(before, ()),
        is_followed=any(place > now for place in went),
        updates=find_records(connection, ActionUpdate, case_id=case_id),
        handed_out=len(out),
        follow_up=_follow_up(connection, source, recipient_id),
    )


def _follow_up(connection: Connection, source: Source, recipient_id: str) -> Meeting | None:
    """Return the first meeting after this one to which the recipient is invited for the case.

    It was convened, and may be over; one that put the case off counts when no other is there.
    """
    put_off = None
    for row in reversed(overviews.meeting_rows(connection)):
        if row.state is MeetingState.DRAFT or source.file.case.number not in row.case_numbers:
            continue
        meeting = load_meeting(connection, row.id)
        if meeting is None or meeting.starts_at is None or meeting.id == source.adopted.meeting_id:
            continue
        if (meeting.began_at or meeting.starts_at) <= source.head.meeting_at:
            continue
        items = [item for item in meeting.items if item.case_id == source.file.case.id]
        if recipient_id and not any(recipient_id in item.invited_ids for item in items):
            continue
        if any(item.phase is not Phase.POSTPONED for item in items):
            return meeting
        put_off = put_off or meeting
    return put_off


def _entries(
    source: Source, content: ActionList, known: _Known, *, cancels: bool
) -> tuple[CalendarEntry, ...]:
    """Return what holds now, and of what went out before that which no longer does."""
    current = {entry.uid: entry for entry in _of_list(source, content, known)}
    untouched = replace(known, updates=())
    before: dict[str, CalendarEntry] = {}
    for give, lists in ((_days, known.earlier), (_of_list, known.versions)):
        for old in (source.of_version(adopted) for adopted in lists):
            before |= {entry.uid: entry for entry in give(old, list_of(old), untouched)}
    gone = before | current if cancels and known.versions else before
    kept = {} if cancels else current
    cancelled = [
        replace(entry, title=words.cancelled(entry.title), note=words.GONE, is_cancelled=True)
        for uid, entry in gone.items()
        if uid not in kept
    ]
    mark = f"{PRACTICE}: " if content.is_practice else ""
    return tuple(
        replace(entry, title=f"{mark}{entry.title}", sequence=known.handed_out)
        for entry in (*kept.values(), *cancelled)
    )


def _of_list(source: Source, content: ActionList, known: _Known) -> Iterator[CalendarEntry]:
    """Give the entries of one version of a list: its actions, and the meeting that follows."""
    yield from _days(source, content, known)
    uid = _uid(source, source.adopted.meeting_id)  # each meeting has one that follows
    planned = known.follow_up
    if planned is not None and planned.starts_at is not None:
        yield CalendarEntry(
            uid=uid,
            title=words.FOLLOW_UP,
            note=words.follow_up_note(content.case_number, is_planned=True),
            begins=planned.starts_at,
            lasts=_length(planned),
            place=planned.place,
        )
    elif content.follow_up_on is not None:
        yield CalendarEntry(
            uid=uid,
            title=words.FOLLOW_UP,
            note=words.follow_up_note(content.case_number, is_planned=False),
            begins=content.follow_up_on,
        )


def _days(source: Source, content: ActionList, known: _Known) -> Iterator[CalendarEntry]:
    """Give the days of the actions on one version of a list, with what came back on them since then."""
    adopted = source.adopted
    for action in () if known.is_followed else content.actions:
        told = [u for u in known.updates if u.action_id == action.id and u.updated_at >= adopted.adopted_at]
        last = max(told, key=lambda update: (update.updated_at, update.id), default=None)
        due_on = last.due_on or action.due_on if last else action.due_on
        if due_on is None or (last.status if last else action.status) in SETTLED:
            continue
        yield CalendarEntry(
            uid=_uid(source, action.id),
            title=words.due_title(action.number),
            note=words.due_note(action.number, content.case_number, content.version),
            begins=due_on,
        )


def _length(meeting: Meeting) -> timedelta:
    minutes = sum(record.minutes for item in meeting.items for record in item.steps)
    return timedelta(minutes=minutes) or _USUAL_LENGTH


def _uid(source: Source, what: str) -> str:
    """Return an identifier that is the same in every vault and next time, and another for each recipient."""
    recipient = source.organisation.id if source.organisation else ""
    return str(uuid.uuid5(_NAMESPACE, "/".join((source.file.case.id, recipient, what))))

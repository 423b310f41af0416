"""Query what needs someone now; counting, choosing and ordering happen in SQL."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from zvdesk.domain.actions import SETTLED, ActionItem
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.cases import Case, CaseState, Participation
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.today import (
    ComingMeeting,
    OrganisationLoad,
    TableCase,
    Today,
)
from zvdesk.storage.meetings import load_meeting
from zvdesk.storage.tables import RECORDS
from zvdesk.storage.today_actions import moved_actions, untold_cases
from zvdesk.storage.today_attention import attention

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

_CASES, _ACTIONS, _ORGANISATIONS = RECORDS[Case], RECORDS[ActionItem], RECORDS[Organisation]
_MEETINGS, _ITEMS, _PARTS = RECORDS[Meeting], RECORDS[AgendaItem], RECORDS[Participation]
_SETTLED = tuple(status.value for status in SETTLED)
_OVER = (CaseState.REJECTED.value, CaseState.CLOSED.value)
_MOST_MEETINGS, _MOST_LOADS = 12, 8


def today(
    connection: Connection, on: date, until: date, local: Callable[[datetime], datetime], most_moves: int
) -> Today:
    """Return what the first page shows on a day, but for the lists that must go out.

    ``until`` is how far re-tests are told beforehand. An action that moved to a later day ``most_moves``
    times asks whether to scale up.
    """
    moved = moved_actions(connection, most_moves)
    return Today(
        on=on,
        has_cases=connection.execute(select(_CASES.c.id).limit(1)).scalar() is not None,
        meetings=_meetings(connection, on, local, Counter(one.action.case_id for one in moved)),
        attention=attention(connection, on, until, moved),
        untold=untold_cases(connection),
        loads=_loads(connection, on),
    )


def _meetings(
    connection: Connection,
    on: date,
    local: Callable[[datetime], datetime],
    moved: Mapping[str, int],
) -> tuple[ComingMeeting, ...]:
    """Return meetings that are under way, and those of today and later that did not begin."""
    query = (
        select(_MEETINGS.c.id)
        .where(_MEETINGS.c.state != MeetingState.CLOSED.value)
        .order_by(
            _MEETINGS.c.state != MeetingState.IN_PROGRESS.value,
            _MEETINGS.c.starts_at.is_(None),
            _MEETINGS.c.starts_at,
        )
    )
    found = []
    for meeting_id in connection.execute(query).scalars():
        meeting = load_meeting(connection, meeting_id)
        if meeting is None:
            continue
        is_past = meeting.starts_at is None or local(meeting.starts_at).date() < on
        if is_past and meeting.state is not MeetingState.IN_PROGRESS:
            continue
        found.append(
            ComingMeeting(
                id=meeting.id,
                kind=MeetingKind(meeting.kind),
                title=meeting.title,
                place=meeting.place,
                starts_at=meeting.starts_at,
                state=meeting.state,
                minutes=sum(step.minutes for item in meeting.items for step in item.steps),
                cases=_table_cases(connection, meeting.id, moved),
            )
        )
        if len(found) == _MOST_MEETINGS:
            break
    return tuple(found)


def _table_cases(connection: Connection, meeting_id: str, moved: Mapping[str, int]) -> tuple[TableCase, ...]:
    actions = (
        select(
            _ACTIONS.c.case_id,
            func.count().label("number"),
            func.sum(case((_ACTIONS.c.status.in_(_SETTLED), 1), else_=0)).label("settled"),
        )
        .group_by(_ACTIONS.c.case_id)
        .subquery()
    )
    thirds = (
        select(_PARTS.c.case_id, func.count().label("number"))
        .join(_ORGANISATIONS, _ORGANISATIONS.c.id == _PARTS.c.organisation_id)
        .where(_ORGANISATIONS.c.position == WgsPosition.THIRD.value, _PARTS.c.secrecy_declared_on.is_(None))
        .group_by(_PARTS.c.case_id)
        .subquery()
    )
    query = (
        select(
            _CASES.c.id,
            _CASES.c.number,
            _CASES.c.alias,
            _CASES.c.state,
            _CASES.c.level_code,
            func.coalesce(actions.c.settled, 0).label("settled"),
            func.coalesce(actions.c.number, 0).label("actions"),
            func.coalesce(thirds.c.number, 0).label("thirds"),
        )
        .join(_ITEMS, _ITEMS.c.case_id == _CASES.c.id)
        .outerjoin(actions, actions.c.case_id == _CASES.c.id)
        .outerjoin(thirds, thirds.c.case_id == _CASES.c.id)
        .where(_ITEMS.c.meeting_id == meeting_id)
        .order_by(_ITEMS.c.position)
    )
    return tuple(
        TableCase(
            case_id=row.id,
            number=row.number,
            alias=row.alias,
            state=CaseState(row.state),
            level_code=row.level_code,
            settled_actions=row.settled,
            all_actions=row.actions,
            thirds_without_declaration=row.thirds,
            moved_actions=moved.get(row.id, 0),
        )
        for row in connection.execute(query)
    )


def _loads(connection: Connection, on: date) -> tuple[OrganisationLoad, ...]:
    """Return the actions per organisation, of cases that are not over, those with most open ones first."""
    is_settled = _ACTIONS.c.status.in_(_SETTLED)
    is_late = and_(~is_settled, _ACTIONS.c.due_on < on.isoformat())
    is_running = and_(~is_settled, or_(_ACTIONS.c.due_on.is_(None), _ACTIONS.c.due_on >= on.isoformat()))
    counts = {
        name: func.sum(case((which, 1), else_=0)).label(name)
        for name, which in (("settled", is_settled), ("running", is_running), ("late", is_late))
    }
    short = func.coalesce(func.nullif(_ORGANISATIONS.c.abbreviation, ""), _ORGANISATIONS.c.name)
    query = (
        select(short.label("name"), *counts.values())
        .join(_ACTIONS, _ACTIONS.c.organisation_id == _ORGANISATIONS.c.id)
        .join(_CASES, _CASES.c.id == _ACTIONS.c.case_id)
        .where(_CASES.c.state.not_in(_OVER))
        .group_by(_ORGANISATIONS.c.id, short)
        .order_by(counts["late"].desc(), counts["running"].desc(), short)
        .limit(_MOST_LOADS)
    )
    return tuple(
        OrganisationLoad(organisation=row.name, settled=row.settled, running=row.running, late=row.late)
        for row in connection.execute(query)
    )

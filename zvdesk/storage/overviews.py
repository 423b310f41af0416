"""Query the rows of lists; counting and sorting happen in SQL."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select, union_all

from zvdesk.domain.actions import SETTLED, ActionItem, ActionStatus
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.keeping import Destruction, ShieldedCase
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState
from zvdesk.domain.overviews import ActionRow, CaseRow, MeetingRow
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CASES, _ACTIONS = RECORDS[Case], RECORDS[ActionItem]
_MEETINGS, _ITEMS = RECORDS[Meeting], RECORDS[AgendaItem]
_SETTLED = tuple(status.value for status in SETTLED)


def case_rows(connection: Connection, on: date) -> tuple[CaseRow, ...]:
    """Return all cases, newest number first, with what is open and late on a day."""
    open_ = _ACTIONS.c.status.not_in(_SETTLED)
    late = and_(open_, _ACTIONS.c.due_on < on.isoformat())
    counts = (
        select(
            _ACTIONS.c.case_id,
            func.sum(case((open_, 1), else_=0)).label("open_actions"),
            func.sum(case((late, 1), else_=0)).label("late_actions"),
        )
        .group_by(_ACTIONS.c.case_id)
        .subquery()
    )
    query = (
        select(
            _CASES.c.id,
            _CASES.c.number,
            _CASES.c.alias,
            _CASES.c.regime_id,
            _CASES.c.state,
            _CASES.c.level_code,
            _CASES.c.follow_up_on,
            func.coalesce(counts.c.open_actions, 0).label("open_actions"),
            func.coalesce(counts.c.late_actions, 0).label("late_actions"),
        )
        .outerjoin(counts, counts.c.case_id == _CASES.c.id)
        .order_by(_CASES.c.number.desc())
    )
    return tuple(
        CaseRow(
            id=row.id,
            number=row.number,
            alias=row.alias,
            regime_id=row.regime_id,
            state=CaseState(row.state),
            level_code=row.level_code,
            follow_up_on=date.fromisoformat(row.follow_up_on) if row.follow_up_on else None,
            open_actions=row.open_actions,
            late_actions=row.late_actions,
        )
        for row in connection.execute(query)
    )


def action_rows(connection: Connection, *, only_open: bool) -> tuple[ActionRow, ...]:
    """Return actions over all cases, the earliest day first, those without a day last."""
    query = (
        select(_ACTIONS, _CASES.c.number, _CASES.c.alias)
        .join(_CASES, _CASES.c.id == _ACTIONS.c.case_id)
        .order_by(_ACTIONS.c.due_on.is_(None), _ACTIONS.c.due_on, _ACTIONS.c.id)
    )
    if only_open:
        query = query.where(_ACTIONS.c.status.not_in(_SETTLED))
    return tuple(
        ActionRow(
            id=row.id,
            case_id=row.case_id,
            case_number=row.number,
            alias=row.alias,
            what=row.what,
            organisation_id=row.organisation_id,
            person=row.person,
            due_on=date.fromisoformat(row.due_on) if row.due_on else None,
            status=ActionStatus(row.status),
            is_urgent=bool(row.is_urgent),
        )
        for row in connection.execute(query)
    )


def meeting_rows(connection: Connection) -> tuple[MeetingRow, ...]:
    """Return all meetings, the latest first, with the case numbers on their agenda in order."""
    numbers: dict[str, list[str]] = {}
    agenda = (
        select(_ITEMS.c.meeting_id, _CASES.c.number)
        .join(_CASES, _CASES.c.id == _ITEMS.c.case_id)
        .order_by(_ITEMS.c.meeting_id, _ITEMS.c.position)
    )
    for row in connection.execute(agenda):
        numbers.setdefault(row.meeting_id, []).append(row.number)
    query = select(_MEETINGS).order_by(_MEETINGS.c.starts_at.desc(), _MEETINGS.c.id.desc())
    return tuple(
        MeetingRow(
            id=row.id,
            kind=MeetingKind(row.kind),
            title=row.title,
            place=row.place,
            starts_at=datetime.fromisoformat(row.starts_at) if row.starts_at else None,
            state=MeetingState(row.state),
            case_numbers=tuple(numbers.get(row.id, ())),
        )
        for row in connection.execute(query)
    )


def last_case_number(connection: Connection, year: int) -> str | None:
    """Return the highest case number of a year that was ever given, or None: none is given twice."""
    given = union_all(
        select(_CASES.c.number.label("number")),
        select(RECORDS[ShieldedCase].c.number),
        select(RECORDS[Destruction].c.case_number),
    ).subquery()
    query = (
        select(given.c.number)
        .where(given.c.number.like(f"{year}-%"), ~given.c.number.like(f"{year}-%-%"))  # not from elsewhere
        .order_by(func.length(given.c.number).desc(), given.c.number.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()

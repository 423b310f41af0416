"""Query what asks for attention on a day: late and moved actions, re-tests, informing and follow-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, literal, select

from zvdesk.domain.actions import SETTLED, ActionItem, Informing
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.regie import LevelChange
from zvdesk.domain.today import AttentionRow, Matter
from zvdesk.storage.records import get_record
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, RowMapping
    from sqlalchemy.sql.elements import ColumnElement

    from zvdesk.domain.carry_over import CarriedAction

_CASES, _ACTIONS, _ORGANISATIONS = RECORDS[Case], RECORDS[ActionItem], RECORDS[Organisation]
_MEETINGS, _ITEMS, _LEVELS = RECORDS[Meeting], RECORDS[AgendaItem], RECORDS[LevelChange]
_SETTLED = tuple(status.value for status in SETTLED)
_OVER = (CaseState.REJECTED.value, CaseState.CLOSED.value)
_MOST_ROWS = 40


def attention(
    connection: Connection, on: date, until: date, moved: Iterable[CarriedAction] = ()
) -> tuple[AttentionRow, ...]:
    """Return what asks for attention, the most urgent first; ``until`` is how far is told beforehand."""
    found = [
        *_late_actions(connection, on),
        *_moved(connection, on, moved),
        *_retests(connection, until),
        *_informing(connection, until),
        *_follow_ups(connection, until),
    ]
    return tuple(sorted(found, key=lambda row: (row.due_on, row.case_number)))[:_MOST_ROWS]


def _late_actions(connection: Connection, on: date) -> list[AttentionRow]:
    """Return one row per organisation and case, with its earliest day and what it still owes."""
    mine = and_(_ACTIONS.c.status.not_in(_SETTLED), _ACTIONS.c.due_on < on.isoformat())
    first = func.row_number().over(
        partition_by=(_ACTIONS.c.case_id, _ACTIONS.c.organisation_id),
        order_by=(_ACTIONS.c.due_on, _ACTIONS.c.id),
    )
    ranked = (
        select(
            _ACTIONS.c.case_id,
            _ACTIONS.c.organisation_id,
            _ACTIONS.c.due_on,
            _ACTIONS.c.what,
            first.label("place"),
        )
        .where(mine)
        .subquery()
    )
    query = (
        select(ranked, _CASES.c.number, _CASES.c.alias, _ORGANISATIONS.c.name.label("organisation"))
        .join(_CASES, _CASES.c.id == ranked.c.case_id)
        .outerjoin(_ORGANISATIONS, _ORGANISATIONS.c.id == ranked.c.organisation_id)
        .where(ranked.c.place == 1)
        .order_by(ranked.c.due_on)
        .limit(_MOST_ROWS)
    )
    return [
        _row(Matter.LATE_ACTION, row, row["what"], row["organisation_id"], row["organisation"] or "")
        for row in connection.execute(query).mappings()
    ]


def _moved(connection: Connection, on: date, moved: Iterable[CarriedAction]) -> list[AttentionRow]:
    """Return the actions that moved so often that the table should discuss opschalen."""
    found = []
    for carried in moved:
        action = carried.action
        case = get_record(connection, Case, action.case_id)
        organisation = get_record(connection, Organisation, action.organisation_id)
        if case is not None:
            found.append(
                AttentionRow(
                    matter=Matter.MOVED,
                    case_id=case.id,
                    case_number=case.number,
                    alias=case.alias,
                    due_on=min(action.due_on or on, on),
                    what=action.what,
                    organisation_id=action.organisation_id,
                    organisation=organisation.name if organisation else "",
                    times=carried.times,
                )
            )
    return found


def _retests(connection: Connection, until: date) -> list[AttentionRow]:
    """Return the re-test that the latest decision on the level of a case asks for."""
    latest = func.row_number().over(
        partition_by=_LEVELS.c.case_id, order_by=(_LEVELS.c.changed_on.desc(), _LEVELS.c.id.desc())
    )
    ranked = select(
        _LEVELS.c.case_id, _LEVELS.c.retest_on, _LEVELS.c.to_code, latest.label("place")
    ).subquery()
    query = (
        select(
            ranked.c.case_id,
            ranked.c.retest_on.label("due_on"),
            ranked.c.to_code,
            _CASES.c.number,
            _CASES.c.alias,
            _planned().label("is_planned"),
        )
        .join(_CASES, _CASES.c.id == ranked.c.case_id)
        .where(ranked.c.place == 1, ranked.c.retest_on <= until.isoformat(), _CASES.c.state.not_in(_OVER))
        .order_by(ranked.c.retest_on)
        .limit(_MOST_ROWS)
    )
    return [
        replace(_row(Matter.RETEST, row, row["to_code"]), is_planned=bool(row["is_planned"]))
        for row in connection.execute(query).mappings()
    ]


def _informing(connection: Connection, until: date) -> list[AttentionRow]:
    """Return actions that the person concerned does not know of, with a day to look again."""
    query = (
        select(
            _ACTIONS.c.case_id,
            _ACTIONS.c.informing_recheck_on.label("due_on"),
            _ACTIONS.c.what,
            _ACTIONS.c.organisation_id,
            _CASES.c.number,
            _CASES.c.alias,
            _ORGANISATIONS.c.name.label("organisation"),
        )
        .join(_CASES, _CASES.c.id == _ACTIONS.c.case_id)
        .outerjoin(_ORGANISATIONS, _ORGANISATIONS.c.id == _ACTIONS.c.organisation_id)
        .where(
            _ACTIONS.c.informing != Informing.DONE.value,
            _ACTIONS.c.informing_recheck_on <= until.isoformat(),
            _CASES.c.state.not_in(_OVER),
        )
        .order_by(_ACTIONS.c.informing_recheck_on)
        .limit(_MOST_ROWS)
    )
    return [
        _row(Matter.INFORMING, row, row["what"], row["organisation_id"], row["organisation"] or "")
        for row in connection.execute(query).mappings()
    ]


def _follow_ups(connection: Connection, until: date) -> list[AttentionRow]:
    """Return cases that come back soon and stand on no agenda."""
    query = (
        select(
            _CASES.c.id.label("case_id"),
            _CASES.c.follow_up_on.label("due_on"),
            _CASES.c.follow_up_note,
            _CASES.c.number,
            _CASES.c.alias,
        )
        .where(_CASES.c.follow_up_on <= until.isoformat(), ~_planned(), _CASES.c.state.not_in(_OVER))
        .order_by(_CASES.c.follow_up_on)
        .limit(_MOST_ROWS)
    )
    return [
        _row(Matter.FOLLOW_UP, row, row["follow_up_note"]) for row in connection.execute(query).mappings()
    ]


def _planned() -> ColumnElement[bool]:
    """Tell of a case whether it stands on the agenda of a meeting that did not close."""
    return (
        select(literal(1))
        .select_from(_ITEMS.join(_MEETINGS, _MEETINGS.c.id == _ITEMS.c.meeting_id))
        .where(_ITEMS.c.case_id == _CASES.c.id, _MEETINGS.c.state != MeetingState.CLOSED.value)
        .exists()
    )


def _row(
    matter: Matter,
    row: RowMapping,
    what: str,
    organisation_id: str = "",
    organisation: str = "",
) -> AttentionRow:
    return AttentionRow(
        matter=matter,
        case_id=row["case_id"],
        case_number=row["number"],
        alias=row["alias"],
        due_on=date.fromisoformat(row["due_on"]),
        what=what,
        organisation_id=organisation_id,
        organisation=organisation,
    )

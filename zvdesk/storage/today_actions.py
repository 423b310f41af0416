"""Query what became of actions: which moved too often, and which the person concerned does not know of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from zvdesk.domain.actions import SETTLED, ActionItem, ActionStatus, ActionUpdate, Informing
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.carry_over import CarriedAction, first_day, postponements
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.today import UntoldCase
from zvdesk.storage.records import find_records, get_record
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CASES, _ACTIONS, _UPDATES = RECORDS[Case], RECORDS[ActionItem], RECORDS[ActionUpdate]
_OVER = (CaseState.REJECTED.value, CaseState.CLOSED.value)
_MOST_UNTOLD = 8


def moved_actions(connection: Connection, times: int) -> tuple[CarriedAction, ...]:
    """Return the open actions that moved to a later day at least so often, of cases that are not over.

    An action cannot have moved more often than its history has lines; only those few are read whole.
    """
    query = (
        select(_ACTIONS.c.id)
        .join(_CASES, _CASES.c.id == _ACTIONS.c.case_id)
        .join(_UPDATES, _UPDATES.c.action_id == _ACTIONS.c.id)
        .where(
            _ACTIONS.c.status.not_in(tuple(status.value for status in SETTLED)), _CASES.c.state.not_in(_OVER)
        )
        .group_by(_ACTIONS.c.id)
        .having(func.count() >= times)
        .order_by(_ACTIONS.c.id)
    )
    found = []
    for action_id in connection.execute(query).scalars():
        action = get_record(connection, ActionItem, action_id)
        if action is None:
            continue
        first = first_day(action, find_records(connection, AdoptedList, case_id=action.case_id))
        updates = find_records(connection, ActionUpdate, action_id=action.id)
        moved = postponements(action, updates, first)
        if moved >= times:
            found.append(CarriedAction(action=action, times=moved, asks_to_scale_up=True))
    return tuple(found)


def untold_cases(connection: Connection) -> tuple[UntoldCase, ...]:
    """Return the cases with actions that the person concerned does not know of yet, most of them first."""
    number = func.count().label("untold")
    query = (
        select(_CASES.c.id, _CASES.c.number, _CASES.c.alias, number)
        .join(_ACTIONS, _ACTIONS.c.case_id == _CASES.c.id)
        .where(
            _ACTIONS.c.informing == Informing.NOT_YET.value,
            _ACTIONS.c.status != ActionStatus.DROPPED.value,
            _CASES.c.state.not_in(_OVER),
        )
        .group_by(_CASES.c.id, _CASES.c.number, _CASES.c.alias)
        .order_by(number.desc(), _CASES.c.number)
        .limit(_MOST_UNTOLD)
    )
    return tuple(
        UntoldCase(case_id=row.id, number=row.number, alias=row.alias, untold=row.untold)
        for row in connection.execute(query)
    )

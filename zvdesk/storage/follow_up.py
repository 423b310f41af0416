"""Query the actions that are late, over all cases that are not over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from zvdesk.domain.actions import SETTLED, ActionItem
from zvdesk.domain.cases import Case, CaseState
from zvdesk.storage.records import from_row
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_CASES, _ACTIONS = RECORDS[Case], RECORDS[ActionItem]
_SETTLED = tuple(status.value for status in SETTLED)
_OVER = (CaseState.REJECTED.value, CaseState.CLOSED.value)


def late_actions(connection: Connection, on: date) -> tuple[ActionItem, ...]:
    """Return the actions that should have been settled before a day, the oldest first."""
    query = (
        select(_ACTIONS)
        .join(_CASES, _CASES.c.id == _ACTIONS.c.case_id)
        .where(
            _ACTIONS.c.status.not_in(_SETTLED),
            _ACTIONS.c.due_on < on.isoformat(),
            _CASES.c.state.not_in(_OVER),
        )
        .order_by(_ACTIONS.c.due_on, _ACTIONS.c.id)
    )
    return tuple(from_row(ActionItem, row) for row in connection.execute(query).mappings())

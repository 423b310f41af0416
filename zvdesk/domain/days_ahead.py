"""Say which day of a record lies ahead: nobody plans before the meeting that agrees on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem
from zvdesk.domain.cases import Case
from zvdesk.domain.regie import LevelChange

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: The day that each of these plans: when it is done, tested again, or discussed again.
PLANNED: Mapping[type, str] = {ActionItem: "due_on", LevelChange: "retest_on", Case: "follow_up_on"}


def day_behind(before: object | None, after: object, first: date) -> str:
    """Return the field whose day was changed into one before ``first``, or "" when there is none."""
    name = PLANNED.get(type(after), "")
    on: date | None = getattr(after, name, None) if name else None
    is_new = before is None or getattr(before, name, None) != on
    return name if on is not None and is_new and on < first else ""

"""Follow actions from meeting to meeting: what a terugkomoverleg must deal with, and what keeps moving."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED, ActionItem, ActionUpdate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAction:
    """Hold an action that was taken along to this meeting, and how often its day has moved."""

    action: ActionItem
    times: int
    asks_to_scale_up: bool  # it moved as often as the stagnation rule allows: discuss opschalen


def first_day(action: ActionItem, adopted: Iterable[AdoptedList]) -> date | None:
    """Return the day that an action had when a meeting first adopted it; the lists are oldest first."""
    return next((a.due_on for one in adopted for a in one.content.actions if a.id == action.id), None)


def postponements(action: ActionItem, updates: Iterable[ActionUpdate], first: date | None = None) -> int:
    """Return how many times the day of an action moved to a later one.

    ``updates`` are oldest first, ``first`` is the day before all of them where it is known.
    """
    days = [first, *(u.due_on for u in updates if u.action_id == action.id), action.due_on]
    known = [day for day in days if day is not None]
    return sum(later > earlier for earlier, later in pairwise(known))


def still_to_deal_with(file: CaseFile, meeting: Meeting) -> tuple[ActionItem, ...]:
    """Return the open actions of earlier meetings that this meeting did nothing with yet.

    Dealt with means: settled, or since the meeting began given another day or carried over with a reason.
    """
    return tuple(
        action
        for action in file.actions
        if action.meeting_id != meeting.id
        and action.status not in SETTLED
        and not _is_dealt_with(action, file.updates, meeting)
    )


def _is_dealt_with(action: ActionItem, updates: tuple[ActionUpdate, ...], meeting: Meeting) -> bool:
    if meeting.began_at is None:
        return False
    history = [u for u in updates if u.action_id == action.id]
    here = [u for u in history if u.updated_at >= meeting.began_at]
    before = history[: len(history) - len(here)]
    days = [u.due_on for u in (*before[-1:], *here)]
    return any(u.note for u in here) or any(later != earlier for earlier, later in pairwise(days))

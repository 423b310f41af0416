"""Say what is late per organisation, what came back on it, and where it stands on the list they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.numbering import numbered_actions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from zvdesk.domain.actions import ActionItem, ActionUpdate
    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.domain.blockers import Blocker
    from zvdesk.domain.organisations import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class OnList:
    """Say where an action stands on paper: on the list of which meeting, under which number."""

    meeting_id: str
    held_on: date | None
    number: int
    due_on: date | None = None  # as it stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAction:
    """Hold one action that is late, over all cases."""

    action: ActionItem
    case_number: str
    alias: str
    days_late: int
    times_moved: int
    answer: ActionUpdate | None = None  # the last one that came back
    on_list: OnList | None = None
    is_kept_back: bool = False  # a condition on sharing keeps it off paper: only by telephone
    blockers: tuple[Blocker, ...] = ()  # why a derde may not be written to about it

    @property
    def can_be_reminded(self) -> bool:
        """Tell whether a mail may point at it: its number on the list that they have says enough."""
        return self.on_list is not None and not self.is_kept_back and not self.blockers


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLate:
    """Hold what one organisation is late with, the oldest first; None for actions that nobody has."""

    organisation: Organisation | None
    actions: tuple[LateAction, ...]

    @property
    def to_remind(self) -> tuple[LateAction, ...]:
        """Return the actions that a reminder may point at."""
        return tuple(action for action in self.actions if action.can_be_reminded)


def last_answer(action_id: str, updates: Iterable[ActionUpdate]) -> ActionUpdate | None:
    """Return the last answer on an action, of updates that are oldest first."""
    found = [u for u in updates if u.action_id == action_id and u.answer is not None]
    return found[-1] if found else None


def place_on_list(action_id: str, adopted: Iterable[AdoptedList]) -> tuple[str, int, date | None] | None:
    """Return meeting, number and day of an action on the newest list with it; the lists are oldest first.

    What may be on no paper is on no list, whatever was adopted.
    """
    found = None
    for one in adopted:
        for number, action in numbered_actions(one.content):
            if action.id == action_id:
                found = (one.meeting_id, number, action.due_on)
    return found

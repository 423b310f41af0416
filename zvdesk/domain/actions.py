"""Hold action items, their history and the agreements that wait for a condition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.contributions import SharingCondition

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.escalation import Responsibility


class ActionStatus(Enum):
    """Give the status of an action; "te laat" is derived, never stored."""

    OPEN = "open"
    RUNNING = "loopt"
    WAITING = "wacht_op_voorwaarde"
    DONE = "uitgevoerd"
    DROPPED = "vervallen"


SETTLED = frozenset({ActionStatus.DONE, ActionStatus.DROPPED})


class Informing(Enum):
    """Say whether the person concerned knows of the action (national field: informering)."""

    NOT_YET = "nog_niet"
    DONE = "verteld"
    EXCEPTION = "uitzondering"


class ActionAnswer(Enum):
    """Say what an organisation answered on an action."""

    DONE = "gedaan"
    NOT_DONE = "niet_gedaan"  # the note says why
    NEW_DAY = "nieuwe_dag"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """Stand for what one organisation does before one day."""

    id: str = ""
    case_id: str
    meeting_id: str = ""
    what: str
    organisation_id: str = ""
    person: str = ""
    due_on: date | None = None
    condition: str = ""
    is_urgent: bool = False
    informing: Informing = Informing.NOT_YET
    informing_note: str = ""  # how and when, or why not
    informing_recheck_on: date | None = None
    status: ActionStatus = ActionStatus.OPEN
    names_holder_of: Responsibility | None = None  # "aan te wijzen door X vóór datum"
    recorded_at: datetime | None = None
    sharing_condition: SharingCondition = SharingCondition.ALL
    named_organisation_ids: tuple[str, ...] = ()

    def is_late(self, on: date) -> bool:
        """Tell whether the action should have been settled before this day."""
        return self.due_on is not None and self.due_on < on and self.status not in SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionUpdate:
    """Record one change of an action: the history that shows postponement."""

    id: str = ""
    case_id: str
    action_id: str
    updated_at: datetime
    updated_by: str
    status: ActionStatus
    due_on: date | None = None
    note: str = ""
    answer: ActionAnswer | None = None  # None: nobody answered, it was changed at the desk or at the table


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalAgreement:
    """Stand for an als-dan-afspraak: when this happens, who does what, within how many hours."""

    id: str = ""
    case_id: str
    meeting_id: str = ""
    trigger: str
    response: str
    organisation_id: str = ""
    person: str = ""
    within_hours: int | None = None
    phones: tuple[str, ...] = ()  # whom to ring, in order: "Crisisdienst 088-0001234"
    sharing_condition: SharingCondition = SharingCondition.ALL
    named_organisation_ids: tuple[str, ...] = ()

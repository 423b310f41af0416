"""Hold frozen rows for lists on screen and command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.actions import ActionStatus
    from zvdesk.domain.agenda import MeetingKind
    from zvdesk.domain.cases import CaseState
    from zvdesk.domain.meetings import MeetingState


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """Hold one line of the list of cases; no names of people."""

    id: str
    number: str
    alias: str
    regime_id: str
    state: CaseState
    level_code: str
    follow_up_on: date | None
    open_actions: int
    late_actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """Hold one line of the list of meetings."""

    id: str
    kind: MeetingKind
    title: str
    place: str
    starts_at: datetime | None
    state: MeetingState
    case_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """Hold one line of the list of actions over all cases."""

    id: str
    case_id: str
    case_number: str
    alias: str
    what: str
    organisation_id: str
    person: str
    due_on: date | None
    status: ActionStatus
    is_urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """Hold one hit of a search."""

    item_id: str
    case_id: str
    case_number: str
    alias: str
    kind: str  # table name of the record
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """Hold one line of the log: the union of BIO2 8.15.01 and NEN 7513."""

    sequence: int
    at: datetime
    utc_offset: int
    actor_id: str
    actor: str
    role: str
    action: str
    object: str
    object_id: str
    case_number: str
    result: str
    device: str
    ground: str
    is_emergency: bool

"""Hold what needs someone now, as frozen rows for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.agenda import MeetingKind
    from zvdesk.domain.cases import CaseState
    from zvdesk.domain.meetings import MeetingState


class Matter(Enum):
    """Name what can ask for attention."""

    LATE_ACTION = "actie_te_laat"
    RETEST = "hertoets"
    INFORMING = "informeren"
    FOLLOW_UP = "vervolg"
    MOVED = "verschoven"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCase:
    """Hold one case on the agenda of a coming meeting."""

    case_id: str
    number: str
    alias: str
    state: CaseState
    level_code: str
    settled_actions: int
    all_actions: int
    thirds_without_declaration: int
    moved_actions: int = 0  # open, and moved to a later day so often that the table discusses opschalen


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingMeeting:
    """Hold a meeting of today or later, or one that is under way."""

    id: str
    kind: MeetingKind
    title: str
    place: str
    starts_at: datetime | None
    state: MeetingState
    minutes: int  # planned, all cases together
    cases: tuple[TableCase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionRow:
    """Hold one thing that asks for attention on a day, in one case."""

    matter: Matter
    case_id: str
    case_number: str
    alias: str
    due_on: date
    what: str = ""
    organisation_id: str = ""
    organisation: str = ""
    times: int = 0  # how often it moved to a later day, of what moved
    is_planned: bool = False  # the case stands on the agenda of a meeting that did not close


@dataclass(frozen=True, slots=True, kw_only=True)
class UntoldCase:
    """Count the actions of one case that the person concerned does not know of yet."""

    case_id: str
    number: str
    alias: str
    untold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLoad:
    """Count the actions of one organisation."""

    organisation: str
    settled: int
    running: int
    late: int

    @property
    def total(self) -> int:
        """Return all its actions."""
        return self.settled + self.running + self.late


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsToHandOut:
    """Count, for one closed meeting, what still has to go out.

    ``adopted`` are its lists and ``waiting`` those of which nobody got anything yet; the other counts are
    documents, one per recipient.
    """

    meeting_id: str
    title: str
    starts_at: datetime | None
    waiting: int
    adopted: int
    to_make: int = 0
    to_check: int = 0
    to_hand_over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Hold all that the first page shows."""

    on: date
    has_cases: bool
    meetings: tuple[ComingMeeting, ...] = ()
    attention: tuple[AttentionRow, ...] = ()
    untold: tuple[UntoldCase, ...] = ()
    loads: tuple[OrganisationLoad, ...] = ()
    lists: tuple[ListsToHandOut, ...] = ()
    must_go: int = 0  # cases that may not be kept any longer, for who watches over that
    nearly_due: int = 0

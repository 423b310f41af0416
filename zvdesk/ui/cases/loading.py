"""Read a case with all that its pages show, and report what was kept of it: the work of the worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from zvdesk.domain.meetings import MeetingState
from zvdesk.services import cases, exports, house, meetings, whereabouts

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.colleagues import Colleague
    from zvdesk.domain.disclosure import Disclosure
    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.organisations import Organisation
    from zvdesk.services.desk import Desk
    from zvdesk.services.records import Record

_R = TypeVar("_R", bound="Record")


@dataclass(frozen=True)
class Loaded:
    """Hold all that the pages of one case show."""

    file: CaseFile
    organisations: dict[str, Organisation]
    disclosures: tuple[Disclosure, ...]
    adopted_meetings: frozenset[str]  # what these agreed is read-only
    today: date
    pen: Pen | None = None  # when a colleague has it; None when it is here
    giver: Colleague | None = None  # who gave it, when the pen came from a colleague


@dataclass(frozen=True)
class Kept(Generic[_R]):
    """Report a record that was kept, in the shape that ``Jobs.changed`` passes on; ``by`` is who asked."""

    record: _R
    kinds: frozenset[str]
    case_ids: frozenset[str]
    by: object = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Erased:
    """Report a record that was erased."""

    kinds: frozenset[str]
    case_ids: frozenset[str]
    by: object = field(default=None, repr=False, compare=False)


def load(desk: Desk, case_id: str) -> Loaded:
    """Read a case with what its pages need; runs in the worker."""
    file = cases.case_file(desk, case_id)
    made_at = {
        record.meeting_id
        for records in (file.decisions, file.reservations, file.actions, file.conditionals)
        for record in records
        if record.meeting_id
    } | {change.meeting_id for change in file.level_changes if change.meeting_id}
    adopted = frozenset(meeting_id for meeting_id in made_at if _is_adopted(desk, meeting_id, case_id))
    return Loaded(
        file=file,
        organisations=house.organisations_by_id(desk),
        disclosures=exports.disclosures(desk, case_id),
        adopted_meetings=adopted,
        today=desk.clock.today(),
        pen=whereabouts.elsewhere(desk).get(case_id),
        giver=whereabouts.giver(desk, case_id),
    )


def _is_adopted(desk: Desk, meeting_id: str, case_id: str) -> bool:
    found = meetings.meeting(desk, meeting_id)
    correcting = any(item.case_id == case_id and item.correction_reason for item in found.items)
    return found.state is MeetingState.CLOSED and not correcting

"""Say what is read aloud before a case is done, and what was read as it now stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED, ActionItem, ActionStatus, ConditionalAgreement
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.regie import LevelChange

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.domain.regie import LeadHolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Hold what every list says of a case besides its agreements: the goal, the regie and the follow-up."""

    id: str  # of the case
    case_number: str
    goal: str
    goal_on: date | None
    goal_indicator: str
    holders: tuple[LeadHolder, ...]
    follow_up_on: date | None
    follow_up_note: str


Agreement = Outline | Decision | ActionItem | ConditionalAgreement | LevelChange | Reservation


def to_read(file: CaseFile, meeting_id: str) -> tuple[Agreement, ...]:
    """Return what is read aloud, in order: all that ``adoption.adopted_content`` freezes for the lists.

    That is what this meeting agreed, and what still stands from earlier meetings.
    """
    return (
        _outline(file),
        *(d for d in file.decisions if d.meeting_id == meeting_id),
        *(a for a in file.actions if a.meeting_id == meeting_id or a.status not in SETTLED),
        *file.conditionals,
        *[c for c in file.level_changes if c.meeting_id == meeting_id][-1:],
        *(r for r in file.reservations if r.meeting_id == meeting_id),
    )


def facts_of(record: Agreement) -> tuple[str, ...]:
    """Return exactly what a list prints of an agreement: when this changes, it must be read again."""
    if isinstance(record, Outline):
        return (
            record.goal,
            _day(record.goal_on),
            record.goal_indicator,
            *(
                part
                for h in record.holders
                for part in (
                    h.responsibility.value,
                    h.person,
                    h.organisation_id,
                    _day(h.from_on),
                    _day(h.until_on),
                )
            ),
            _day(record.follow_up_on),
            record.follow_up_note,
        )
    if isinstance(record, Decision):
        return (record.text, *_sharing(record))
    if isinstance(record, ActionItem):
        return (
            record.what,
            record.organisation_id,
            record.person,
            _day(record.due_on),
            record.condition,
            "!" if record.is_urgent else "",
            record.informing.value,
            record.informing_note,
            _day(record.informing_recheck_on),
            record.names_holder_of.value if record.names_holder_of else "",
            *(() if record.status is ActionStatus.OPEN else (record.status.value,)),
            *_sharing(record),
        )
    if isinstance(record, ConditionalAgreement):
        hours = "" if record.within_hours is None else str(record.within_hours)
        return (
            record.trigger,
            record.response,
            record.organisation_id,
            record.person,
            hours,
            *record.phones,
            *_sharing(record),
        )
    if isinstance(record, LevelChange):
        return (record.to_code, _day(record.retest_on))
    return (record.organisation_id, record.text)


def title_of(record: Agreement) -> str:
    """Return the words by which people at the table know an agreement."""
    if isinstance(record, Outline):
        return record.goal or record.case_number
    if isinstance(record, ActionItem):
        return record.what
    if isinstance(record, ConditionalAgreement):
        return record.trigger
    return record.to_code if isinstance(record, LevelChange) else record.text


def is_read(item: AgendaItem, record: Agreement) -> bool:
    """Tell whether an agreement was read aloud in the words that it has now."""
    facts = facts_of(record)
    return any(mark.record_id == record.id and mark.facts == facts for mark in item.read_marks)


def unread(file: CaseFile, item: AgendaItem) -> tuple[Agreement, ...]:
    """Return what must still be read aloud, in reading order."""
    return tuple(record for record in to_read(file, item.meeting_id) if not is_read(item, record))


def agreeing_ids(file: CaseFile, item: AgendaItem) -> tuple[str, ...]:
    """Return who at the table made no reservation at this meeting."""
    reserved = {r.organisation_id for r in file.reservations if r.meeting_id == item.meeting_id}
    return tuple(i for i in item.present_ids if i not in reserved)


def _outline(file: CaseFile) -> Outline:
    case = file.case
    return Outline(
        id=case.id,
        case_number=case.number,
        goal=case.shared_goal,
        goal_on=case.goal_on,
        goal_indicator=case.goal_indicator,
        holders=tuple(h for h in file.holders if not _is_replaced(h, file.holders)),
        follow_up_on=case.follow_up_on,
        follow_up_note=case.follow_up_note,
    )


def _is_replaced(holder: LeadHolder, holders: tuple[LeadHolder, ...]) -> bool:
    """Tell whether someone else took over: no list prints who held it before."""
    return holder.until_on is not None and any(
        other.responsibility is holder.responsibility and other.from_on > holder.until_on for other in holders
    )


def _sharing(record: Decision | ActionItem | ConditionalAgreement) -> tuple[str, ...]:
    """Return for whom it is, as far as that is less than everyone: it decides on whose list it stands."""
    if record.sharing_condition is SharingCondition.ALL:
        return ()
    return (record.sharing_condition.value, *record.named_organisation_ids)


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()

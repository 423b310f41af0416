"""Freeze what a meeting agreed on a case, and make each recipient's list from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.action_lists import (
    ActionList,
    ListAction,
    ListConditional,
    ListDecision,
    ListReservation,
    RegieLine,
)
from zvdesk.domain.actions import SETTLED, ActionItem, ConditionalAgreement
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.decisions import Decision
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.numbering import numbered_actions, numbered_conditionals, numbered_decisions
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.read_back import title_of
from zvdesk.domain.sharing import may_get

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.decisions import Reservation
    from zvdesk.domain.escalation import Level
    from zvdesk.domain.log_standing import LogHead
    from zvdesk.domain.regie import LeadHolder
    from zvdesk.domain.regimes import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedContent:
    """Hold what a table agreed on one case, as it was when the meeting closed."""

    goal: str
    goal_on: date | None
    goal_indicator: str
    level_code: str
    previous_level_code: str
    holders: tuple[LeadHolder, ...]
    decisions: tuple[Decision, ...]
    actions: tuple[ActionItem, ...]
    conditionals: tuple[ConditionalAgreement, ...]
    reservations: tuple[Reservation, ...]
    follow_up_on: date | None
    follow_up_note: str
    retest_on: date | None
    participant_ids: tuple[str, ...]
    agreed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedList:
    """Stand for one version of what a meeting adopted on one case; it never changes."""

    id: str = ""
    meeting_id: str
    case_id: str
    version: int
    replaces: int | None = None
    reason: str = ""  # of a correction
    adopted_at: datetime
    adopted_by: str
    content: AdoptedContent


def adopted_content(
    file: CaseFile, meeting_id: str, *, level_before: str, agreed: int, on: date
) -> AdoptedContent:
    """Return what a meeting agreed on a case: its own records, and earlier actions that still stand."""
    case = file.case
    changes = [c for c in file.level_changes if c.meeting_id == meeting_id]
    return AdoptedContent(
        goal=case.shared_goal,
        goal_on=case.goal_on,
        goal_indicator=case.goal_indicator,
        level_code=case.level_code,
        previous_level_code=level_before,
        holders=tuple(h for h in file.holders if h.is_current(on)),
        decisions=tuple(d for d in file.decisions if d.meeting_id == meeting_id),
        actions=tuple(a for a in file.actions if a.meeting_id == meeting_id or a.status not in SETTLED),
        conditionals=file.conditionals,
        reservations=tuple(r for r in file.reservations if r.meeting_id == meeting_id),
        follow_up_on=case.follow_up_on,
        follow_up_note=case.follow_up_note,
        retest_on=changes[-1].retest_on if changes else None,
        participant_ids=tuple(p.organisation_id for p in file.participations),
        agreed=agreed,
    )


def recipients(content: AdoptedContent) -> tuple[str, ...]:
    """Return the organisations that a list is for: those taking part and those with something to do."""
    found = [
        *content.participant_ids,
        *(action.organisation_id for action in content.actions),
        *(agreement.organisation_id for agreement in content.conditionals),
        *(reservation.organisation_id for reservation in content.reservations),
    ]
    return tuple(dict.fromkeys(organisation_id for organisation_id in found if organisation_id))


def list_blockers(
    file: CaseFile, organisation: Organisation | None, retention_months: int | None
) -> tuple[Blocker, ...]:
    """Return why an organisation may not get a list; a derde needs ground and test (Wgs 1.7(1)-(3))."""
    found = [] if retention_months is not None else [Blocker(BlockerCode.NO_RETENTION_TERM)]
    if organisation is None or organisation.position is not WgsPosition.THIRD:
        return tuple(found)
    name, ground = (organisation.name,), file.ground(organisation.id)
    if ground is None or not ground.ground:
        found.append(Blocker(BlockerCode.THIRD_GROUND_MISSING, name))
    if ground is None or not ground.legal_test:
        found.append(Blocker(BlockerCode.THIRD_TEST_MISSING, name))
    if ground is not None and ground.needs_supplier_consent and not ground.supplier_consent:
        found.append(Blocker(BlockerCode.SUPPLIER_CONSENT_MISSING, name))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Hold what a list says besides the agreements: house, meeting, signer, trail."""

    house: str
    is_practice: bool
    title: str
    meeting_at: datetime
    ended_at: datetime | None
    case_number: str
    signer_name: str
    signer_role: str
    signed_at: datetime
    reviewed_by: str
    audit_mark: str
    document_id: str
    contact: str
    scheme_banner: str
    destroy_before: date | None
    labels: Mapping[str, str]  # Responsibility value -> Dutch label
    day: Callable[[date | None], str]  # writes a day in words
    log_head: LogHead | None = None
    text_sha256: str = ""


def _regie_lines(
    content: AdoptedContent,
    actions: tuple[ActionItem, ...],
    level: Level | None,
    head: Letterhead,
    name: Callable[[str], str],
) -> tuple[RegieLine, ...]:
    lines, labels = [], head.labels
    for responsibility in Responsibility:
        rule = level.holder(responsibility) if level else None
        holder = max(
            (h for h in content.holders if h.responsibility is responsibility),
            key=lambda h: h.from_on,
            default=None,
        )
        being_named = next((a for a in actions if a.names_holder_of is responsibility), None)
        if holder is not None:
            value = ", ".join(part for part in (holder.person, name(holder.organisation_id)) if part)
        elif being_named is not None and being_named.due_on is not None:
            who = ", ".join(part for part in (being_named.person, name(being_named.organisation_id)) if part)
            value = labels["to_be_named"].format(who=who, day=head.day(being_named.due_on))
        else:
            value = rule.label if rule and not rule.is_required else labels["nobody"]
        lines.append(RegieLine(label=labels[responsibility.value], value=value))
    if level and level.stuck:
        lines.append(RegieLine(label=labels["stuck"], value=level.stuck))
    return tuple(lines)


def list_for(
    adopted: AdoptedList,
    organisation: Organisation | None,
    *,
    head: Letterhead,
    level: Level | None,
    regime: Regime,
    organisations: Mapping[str, Organisation],
) -> ActionList:
    """Return the list of one organisation, or the full list for None; the numbers are the same on each.

    What a condition on sharing keeps from the recipient is not on it, nor a voorbehoud about that. Texts are
    printed as they are: ``masking_adopted`` takes out what they copy.
    """
    content = adopted.content
    agreed: tuple[Decision | ActionItem | ConditionalAgreement, ...] = (
        *content.decisions,
        *content.actions,
        *content.conditionals,
    )
    kept_back = {record.id for record in agreed if record.id and not may_get(record, organisation)}

    def mine(organisation_id: str) -> bool:
        return organisation is None or organisation_id == organisation.id

    def name(organisation_id: str) -> str:
        found = organisations.get(organisation_id)
        return found.name if found else ""

    titles = {  # what someone else does stands on no list but theirs
        record.id: title_of(record)
        for record in agreed
        if record.id not in kept_back and (isinstance(record, Decision) or mine(record.organisation_id))
    }
    return ActionList(
        house=head.house,
        is_practice=head.is_practice,
        title=head.title,
        meeting_at=head.meeting_at,
        ended_at=head.ended_at,
        case_number=head.case_number,
        version=adopted.version,
        replaces=adopted.replaces,
        correction_reason=adopted.reason,
        recipient=organisation.name if organisation else "",
        goal=content.goal,
        goal_on=content.goal_on,
        goal_indicator=content.goal_indicator,
        level_code=content.level_code,
        level_colour_name=level.colour_name if level else "",
        level_colour=level.colour if level else "",
        previous_level_code=content.previous_level_code,
        scheme_banner=head.scheme_banner,
        regie=_regie_lines(
            content, tuple(a for a in content.actions if may_get(a, organisation)), level, head, name
        ),
        decisions=tuple(
            ListDecision(number=n, text=d.text, id=d.id)
            for n, d in numbered_decisions(content)
            if organisation is None
        ),
        actions=tuple(
            ListAction(
                number=n,
                what=a.what,
                organisation=name(a.organisation_id),
                person=a.person,
                due_on=a.due_on,
                is_urgent=a.is_urgent,
                condition=a.condition,
                informing=a.informing,
                informing_note=a.informing_note,
                informing_recheck_on=a.informing_recheck_on,
                status=a.status,
                id=a.id,
            )
            for n, a in numbered_actions(content)
            if mine(a.organisation_id) and may_get(a, organisation)
        ),
        conditionals=tuple(
            ListConditional(
                number=n,
                trigger=c.trigger,
                response=c.response,
                who=", ".join(part for part in (c.person, name(c.organisation_id)) if part),
                within_hours=c.within_hours,
                id=c.id,
            )
            for n, c in numbered_conditionals(content)
            if mine(c.organisation_id) and may_get(c, organisation)
        ),
        reservations=tuple(
            ListReservation(
                organisation=name(r.organisation_id), text=r.text, about=titles.get(r.about_id, "")
            )
            for r in content.reservations
            if mine(r.organisation_id) and r.about_id not in kept_back
        ),
        follow_up_on=content.follow_up_on,
        follow_up_note=content.follow_up_note,
        retest_on=content.retest_on,
        contact=head.contact,
        ground=regime.ground,
        confidentiality=regime.confidentiality,
        closing_sentence=regime.closing_sentence,
        destroy_before=head.destroy_before,
        reviewed_by=head.reviewed_by,
        agreed=content.agreed,
        signer_name=head.signer_name,
        signer_role=head.signer_role,
        signed_at=head.signed_at,
        audit_mark=head.audit_mark,
        log_head=head.log_head,
        document_id=head.document_id,
        text_sha256=head.text_sha256,
        case_id=adopted.case_id,
        meeting_id=adopted.meeting_id,
    )

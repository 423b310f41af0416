"""Say what each of the five steps still lacks; the Regie step asks what the chosen AVE level asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.carry_over import still_to_deal_with
from zvdesk.domain.contributions import SecrecyGround, SharingCondition
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.meetings import Phase, StepStatus
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.read_back import title_of, unread
from zvdesk.domain.sharing import may_get

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from zvdesk.domain.actions import ActionItem, ConditionalAgreement
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.escalation import EscalationScheme, Level
    from zvdesk.domain.meetings import AgendaItem, Meeting
    from zvdesk.domain.regie import LevelChange

_C = BlockerCode


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContext:
    """Hold all that decides whether a step is done: the case, its place on the table and its scheme."""

    file: CaseFile
    item: AgendaItem
    scheme: EscalationScheme
    organisations: Mapping[str, Organisation]
    kind_labels: Mapping[str, str]  # OrganisationKind code -> label
    on: date
    wholes: Mapping[str, str] = field(default_factory=dict)  # OrganisationKind code -> the one it is part of
    meeting: Meeting | None = None  # None: looked at outside a meeting

    @property
    def level(self) -> Level | None:
        """Return the level the case is on now."""
        return self.scheme.level(self.file.case.level_code)

    @property
    def level_change(self) -> LevelChange | None:
        """Return the decision on the level that was recorded at this meeting, or None."""
        found = [c for c in self.file.level_changes if c.meeting_id == self.item.meeting_id]
        return found[-1] if found else None


def step_blockers(step: Step, context: TableContext) -> tuple[Blocker, ...]:
    """Return what a step still lacks; empty when it may count as done."""
    return tuple(_ASKS[step](context))


def taken_back(context: TableContext) -> tuple[Blocker, ...]:
    """Return what lacks in steps that count as done: something was erased or changed since.

    A case that is finished was read aloud as it stands, also when its last step was skipped.
    """
    done = (step for step in Step if context.item.record(step).status is StepStatus.DONE)
    found = [blocker for step in done for blocker in step_blockers(step, context)]
    if context.item.phase is Phase.FINISHED:
        found += _closing(context)
    return tuple(dict.fromkeys(found))


def step_notices(step: Step, context: TableContext) -> tuple[Blocker, ...]:
    """Return what is worth saying at a step, though it holds up nothing."""
    if step is not Step.LEAD or context.level is None:
        return ()
    found = []
    absent = missing_partners(context)
    if absent:
        found.append(Blocker(_C.PARTNER_MISSING, absent))
    case_lead = context.file.holder(Responsibility.CASE_LEAD, context.on)
    process_lead = context.file.holder(Responsibility.PROCESS_LEAD, context.on)
    if case_lead and process_lead and case_lead.person.casefold() == process_lead.person.casefold():
        found.append(Blocker(_C.SAME_LEAD, (case_lead.person,)))
    change, weeks = context.level_change, context.level.retest_weeks
    if change and change.retest_on and weeks and change.retest_on > context.on + timedelta(weeks=weeks):
        found.append(Blocker(_C.RETEST_TOO_LATE, (str(weeks),)))
    return tuple(found)


def missing_partners(context: TableContext) -> tuple[str, ...]:
    """Return the labels of partners that the level asks for and that are not at the table for this case."""
    if context.level is None:
        return ()
    present = {context.organisations[i].kind for i in context.item.present_ids if i in context.organisations}
    return tuple(
        context.kind_labels.get(p, p)
        for p in context.level.partners
        if p not in present and context.wholes.get(p) not in present
    )


def undeclared_thirds(context: TableContext) -> tuple[str, ...]:
    """Return the names of derden at the table without a signed secrecy declaration (BGS 2.21)."""
    found = []
    for organisation_id in context.item.present_ids:
        organisation = context.organisations.get(organisation_id)
        if organisation is None or organisation.position is not WgsPosition.THIRD:
            continue
        part = context.file.participation(organisation_id)
        if part is None or part.secrecy_declared_on is None or part.secrecy_declared_on > context.on:
            found.append(organisation.name)
    return tuple(found)


def _signal(context: TableContext) -> list[Blocker]:
    case, found = context.file.case, []
    if not context.item.present_ids:
        found.append(Blocker(_C.NOBODY_PRESENT))
    thirds = undeclared_thirds(context)
    if thirds:
        found.append(Blocker(_C.SECRECY_DECLARATION_MISSING, thirds))
    groundless = _without_ground(context)
    if groundless:
        found.append(Blocker(_C.SECRECY_GROUND_MISSING, groundless))
    if not case.purpose:
        found.append(Blocker(_C.NO_PURPOSE))
    if not case.occasion:
        found.append(Blocker(_C.NO_OCCASION))
    if context.item.is_in_danger is None:
        found.append(Blocker(_C.DANGER_NOT_ASKED))
    elif context.item.is_in_danger and not _has_agreement(context):
        found.append(Blocker(_C.DANGER_WITHOUT_AGREEMENT))
    return found


def _without_ground(context: TableContext) -> tuple[str, ...]:
    """Return who is bound to secrecy and shares without a ground and a motivation (Wgs 2.29(2))."""
    bound = {o.id: o.name for o in context.organisations.values() if o.has_professional_secrecy}
    names = (
        bound[c.organisation_id]
        for c in context.file.contributions
        if c.organisation_id in bound and (c.secrecy_ground is SecrecyGround.NONE or not c.secrecy_motivation)
    )
    return tuple(dict.fromkeys(names))


def _has_agreement(context: TableContext) -> bool:
    """Tell whether this meeting agreed something for now: an urgent action, or what to do when it happens."""
    meeting_id = context.item.meeting_id
    return any(a.meeting_id == meeting_id and a.is_urgent for a in context.file.actions) or any(
        c.meeting_id == meeting_id for c in context.file.conditionals
    )


def _analysis(context: TableContext) -> list[Blocker]:
    case, found = context.file.case, []
    if not any(s.set_id == case.life_domain_set_id for s in context.file.scores):
        found.append(Blocker(_C.NO_SCORES))
    if not case.resident_view:
        found.append(Blocker(_C.NO_RESIDENT_VIEW))
    if not case.shared_goal:
        found.append(Blocker(_C.NO_SHARED_GOAL))
    return found


def _plan(context: TableContext) -> list[Blocker]:
    current = [a for a in context.file.actions if a.status not in SETTLED]
    found = _earlier_actions(context)
    if not current:
        found.append(Blocker(_C.NO_ACTIONS))
    ownerless = tuple(a.what for a in current if not a.organisation_id or not a.person)
    if ownerless:
        found.append(Blocker(_C.ACTION_WITHOUT_OWNER, ownerless))
    dateless = tuple(a.what for a in current if a.due_on is None and not a.condition)
    if dateless:
        found.append(Blocker(_C.ACTION_WITHOUT_DATE, dateless))
    loose = tuple(c.trigger for c in context.file.conditionals if not c.organisation_id)
    if loose:
        found.append(Blocker(_C.CONDITIONAL_WITHOUT_OWNER, loose))
    agreed: tuple[ActionItem | ConditionalAgreement, ...] = (*current, *context.file.conditionals)
    held_back = tuple(title_of(each) for each in agreed if _is_held_back(each, context))
    if held_back:
        found.append(Blocker(_C.HELD_BACK_FROM_ACTOR, held_back))
    return found


def _is_held_back(agreed: ActionItem | ConditionalAgreement, context: TableContext) -> bool:
    """Tell whether who acts may not get this on paper because it is a derde: it would stand on no list."""
    actor = context.organisations.get(agreed.organisation_id)
    is_for_paper = agreed.sharing_condition is not SharingCondition.NOT_IN_REPORT
    return actor is not None and is_for_paper and not may_get(agreed, actor)


def _earlier_actions(context: TableContext) -> list[Blocker]:
    """Ask at a terugkomoverleg what comes of each action of before: it does not drag along by itself."""
    meeting = context.meeting
    if meeting is None or meeting.kind is not MeetingKind.RETURN:
        return []
    names = tuple(a.what for a in still_to_deal_with(context.file, meeting))
    return [Blocker(_C.EARLIER_ACTIONS_OPEN, names)] if names else []


def _lead(context: TableContext) -> list[Blocker]:
    level = context.level
    if level is None:
        return [Blocker(_C.NO_LEVEL)]
    return [*_level_change_missing(context, level), *_holders_missing(context, level)]


def _level_change_missing(context: TableContext, level: Level) -> list[Blocker]:
    """Ask the same for scaling up and down (field.md 2.4); staying asks a motivation and a re-test day.

    Whether the level moved is told by the level with which the case came to the table, too: the decision
    alone could say that it stayed.
    """
    change = context.level_change
    if change is None or change.to_code != level.code:
        return [Blocker(_C.NO_LEVEL_CHANGE, (level.code,))]
    found = []
    if not change.motivation:
        found.append(Blocker(_C.LEVEL_CHANGE_WITHOUT_MOTIVATION))
    if level.retest_weeks and change.retest_on is None:
        found.append(Blocker(_C.LEVEL_CHANGE_WITHOUT_RETEST))
    if {change.from_code, context.item.level_before} != {level.code}:
        if not change.triggers:
            found.append(Blocker(_C.LEVEL_CHANGE_WITHOUT_TRIGGER))
        if not change.decided_by:
            found.append(Blocker(_C.LEVEL_CHANGE_WITHOUT_DECIDER))
        if not change.told:
            found.append(Blocker(_C.LEVEL_CHANGE_WITHOUT_TOLD))
        if not change.returns_to:
            found.append(Blocker(_C.LEVEL_CHANGE_WITHOUT_RETURN))
    return found


def _holders_missing(context: TableContext, level: Level) -> list[Blocker]:
    """Ask a named holder for each required responsibility, or an action to name one before a day."""
    being_named = {
        a.names_holder_of
        for a in context.file.actions
        if a.status not in SETTLED and a.person and a.due_on is not None
    }
    lacking = tuple(
        rule.responsibility.value
        for rule in level.holders
        if rule.is_required
        and context.file.holder(rule.responsibility, context.on) is None
        and rule.responsibility not in being_named
    )
    return [Blocker(_C.HOLDER_MISSING, lacking)] if lacking else []


def _follow_up(context: TableContext) -> list[Blocker]:
    case, found = context.file.case, []
    if case.follow_up_on is None and not case.follow_up_note:
        found.append(Blocker(_C.NO_FOLLOW_UP))
    if not case.follow_up_guard:
        found.append(Blocker(_C.NO_FOLLOW_UP_GUARD))
    return [*found, *_closing(context)]


def _closing(context: TableContext) -> list[Blocker]:
    """Ask that all was read aloud as it now stands, and that no parked point is left without a reason."""
    found = []
    names = tuple(title_of(record) for record in unread(context.file, context.item))
    if names:
        found.append(Blocker(_C.NOT_READ_BACK, names))
    meeting_id = context.item.meeting_id
    parked = (p.text for p in context.file.parked if p.meeting_id == meeting_id and not p.carried_reason)
    points = tuple(parked)
    if points:
        found.append(Blocker(_C.PARKING_NOT_EMPTY, points))
    return found


_ASKS: dict[Step, Callable[[TableContext], list[Blocker]]] = {
    Step.SIGNAL: _signal,
    Step.ANALYSIS: _analysis,
    Step.PLAN: _plan,
    Step.LEAD: _lead,
    Step.FOLLOW_UP: _follow_up,
}

"""Hold what the regieboek says: the chair's own script of a meeting, exactly as it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.masking import MaskTerms, mask
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.sharing import may_get

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from zvdesk.domain.actions import ActionStatus
    from zvdesk.domain.agenda import AgendaTemplate
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.escalation import EscalationScheme
    from zvdesk.domain.life_domains import LifeDomainSet
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.regimes import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptSeat:
    """Hold one invited organisation; ``lacks_declaration`` is about a derde that did not sign yet."""

    organisation: str
    person: str
    reason: str
    lacks_declaration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptAction:
    """Hold one action of an earlier meeting with its state; ``told`` is what came back on it last."""

    what: str
    who: str
    due_on: date | None
    status: ActionStatus
    is_late: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptStep:
    """Hold one step: its planned minutes, what to ask, what to record, and the chair's own note."""

    title: str
    minutes: int
    questions: tuple[str, ...]
    records: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLevel:
    """Hold one decision on the AVE level, or the level as the scheme has it when there is no day."""

    on: date | None
    code: str
    colour_name: str
    colour: str  # "#RRGGBB"; "" when unknown
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptDomain:
    """Hold the scores of one life domain, the oldest first."""

    label: str
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptCase:
    """Hold one case of the script."""

    number: str
    alias: str
    minutes: int
    purpose: str
    ground: str
    goal: str
    goal_on: date | None
    level_code: str
    levels: tuple[ScriptLevel, ...]  # of the scheme
    path: tuple[ScriptLevel, ...]
    retest_on: date | None
    domains: tuple[ScriptDomain, ...]
    lowest: tuple[int, str]
    highest: tuple[int, str]
    seats: tuple[ScriptSeat, ...]
    actions: tuple[ScriptAction, ...]
    signs: tuple[str, ...]  # of stagnation, as sentences to read aloud
    steps: tuple[ScriptStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairScript:
    """Hold the script of one meeting; it is for the chair only, unsigned, and never part of a list."""

    house: str
    is_practice: bool
    title: str
    starts_at: datetime | None  # local time
    place: str
    chair: str
    printed_at: datetime  # local time; also the document's date
    document_id: str
    cases: tuple[ScriptCase, ...]

    @property
    def minutes(self) -> int:
        """Return the planned minutes of all cases."""
        return sum(case.minutes for case in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptSources:
    """Hold what a case of the script is made from besides its file: content, names, day, what is masked."""

    template: AgendaTemplate
    regime: Regime
    scheme: EscalationScheme
    domains: LifeDomainSet
    organisations: Mapping[str, Organisation]
    on: date
    terms: MaskTerms  # of what may be on no paper, nor a copy of it


def script_case(
    file: CaseFile, item: AgendaItem, sources: ScriptSources, signs: tuple[str, ...] = ()
) -> ScriptCase:
    """Return what the chair wants to know of one case before it comes to the table."""
    case, scale = file.case, sorted(sources.domains.scale, key=lambda label: label.score)
    changes = sorted(file.level_changes, key=lambda change: change.changed_on)
    return ScriptCase(
        number=case.number,
        alias=case.alias,
        minutes=sum(step.minutes for step in item.steps),
        purpose=mask(case.purpose, sources.terms),
        ground=sources.regime.ground,
        goal=mask(case.shared_goal, sources.terms),
        goal_on=case.goal_on,
        level_code=case.level_code,
        levels=tuple(_level(level.code, sources.scheme) for level in sources.scheme.levels),
        path=tuple(_level(change.to_code, sources.scheme, change.changed_on) for change in changes),
        retest_on=changes[-1].retest_on if changes else None,
        domains=_domains(file, sources.domains),
        lowest=(scale[0].score, scale[0].label),
        highest=(scale[-1].score, scale[-1].label),
        seats=tuple(_seat(file, organisation_id, sources) for organisation_id in item.invited_ids),
        actions=_actions(file, item.meeting_id, sources),
        signs=tuple(mask(sign, sources.terms) for sign in signs),
        steps=tuple(
            ScriptStep(
                title=step.title,
                minutes=item.record(step.step).minutes,
                questions=step.questions,
                records=step.records,
                note=mask(item.record(step.step).note, sources.terms),
            )
            for step in sources.template.steps
        ),
    )


def _name(organisation_id: str, sources: ScriptSources) -> str:
    found = sources.organisations.get(organisation_id)
    return found.name if found else ""


def _level(code: str, scheme: EscalationScheme, on: date | None = None) -> ScriptLevel:
    level = scheme.level(code)
    if level is None:
        return ScriptLevel(on=on, code=code, colour_name="", colour="", order=0)
    return ScriptLevel(
        on=on, code=code, colour_name=level.colour_name, colour=level.colour, order=level.order
    )


def _seat(file: CaseFile, organisation_id: str, sources: ScriptSources) -> ScriptSeat:
    part, organisation = file.participation(organisation_id), sources.organisations.get(organisation_id)
    is_third = organisation is not None and organisation.position is WgsPosition.THIRD
    return ScriptSeat(
        organisation=_name(organisation_id, sources),
        person=part.person if part else "",
        reason=mask(part.reason, sources.terms) if part else "",
        lacks_declaration=is_third and (part is None or part.secrecy_declared_on is None),
    )


def _actions(file: CaseFile, meeting_id: str, sources: ScriptSources) -> tuple[ScriptAction, ...]:
    notes = {update.action_id: update.note for update in file.updates if update.note}
    return tuple(
        ScriptAction(
            what=mask(action.what, sources.terms),
            who=", ".join(p for p in (action.person, _name(action.organisation_id, sources)) if p),
            due_on=action.due_on,
            status=action.status,
            is_late=action.is_late(sources.on),
            told=mask(notes.get(action.id, ""), sources.terms),
        )
        for action in file.actions
        if action.meeting_id != meeting_id and may_get(action, None)
    )


def _domains(file: CaseFile, known: LifeDomainSet) -> tuple[ScriptDomain, ...]:
    return tuple(
        ScriptDomain(
            label=domain.label,
            points=tuple(
                sorted(
                    (score.scored_on, score.score)
                    for score in file.scores
                    if score.set_id == known.id and score.domain == domain.code
                )
            ),
        )
        for domain in known.domains
    )

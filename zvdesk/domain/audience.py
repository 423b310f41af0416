"""Say what the audience at the beamer may see: one allow-list, and everything on it masked.

What is no field of ``AudienceView`` is never painted there: no contribution, note, reservation, score, alias,
name or phone number. A record shows only when everyone present may see it (Wgs 1.7, 2.29(3)), and with words
about health only after the chair let it through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zvdesk.domain.actions import SETTLED, ActionItem, ConditionalAgreement
from zvdesk.domain.adoption import list_blockers
from zvdesk.domain.agenda import Step
from zvdesk.domain.decisions import Decision
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.health_words import speaks_of_health
from zvdesk.domain.masking import MaskTerms, mask
from zvdesk.domain.masking_people import initials, is_function
from zvdesk.domain.sharing import may_get

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zvdesk.domain.agenda import AgendaTemplate
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.regie import LeadHolder
    from zvdesk.domain.steps import TableContext

LineKind = Literal["besluit", "actie", "als_dan"]
Visibility = Literal["te_zien", "niet_voor_iedereen", "vraagt_voorzitter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceLine:
    """Hold one decision, action or als-dan-afspraak as the audience reads it."""

    kind: LineKind
    text: str
    response: str = ""  # of an als-dan-afspraak
    who: str = ""  # the organisation; without one the initials, or the function
    due_on: date | None = None
    within_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceHolder:
    """Hold who has one responsibility: an organisation or a function; empty is yet to be settled."""

    responsibility: Responsibility
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceCard:
    """Hold the AVE card: level, who has which regie, and when it is tested again."""

    code: str  # "" before a level is chosen
    colour_name: str
    colour: str
    holders: tuple[AudienceHolder, ...]
    retest_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceView:
    """Hold exactly what may be painted on the beamer; every text is masked."""

    case_number: str
    step_number: int  # 1 to 5; 0 outside the five steps
    step_title: str
    goal: str
    lines: tuple[AudienceLine, ...]
    card: AudienceCard | None  # None when not everyone present may see it
    minutes_left: int | None
    hidden: int  # how many records do not show; not which, and not why
    has_replaced: bool  # something was masked in what shows
    is_practice: bool
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NeutralView:
    """Hold what shows when no case may be seen: nothing of any case."""

    house: str
    is_practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """Tell the chair of one record whether the audience sees it; the goal goes by the id of its case."""

    record_id: str
    visibility: Visibility
    is_masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceSources:
    """Hold all that decides what the audience sees."""

    table: TableContext
    template: AgendaTemplate
    terms: MaskTerms
    health_words: tuple[str, ...]
    is_practice: bool = False


_Record = Decision | ActionItem | ConditionalAgreement


def audience_view(sources: AudienceSources, *, minutes_left: int | None = None) -> AudienceView:
    """Return what may be painted now; ``minutes_left`` is the clock of the case, below 0 when over."""
    table, terms = sources.table, sources.terms
    judged = showings(sources)
    visible = {showing.record_id: showing for showing in judged if showing.visibility == "te_zien"}
    case, step = table.file.case, table.item.phase.step
    lines = tuple(_line(record, sources) for record in _records(table) if record.id in visible)
    present = _present(table)
    return AudienceView(
        case_number=mask(case.number, terms),
        step_number=list(Step).index(step) + 1 if step else 0,
        step_title=mask(sources.template.step(step).title, terms) if step else "",
        goal=mask(case.shared_goal, terms) if case.id in visible else "",
        lines=lines,
        card=_card(sources) if present and not any(_is_strict(one, table) for one in present) else None,
        minutes_left=minutes_left,
        hidden=len(judged) - len(visible),
        has_replaced=any(showing.is_masked for showing in visible.values()),
        is_practice=sources.is_practice,
        on=table.on,
    )


def showings(sources: AudienceSources) -> tuple[Showing, ...]:
    """Return for the goal and each record of the table whether it shows, asks the chair, or waits.

    Whoever is present and may not get a record on paper (``may_get``) holds it back for all: what is on a
    beamer is in writing. A derde without a complete ground sees only what is its own, and a table at which
    nobody is present or invited sees nothing.
    """
    table = sources.table
    case = table.file.case
    found = [_showing(case.id, case.shared_goal, None, sources)] if case.shared_goal else []
    return (*found, *(_showing(r.id, _words(r), r, sources) for r in _records(table)))


def _records(table: TableContext) -> Iterator[_Record]:
    """Give what was agreed at this meeting and what still stands from before."""
    meeting_id = table.item.meeting_id
    yield from (decision for decision in table.file.decisions if decision.meeting_id == meeting_id)
    for action in table.file.actions:
        if action.meeting_id == meeting_id or action.status not in SETTLED:
            yield action
    yield from table.file.conditionals


def _words(record: _Record) -> str:
    if isinstance(record, Decision):
        return record.text
    return record.what if isinstance(record, ActionItem) else f"{record.trigger}: {record.response}"


def _showing(record_id: str, text: str, record: _Record | None, sources: AudienceSources) -> Showing:
    table = sources.table
    visibility: Visibility = "te_zien"
    if not _everyone_may_see(record, table):
        visibility = "niet_voor_iedereen"
    elif record_id not in table.item.audience_ids and speaks_of_health(
        text, sources.health_words, _harmless(table)
    ):
        visibility = "vraagt_voorzitter"
    return Showing(record_id=record_id, visibility=visibility, is_masked=mask(text, sources.terms) != text)


def _harmless(table: TableContext) -> tuple[str, ...]:
    names = (name for one in table.organisations.values() for name in (one.name, one.abbreviation))
    return tuple(name for name in (*names, *table.kind_labels.values()) if name)


def _present(table: TableContext) -> tuple[Organisation | None, ...]:
    """Return who is at the table; before anyone is marked present those invited. None is not known."""
    item = table.item
    stayed = (presence.organisation_id for presence in item.presences if presence.left_at is None)
    ids = dict.fromkeys((*item.present_ids, *stayed)) or dict.fromkeys(item.invited_ids)
    return tuple(table.organisations.get(organisation_id) for organisation_id in ids)


def _is_strict(organisation: Organisation | None, table: TableContext) -> bool:
    """Tell whether it is a derde without a complete ground on record; so is one that nobody knows."""
    return organisation is None or bool(list_blockers(table.file, organisation, 0))


def _everyone_may_see(record: _Record | None, table: TableContext) -> bool:
    present = _present(table)
    return bool(present) and all(_may_see(organisation, record, table) for organisation in present)


def _may_see(organisation: Organisation | None, record: _Record | None, table: TableContext) -> bool:
    """Tell whether one who is present may see a record; on a beamer holds what holds on paper."""
    if organisation is None or (record is not None and not may_get(record, organisation)):
        return False
    is_own = (
        isinstance(record, ActionItem | ConditionalAgreement) and record.organisation_id == organisation.id
    )
    return is_own or not _is_strict(organisation, table)


def _line(record: _Record, sources: AudienceSources) -> AudienceLine:
    terms = sources.terms
    if isinstance(record, Decision):
        return AudienceLine(kind="besluit", text=mask(record.text, terms))
    who = _who(record.person, record.organisation_id, sources, is_short=True)
    if isinstance(record, ActionItem):
        return AudienceLine(kind="actie", text=mask(record.what, terms), who=who, due_on=record.due_on)
    trigger, response = mask(record.trigger, terms), mask(record.response, terms)
    if (whole := mask(_words(record), terms)) != f"{trigger}: {response}":  # something runs over the colon
        trigger, response = whole, ""
    return AudienceLine(
        kind="als_dan",
        text=trigger,
        response=response,
        who=who,
        within_hours=record.within_hours,
    )


def _who(person: str, organisation_id: str, sources: AudienceSources, *, is_short: bool = False) -> str:
    organisation = sources.table.organisations.get(organisation_id)
    if organisation is not None:
        name = (organisation.abbreviation if is_short else "") or organisation.name
        return mask(name, sources.terms)
    return mask(person if is_function(person) else initials(person), sources.terms)


def _card(sources: AudienceSources) -> AudienceCard:
    table = sources.table
    level, changes = table.level, table.file.level_changes
    return AudienceCard(
        code=mask(table.file.case.level_code, sources.terms),
        colour_name=mask(level.colour_name, sources.terms) if level else "",
        colour=level.colour if level else "",
        holders=tuple(
            AudienceHolder(responsibility=one, who=_held_by(one, table.file.holder(one, table.on), sources))
            for one in Responsibility
        ),
        retest_on=changes[-1].retest_on if changes else None,
    )


def _held_by(responsibility: Responsibility, holder: LeadHolder | None, sources: AudienceSources) -> str:
    if holder is not None:
        return _who(holder.person, holder.organisation_id, sources)
    level = sources.table.level
    rule = level.holder(responsibility) if level else None
    return rule.label if rule and not rule.is_required else ""

"""Find signs that the cooperation on a case stagnates: plain rules, each with a sentence to read aloud.

A sign only suggests that the table discusses opschalen. It decides nothing, and no number is computed of a
person or of a case: no score, no rank, no prediction (Wgs 1.9 bars profiling).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED
from zvdesk.domain.carry_over import first_day, postponements
from zvdesk.domain.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.escalation import Level
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.domain.organisations import Organisation


class StagnationKind(Enum):
    """Name what a rule looks at."""

    OVERDUE = "te_laat"
    POSTPONED = "verschoven"
    GOAL_UNMET = "doel_niet_gehaald"
    NO_HOLDER = "regie_niet_belegd"
    PARTNER_ABSENT = "partner_afwezig"


@dataclass(frozen=True, slots=True, kw_only=True)
class StagnationRule:
    """Hold one rule: what it looks at, from how many on it speaks, and what the chair then reads aloud."""

    code: str
    kind: StagnationKind
    threshold: int
    sentence: str  # with {n} and {names}
    source: str  # S sourced, J proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Hold one sign: its rule, its sentence, and what it is about; never a person."""

    rule: StagnationRule
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StagnationContext:
    """Hold what the rules look at: a case, its place on the table and what came before."""

    rules: tuple[StagnationRule, ...]
    file: CaseFile
    item: AgendaItem
    level: Level | None
    earlier_items: tuple[AgendaItem, ...]  # of meetings that discussed the case, oldest first
    adopted: tuple[AdoptedList, ...]  # every version, oldest first
    organisations: Mapping[str, Organisation]
    kind_labels: Mapping[str, str]  # OrganisationKind code -> label
    wholes: Mapping[str, str]  # OrganisationKind code -> the one it is part of
    labels: Mapping[str, str]  # Responsibility value -> label
    on: date


def findings(context: StagnationContext) -> tuple[Finding, ...]:
    """Return the signs, in the order of the rules, until the table has discussed them."""
    if context.item.escalation_discussed:
        return ()
    found = []
    for rule in context.rules:
        number, names = _LOOKS[rule.kind](rule, context)
        if names:
            said = ", ".join(name.rstrip(" .") for name in names)
            words = rule.sentence.replace("{n}", str(number)).replace("{names}", said)
            found.append(Finding(rule=rule, words=words, names=names))
    return tuple(found)


_Seen = tuple[int, tuple[str, ...]]  # what stands for {n}, and for {names}; without names there is no sign


def _overdue(rule: StagnationRule, context: StagnationContext) -> _Seen:
    names = tuple(a.what for a in context.file.actions if a.is_late(context.on))
    return len(names), names if len(names) >= rule.threshold else ()


def _postponed(rule: StagnationRule, context: StagnationContext) -> _Seen:
    file = context.file
    names = tuple(
        a.what
        for a in file.actions
        if a.status not in SETTLED
        and postponements(a, file.updates, first_day(a, context.adopted)) >= rule.threshold
    )
    return rule.threshold, names


def _goal_unmet(rule: StagnationRule, context: StagnationContext) -> _Seen:
    """Count the meetings in a row, up to the last one, that adopted the goal the case still has."""
    case = context.file.case
    goal = _same(case.shared_goal)
    if not goal or case.goal_met_on is not None:
        return 0, ()
    goals = {a.meeting_id: _same(a.content.goal) for a in context.adopted}  # the last version counts
    number = 0
    for other in reversed(goals.values()):
        if other != goal:
            break
        number += 1
    return number, (case.shared_goal,) if number >= rule.threshold else ()


def _no_holder(rule: StagnationRule, context: StagnationContext) -> _Seen:
    if context.level is None:
        return 0, ()
    names = tuple(
        context.labels.get(asked.responsibility.value, asked.responsibility.value)
        for asked in context.level.holders
        if asked.is_required and context.file.holder(asked.responsibility, context.on) is None
    )
    return len(names), names if len(names) >= rule.threshold else ()


def _partner_absent(rule: StagnationRule, context: StagnationContext) -> _Seen:
    """Look at the last meetings in a row: who was invited or asked for by the level, and never came.

    This meeting counts once it is known who is at the table.
    """
    known = context.organisations
    held = [item for item in (*context.earlier_items, context.item) if item.present_ids]
    last = held[-rule.threshold :]
    if len(last) < rule.threshold:
        return 0, ()
    asked = context.level.partners if context.level else ()
    present = [{known[i].kind for i in item.present_ids if i in known} for item in last]
    invited = [known[i] for i in last[-1].invited_ids if i in known]
    missed = [
        o
        for o in invited
        if all(o.id not in i.present_ids and (o.id in i.invited_ids or o.kind in asked) for i in last)
    ]
    named = {o.kind for o in missed}
    kinds = (
        context.kind_labels.get(kind, kind)
        for kind in asked
        if not any({kind, context.wholes.get(kind)} & there for there in (named, *present))
    )
    return rule.threshold, (*(o.name for o in missed), *kinds)


def _same(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(".")


_LOOKS: dict[StagnationKind, Callable[[StagnationRule, StagnationContext], _Seen]] = {
    StagnationKind.OVERDUE: _overdue,
    StagnationKind.POSTPONED: _postponed,
    StagnationKind.GOAL_UNMET: _goal_unmet,
    StagnationKind.NO_HOLDER: _no_holder,
    StagnationKind.PARTNER_ABSENT: _partner_absent,
}

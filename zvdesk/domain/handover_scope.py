"""Say what of a case goes along to who may not read contributions, and put back what did not.

Who may not read them gets a case in which the rows below are missing, and a few fields are empty. What was
left out travels in a sealed envelope, and is put back by who may read it (``mended``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from zvdesk.domain.actions import ActionItem, ActionUpdate, ConditionalAgreement
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.cases import Case, Factor, IntakeCriterion, Question
from zvdesk.domain.contributions import Contribution, SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.handovers import LeftOut
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.meetings import AgendaItem
from zvdesk.domain.polls import Poll
from zvdesk.domain.referrals import Referral
from zvdesk.domain.table_notes import Information, ParkedPoint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from zvdesk.domain.adoption import AdoptedContent

_T = TypeVar("_T")
_AGREED = (Decision, ActionItem, ConditionalAgreement)

LEFT_OUT_KINDS: Mapping[type, LeftOut] = {
    Contribution: LeftOut.CONTRIBUTIONS,
    DomainScore: LeftOut.SCORES,
    Factor: LeftOut.SCORES,
    Referral: LeftOut.REFERRAL,
    Question: LeftOut.REFERRAL,
    Information: LeftOut.TABLE_NOTES,
    ParkedPoint: LeftOut.TABLE_NOTES,
    Poll: LeftOut.TABLE_NOTES,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Say how much of a case goes along: everything, or what is needed without reading contributions."""

    with_contributions: bool

    @property
    def leaves_out(self) -> tuple[LeftOut, ...]:
        """Return what a package in this scope leaves out, whether there is any of it or not."""
        return () if self.with_contributions else tuple(LeftOut)


def hidden_ids(records: Iterable[object]) -> frozenset[str]:
    """Return the ids of what was agreed under the condition that it is not in the report."""
    found = set[str]()
    for record in records:
        agreed = _agreed_in(record) if isinstance(record, AdoptedList) else (record,)
        found.update(
            one.id
            for one in agreed
            if isinstance(one, _AGREED) and one.sharing_condition is SharingCondition.NOT_IN_REPORT
        )
    return frozenset(found)


def goes_along(record: object, hidden: Collection[str]) -> bool:
    """Tell whether a record goes to who may not read contributions, perhaps with empty fields."""
    if isinstance(record, _AGREED):
        return record.id not in hidden and record.sharing_condition is not SharingCondition.NOT_IN_REPORT
    if isinstance(record, Reservation):  # it tells what it is about
        return record.about_id not in hidden
    if isinstance(record, ActionUpdate):
        return record.action_id not in hidden
    return type(record) not in LEFT_OUT_KINDS


def cut(record: _T, hidden: Collection[str], shown: Collection[str] = ()) -> _T:
    """Return a record without what only who reads contributions may read.

    ``shown`` are the ids of what goes along: of anything else, and of words that were not for the report when
    they were read aloud, no mark of the reading goes along, because it holds those words.
    """
    if isinstance(record, Case):
        return replace(record, occasion="", necessity="", resident_view="")
    if isinstance(record, IntakeCriterion):
        return replace(record, evidence="")
    if isinstance(record, AgendaItem):
        return replace(
            record,
            steps=tuple(replace(step, note="") for step in record.steps),
            escalation_discussed="",
            read_marks=tuple(
                mark
                for mark in record.read_marks
                if mark.record_id in shown and SharingCondition.NOT_IN_REPORT.value not in mark.facts
            ),
        )
    if isinstance(record, AdoptedList):
        return replace(record, content=_blanked(record, hidden))
    return record


def mended(record: _T, original: _T, hidden: Collection[str]) -> _T:
    """Return a record that came back, with what was cut out of its original; what was filled in stays."""
    if isinstance(record, Case) and isinstance(original, Case):
        return replace(
            record,
            occasion=record.occasion or original.occasion,
            necessity=record.necessity or original.necessity,
            resident_view=record.resident_view or original.resident_view,
        )
    if isinstance(record, IntakeCriterion) and isinstance(original, IntakeCriterion):
        return replace(record, evidence=record.evidence or original.evidence)
    if isinstance(record, AgendaItem) and isinstance(original, AgendaItem):
        notes = {step.step: step.note for step in original.steps}
        known = {mark.record_id for mark in record.read_marks}
        lost = [mark for mark in original.read_marks if mark.record_id not in known]  # no mark is ever erased
        return replace(
            record,
            steps=tuple(replace(step, note=step.note or notes.get(step.step, "")) for step in record.steps),
            escalation_discussed=record.escalation_discussed or original.escalation_discussed,
            read_marks=(*record.read_marks, *lost),
        )
    if isinstance(record, AdoptedList) and cut(original, hidden) == record:
        return original
    return record


def _agreed_in(adopted: AdoptedList) -> tuple[object, ...]:
    content = adopted.content
    return (*content.decisions, *content.actions, *content.conditionals)


def _blanked(adopted: AdoptedList, hidden: Collection[str]) -> AdoptedContent:
    """Return a snapshot in which hidden agreements have no words; the numbers of the others stay the same."""
    content = adopted.content
    return replace(
        content,
        decisions=tuple(replace(d, text="") if d.id in hidden else d for d in content.decisions),
        actions=tuple(
            replace(a, what="", person="", condition="", informing_note="") if a.id in hidden else a
            for a in content.actions
        ),
        conditionals=tuple(
            replace(c, trigger="", response="", person="", phones=()) if c.id in hidden else c
            for c in content.conditionals
        ),
        reservations=tuple(r for r in content.reservations if r.about_id not in hidden),
    )

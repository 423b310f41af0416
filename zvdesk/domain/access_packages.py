"""Hold what the inzage-pakket says: what a case holds on one person, for that person (AVG 15)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, Informing
from zvdesk.domain.cases import SubjectKind
from zvdesk.domain.masking import mask
from zvdesk.domain.sharing import Withheld, may_know

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from zvdesk.domain.actions import ConditionalAgreement
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.cases import Subject
    from zvdesk.domain.contributions import Contribution, DataCategory
    from zvdesk.domain.decisions import Decision
    from zvdesk.domain.life_domains import LifeDomainSet
    from zvdesk.domain.log_standing import LogHead
    from zvdesk.domain.masking import MaskTerms
    from zvdesk.domain.organisations import Organisation


class AccessKind(Enum):
    """Sort what a case holds on somebody by where it came from."""

    REFERRAL = "aanmelding"
    CONTRIBUTION = "inbreng"
    PICTURE = "beeld"  # what the table thinks of the situation
    AGREED = "afspraak"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """Hold one thing that a case holds on the person, and which organisation it came from."""

    kind: AccessKind
    on: date | None
    text: str
    source: str  # "" for the table itself


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRecipient:
    """Hold which organisation got or heard data, how, and when first and last."""

    organisation: str
    kind: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPackage:
    """Hold one inzage-pakket exactly as it is printed: data on one person and on nobody else."""

    house: str
    is_practice: bool
    case_number: str
    person: Subject
    is_wgs: bool
    version: int
    purpose: str
    regime: str
    ground: str
    categories: tuple[DataCategory, ...]
    recipients: tuple[AccessRecipient, ...]
    entries: tuple[AccessEntry, ...]
    withheld: tuple[Withheld, ...]
    destroy_before: date | None  # the day before which the house destroys the case
    contact: str
    signer_name: str
    signer_role: str
    signed_at: datetime  # local time
    audit_mark: str
    document_id: str
    log_head: LogHead | None = None
    key_issuer: str = ""  # who issued the signer's key, when that is not the house


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSources:
    """Hold what a package is made with besides the case: whom to find, whom to mask, and names."""

    own: MaskTerms  # of the person alone: what names the person
    others: MaskTerms  # of everybody else, and of what is left out
    domains: LifeDomainSet
    organisations: Mapping[str, Organisation]
    day: Callable[[date | None], str]  # writes a day in words


def left_out(file: CaseFile) -> tuple[Contribution, ...]:
    """Return the contributions that the person may not have; no copy of them may stand in it either."""
    return tuple(c for c in file.contributions if not may_know(c))


def entries_for(
    file: CaseFile, person: Subject, sources: AccessSources
) -> tuple[tuple[AccessEntry, ...], tuple[Withheld, ...]]:
    """Return what a case holds on a person, and on what grounds something is left out.

    What was brought in or agreed under a condition is left out by it, and so is an action that the person may
    not know of. Everybody else is masked. Of someone who is not the main subject there is only what names
    that person: the rest is about others.
    """
    found = _Collector(person, sources)
    _referral(file, found)
    for contribution in file.contributions:
        if found.may_have(contribution):
            found.keep(
                AccessKind.CONTRIBUTION,
                contribution.text,
                contribution.observed_on,
                found.name(contribution.organisation_id),
            )
    _picture(file, found)
    _agreed(file, found)
    return tuple(found.kept), tuple(ground for ground in Withheld if ground in found.withheld)


class _Collector:
    """Gather what may be in a package, and on what grounds something is not."""

    def __init__(self, person: Subject, sources: AccessSources) -> None:
        self.kept: list[AccessEntry] = []
        self.withheld: set[Withheld] = set()
        self.sources = sources
        self._is_main = person.kind is SubjectKind.MAIN

    def name(self, organisation_id: str) -> str:
        """Return the name of an organisation, or nothing."""
        known = self.sources.organisations.get(organisation_id)
        return known.name if known else ""

    def may_have(self, record: Contribution | Decision | ActionItem | ConditionalAgreement) -> bool:
        """Tell whether the condition lets it through; when not, the package will say so."""
        if not may_know(record):
            self.withheld.add(Withheld.CONDITION)
        elif isinstance(record, ActionItem) and record.informing is Informing.EXCEPTION:
            self.withheld.add(Withheld.NOT_TOLD)
        else:
            return True
        return False

    def keep(self, kind: AccessKind, text: str, on: date | None = None, source: str = "") -> None:
        """Keep a text without everybody else in it; without a word on the person there is nothing to keep."""
        if not text.strip():
            return
        shown = mask(text, self.sources.others)
        is_about = self._is_main or mask(text, self.sources.own) != text
        if shown != text or not is_about:
            self.withheld.add(Withheld.OTHERS)
        if is_about:
            self.kept.append(AccessEntry(kind=kind, on=on, text=shown, source=source))


def _referral(file: CaseFile, found: _Collector) -> None:
    for referral in file.referrals:
        for text in (referral.request, referral.situation, referral.incidents, referral.other):
            found.keep(AccessKind.REFERRAL, text, referral.received_at.date(), referral.referrer_organisation)
    for question in file.questions:
        if question.answer.strip():
            found.keep(AccessKind.REFERRAL, f"{question.question} {question.answer}")
    for criterion in file.criteria:
        found.keep(AccessKind.REFERRAL, criterion.evidence)
    for decision in file.intake_decisions:
        found.keep(AccessKind.REFERRAL, decision.reason, decision.decided_on)


def _picture(file: CaseFile, found: _Collector) -> None:
    domains = found.sources.domains
    for text in (file.case.occasion, file.case.resident_view, file.case.necessity):
        found.keep(AccessKind.PICTURE, text)
    for score in file.scores:
        domain = domains.domain(score.domain)
        meaning = domains.label_of(score.score)
        words = f"{domain.label if domain else score.domain}: {score.score}"
        found.keep(AccessKind.PICTURE, f"{words} ({meaning})" if meaning else words, score.scored_on)
    for factor in file.factors:
        found.keep(AccessKind.PICTURE, factor.text)
    for change in file.level_changes:
        words = ". ".join(part for part in (f"Niveau {change.to_code}", change.motivation.strip()) if part)
        found.keep(AccessKind.PICTURE, words, change.changed_on)


def _agreed(file: CaseFile, found: _Collector) -> None:
    kind, case = AccessKind.AGREED, file.case
    if case.shared_goal.strip():
        found.keep(kind, f"Doel: {case.shared_goal}", case.goal_on)
    for decision in file.decisions:
        if found.may_have(decision):
            found.keep(kind, f"Besluit: {decision.text}", decision.decided_on)
    for action in file.actions:
        if found.may_have(action):
            before = f". Vóór {found.sources.day(action.due_on)}" if action.due_on else ""
            found.keep(kind, f"Actie: {action.what}{before}", None, found.name(action.organisation_id))
    for agreement in file.conditionals:
        if found.may_have(agreement):
            words = f"Als: {agreement.trigger}. Dan: {agreement.response}"
            found.keep(kind, words, None, found.name(agreement.organisation_id))

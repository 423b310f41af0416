"""Hold what the inzage-pakket says: what a case holds on one person, for that person (AVG 15)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, Informing
from zvdesk.domain.cases import FactorKind, SubjectKind
from zvdesk.domain.contributions import ContributionKind, DataCategory
from zvdesk.domain.masking import mask
from zvdesk.domain.masking_copies import Copies
from zvdesk.domain.sharing import Withheld, may_know

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from zvdesk.domain.actions import ConditionalAgreement
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.cases import Subject
    from zvdesk.domain.contributions import Contribution
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


class AccessNote(Enum):
    """Say what one thing in a package is."""

    REQUEST = "vraag"
    SITUATION = "situatie"
    INCIDENTS = "voorvallen"
    OTHER = "verder"
    ANSWER = "antwoord"
    CRITERION = "criterium"
    INTAKE = "opname"
    FACT = "feit"
    OBSERVATION = "waarneming"
    ESTIMATE = "inschatting"
    OCCASION = "aanleiding"
    VIEW = "eigen_visie"
    NECESSITY = "noodzaak"
    SCORE = "cijfer"
    RISK = "risico"
    PROTECTIVE = "bescherming"
    LEVEL = "niveau"
    GOAL = "doel"
    DECISION = "besluit"
    ACTION = "actie"
    CONDITIONAL = "als_dan"


_CONTRIBUTED = {
    ContributionKind.FACT: AccessNote.FACT,
    ContributionKind.OBSERVATION: AccessNote.OBSERVATION,
    ContributionKind.ESTIMATE: AccessNote.ESTIMATE,
}
#: What a score on a life domain tells of, by a part of the code of that domain.
_CATEGORIES = {
    "gezondheid": DataCategory.HEALTH,
    "verslaving": DataCategory.HEALTH,
    "middelengebruik": DataCategory.HEALTH,
    "zorg": DataCategory.HEALTH,
    "adl": DataCategory.HEALTH,
    "financien": DataCategory.FINANCE,
    "schulden": DataCategory.FINANCE,
    "inkomen": DataCategory.INCOME,
    "huisvesting": DataCategory.HOUSING,
    "wonen": DataCategory.HOUSING,
    "onderdak": DataCategory.HOUSING,
    "relaties": DataCategory.RELATIONS,
    "netwerk": DataCategory.RELATIONS,
    "justitie": DataCategory.JUSTICE,
    "veiligheid": DataCategory.JUSTICE,
}
_NO_COPIES = Copies(frozenset(), frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """Hold one thing that a case holds on the person, and which organisation it came from."""

    kind: AccessKind
    note: AccessNote
    text: str
    more: str = ""  # the condition of an action, the "dan" of an "als", why a level changed
    on: date | None = None  # when it was seen, said or agreed
    before: date | None = None  # of an action and of the goal
    within_hours: int | None = None
    source: str = ""  # "" for the table itself
    category: DataCategory | None = None  # None: nobody said


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
    day_of: Callable[[datetime], date]  # the day here of a moment
    met_on: Mapping[str, date]  # by the id of a meeting, when this case was on its table


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
                AccessEntry(
                    kind=AccessKind.CONTRIBUTION,
                    note=_CONTRIBUTED[contribution.kind],
                    text=contribution.text,
                    on=contribution.observed_on,
                    source=found.name(contribution.organisation_id),
                    category=contribution.category,
                )
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
        self._others = replace(sources.others, copies=_NO_COPIES)  # a copy is left out by its condition

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

    def keep(self, entry: AccessEntry) -> None:
        """Keep a text without everybody else in it; without a word on the person there is nothing to keep."""
        if not entry.text.strip():
            return
        written = (entry.text, entry.more)
        text, more = (mask(part, self.sources.others) for part in written)
        is_about = self._is_main or any(mask(part, self.sources.own) != part for part in written)
        if not is_about or any(mask(part, self._others) != part for part in written):
            self.withheld.add(Withheld.OTHERS)
        if is_about:
            self.kept.append(replace(entry, text=text, more=more))


def _referral(file: CaseFile, found: _Collector) -> None:
    kind, day_of = AccessKind.REFERRAL, found.sources.day_of
    for referral in file.referrals:
        for note, text in (
            (AccessNote.REQUEST, referral.request),
            (AccessNote.SITUATION, referral.situation),
            (AccessNote.INCIDENTS, referral.incidents),
            (AccessNote.OTHER, referral.other),
        ):
            on, source = day_of(referral.received_at), referral.referrer_organisation
            found.keep(AccessEntry(kind=kind, note=note, text=text, on=on, source=source))
    only = file.referrals[0] if len(file.referrals) == 1 else None  # of more than one, who knows which
    for question in file.questions:
        if question.answer.strip():
            found.keep(
                AccessEntry(
                    kind=kind,
                    note=AccessNote.ANSWER,
                    text=f"{question.question} {question.answer}",
                    on=day_of(only.received_at) if only else None,
                    source=only.referrer_organisation if only else "",
                )
            )
    for criterion in file.criteria:
        found.keep(AccessEntry(kind=kind, note=AccessNote.CRITERION, text=criterion.evidence))
    for decision in file.intake_decisions:
        found.keep(
            AccessEntry(kind=kind, note=AccessNote.INTAKE, text=decision.reason, on=decision.decided_on)
        )


def _picture(file: CaseFile, found: _Collector) -> None:
    kind, domains = AccessKind.PICTURE, found.sources.domains
    for note, text in (
        (AccessNote.OCCASION, file.case.occasion),
        (AccessNote.VIEW, file.case.resident_view),
        (AccessNote.NECESSITY, file.case.necessity),
    ):
        found.keep(AccessEntry(kind=kind, note=note, text=text))
    for score in file.scores:
        domain = domains.domain(score.domain)
        meaning = domains.label_of(score.score)
        words = f"{domain.label if domain else score.domain}: {score.score}"
        category = next((kept for part, kept in _CATEGORIES.items() if part in score.domain), None)
        found.keep(
            AccessEntry(
                kind=kind,
                note=AccessNote.SCORE,
                text=f"{words} ({meaning})" if meaning else words,
                on=score.scored_on,
                category=category,
            )
        )
    for factor in file.factors:
        note = AccessNote.RISK if factor.kind is FactorKind.RISK else AccessNote.PROTECTIVE
        found.keep(AccessEntry(kind=kind, note=note, text=factor.text))
    for change in file.level_changes:
        found.keep(
            AccessEntry(
                kind=kind,
                note=AccessNote.LEVEL,
                text=change.to_code,
                more=change.motivation,
                on=change.changed_on,
            )
        )


def _agreed(file: CaseFile, found: _Collector) -> None:
    kind, case, sources = AccessKind.AGREED, file.case, found.sources
    found.keep(AccessEntry(kind=kind, note=AccessNote.GOAL, text=case.shared_goal, before=case.goal_on))
    for decision in file.decisions:
        if found.may_have(decision):
            found.keep(
                AccessEntry(kind=kind, note=AccessNote.DECISION, text=decision.text, on=decision.decided_on)
            )
    for action in file.actions:
        if found.may_have(action):
            at = action.recorded_at
            found.keep(
                AccessEntry(
                    kind=kind,
                    note=AccessNote.ACTION,
                    text=action.what,
                    more=action.condition,
                    on=sources.day_of(at) if at else sources.met_on.get(action.meeting_id),
                    before=action.due_on,
                    source=found.name(action.organisation_id),
                )
            )
    for agreement in file.conditionals:
        if found.may_have(agreement):
            found.keep(
                AccessEntry(
                    kind=kind,
                    note=AccessNote.CONDITIONAL,
                    text=agreement.trigger,
                    more=agreement.response,
                    on=sources.met_on.get(agreement.meeting_id),
                    within_hours=agreement.within_hours,
                    source=found.name(agreement.organisation_id),
                )
            )

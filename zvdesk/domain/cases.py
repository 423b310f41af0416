"""Hold a case: the people it is about, the ground, the intake and the states it goes through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class CaseState(Enum):
    """Name the states of a case (field.md 3.2)."""

    REGISTERED = "aangemeld"
    TRIAGE = "in_triage"
    ACCEPTED = "geaccepteerd"
    REJECTED = "afgewezen"
    ENRICHMENT = "verrijken"
    PLANNED = "gepland"
    IN_MEETING = "overleg"
    ADOPTED = "vastgesteld"
    IN_EXECUTION = "in_uitvoering"
    AFTERCARE = "nazorg"
    CLOSED = "afgesloten"


class SubjectKind(Enum):
    """Tell the main subject from those around (BGS 2.19: family or direct social contact only)."""

    MAIN = "hoofdbetrokkene"
    RELATED = "nevenbetrokkene"


class Verdict(Enum):
    """Give the verdict on a criterion: not judged is not the same as no."""

    OPEN = "nog_niet_beoordeeld"
    YES = "ja"
    NO = "nee"


class FactorKind(Enum):
    """Tell what puts at risk from what protects."""

    RISK = "risicofactor"
    PROTECTIVE = "beschermende_factor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Stand for one case; everything else about it hangs on its id."""

    id: str = ""
    number: str = ""  # "2026-0014", given by zvdesk
    alias: str = ""
    regime_id: str
    state: CaseState = CaseState.REGISTERED
    purpose: str = ""
    necessity: str = ""  # noodzaak, proportionaliteit, subsidiariteit in a few sentences
    occasion: str = ""  # aanleiding, in two sentences of facts
    resident_view: str = ""
    shared_goal: str = ""
    goal_on: date | None = None
    goal_indicator: str = ""
    goal_met_on: date | None = None
    scheme_id: str
    scheme_version: int
    level_code: str = ""
    life_domain_set_id: str
    follow_up_on: date | None = None
    follow_up_note: str = ""
    follow_up_guard: str = ""  # who watches the actions until then
    first_processed_on: date  # the retention clock starts here (Wgs 1.8(7))
    created_at: datetime
    closing_reason: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Stand for a person the case is about. There is no field for what the law bars (field.md 4.3)."""

    id: str = ""
    case_id: str
    kind: SubjectKind
    given_names: str = ""
    prefix: str = ""
    family_name: str = ""
    born_on: date | None = None
    gender: str = ""  # national code: 0, 1, 2, 9
    bsn: str = ""
    relation: str = ""  # to the main subject
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    also_known_as: str = ""  # roepnaam, bijnaam, schuilnaam; with commas between them

    @property
    def full_name(self) -> str:
        """Return given names, prefix and family name in that order."""
        return " ".join(part for part in (self.given_names, self.prefix, self.family_name) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeCriterion:
    """Hold one of the four criteria of BGS 2.20(1) with its evidence."""

    id: str = ""
    case_id: str
    code: str  # a, b, c or d
    verdict: Verdict = Verdict.OPEN
    evidence: str = ""


CRITERIA = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeDecision:
    """Hold the decision to take a case up or not (Wgs 2.31(2)): public participants only."""

    id: str = ""
    case_id: str
    decided_on: date
    decider_ids: tuple[str, ...]  # organisations
    is_accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Say that an organisation takes part in this case, who speaks for it and why it must (Wgs 2.31(4))."""

    id: str = ""
    case_id: str
    organisation_id: str
    person: str = ""
    reason: str = ""
    secrecy_declared_on: date | None = None  # a derde signs before attending (BGS 2.21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Hold a risk factor or a protective factor, in people's own words."""

    id: str = ""
    case_id: str
    kind: FactorKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Hold one question of the referral form with its answer."""

    id: str = ""
    case_id: str
    question: str
    answer: str

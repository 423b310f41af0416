"""Make domain values with valid defaults: a case that lacks nothing, and a place for it on the table."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from zvdesk.content.library import Library, load_library
from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import (
    CRITERIA,
    Case,
    Factor,
    FactorKind,
    IntakeCriterion,
    IntakeDecision,
    Participation,
    Subject,
    SubjectKind,
    Verdict,
)
from zvdesk.domain.contributions import Contribution, ContributionKind, DataCategory, SecrecyGround
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.escalation import EscalationScheme, Responsibility, Trigger
from zvdesk.domain.keeping import ExtensionBasis, RetentionExtension, SupplierConsent
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.meetings import (
    AgendaItem,
    Meeting,
    MeetingState,
    Phase,
    ReadMark,
    StepRecord,
    StepStatus,
)
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.polls import Poll, PollKind, Vote
from zvdesk.domain.read_back import facts_of, to_read
from zvdesk.domain.referrals import Referral
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.domain.steps import TableContext
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.services.clock import Clock

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
MEETING = "meeting-1"
CASE = "case-1"


@functools.cache
def library() -> Library:
    """Return the content that zvdesk ships, read once."""
    return load_library()


@functools.cache
def scheme() -> EscalationScheme:
    """Return the shipped AVE scheme."""
    return library().scheme("ave-standaard")


def clock(at: datetime = NOW) -> Clock:
    """Return a clock that stands still."""
    return Clock(source=lambda: at)


ORGANISATIONS: dict[str, Organisation] = {
    o.id: o
    for o in (
        Organisation(id="gemeente", name="Gemeente Oefenstad", kind="wijkteam", position=WgsPosition.PUBLIC),
        Organisation(id="politie", name="Politie Oefenstad", kind="politie", position=WgsPosition.PUBLIC),
        Organisation(
            id="ggz",
            name="GGZ Verzonnen",
            abbreviation="GGZ",
            kind="ggz",
            position=WgsPosition.PRIVATE,
            has_professional_secrecy=True,
        ),
        Organisation(
            id="corporatie", name="Wonen in Fictie", kind="woningcorporatie", position=WgsPosition.THIRD
        ),
    )
}


def make_case(**changes: object) -> Case:
    """Return a case that may stand on the table and lacks no text."""
    given: dict[str, Any] = {
        "id": CASE,
        "number": "2026-0001",
        "alias": "Valk",
        "regime_id": "wgs_zvh",
        "purpose": "De inzet op elkaar afstemmen.",
        "occasion": "Twee meldingen in een week.",
        "resident_view": "Ik wil rust.",
        "shared_goal": "Geen nieuwe meldingen voor de zomer.",
        "scheme_id": "ave-standaard",
        "scheme_version": 1,
        "level_code": "AVE 3",
        "life_domain_set_id": "levensgebieden-8",
        "follow_up_on": date(2026, 4, 23),
        "follow_up_guard": "C. Oefenaar",
        "first_processed_on": TODAY,
        "created_at": NOW,
    }
    return Case(**{**given, **changes})


def make_referral(**changes: object) -> Referral:
    """Return a referral whose notifier checked it."""
    given: dict[str, Any] = {
        "id": "referral-1",
        "case_id": CASE,
        "referrer_name": "A. Melder",
        "referrer_organisation": "Politie Oefenstad",
        "received_at": NOW,
        "is_quality_checked": True,
        "quality_checked_by": "A. Melder",
        "quality_checked_on": TODAY,
    }
    return Referral(**{**given, **changes})


def make_subject(**changes: object) -> Subject:
    """Return the main subject."""
    given: dict[str, Any] = {
        "id": "subject-1",
        "case_id": CASE,
        "kind": SubjectKind.MAIN,
        "given_names": "Şükrü",
        "prefix": "van",
        "family_name": "Testhuizen",
    }
    return Subject(**{**given, **changes})


def make_criterion(code: str, **changes: object) -> IntakeCriterion:
    """Return a criterion that is met, with its evidence."""
    given: dict[str, Any] = {
        "id": f"criterion-{code}",
        "case_id": CASE,
        "code": code,
        "verdict": Verdict.YES,
        "evidence": "Blijkt uit twee meldingen.",
    }
    return IntakeCriterion(**{**given, **changes})


def make_intake(**changes: object) -> IntakeDecision:
    """Return a decision to take the case up, by a public participant."""
    given: dict[str, Any] = {
        "id": "intake-1",
        "case_id": CASE,
        "decided_on": TODAY,
        "decider_ids": ("gemeente",),
        "is_accepted": True,
    }
    return IntakeDecision(**{**given, **changes})


def make_participation(organisation_id: str, **changes: object) -> Participation:
    """Return how an organisation takes part, with its reason."""
    given: dict[str, Any] = {
        "id": f"part-{organisation_id}",
        "case_id": CASE,
        "organisation_id": organisation_id,
        "person": "D. Deelnemer",
        "reason": "Kent het gezin.",
    }
    return Participation(**{**given, **changes})


def make_contribution(**changes: object) -> Contribution:
    """Return a contribution by an organisation that is bound to secrecy, with its ground."""
    given: dict[str, Any] = {
        "id": "contribution-1",
        "case_id": CASE,
        "organisation_id": "ggz",
        "kind": ContributionKind.FACT,
        "category": DataCategory.HEALTH,
        "observed_on": TODAY,
        "text": "Is in zorg sinds 2025.",
        "secrecy_ground": SecrecyGround.CONSENT,
        "secrecy_motivation": "Gaf zelf toestemming.",
    }
    return Contribution(**{**given, **changes})


def make_action(**changes: object) -> ActionItem:
    """Return an action with an owner and a day."""
    given: dict[str, Any] = {
        "id": "action-1",
        "case_id": CASE,
        "meeting_id": MEETING,
        "what": "Elke week langsgaan",
        "organisation_id": "gemeente",
        "person": "C. Oefenaar",
        "due_on": date(2026, 3, 26),
    }
    return ActionItem(**{**given, **changes})


def make_conditional(**changes: object) -> ConditionalAgreement:
    """Return an als-dan-afspraak with an owner."""
    given: dict[str, Any] = {
        "id": "conditional-1",
        "case_id": CASE,
        "meeting_id": MEETING,
        "trigger": "Overlast in de nacht",
        "response": "Politie rijdt langs",
        "organisation_id": "politie",
        "person": "P. Agent",
        "within_hours": 2,
    }
    return ConditionalAgreement(**{**given, **changes})


def make_holder(responsibility: Responsibility, **changes: object) -> LeadHolder:
    """Return who holds a responsibility from this day on."""
    given: dict[str, Any] = {
        "id": f"holder-{responsibility.value}",
        "case_id": CASE,
        "responsibility": responsibility,
        "person": f"H. {responsibility.value.capitalize()}",
        "organisation_id": "gemeente",
        "from_on": TODAY,
    }
    return LeadHolder(**{**given, **changes})


def make_level_change(**changes: object) -> LevelChange:
    """Return a complete decision to scale up from AVE 2 to AVE 3."""
    given: dict[str, Any] = {
        "id": "level-1",
        "case_id": CASE,
        "meeting_id": MEETING,
        "from_code": "AVE 2",
        "to_code": "AVE 3",
        "changed_on": TODAY,
        "triggers": (Trigger.SAFETY,),
        "motivation": "Het lukt niet zonder procesregie.",
        "decided_by": "De tafel",
        "told": "De betrokkene en het wijkteam",
        "retest_on": date(2026, 4, 9),
        "returns_to": "Naar het wijkteam",
    }
    return LevelChange(**{**given, **changes})


def make_score(**changes: object) -> DomainScore:
    """Return a score on one of the eight life domains."""
    given: dict[str, Any] = {
        "id": "score-1",
        "case_id": CASE,
        "set_id": "levensgebieden-8",
        "domain": "lichamelijke_gezondheid",
        "score": 2,
        "scored_on": TODAY,
        "scorer": "De tafel",
    }
    return DomainScore(**{**given, **changes})


def make_file(**changes: object) -> CaseFile:
    """Return a case file on which no step and no state lacks anything."""
    given: dict[str, Any] = {
        "case": make_case(),
        "referrals": (make_referral(),),
        "subjects": (make_subject(),),
        "criteria": tuple(make_criterion(code) for code in CRITERIA),
        "intake_decisions": (make_intake(),),
        "participations": (
            make_participation("gemeente"),
            make_participation("politie"),
            make_participation("ggz"),
            make_participation("corporatie", secrecy_declared_on=TODAY),
        ),
        "contributions": (make_contribution(),),
        "scores": (make_score(),),
        "factors": (Factor(id="factor-1", case_id=CASE, kind=FactorKind.PROTECTIVE, text="Een zus."),),
        "decisions": (
            Decision(id="decision-1", case_id=CASE, meeting_id=MEETING, text="Eén plan.", decided_on=TODAY),
        ),
        "reservations": (
            Reservation(
                id="reservation-1",
                case_id=CASE,
                meeting_id=MEETING,
                organisation_id="ggz",
                text="Alleen met toestemming.",
            ),
        ),
        "actions": (
            make_action(),
            make_action(id="action-2", what="Zorg afstemmen", organisation_id="ggz", person="Z. Zorg"),
        ),
        "conditionals": (make_conditional(),),
        "holders": tuple(make_holder(responsibility) for responsibility in Responsibility),
        "level_changes": (make_level_change(),),
        "information": (
            Information(id="information-1", case_id=CASE, meeting_id=MEETING, text="Was gisteren thuis."),
        ),
        "parked": (
            ParkedPoint(
                id="parked-1",
                case_id=CASE,
                meeting_id=MEETING,
                text="De hond.",
                carried_reason="Wacht op GGZ",
            ),
        ),
        "polls": (
            Poll(
                id="poll-1",
                case_id=CASE,
                meeting_id=MEETING,
                step=Step.ANALYSIS,
                kind=PollKind.NORM,
                votes=(Vote(organisation_id="ggz", value=3), Vote(organisation_id="politie", value=7)),
                common="Stevig, met aandacht voor de zorg.",
                taken_at=NOW,
            ),
        ),
        "extensions": (
            RetentionExtension(
                id="extension-1",
                case_id=CASE,
                basis=ExtensionBasis.STILL_OPEN,
                reason="De aanpak loopt nog.",
                consents=(SupplierConsent(organisation_id="politie", person="B. Testerink", given_on=TODAY),),
                decided_by="F. Voorbeeld",
                decided_on=TODAY,
                until_on=TODAY,
            ),
        ),
    }
    return CaseFile(**{**given, **changes})


def make_steps(*, done: int = 0) -> tuple[StepRecord, ...]:
    """Return five step records of which the first ones are done."""
    return tuple(
        StepRecord(step=step, minutes=5, status=StepStatus.DONE if n < done else StepStatus.TODO)
        for n, step in enumerate(Step)
    )


def make_item(**changes: object) -> AgendaItem:
    """Return a case on the table with everybody present and no danger."""
    present = tuple(ORGANISATIONS)
    given: dict[str, Any] = {
        "id": "item-1",
        "meeting_id": MEETING,
        "case_id": CASE,
        "position": 1,
        "phase": Phase.SIGNAL,
        "steps": make_steps(),
        "invited_ids": present,
        "present_ids": present,
        "is_in_danger": False,
        "level_before": "AVE 2",
    }
    return AgendaItem(**{**given, **changes})


def make_meeting(step: Step | None = None, **changes: object) -> Meeting:
    """Return a meeting in concept, or one under way whose case is at a step."""
    phase = Phase(step.value) if step else Phase.WAITING
    done = list(Step).index(step) if step else 0
    given: dict[str, Any] = {
        "id": MEETING,
        "kind": MeetingKind.TABLE,
        "title": "Tafel Noord",
        "starts_at": NOW,
        "template_id": "tafel",
        "template_version": 1,
        "chair_id": "chair",
        "state": MeetingState.IN_PROGRESS if step else MeetingState.DRAFT,
        "began_at": NOW if step else None,
        "items": (make_item(phase=phase, steps=make_steps(done=done)),),
    }
    return Meeting(**{**given, **changes})


def make_context(file: CaseFile | None = None, item: AgendaItem | None = None) -> TableContext:
    """Return a case on the table at which no step lacks anything, unless the parts given do.

    Everything was read aloud as it stands, unless the item given says what was.
    """
    file, item = file or make_file(), item or make_item()
    return TableContext(
        file=file,
        item=item if item.read_marks else read_aloud(item, file),
        scheme=scheme(),
        organisations=ORGANISATIONS,
        kind_labels={kind.code: kind.label for kind in library().organisation_kinds},
        on=TODAY,
    )


def read_aloud(item: AgendaItem, file: CaseFile) -> AgendaItem:
    """Return the item with a mark for everything that is read aloud, as it stands now."""
    marks = (ReadMark(record_id=r.id, facts=facts_of(r)) for r in to_read(file, item.meeting_id))
    return replace(item, read_marks=tuple(marks))


def with_case(file: CaseFile, **changes: object) -> CaseFile:
    """Return the file with other values in its case."""
    values: dict[str, Any] = {**changes}
    return replace(file, case=replace(file.case, **values))


def at_level(code: str, *, before: str | None = None, **changes: object) -> TableContext:
    """Return a case whose level is decided at this meeting, from ``before`` or from the same level."""
    change = make_level_change(from_code=code if before is None else before, to_code=code, **changes)
    file = with_case(make_file(level_changes=(change,)), level_code=code)
    return make_context(file, make_item(level_before=change.from_code))

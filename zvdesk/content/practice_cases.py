"""Turn the file of one practice case into a CaseFile and, for a case of today, the script of its table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from zvdesk.content import practice_records as records
from zvdesk.content.practice_records import Frame, at
from zvdesk.domain.actions import ActionStatus, ActionUpdate
from zvdesk.domain.agenda import Step
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import (
    CRITERIA,
    Case,
    CaseState,
    IntakeCriterion,
    IntakeDecision,
    Question,
    Verdict,
)
from zvdesk.domain.referrals import Referral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from zvdesk.content.library import Library
    from zvdesk.content.reading import Cursor
    from zvdesk.domain.actions import ActionItem, ConditionalAgreement
    from zvdesk.domain.cases import Factor
    from zvdesk.domain.decisions import Decision, Reservation
    from zvdesk.domain.life_domains import DomainScore
    from zvdesk.domain.regie import LeadHolder, LevelChange

SCHEME = "ave-standaard"

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Hold what the chair records on one case today, in the order of the five steps.

    Ids of organisations are those of the practice table; records have the case and today's meeting filled
    in and, but for actions, no id.
    """

    case_id: str
    meeting_id: str
    notes: tuple[tuple[Step, str], ...]  # of those steps that have one
    # Signaal
    present_ids: tuple[str, ...]
    is_in_danger: bool
    safety_agreements: tuple[ConditionalAgreement, ...]  # first of all, when there is danger
    occasion: str
    updates: tuple[ActionUpdate, ...]  # what came back on earlier actions: status, another day, a note
    # Analyse
    scores: tuple[DomainScore, ...]
    factors: tuple[Factor, ...]
    resident_view: str
    shared_goal: str
    goal_on: date
    goal_indicator: str
    # Plan
    decisions: tuple[Decision, ...]
    actions: tuple[ActionItem, ...]
    conditionals: tuple[ConditionalAgreement, ...]
    # Regie
    level_change: LevelChange
    holders: tuple[LeadHolder, ...]
    # Vervolg
    follow_up_on: date
    follow_up_note: str
    follow_up_guard: str
    reservations: tuple[Reservation, ...]
    agreed_ids: tuple[str, ...]  # at the read-back


def practice_case(
    top: Cursor,
    *,
    today: date,
    library: Library,
    organisation_ids: tuple[str, ...],
    meeting_days: Mapping[str, date],
    todays_meeting: str,
) -> tuple[CaseFile, Script | None]:
    """Return a case as it stands this morning, and the script of today's table or None."""
    head = top.child("casus")
    regimes = {regime.id: regime for regime in library.regimes}
    set_id = head.listed("gebieden", [s.id for s in library.life_domain_sets], "levensgebieden-8")
    frame = Frame(
        today=today,
        case_id=head.code("id"),
        scheme=library.scheme(SCHEME),
        domains=library.life_domain_set(set_id),
        organisation_ids=organisation_ids,
        meeting_days={name: day for name, day in meeting_days.items() if name != todays_meeting},
    )
    regime = regimes[head.listed("regime", regimes)]
    first = head.day("eerste_verwerking_dag", today)
    case = Case(
        id=frame.case_id,
        alias=head.text("schuilnaam"),
        regime_id=regime.id,
        state=head.choice("status", CaseState),
        purpose=head.text("doel", regime.purpose),
        necessity=head.text("noodzaak", ""),
        occasion=head.text("aanleiding", ""),
        resident_view=head.text("visie_betrokkene", ""),
        shared_goal=head.text("gezamenlijk_doel", ""),
        goal_on=head.optional_day("doel_dag", today),
        goal_indicator=head.text("indicator", ""),
        scheme_id=frame.scheme.id,
        scheme_version=frame.scheme.version,
        level_code=head.listed("niveau", [level.code for level in frame.scheme.levels], ""),
        life_domain_set_id=set_id,
        follow_up_on=head.optional_day("vervolg_dag", today),
        follow_up_note=head.text("vervolg_notitie", ""),
        follow_up_guard=head.text("bewaker", ""),
        first_processed_on=first,
        created_at=at(first),
        closing_reason=head.text("reden_afsluiting", ""),
    )
    actions = [records.action(cursor, frame) for cursor in top.children("actie", may_be_empty=True)]
    file = CaseFile(
        case=case,
        referrals=tuple(_referral(cursor, frame) for cursor in top.children("aanmelding")),
        questions=tuple(
            Question(case_id=case.id, question=cursor.text("vraag"), answer=cursor.text("antwoord"))
            for cursor in top.children("vraag", may_be_empty=True)
        ),
        subjects=tuple(records.subject(cursor, frame) for cursor in top.children("persoon")),
        criteria=_criteria(top.child("criteria"), frame),
        intake_decisions=tuple(
            _intake(cursor, frame) for cursor in top.children("intake", may_be_empty=True)
        ),
        participations=_many(top, "deelname", frame, records.participation),
        contributions=_many(top, "inbreng", frame, records.contribution),
        scores=_many(top, "score", frame, records.score),
        factors=_many(top, "factor", frame, records.factor),
        decisions=_many(top, "besluit", frame, records.decision),
        reservations=_many(top, "voorbehoud", frame, records.reservation),
        actions=tuple(action for action, _ in actions),
        updates=tuple(update for _, updates in actions for update in updates),
        conditionals=_many(top, "alsdan", frame, records.conditional),
        holders=_many(top, "regie", frame, records.holder),
        level_changes=_many(top, "niveau", frame, records.level_change),
        grounds=_many(top, "grond", frame, records.ground),
    )
    script = None
    if top.has("vandaag"):
        now = replace(frame, fixed_meeting=todays_meeting, meeting_days=meeting_days)
        script = _script(top.child("vandaag"), file, now)
    top.finish()
    top.distinct("deelname", (part.organisation_id for part in file.participations), "organisatie")
    return file, script


def _many(
    cursor: Cursor, name: str, frame: Frame, build: Callable[[Cursor, Frame], Record]
) -> tuple[Record, ...]:
    return tuple(build(below, frame) for below in cursor.children(name, may_be_empty=True))


def _referral(cursor: Cursor, frame: Frame) -> Referral:
    received = cursor.day("dag", frame.today)
    checked_by = cursor.text("getoetst_door", "")
    return Referral(
        case_id=frame.case_id,
        referrer_name=cursor.text("naam"),
        referrer_organisation=cursor.text("organisatie"),
        referrer_email=cursor.text("email"),
        referrer_phone=cursor.text("telefoon"),
        received_at=at(received),
        request=cursor.text("verzoek"),
        situation=cursor.text("situatie"),
        incidents=cursor.text("incidenten", ""),
        other=cursor.text("overig", ""),
        wants_feedback=cursor.flag("terugkoppeling", default=True),
        is_quality_checked=bool(checked_by),
        quality_checked_by=checked_by,
        quality_checked_on=received if checked_by else None,
    )


def _criteria(cursor: Cursor, frame: Frame) -> tuple[IntakeCriterion, ...]:
    found = []
    for code in CRITERIA:
        below = cursor.child(code)
        verdict = below.choice("oordeel", Verdict)
        evidence = below.text("blijkt_uit", "")
        found.append(IntakeCriterion(case_id=frame.case_id, code=code, verdict=verdict, evidence=evidence))
    return tuple(found)


def _intake(cursor: Cursor, frame: Frame) -> IntakeDecision:
    return IntakeDecision(
        case_id=frame.case_id,
        decided_on=cursor.day("dag", frame.today),
        decider_ids=cursor.all_listed("beslissers", frame.organisation_ids),
        is_accepted=cursor.flag("opgenomen"),
        reason=cursor.text("reden"),
    )


def _update(cursor: Cursor, file: CaseFile, frame: Frame) -> ActionUpdate:
    due = {action.id: action.due_on for action in file.actions}
    key = cursor.listed("actie", due)
    return ActionUpdate(
        case_id=frame.case_id,
        action_id=key,
        updated_at=at(frame.today),
        updated_by="",
        status=cursor.choice("status", ActionStatus),
        due_on=cursor.optional_day("nieuwe_dag", frame.today) or due[key],
        note=cursor.text("notitie"),
    )


def _script(cursor: Cursor, file: CaseFile, frame: Frame) -> Script:
    case = file.case
    notes = ((step, cursor.text(f"notitie_{step.value}", "")) for step in Step)
    return Script(
        case_id=case.id,
        meeting_id=frame.fixed_meeting,
        notes=tuple((step, note) for step, note in notes if note),
        present_ids=cursor.all_listed("aanwezig", frame.organisation_ids),
        is_in_danger=cursor.flag("direct_gevaar"),
        safety_agreements=_many(cursor, "veiligheidsafspraak", frame, records.conditional),
        updates=tuple(_update(below, file, frame) for below in cursor.children("stand", may_be_empty=True)),
        occasion=cursor.text("aanleiding", case.occasion or None),
        scores=_many(cursor, "score", frame, records.score),
        factors=_many(cursor, "factor", frame, records.factor),
        resident_view=cursor.text("visie_betrokkene", case.resident_view or None),
        shared_goal=cursor.text("gezamenlijk_doel", case.shared_goal or None),
        goal_on=cursor.day("doel_dag", frame.today),
        goal_indicator=cursor.text("indicator"),
        decisions=_many(cursor, "besluit", frame, records.decision),
        actions=tuple(records.action(below, frame)[0] for below in cursor.children("actie")),
        conditionals=_many(cursor, "alsdan", frame, records.conditional),
        level_change=records.level_change(cursor.child("niveau"), frame),
        holders=_many(cursor, "regie", frame, records.holder),
        follow_up_on=cursor.day("vervolg_dag", frame.today),
        follow_up_note=cursor.text("vervolg_notitie"),
        follow_up_guard=cursor.text("bewaker"),
        reservations=_many(cursor, "voorbehoud", frame, records.reservation),
        agreed_ids=cursor.all_listed("akkoord", frame.organisation_ids),
    )

"""Hold a case with all that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.cases import SubjectKind
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.regie import current_holder
from zvdesk.domain.table_notes import Information, ParkedPoint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zvdesk.domain.actions import ActionUpdate
    from zvdesk.domain.cases import (
        Case,
        Factor,
        IntakeCriterion,
        IntakeDecision,
        Participation,
        Question,
        Subject,
    )
    from zvdesk.domain.contributions import Contribution
    from zvdesk.domain.disclosure import SubjectGround, ThirdPartyGround
    from zvdesk.domain.escalation import Responsibility
    from zvdesk.domain.keeping import RetentionExtension
    from zvdesk.domain.life_domains import DomainScore
    from zvdesk.domain.polls import Poll
    from zvdesk.domain.referrals import Referral
    from zvdesk.domain.regie import LeadHolder, LevelChange

TableRecord = ActionItem | ConditionalAgreement | Decision | Reservation | Information | ParkedPoint
TABLE_RECORDS = (ActionItem, ConditionalAgreement, Decision, Reservation, Information, ParkedPoint)
_PLACES: Mapping[type[TableRecord], str] = {
    ActionItem: "actions",
    ConditionalAgreement: "conditionals",
    Decision: "decisions",
    Reservation: "reservations",
    Information: "information",
    ParkedPoint: "parked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Hold one case and every record that belongs to it, each in the order it was made."""

    case: Case
    referrals: tuple[Referral, ...] = field(default=())
    questions: tuple[Question, ...] = field(default=())
    subjects: tuple[Subject, ...] = field(default=())
    criteria: tuple[IntakeCriterion, ...] = field(default=())
    intake_decisions: tuple[IntakeDecision, ...] = field(default=())
    participations: tuple[Participation, ...] = field(default=())
    contributions: tuple[Contribution, ...] = field(default=())
    scores: tuple[DomainScore, ...] = field(default=())
    factors: tuple[Factor, ...] = field(default=())
    decisions: tuple[Decision, ...] = field(default=())
    reservations: tuple[Reservation, ...] = field(default=())
    actions: tuple[ActionItem, ...] = field(default=())
    updates: tuple[ActionUpdate, ...] = field(default=())
    conditionals: tuple[ConditionalAgreement, ...] = field(default=())
    holders: tuple[LeadHolder, ...] = field(default=())
    level_changes: tuple[LevelChange, ...] = field(default=())
    grounds: tuple[ThirdPartyGround, ...] = field(default=())
    subject_grounds: tuple[SubjectGround, ...] = field(default=())
    information: tuple[Information, ...] = field(default=())
    parked: tuple[ParkedPoint, ...] = field(default=())
    polls: tuple[Poll, ...] = field(default=())
    extensions: tuple[RetentionExtension, ...] = field(default=())

    @property
    def referral(self) -> Referral | None:
        """Return the latest referral; a case that comes back has more than one."""
        return self.referrals[-1] if self.referrals else None

    @property
    def main_subject(self) -> Subject | None:
        """Return the main subject, or None."""
        return next((s for s in self.subjects if s.kind is SubjectKind.MAIN), None)

    @property
    def intake_decision(self) -> IntakeDecision | None:
        """Return the latest intake decision, or None."""
        return self.intake_decisions[-1] if self.intake_decisions else None

    def holder(self, responsibility: Responsibility, on: date) -> LeadHolder | None:
        """Return who holds a responsibility on a day, or None."""
        return current_holder(self.holders, responsibility, on)

    def participation(self, organisation_id: str) -> Participation | None:
        """Return how an organisation takes part, or None."""
        return next((p for p in self.participations if p.organisation_id == organisation_id), None)

    def ground(self, organisation_id: str) -> ThirdPartyGround | None:
        """Return the latest ground recorded for a derde, or None."""
        found = [g for g in self.grounds if g.organisation_id == organisation_id]
        return found[-1] if found else None

    def with_record(self, record: TableRecord) -> CaseFile:
        """Return the file with what was recorded or mended at the table, in the order it was made."""
        place = _PLACES[type(record)]
        others = [held for held in getattr(self, place) if held.id != record.id]
        made: dict[str, Any] = {place: tuple(sorted((*others, record), key=lambda held: held.id))}
        return replace(self, **made)

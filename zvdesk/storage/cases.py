"""Load and keep whole cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from zvdesk.domain.actions import ActionItem, ActionUpdate, ConditionalAgreement
from zvdesk.domain.case_files import CaseFile
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
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import ThirdPartyGround
from zvdesk.domain.keeping import RetentionExtension
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.polls import Poll
from zvdesk.domain.referrals import Referral
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.storage.records import find_records, get_record
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CASES = RECORDS[Case]
_NUMBER_AND_REGIME = select(_CASES.c.number, _CASES.c.regime_id).where(_CASES.c.id == bindparam("wanted"))


def load_case(connection: Connection, case_id: str) -> CaseFile | None:
    """Return a case with all that hangs on it, or None."""
    case = get_record(connection, Case, case_id)
    if case is None:
        return None
    return CaseFile(
        case=case,
        referrals=find_records(connection, Referral, case_id=case_id),
        questions=find_records(connection, Question, case_id=case_id),
        subjects=find_records(connection, Subject, case_id=case_id),
        criteria=find_records(connection, IntakeCriterion, case_id=case_id),
        intake_decisions=find_records(connection, IntakeDecision, case_id=case_id),
        participations=find_records(connection, Participation, case_id=case_id),
        contributions=find_records(connection, Contribution, case_id=case_id),
        scores=find_records(connection, DomainScore, case_id=case_id),
        factors=find_records(connection, Factor, case_id=case_id),
        decisions=find_records(connection, Decision, case_id=case_id),
        reservations=find_records(connection, Reservation, case_id=case_id),
        actions=find_records(connection, ActionItem, case_id=case_id),
        updates=find_records(connection, ActionUpdate, case_id=case_id),
        conditionals=find_records(connection, ConditionalAgreement, case_id=case_id),
        holders=find_records(connection, LeadHolder, case_id=case_id),
        level_changes=find_records(connection, LevelChange, case_id=case_id),
        grounds=find_records(connection, ThirdPartyGround, case_id=case_id),
        information=find_records(connection, Information, case_id=case_id),
        parked=find_records(connection, ParkedPoint, case_id=case_id),
        polls=find_records(connection, Poll, case_id=case_id),
        extensions=find_records(connection, RetentionExtension, case_id=case_id),
    )


def number_and_regime(connection: Connection, case_id: str) -> tuple[str, str]:
    """Return a case's number and regime for the log; two empty texts when there is no such case."""
    row = connection.execute(_NUMBER_AND_REGIME, {"wanted": case_id}).first()
    return (row.number, row.regime_id) if row else ("", "")


def case_by_number(connection: Connection, number: str) -> Case | None:
    """Return the case with this number, or None."""
    found = find_records(connection, Case, number=number)
    return found[0] if found else None

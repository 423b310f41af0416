"""Load and keep whole cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from zvdesk.domain.disclosure import SubjectGround, ThirdPartyGround
from zvdesk.domain.keeping import Destruction, RetentionExtension, ShieldedCase
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.polls import Poll
from zvdesk.domain.referrals import Referral
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.storage.records import find_records, get_record
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

#: What hangs on a case, by its place in the file.
PARTS: Mapping[str, type] = {
    "referrals": Referral,
    "questions": Question,
    "subjects": Subject,
    "criteria": IntakeCriterion,
    "intake_decisions": IntakeDecision,
    "participations": Participation,
    "contributions": Contribution,
    "scores": DomainScore,
    "factors": Factor,
    "decisions": Decision,
    "reservations": Reservation,
    "actions": ActionItem,
    "updates": ActionUpdate,
    "conditionals": ConditionalAgreement,
    "holders": LeadHolder,
    "level_changes": LevelChange,
    "grounds": ThirdPartyGround,
    "subject_grounds": SubjectGround,
    "information": Information,
    "parked": ParkedPoint,
    "polls": Poll,
    "extensions": RetentionExtension,
}

_CASES = RECORDS[Case]
_NUMBER_AND_REGIME = select(_CASES.c.number, _CASES.c.regime_id).where(_CASES.c.id == bindparam("wanted"))
_SHIELDED = RECORDS[ShieldedCase]
_DESTROYED = RECORDS[Destruction]
_OF_DESTROYED = select(_DESTROYED.c.case_number.label("number"), _DESTROYED.c.regime_id).where(
    _DESTROYED.c.erased_case_id == bindparam("wanted")
)
_OF_SHIELDED = select(_SHIELDED.c.number, _SHIELDED.c.regime_id).where(_SHIELDED.c.id == bindparam("wanted"))


def load_case(connection: Connection, case_id: str) -> CaseFile | None:
    """Return a case with all that hangs on it, or None."""
    case = get_record(connection, Case, case_id)
    if case is None:
        return None
    found: dict[str, Any] = {
        name: find_records(connection, cls, case_id=case_id) for name, cls in PARTS.items()
    }
    return CaseFile(case=case, **found)


def number_and_regime(connection: Connection, case_id: str) -> tuple[str, str]:
    """Return a case's number and regime for the log, also when it is gone; two empty texts for none."""
    for query in (_NUMBER_AND_REGIME, _OF_SHIELDED, _OF_DESTROYED):
        row = connection.execute(query, {"wanted": case_id}).first()
        if row is not None:
            return row.number, row.regime_id
    return "", ""


def case_by_number(connection: Connection, number: str) -> Case | None:
    """Return the case with this number, or None."""
    found = find_records(connection, Case, number=number)
    return found[0] if found else None

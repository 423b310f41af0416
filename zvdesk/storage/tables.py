"""Declare the tables: one per domain record, its columns read off the record's own fields.

Days and times are ISO 8601 text (times in UTC), nested values JSON text, so that the same tables hold on
another engine. Released migrations do not import this module; a test holds it against them.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from zvdesk.domain.actions import ActionItem, ActionUpdate, ConditionalAgreement
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.cases import (
    Case,
    Factor,
    IntakeCriterion,
    IntakeDecision,
    Participation,
    Question,
    Subject,
)
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.contributions import Contribution
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import Disclosure, SubjectGround, ThirdPartyGround
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handovers import Envelope, Handover, Pen
from zvdesk.domain.keeping import Destruction, KeptCopy, RetentionExtension, ShieldedCase
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.people import Person
from zvdesk.domain.polls import Poll
from zvdesk.domain.referrals import Referral
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.storage import codec

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _column_type(hint: codec.Hint) -> type[Integer | Boolean | LargeBinary | Text | String]:
    kind = codec.bare(hint)
    if codec.is_nested(hint):
        return Text
    if kind is bool:
        return Boolean
    if kind is int:
        return Integer
    if kind is bytes:
        return LargeBinary
    return String if kind in (date, datetime) or kind is not str else Text


def _record_table(
    name: str, cls: type, *extra: UniqueConstraint | Index, skip: tuple[str, ...] = ()
) -> Table:
    columns: list[Column[codec.Value]] = []
    for field, hint in codec.hints(cls).items():
        if field in skip:
            continue
        kind = _column_type(hint)
        if field == "id":
            columns.append(Column(field, String, primary_key=True))
        elif field == "case_id":
            columns.append(Column(field, String, ForeignKey("cases.id"), nullable=False, index=True))
        elif field == "meeting_id" and cls is AgendaItem:
            columns.append(Column(field, String, ForeignKey("meetings.id"), nullable=False, index=True))
        else:
            columns.append(Column(field, kind, nullable=codec.is_optional(hint)))
    return Table(name, metadata, *columns, *extra)


house = Table(
    "house",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

RECORDS: dict[type, Table] = {
    Person: _record_table("people", Person),
    Organisation: _record_table("organisations", Organisation),
    Case: _record_table("cases", Case, UniqueConstraint("number")),
    Referral: _record_table("referrals", Referral, Index(None, "national_id")),
    Question: _record_table("referral_questions", Question),
    Subject: _record_table("subjects", Subject),
    IntakeCriterion: _record_table("intake_criteria", IntakeCriterion, UniqueConstraint("case_id", "code")),
    IntakeDecision: _record_table("intake_decisions", IntakeDecision),
    Participation: _record_table(
        "participations", Participation, UniqueConstraint("case_id", "organisation_id")
    ),
    Contribution: _record_table("contributions", Contribution),
    DomainScore: _record_table("domain_scores", DomainScore),
    Factor: _record_table("factors", Factor),
    Decision: _record_table("decisions", Decision),
    Reservation: _record_table("reservations", Reservation),
    ActionItem: _record_table("action_items", ActionItem, Index(None, "status", "due_on")),
    ActionUpdate: _record_table("action_updates", ActionUpdate, Index(None, "action_id")),
    ConditionalAgreement: _record_table("conditional_agreements", ConditionalAgreement),
    LeadHolder: _record_table("lead_holders", LeadHolder),
    LevelChange: _record_table("level_changes", LevelChange),
    ThirdPartyGround: _record_table("third_party_grounds", ThirdPartyGround),
    SubjectGround: _record_table(
        "subject_grounds", SubjectGround, UniqueConstraint("case_id", "organisation_id")
    ),
    Information: _record_table("information", Information),
    ParkedPoint: _record_table("parked_points", ParkedPoint),
    Poll: _record_table("polls", Poll),
    EditHistory: _record_table("edit_histories", EditHistory, UniqueConstraint("case_id", "field")),
    Disclosure: _record_table("disclosures", Disclosure),
    Meeting: _record_table("meetings", Meeting, skip=("items",)),
    AgendaItem: _record_table("agenda_items", AgendaItem, UniqueConstraint("meeting_id", "case_id")),
    Evaluation: _record_table("evaluations", Evaluation, UniqueConstraint("meeting_id", "organisation_id")),
    AdoptedList: _record_table(
        "adopted_lists", AdoptedList, UniqueConstraint("meeting_id", "case_id", "version")
    ),
    RetentionExtension: _record_table("retention_extensions", RetentionExtension),
    ShieldedCase: _record_table("shielded_cases", ShieldedCase, UniqueConstraint("number")),
    Destruction: _record_table("destructions", Destruction, UniqueConstraint("erased_case_id")),
    KeptCopy: _record_table("kept_copies", KeptCopy, Index(None, "case_number")),
    Colleague: _record_table("colleagues", Colleague),
    Pen: _record_table("pens", Pen),
    Handover: _record_table("handovers", Handover),
    Envelope: _record_table("envelopes", Envelope),
}

audit = Table(
    "audit",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),  # UTC
    Column("utc_offset", Integer, nullable=False),  # minutes
    Column("actor_id", String, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", String, nullable=False),
    Column("object_id", String, nullable=False),
    Column("case_number", String, nullable=False, index=True),
    Column("result", String, nullable=False),
    Column("device", String, nullable=False),
    Column("ground", String, nullable=False),
    Column("is_emergency", Boolean, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("mac", LargeBinary, nullable=False),
)

search_entries = Table(
    "search_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item_id", String, nullable=False, unique=True),
    Column("case_id", String, ForeignKey("cases.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
)

"""Keep and erase the records of a case: one rule per kind, one way in."""

from __future__ import annotations

import re
from dataclasses import Field, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from stdnum.nl import bsn as bsn_rule

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.case_flow import non_public_deciders
from zvdesk.domain.cases import (
    CRITERIA,
    Case,
    Factor,
    IntakeCriterion,
    IntakeDecision,
    Participation,
    Question,
    Subject,
    SubjectKind,
)
from zvdesk.domain.contributions import Contribution
from zvdesk.domain.days_ahead import PLANNED
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import SubjectGround, ThirdPartyGround
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.polls import Poll
from zvdesk.domain.referrals import Referral
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.domain.roles import Act
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, NotFound, ReadOnly
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.planned_days import refuse_past_day
from zvdesk.storage.records import erase_record, find_records, get_record, insert_record, save_record
from zvdesk.storage.tables import RECORDS
from zvdesk.texts.labels import GENDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.storage.connection import Connection


class Record(Protocol):
    """Stand for any frozen record with an id."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def id(self) -> str:
        """Return the id, empty for a new record."""
        ...


_T = TypeVar("_T", bound=Record)
MAXIMUM_TEXT = 20_000
_POSTCODE = re.compile(r"[1-9][0-9]{3}\s?[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class _Rule:
    act: Act
    label: str  # for the log
    required: tuple[str, ...] = ()
    is_adopted: bool = False  # read-only once its meeting has closed


_RULES: Mapping[type, _Rule] = {
    Case: _Rule(Act.EDIT_CASE, "casus"),
    Referral: _Rule(Act.EDIT_CASE, "aanmelding"),
    Question: _Rule(Act.EDIT_CASE, "vraag bij aanmelding", ("question",)),
    Subject: _Rule(Act.EDIT_CASE, "betrokkene"),
    IntakeCriterion: _Rule(Act.EDIT_CASE, "criterium", ("code",)),
    IntakeDecision: _Rule(Act.EDIT_CASE, "besluit over opname", ("decider_ids",)),
    Participation: _Rule(Act.EDIT_CASE, "deelname", ("organisation_id",)),
    Contribution: _Rule(Act.EDIT_CASE, "inbreng", ("organisation_id", "text")),
    DomainScore: _Rule(Act.EDIT_CASE, "score", ("domain",)),
    Factor: _Rule(Act.EDIT_CASE, "factor", ("text",)),
    Decision: _Rule(Act.EDIT_CASE, "besluit", ("text",), is_adopted=True),
    Reservation: _Rule(Act.EDIT_CASE, "voorbehoud", ("organisation_id", "text"), is_adopted=True),
    ActionItem: _Rule(Act.EDIT_CASE, "actie", ("what",), is_adopted=True),
    ConditionalAgreement: _Rule(Act.EDIT_CASE, "als-dan-afspraak", ("trigger", "response"), is_adopted=True),
    Information: _Rule(Act.EDIT_CASE, "informatie", ("text",), is_adopted=True),
    ParkedPoint: _Rule(Act.EDIT_CASE, "geparkeerd punt", ("text",), is_adopted=True),
    Poll: _Rule(Act.LEAD_MEETING, "peiling", is_adopted=True),
    LeadHolder: _Rule(Act.EDIT_CASE, "regiehouder", ("person",)),
    LevelChange: _Rule(Act.EDIT_CASE, "niveaubesluit", ("to_code",), is_adopted=True),
    ThirdPartyGround: _Rule(Act.RECORD_GROUND, "grondslag derde", ("organisation_id",)),
    SubjectGround: _Rule(Act.RECORD_GROUND, "grondslag BSN en adres", ("organisation_id", "ground")),
}


def save(desk: Desk, record: _T) -> _T:
    """Check and keep one record, new or changed; return it with its id. See ``cases.save`` for the errors."""
    rule = _RULES[type(record)]
    record = _tidied(record, rule)
    is_new = not getattr(record, "id", "")
    record_id = desk.clock.new_id() if is_new else str(getattr(record, "id", ""))
    record = _with(record, id=record_id)
    case_id = record_id if isinstance(record, Case) else str(getattr(record, "case_id", ""))
    trail = Trail("toevoegen" if is_new else "wijzigen", rule.label, record_id, case_id)
    desk.require(rule.act, trail)
    _check_typed(desk, record)
    if getattr(record, PLANNED.get(type(record), ""), None):
        with desk.vault.read() as connection:
            refuse_past_day(desk, connection, record)
    with desk.change(rule.act, trail) as connection:
        return _keep(desk, connection, record, is_new=is_new)


def insert(desk: Desk, connection: Connection, record: _T) -> _T:
    """Check and keep a new record inside a transaction that another service holds; return it with its id."""
    made = _with(_tidied(record, _RULES[type(record)]), id=desk.clock.new_id())
    _check_typed(desk, made)
    refuse_past_day(desk, connection, made)
    return _keep(desk, connection, made, is_new=True)


def remove(connection: Connection, record: Record) -> None:
    """Erase a record inside a transaction that another service holds; raise ReadOnly or NotFound."""
    if _RULES[type(record)].is_adopted:
        _refuse_adopted(connection, type(record), record)
    if not erase_record(connection, type(record), record.id):
        raise NotFound(RECORDS[type(record)].name, record.id)


def label_of(kind: type) -> str:
    """Return what the log calls a kind of record."""
    return _RULES[kind].label


def _keep(desk: Desk, connection: Connection, record: _T, *, is_new: bool) -> _T:
    if _RULES[type(record)].is_adopted:
        _refuse_adopted(connection, type(record), record)
    record = _checked(desk, connection, record)
    if is_new:
        insert_record(connection, record)
    else:
        save_record(connection, record)
    if isinstance(record, LevelChange):
        _set_level(connection, record)
    return record


def erase(desk: Desk, record: Record) -> Changes:
    """Erase one record of a case; the case itself is not erased this way."""
    rule = _RULES[type(record)]
    if isinstance(record, Case):
        raise ReadOnly
    record_id = record.id
    with desk.vault.read() as connection:  # the log names the case that the record is really of
        stored = get_record(connection, type(record), record_id)
    case_id = str(getattr(stored, "case_id", ""))
    with desk.change(rule.act, Trail("wissen", rule.label, record_id, case_id)) as connection:
        remove(connection, record)
        if isinstance(record, LevelChange):
            _set_level(connection, None, record)
    return changed(RECORDS[type(record)].name, case_id=case_id)


def check_length(name: str, text: str) -> None:
    """Raise InvalidField for a text that is longer than any field holds."""
    if len(text) > MAXIMUM_TEXT:
        raise InvalidField(name, "too_long")


def _with(record: _T, **values: object) -> _T:
    return replace(record, **values)


def _tidied(record: _T, rule: _Rule) -> _T:
    """Return the record with tidy texts; raise InvalidField for what is empty or too long."""
    texts: dict[str, object] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str):
            check_length(field.name, value)
            texts[field.name] = tidy(value)
    tidied = _with(record, **texts)
    for name in rule.required:
        if not getattr(tidied, name):
            raise InvalidField(name, "empty")
    return tidied


def _refuse_adopted(connection: Connection, cls: type, record: object) -> None:
    """Raise ReadOnly when the record, as it is or as it was, belongs to an adopted list."""
    stored = get_record(connection, cls, str(getattr(record, "id", "")))
    for version in (record, stored):
        meeting_id = getattr(version, "meeting_id", "")
        case_id = getattr(version, "case_id", "")
        if meeting_id and is_adopted(connection, meeting_id, case_id):
            raise ReadOnly


def is_adopted(connection: Connection, meeting_id: str, case_id: str) -> bool:
    """Tell whether what a meeting agreed on a case is read-only now: closed, and no correction under way."""
    meeting = get_record(connection, Meeting, meeting_id)
    if meeting is None or meeting.state is not MeetingState.CLOSED:
        return False
    items = find_records(connection, AgendaItem, meeting_id=meeting_id, case_id=case_id)
    return not any(item.correction_reason for item in items)


def _check_typed(desk: Desk, record: object) -> None:
    """Raise InvalidField for what cannot be, whatever the vault holds; it leaves no line in the log."""
    if isinstance(record, Subject):
        _check_subject(record)
    if isinstance(record, IntakeCriterion) and record.code not in CRITERIA:
        raise InvalidField("code", "not_in_list")
    if isinstance(record, DomainScore):
        _check_score(desk, record)
    if isinstance(record, LeadHolder) and record.until_on and record.until_on < record.from_on:
        raise InvalidField("until_on", "order")


def _checked(desk: Desk, connection: Connection, record: _T) -> _T:
    """Return a record that fits what the vault holds."""
    if isinstance(record, Case):
        _check_case(desk, connection, record)
    elif get_record(connection, Case, str(getattr(record, "case_id", ""))) is None:
        raise NotFound("case", str(getattr(record, "case_id", "")))
    for name in ("organisation_id", "organisation_ids", "decider_ids", "named_organisation_ids"):
        _check_organisations(connection, name, getattr(record, name, ""))
    if isinstance(record, Subject) and record.kind is SubjectKind.MAIN:
        _refuse_second_main(connection, record)
    if isinstance(record, IntakeCriterion):
        _refuse_second(connection, record, "code")
    if isinstance(record, Participation):
        _refuse_second(connection, record, "organisation_id")
    if isinstance(record, IntakeDecision):
        _check_deciders(desk, connection, record)
    if isinstance(record, LevelChange):
        _check_level(desk, connection, record)
    if isinstance(record, SubjectGround):
        _refuse_second(connection, record, "organisation_id")
        _refuse_third(connection, record.organisation_id)
        return _with(record, recorded_by=desk.actor.name, recorded_on=desk.clock.today())
    if isinstance(record, ActionItem) and record.recorded_at is None:
        return _with(record, recorded_at=desk.clock.now())
    return record


def _check_case(desk: Desk, connection: Connection, case: Case) -> None:
    stored = get_record(connection, Case, case.id)
    if stored is None:
        raise NotFound("case", case.id)
    pinned = ("number", "state", "scheme_id", "scheme_version", "first_processed_on", "created_at")
    for name in pinned:
        if getattr(case, name) != getattr(stored, name):
            raise InvalidField(name, "read_only")
    # A list is printed under the regime in which it was adopted.
    if case.regime_id != stored.regime_id and find_records(connection, AdoptedList, case_id=case.id):
        raise InvalidField("regime_id", "read_only")
    desk.library.regime(case.regime_id)
    desk.library.life_domain_set(case.life_domain_set_id)


def _check_organisations(connection: Connection, name: str, value: object) -> None:
    wanted = (value,) if isinstance(value, str) else value
    if not isinstance(wanted, tuple):
        return
    for organisation_id in wanted:
        if organisation_id and get_record(connection, Organisation, str(organisation_id)) is None:
            raise InvalidField(name, "not_in_list")


def _refuse_third(connection: Connection, organisation_id: str) -> None:
    found = get_record(connection, Organisation, organisation_id)
    if found is not None and found.position is WgsPosition.THIRD:
        raise Blocked((Blocker(BlockerCode.SUBJECT_NOT_FOR_THIRD, (found.name,)),))


def _refuse_second(
    connection: Connection, record: IntakeCriterion | Participation | SubjectGround, name: str
) -> None:
    """Raise InvalidField when the case has another record of this kind with the same value."""
    same = find_records(connection, type(record), case_id=record.case_id, **{name: getattr(record, name)})
    if any(other.id != record.id for other in same):
        raise InvalidField(name, "second")


def _refuse_second_main(connection: Connection, subject: Subject) -> None:
    others = find_records(connection, Subject, case_id=subject.case_id)
    if any(s.kind is SubjectKind.MAIN and s.id != subject.id for s in others):
        raise InvalidField("kind", "second_main")


def _check_subject(subject: Subject) -> None:
    if not subject.full_name:
        raise InvalidField("family_name", "empty")
    if subject.bsn and not bsn_rule.is_valid(subject.bsn):
        raise InvalidField("bsn", "bad_bsn")
    if subject.postcode and not _POSTCODE.fullmatch(subject.postcode):
        raise InvalidField("postcode", "bad_postcode")
    if subject.gender not in GENDERS:
        raise InvalidField("gender", "not_in_list")


def _check_score(desk: Desk, score: DomainScore) -> None:
    domains = desk.library.life_domain_set(score.set_id)
    if domains.domain(score.domain) is None:
        raise InvalidField("domain", "not_in_list")
    if score.score not in {label.score for label in domains.scale}:
        raise InvalidField("score", "not_in_list")


def _check_deciders(desk: Desk, connection: Connection, decision: IntakeDecision) -> None:
    case = get_record(connection, Case, decision.case_id)
    regime = desk.library.regime(case.regime_id if case else "")
    known = {o.id: o for o in find_records(connection, Organisation)}
    names = non_public_deciders(decision.decider_ids, regime, known)
    if names:
        raise Blocked((Blocker(BlockerCode.DECIDER_NOT_PUBLIC, names),))


def _check_level(desk: Desk, connection: Connection, change: LevelChange) -> None:
    case = get_record(connection, Case, change.case_id)
    if case is not None:
        scheme = desk.library.scheme(case.scheme_id, case.scheme_version)
        for name, code in (("to_code", change.to_code), ("from_code", change.from_code)):
            if code and scheme.level(code) is None:
                raise InvalidField(name, "not_in_list")


def _set_level(connection: Connection, change: LevelChange | None, erased: LevelChange | None = None) -> None:
    """Keep the level of the case equal to its latest decision."""
    any_change = change or erased
    if any_change is None:
        return
    case = get_record(connection, Case, any_change.case_id)
    latest = max(
        find_records(connection, LevelChange, case_id=any_change.case_id),
        key=lambda c: (c.changed_on, c.id),
        default=None,
    )
    if case is not None:
        save_record(connection, replace(case, level_code=latest.to_code if latest else ""))

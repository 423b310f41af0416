"""Turn the tables of a practice case into domain records; ids are symbolic and dates relative to today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from stdnum.nl import bsn as bsn_rules
from stdnum.nl import postcode as postcode_rules

from zvdesk.domain.actions import ActionItem, ActionStatus, ActionUpdate, ConditionalAgreement, Informing
from zvdesk.domain.cases import Factor, FactorKind, Participation, Subject, SubjectKind
from zvdesk.domain.contributions import (
    Contribution,
    ContributionKind,
    DataCategory,
    SecrecyGround,
    SharingCondition,
)
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import ThirdPartyGround
from zvdesk.domain.escalation import Responsibility, Trigger
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.domain.retention import add_months

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.content.reading import Cursor
    from zvdesk.domain.escalation import EscalationScheme
    from zvdesk.domain.life_domains import LifeDomainSet

_GENDERS = ("0", "1", "2", "9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Hold what the records of one case may refer to."""

    today: date
    case_id: str
    scheme: EscalationScheme
    domains: LifeDomainSet
    organisation_ids: tuple[str, ...]
    meeting_days: Mapping[str, date]
    fixed_meeting: str = ""  # of a script: the meeting that need not be named

    def organisation(self, cursor: Cursor, default: str | None = None) -> str:
        """Return the organisation that a table names."""
        return cursor.listed("organisatie", self.organisation_ids, default)

    def meeting(self, cursor: Cursor) -> str:
        """Return the meeting that a table names."""
        return self.fixed_meeting or cursor.listed("overleg", tuple(self.meeting_days))


def at(day: date, hour: int = 9) -> datetime:
    """Return an hour of a day, UTC."""
    return datetime.combine(day, time(hour), UTC)


def subject(cursor: Cursor, frame: Frame) -> Subject:
    """Return a person; the age holds on whatever day the practice table is made."""
    bsn, postcode = cursor.text("bsn", ""), cursor.text("postcode", "")
    if bsn and not bsn_rules.is_valid(bsn):
        raise cursor.invalid("bsn", "bad_bsn")
    if postcode and not postcode_rules.is_valid(postcode):
        raise cursor.invalid("postcode", "bad_postcode")
    age = cursor.number("leeftijd", 0, 110)
    return Subject(
        case_id=frame.case_id,
        kind=cursor.choice("soort", SubjectKind),
        given_names=cursor.text("voornamen"),
        prefix=cursor.text("voorvoegsel", ""),
        family_name=cursor.text("naam"),
        born_on=add_months(frame.today, -12 * age) - timedelta(days=20 + age * 7 % 300),
        gender=cursor.listed("geslacht", _GENDERS),
        bsn=bsn,
        relation=cursor.text("relatie", ""),
        street=cursor.text("straat", ""),
        house_number=cursor.text("nummer", ""),
        postcode=postcode,
        town=cursor.text("plaats", ""),
        phone=cursor.text("telefoon", ""),
    )


def participation(cursor: Cursor, frame: Frame) -> Participation:
    """Return how an organisation takes part."""
    return Participation(
        case_id=frame.case_id,
        organisation_id=frame.organisation(cursor),
        person=cursor.text("persoon"),
        reason=cursor.text("waarom"),
        secrecy_declared_on=cursor.optional_day("verklaring_dag", frame.today),
    )


def contribution(cursor: Cursor, frame: Frame) -> Contribution:
    """Return an item of information with its condition and ground."""
    condition = cursor.choice("voorwaarde", SharingCondition, SharingCondition.ALL)
    named = condition is SharingCondition.NAMED
    ground = cursor.choice("grond", SecrecyGround, SecrecyGround.NONE)
    return Contribution(
        case_id=frame.case_id,
        organisation_id=frame.organisation(cursor),
        kind=cursor.choice("soort", ContributionKind),
        category=cursor.choice("categorie", DataCategory),
        observed_on=cursor.day("dag", frame.today),
        text=cursor.text("tekst"),
        sharing_condition=condition,
        named_organisation_ids=cursor.all_listed("alleen_voor", frame.organisation_ids) if named else (),
        secrecy_ground=ground,
        secrecy_motivation=cursor.text("motivering", "" if ground is SecrecyGround.NONE else None),
    )


def score(cursor: Cursor, frame: Frame) -> DomainScore:
    """Return a score on one of the domains of the case's set."""
    value = cursor.number("score", 0, 10)
    if not frame.domains.label_of(value):
        raise cursor.invalid("score", "not_in_list")
    return DomainScore(
        case_id=frame.case_id,
        set_id=frame.domains.id,
        domain=cursor.listed("gebied", [domain.code for domain in frame.domains.domains]),
        score=value,
        scored_on=cursor.day("dag", frame.today),
        scorer=cursor.text("door"),
        source=cursor.text("bron", ""),
    )


def factor(cursor: Cursor, frame: Frame) -> Factor:
    """Return a risk factor or a protective one."""
    return Factor(case_id=frame.case_id, kind=cursor.choice("soort", FactorKind), text=cursor.text("tekst"))


def decision(cursor: Cursor, frame: Frame) -> Decision:
    """Return a decision, taken on the day of its meeting."""
    meeting = frame.meeting(cursor)
    return Decision(
        case_id=frame.case_id,
        meeting_id=meeting,
        text=cursor.text("tekst"),
        decided_on=frame.meeting_days[meeting],
    )


def reservation(cursor: Cursor, frame: Frame) -> Reservation:
    """Return the reservation of one organisation."""
    return Reservation(
        case_id=frame.case_id,
        meeting_id=frame.meeting(cursor),
        organisation_id=frame.organisation(cursor),
        text=cursor.text("tekst"),
    )


def action(cursor: Cursor, frame: Frame) -> tuple[ActionItem, tuple[ActionUpdate, ...]]:
    """Return an action as it stands now, and its history; the history begins with what was agreed first."""
    key, meeting = cursor.code("id"), frame.meeting(cursor)
    recorded, first_due = at(frame.meeting_days[meeting]), cursor.optional_day("dag", frame.today)
    status, due = ActionStatus.OPEN, first_due
    updates = [
        ActionUpdate(
            case_id=frame.case_id,
            action_id=key,
            updated_at=recorded,
            updated_by="",
            status=status,
            due_on=due,
        )
    ]
    for step in cursor.children("stand", may_be_empty=True):
        status = step.choice("status", ActionStatus)
        due = step.optional_day("nieuwe_dag", frame.today) or due
        updates.append(
            ActionUpdate(
                case_id=frame.case_id,
                action_id=key,
                updated_at=at(step.day("dag", frame.today), 13),
                updated_by=step.text("door"),
                status=status,
                due_on=due,
                note=step.text("notitie", ""),
            )
        )
    item = ActionItem(
        id=key,
        case_id=frame.case_id,
        meeting_id=meeting,
        what=cursor.text("wat"),
        organisation_id=frame.organisation(cursor),
        person=cursor.text("persoon"),
        due_on=due,
        condition=cursor.text("voorwaarde", ""),
        is_urgent=cursor.flag("spoed", default=False),
        informing=cursor.choice("informering", Informing, Informing.NOT_YET),
        informing_note=cursor.text("informering_toelichting", ""),
        informing_recheck_on=cursor.optional_day("informering_opnieuw_dag", frame.today),
        status=status,
        names_holder_of=cursor.choice("wijst_aan", Responsibility) if cursor.has("wijst_aan") else None,
        recorded_at=recorded,
    )
    return item, tuple(updates) if len(updates) > 1 else ()


def conditional(cursor: Cursor, frame: Frame) -> ConditionalAgreement:
    """Return an als-dan-afspraak."""
    return ConditionalAgreement(
        case_id=frame.case_id,
        meeting_id=frame.meeting(cursor),
        trigger=cursor.text("als"),
        response=cursor.text("dan"),
        organisation_id=frame.organisation(cursor),
        person=cursor.text("persoon"),
        within_hours=cursor.optional_number("uren", 1, 1_000),
    )


def holder(cursor: Cursor, frame: Frame) -> LeadHolder:
    """Return who holds a responsibility; in a script from today on."""
    return LeadHolder(
        case_id=frame.case_id,
        responsibility=cursor.choice("verantwoordelijkheid", Responsibility),
        person=cursor.text("persoon"),
        organisation_id=frame.organisation(cursor, ""),
        phone=cursor.text("telefoon", ""),
        mandate=cursor.text("mandaat", ""),
        from_on=frame.today if frame.fixed_meeting else cursor.day("vanaf_dag", frame.today),
        until_on=cursor.optional_day("tot_dag", frame.today),
    )


def level_change(cursor: Cursor, frame: Frame) -> LevelChange:
    """Return a decision on the AVE level, taken at a meeting or, without one, on a day of its own."""
    codes = [level.code for level in frame.scheme.levels]
    is_loose = cursor.has("dag")
    meeting = "" if is_loose else frame.meeting(cursor)
    return LevelChange(
        case_id=frame.case_id,
        meeting_id=meeting,
        from_code=cursor.listed("van", codes, ""),
        to_code=cursor.listed("naar", codes),
        changed_on=cursor.day("dag", frame.today) if is_loose else frame.meeting_days[meeting],
        triggers=cursor.choices("aanleidingen", Trigger, may_be_empty=True),
        motivation=cursor.text("motivering"),
        decided_by=cursor.text("besloten_door", ""),
        told=cursor.text("verteld_aan", ""),
        retest_on=cursor.optional_day("hertoets_dag", frame.today),
        returns_to=cursor.text("gaat_naar", ""),
    )


def ground(cursor: Cursor, frame: Frame) -> ThirdPartyGround:
    """Return why a derde may get a list."""
    return ThirdPartyGround(
        case_id=frame.case_id,
        organisation_id=frame.organisation(cursor),
        ground=cursor.text("grond"),
        legal_test=cursor.text("toets"),
        needs_supplier_consent=cursor.flag("instemming_nodig"),
        supplier_consent=cursor.text("instemming", ""),
        recorded_on=cursor.day("dag", frame.today),
    )

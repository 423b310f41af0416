"""Make a real vault with a house, its people, a case that may stand on the table, and an open meeting."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tests.factories import make_contribution, make_holder, make_level_change, make_score, make_subject
from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.cases import (
    Case,
    CaseState,
    Factor,
    FactorKind,
    IntakeDecision,
    Participation,
    Question,
    SubjectKind,
    Verdict,
)
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.escalation import Responsibility, Trigger
from zvdesk.domain.meetings import ItemEvent, Meeting, MeetingEvent
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Person, Role
from zvdesk.domain.read_back import unread
from zvdesk.domain.referrals import Referral
from zvdesk.services import cases, exports, house, meetings, people, read_back, vaults
from zvdesk.services.export_sets import Recipient
from zvdesk.services.signed_sets import sign_set
from zvdesk.storage import audit
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.overviews import AuditLine
    from zvdesk.services.clock import Clock
    from zvdesk.services.desk import Desk
    from zvdesk.services.handing_out import Exported

HOUSE = "Huis aan de Rand"
NAMES = {
    Role.FUNCTIONAL_ADMIN: "B. Beheerder",
    Role.CHAIR: "F. Voorbeeld",
    Role.COORDINATOR: "C. Coördinator",
    Role.SECRETARY: "S. Schrijver",
    Role.PRIVACY_OFFICER: "P. Privé",
}
PASSPHRASES = {role: f"vijf woorden voor de {role.value}" for role in NAMES}


@dataclass(frozen=True, slots=True)
class World:
    """Hold a closed vault on disk and what is known of it."""

    folder: Path
    recovery_key: str
    people: dict[Role, str]  # role -> id of the person
    organisations: dict[str, str]  # short name -> id
    case_id: str
    number: str
    meeting_id: str
    item_id: str
    clock: Clock = field(compare=False)

    def desk(self, role: Role = Role.CHAIR) -> Desk:
        """Unlock the vault as the person in a role."""
        return vaults.unlock(self.folder, PASSPHRASES[role], clock=self.clock)

    def emergency(self) -> Desk:
        """Unlock the vault with the recovery key."""
        return vaults.unlock_with_recovery(self.folder, self.recovery_key, name="N. Nood", clock=self.clock)


def build(folder: Path, clock: Clock) -> World:
    """Make the vault in a folder that is not there yet, and close it."""
    new = vaults.create_vault(
        folder,
        house_name=HOUSE,
        passphrase=PASSPHRASES[Role.FUNCTIONAL_ADMIN],
        name=NAMES[Role.FUNCTIONAL_ADMIN],
        role=Role.FUNCTIONAL_ADMIN,
        cost=FLOOR,
        clock=clock,
    )
    persons = {Role.FUNCTIONAL_ADMIN: new.desk.actor.person_id}
    for role in (Role.CHAIR, Role.COORDINATOR, Role.SECRETARY, Role.PRIVACY_OFFICER):
        person = Person(name=NAMES[role], role=role, organisation=HOUSE, from_on=clock.today())
        persons[role] = people.add_person(new.desk, person, PASSPHRASES[role], cost=FLOOR).id
    house.revise_house(new.desk, contact="Bureau, 010 000 00 00", regime_id="wgs_zvh")
    vaults.lock(new.desk)
    desk = vaults.unlock(folder, PASSPHRASES[Role.CHAIR], clock=clock)
    known = {
        short: house.save_organisation(desk, organisation).id
        for short, organisation in {
            "gemeente": Organisation(name="Gemeente Oefenstad", kind="wijkteam", position=WgsPosition.PUBLIC),
            "politie": Organisation(name="Politie Oefenstad", kind="politie", position=WgsPosition.PUBLIC),
            "ggz": Organisation(
                name="GGZ Verzonnen",
                abbreviation="GGZ",
                kind="ggz",
                position=WgsPosition.PRIVATE,
                has_professional_secrecy=True,
            ),
            "corporatie": Organisation(
                name="Wonen in Fictie",
                abbreviation="WiF",
                kind="woningcorporatie",
                position=WgsPosition.THIRD,
            ),
        }.items()
    }
    case = accepted_case(desk, known, alias="Valk")
    made = open_meeting(desk, persons, known, case)
    vaults.lock(desk)
    return World(
        folder=folder,
        recovery_key=new.recovery_key,
        people=persons,
        organisations=known,
        case_id=case.id,
        number=case.number,
        meeting_id=made.id,
        item_id=made.items[0].id,
        clock=clock,
    )


def accepted_case(desk: Desk, known: dict[str, str], *, alias: str, regime_id: str = "wgs_zvh") -> Case:
    """Open a case and bring it through the intake, with everything that asks."""
    case = cases.open_case(desk, alias=alias, regime_id=regime_id)
    case_id = case.id
    cases.save(
        desk,
        Referral(
            case_id=case_id,
            referrer_name="A. Melder",
            referrer_organisation="Politie Oefenstad",
            received_at=desk.clock.now(),
            is_quality_checked=True,
            quality_checked_by="A. Melder",
        ),
    )
    cases.save(desk, replace(make_subject(case_id=case_id), id=""))
    cases.save(
        desk,
        make_subject(
            id="",
            case_id=case_id,
            kind=SubjectKind.RELATED,
            given_names="Łucja",
            prefix="",
            family_name="Verzonnen",
            relation="zus",
        ),
    )
    through_intake(desk, case_id, known)
    return cases.case_file(desk, case_id).case


def through_intake(desk: Desk, case_id: str, known: dict[str, str]) -> None:
    """Bring a case with a referral and a main subject through the intake."""
    today = desk.clock.today()
    cases.save(desk, Question(case_id=case_id, question="Sinds wanneer?", answer="Sinds mei."))
    for criterion in cases.case_file(desk, case_id).criteria:
        cases.save(desk, replace(criterion, verdict=Verdict.YES, evidence="Twee meldingen."))
    for short, organisation_id in known.items():
        cases.save(
            desk,
            Participation(
                case_id=case_id,
                organisation_id=organisation_id,
                person=f"D. {short.capitalize()}",
                reason="Kent het gezin.",
                secrecy_declared_on=today if short == "corporatie" else None,
            ),
        )
    cases.save(desk, make_contribution(id="", case_id=case_id, organisation_id=known["ggz"]))
    cases.save(desk, Factor(case_id=case_id, kind=FactorKind.RISK, text="Schulden."))
    cases.move_case(desk, case_id, CaseState.TRIAGE)
    cases.save(
        desk,
        IntakeDecision(case_id=case_id, decided_on=today, decider_ids=(known["gemeente"],), is_accepted=True),
    )
    cases.move_case(desk, case_id, CaseState.ACCEPTED)


def open_meeting(desk: Desk, persons: dict[Role, str], known: dict[str, str], *on_agenda: Case) -> Meeting:
    """Prepare a meeting with cases on it and invite to it."""
    made = meetings.prepare_meeting(
        desk,
        kind=MeetingKind.TABLE,
        title="Tafel Noord",
        starts_at=desk.clock.now() + timedelta(hours=1),
        place="Stadhuis",
        chair_id=persons[Role.CHAIR],
        secretary_id=persons[Role.SECRETARY],
    )
    for case in on_agenda:
        meetings.add_case(desk, made.id, case.id, invited_ids=tuple(known.values()))
    return meetings.advance(desk, made.id, MeetingEvent.CONVENE)


def lead_case(desk: Desk, meeting_id: str, item_id: str, known: dict[str, str]) -> None:
    """Lead one case of a running meeting through the five steps."""
    found = meetings.meeting(desk, meeting_id).item(item_id)
    case_id, today = found.case_id, desk.clock.today()

    def write(**values: str | date) -> None:
        case = cases.case_file(desk, case_id).case
        changed = {name: values.get(name, getattr(case, name)) for name in case.__slots__}
        cases.save(desk, Case(**changed))

    def go_on(step: Step) -> None:
        meetings.write_note(desk, meeting_id, item_id, step, f"Notitie bij {step.value}.")
        meetings.advance_item(desk, meeting_id, item_id, ItemEvent.NEXT)

    meetings.advance_item(desk, meeting_id, item_id, ItemEvent.START)
    meetings.set_present(desk, meeting_id, item_id, tuple(known.values()))
    meetings.set_danger(desk, meeting_id, item_id, is_in_danger=False)
    write(occasion="Twee meldingen in een week.")
    go_on(Step.SIGNAL)
    cases.save(desk, make_score(id="", case_id=case_id, scored_on=today))
    write(resident_view="Ik wil rust.", shared_goal="Geen nieuwe meldingen voor de zomer.")
    go_on(Step.ANALYSIS)
    cases.save(desk, Decision(case_id=case_id, meeting_id=meeting_id, text="Eén plan.", decided_on=today))
    for short, what in (("gemeente", "Elke week langsgaan"), ("ggz", "Zorg afstemmen")):
        cases.save(
            desk,
            ActionItem(
                case_id=case_id,
                meeting_id=meeting_id,
                what=what,
                organisation_id=known[short],
                person=f"D. {short.capitalize()}",
                due_on=today + timedelta(days=14),
            ),
        )
    cases.save(
        desk,
        ConditionalAgreement(
            case_id=case_id,
            meeting_id=meeting_id,
            trigger="Overlast in de nacht",
            response="Politie rijdt langs",
            organisation_id=known["politie"],
            within_hours=2,
        ),
    )
    go_on(Step.PLAN)
    level_before = meetings.meeting(desk, meeting_id).item(item_id).level_before
    cases.save(
        desk,
        make_level_change(
            id="",
            case_id=case_id,
            meeting_id=meeting_id,
            from_code=level_before,
            triggers=(Trigger.SAFETY,),
            changed_on=today,
            retest_on=today + timedelta(weeks=4),
        ),
    )
    for responsibility in Responsibility:
        cases.save(
            desk,
            make_holder(
                responsibility,
                id="",
                case_id=case_id,
                organisation_id=known["gemeente"],
                from_on=today,
                phone="010 111 11 11",
            ),
        )
    go_on(Step.LEAD)
    cases.save(
        desk,
        Reservation(
            case_id=case_id,
            meeting_id=meeting_id,
            organisation_id=known["ggz"],
            text="Alleen met toestemming.",
        ),
    )
    write(follow_up_on=today + timedelta(weeks=6), follow_up_guard="C. Coördinator")
    read_aloud(desk, meeting_id, item_id)
    meetings.set_agreed(desk, meeting_id, item_id, (known["gemeente"], known["ggz"]))
    go_on(Step.FOLLOW_UP)


def read_aloud(desk: Desk, meeting_id: str, item_id: str) -> None:
    """Read every agreement of a case to the table, one by one, and ask who agrees."""
    item = meetings.meeting(desk, meeting_id).item(item_id)
    for record in unread(cases.case_file(desk, item.case_id), item):
        read_back.mark_read(desk, meeting_id, item_id, record.id)
    read_back.finish_read_back(desk, meeting_id, item_id)


def lead_and_close(desk: Desk, world: World) -> None:
    """Lead the world's meeting from beginning to end."""
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)


def sign_document(
    desk: Desk,
    signer: exports.Signer,
    meeting_id: str,
    case_id: str,
    organisation_id: str | None,
    folder: Path,
    kind: str = exports.KIND,
) -> Exported:
    """Sign one list or card as a set of one; raise what it is refused for."""
    made = sign_set(desk, signer, meeting_id, [Recipient(case_id, organisation_id, kind)], folder)
    for refusal in made.refused:
        raise refusal.error
    ((_, exported),) = made.made
    return exported


def log(desk: Desk) -> tuple[AuditLine, ...]:
    """Return the lines of the log, newest first."""
    with desk.vault.read() as connection:
        return audit.lines(connection, limit=10_000)


def at_noon(day: date, like: datetime) -> datetime:
    """Return noon of a day, in the zone of another moment."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=like.tzinfo)

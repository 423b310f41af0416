"""Make a practice vault, fill it with the fictional table, and lead today's meeting through the steps."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, TypeVar

from zvdesk.content.practice import PracticeTable, Script, load_practice
from zvdesk.domain.adoption import AdoptedList, adopted_content
from zvdesk.domain.agenda import Step
from zvdesk.domain.cases import Case
from zvdesk.domain.ids import next_case_number
from zvdesk.domain.meetings import ItemEvent, Meeting, MeetingEvent, MeetingState
from zvdesk.domain.people import Role
from zvdesk.domain.read_back import unread
from zvdesk.domain.roles import Act
from zvdesk.errors import PracticeMixing
from zvdesk.services import actions, cases, house, meetings, people, read_back, vaults
from zvdesk.services.clock import Clock
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.records import Record
from zvdesk.storage import overviews
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import save_meeting
from zvdesk.storage.records import find_records, insert_record
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.storage.connection import Connection

_T = TypeVar("_T", bound=Record)
Ids = dict[str, str]  # symbolic name in the practice table -> id in the vault


@dataclass(frozen=True, slots=True)
class PracticePerson:
    """Hold one practice person with the passphrase made for this vault; for practice only."""

    name: str
    role: Role
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Practice:
    """Hold a filled practice vault with its chair at the desk."""

    desk: Desk
    table: PracticeTable
    ids: Ids
    people: tuple[PracticePerson, ...]
    recovery_key: str = field(repr=False)

    @property
    def passphrase(self) -> str:
        """Return the chair's passphrase."""
        return next(p.passphrase for p in self.people if p.role is Role.CHAIR)

    @property
    def meeting_id(self) -> str:
        """Return today's meeting."""
        return self.ids[self.table.todays_meeting.id]


def create_practice(
    folder: Path, *, clock: Clock | None = None, report: Callable[[str], None] = lambda _text: None
) -> Practice:
    """Make a practice vault with fictional people and cases, and unlock it as its chair.

    Its passphrases are random, and cheap to try: there is nothing to protect. Raises like ``create_vault``.
    """
    clock = clock or Clock()
    table = load_practice(clock.today())
    admin = table.person(Role.FUNCTIONAL_ADMIN)
    known = [PracticePerson(admin.name, admin.role, _passphrase())]
    report("kluis maken")
    new = vaults.create_vault(
        folder,
        house_name=table.house,
        passphrase=known[0].passphrase,
        name=admin.name,
        role=admin.role,
        organisation=admin.organisation,
        practice=True,
        cost=FLOOR,
        clock=clock,
    )
    desk, ids = new.desk, {admin.id: new.desk.actor.person_id}
    try:
        report("mensen toevoegen")
        for person in table.persons:
            if person.id != admin.id:
                known.append(PracticePerson(person.name, person.role, _passphrase()))
                ids[person.id] = people.add_person(desk, person, known[-1].passphrase, cost=FLOOR).id
        house.revise_house(desk, contact=table.contact, regime_id=table.regime_id)
        house.set_retention(desk, "lokaal", table.local_retention_months, table.local_retention_basis)
        report("oefencasussen laden")
        ids |= load_table(desk, table, ids)
    finally:
        vaults.lock(desk)
    chair = next(person for person in known if person.role is Role.CHAIR)
    desk = vaults.unlock(folder, chair.passphrase, clock=clock)
    return Practice(desk, table, ids, tuple(known), new.recovery_key)


def load_table(desk: Desk, table: PracticeTable, person_ids: Ids) -> Ids:
    """Put the fictional organisations, cases and meetings into an empty practice vault, in one transaction.

    History cannot be made by acting today, so it is put in as it stands. Returns the ids given out. Raises
    PracticeMixing for a vault that is not for practice, or that holds cases.
    """
    if not desk.vault.practice:
        raise PracticeMixing
    clock, ids = desk.clock, dict(person_ids)
    ids |= {organisation.id: clock.new_id() for organisation in table.organisations}
    ids |= {meeting.id: clock.new_id() for meeting in table.meetings}
    ids |= {file.case.id: clock.new_id() for file in table.cases}
    ids |= {action.id: clock.new_id() for file in table.cases for action in file.actions}
    with desk.change(Act.IMPORT_REFERRAL, Trail("laden", "oefencasussen")) as connection:
        if find_records(connection, Case):
            raise PracticeMixing
        for organisation in table.organisations:
            insert_record(connection, _renamed(organisation, ids, clock))
        for file in table.cases:
            _insert_case(desk, connection, file, ids)
        for meeting in table.meetings:
            _insert_meeting(desk, connection, meeting, table, ids)
    return ids


def run_table(practice: Practice, report: Callable[[str], None] = lambda _text: None) -> str:
    """Lead today's meeting by the services that the window calls, and close it; return its id."""
    desk, ids = practice.desk, practice.ids
    meeting = meetings.advance(desk, practice.meeting_id, MeetingEvent.BEGIN)
    for script in practice.table.scripts:
        item = next(i for i in meeting.items if i.case_id == ids[script.case_id])
        report(cases.case_file(desk, item.case_id).case.number)
        _lead_case(desk, meeting.id, item, script, ids)
    meetings.advance(desk, meeting.id, MeetingEvent.CLOSE)
    return meeting.id


def _lead_case(desk: Desk, meeting_id: str, item: AgendaItem, script: Script, ids: Ids) -> None:
    def ids_of(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(ids[key] for key in keys)

    def keep(*found: Record) -> None:
        for record in found:
            cases.save(desk, _renamed(record, ids, None))

    def write(**values: object) -> None:
        cases.save(desk, _with(cases.case_file(desk, item.case_id).case, **values))

    def done(step: Step) -> None:
        for noted, note in script.notes:
            if noted is step:
                meetings.write_note(desk, meeting_id, item.id, step, note)
        meetings.advance_item(desk, meeting_id, item.id, ItemEvent.NEXT)

    meetings.advance_item(desk, meeting_id, item.id, ItemEvent.START)
    meetings.set_present(desk, meeting_id, item.id, ids_of(script.present_ids))
    meetings.set_danger(desk, meeting_id, item.id, script.is_in_danger)
    write(occasion=script.occasion)
    for update in script.updates:
        actions.update_action(
            desk, ids[update.action_id], status=update.status, due_on=update.due_on, note=update.note
        )
    keep(*script.safety_agreements)  # direct danger asks an agreement before anything else
    done(Step.SIGNAL)
    keep(*script.scores, *script.factors)
    write(
        resident_view=script.resident_view,
        shared_goal=script.shared_goal,
        goal_on=script.goal_on,
        goal_indicator=script.goal_indicator,
    )
    done(Step.ANALYSIS)
    keep(*script.decisions, *(replace(action, id="") for action in script.actions), *script.conditionals)
    done(Step.PLAN)
    keep(script.level_change, *script.holders)
    done(Step.LEAD)
    write(
        follow_up_on=script.follow_up_on,
        follow_up_note=script.follow_up_note,
        follow_up_guard=script.follow_up_guard,
    )
    keep(*script.reservations)
    _read_aloud(desk, meeting_id, item.id)
    meetings.set_agreed(desk, meeting_id, item.id, ids_of(script.agreed_ids))
    done(Step.FOLLOW_UP)


def _read_aloud(desk: Desk, meeting_id: str, item_id: str) -> None:
    item = meetings.meeting(desk, meeting_id).item(item_id)
    for record in unread(cases.case_file(desk, item.case_id), item):
        read_back.mark_read(desk, meeting_id, item_id, record.id)
    read_back.finish_read_back(desk, meeting_id, item_id)


def _insert_case(desk: Desk, connection: Connection, file: CaseFile, ids: Ids) -> None:
    year = file.case.first_processed_on.year
    number = next_case_number(year, overviews.last_case_number(connection, year))
    insert_record(connection, replace(file.case, id=ids[file.case.id], number=number))
    for part in fields(file):
        for record in getattr(file, part.name) if part.name != "case" else ():
            insert_record(connection, _renamed(record, ids, desk.clock))


def _insert_meeting(
    desk: Desk, connection: Connection, meeting: Meeting, table: PracticeTable, ids: Ids
) -> None:
    files = {file.case.id: file for file in table.cases}
    items = tuple(
        replace(_renamed(item, ids, desk.clock), level_before=_level_before(files[item.case_id], meeting.id))
        for item in meeting.items
    )
    save_meeting(connection, replace(_renamed(meeting, ids, None), items=items))
    if meeting.state is not MeetingState.CLOSED or meeting.closed_at is None:
        return
    chair = next(person.name for person in table.persons if person.id == meeting.chair_id)
    for item in items:
        file = load_case(connection, item.case_id)
        if file is not None:
            insert_record(
                connection,
                AdoptedList(
                    id=desk.clock.new_id(),
                    meeting_id=item.meeting_id,
                    case_id=item.case_id,
                    version=1,
                    adopted_at=meeting.closed_at,
                    adopted_by=chair,
                    content=adopted_content(
                        file,
                        item.meeting_id,
                        level_before=item.level_before,
                        agreed=len(item.agreed_ids),
                        on=meeting.closed_at.date(),
                    ),
                ),
            )


def _level_before(file: CaseFile, meeting_key: str) -> str:
    changes = [change for change in file.level_changes if change.meeting_id == meeting_key]
    return changes[0].from_code if changes else file.case.level_code


def _with(record: _T, **values: object) -> _T:
    return replace(record, **values)


def _renamed(record: _T, ids: Mapping[str, str], clock: Clock | None) -> _T:
    """Return a record with the vault's ids for the table's names, and a new id when it has none."""
    values: dict[str, object] = {}
    for field_ in fields(record):
        value = getattr(record, field_.name)
        if field_.name == "id" or field_.name.endswith("_id"):
            values[field_.name] = ids.get(value, value)
        elif field_.name.endswith("_ids"):
            values[field_.name] = tuple(ids[key] for key in value)
    if clock is not None and not values.get("id"):
        values["id"] = clock.new_id()
    return replace(record, **values)


def _passphrase() -> str:
    return "oefen-" + "-".join(secrets.token_hex(3) for _ in range(4))

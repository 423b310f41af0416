"""Every service checks the role, leaves exactly one line in the log, and fails as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DatabaseError

from tests.exchange.referral_files import referral
from tests.factories import TODAY, make_subject
from tests.services.conftest import copied
from tests.services.world import HOUSE, PASSPHRASES, World, accepted_case, log, sign_document
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.cases import CaseState
from zvdesk.domain.disclosure import SubjectGround, ThirdPartyGround
from zvdesk.domain.meetings import ItemEvent, Meeting, MeetingEvent
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Actor, Person, Role
from zvdesk.domain.roles import ALLOWED, Act
from zvdesk.errors import NotAllowed
from zvdesk.exchange.tables import TableForm
from zvdesk.services import (
    actions,
    backups,
    cases,
    checks,
    exports,
    house,
    meetings,
    people,
    referrals,
    tables,
    vaults,
)
from zvdesk.services.export_sets import Recipient
from zvdesk.services.today import today
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import load_meeting
from zvdesk.storage.tables import metadata
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.services.desk import Desk

NEW = "een gloednieuwe lange wachtzin"


@dataclass(frozen=True, slots=True)
class Call:
    """Hold one thing a person does: its act, how it is done, and the state the vault must be in."""

    name: str
    act: Act
    run: Callable[[Desk, World, Path], object]
    state: str = "open"  # "open" | "running" | "closed"
    lines: int = 1
    writes: bool = True


def person(person_id: str = "", phone: str = "") -> Person:
    return Person(
        id=person_id,
        name="N. Nieuw",
        role=Role.SECRETARY,
        organisation=HOUSE,
        from_on=TODAY,
        phone=phone,
    )


def case_file(desk: Desk, world: World) -> CaseFile:
    with desk.vault.read() as connection:
        found = load_case(connection, world.case_id)
    assert found is not None
    return found


def first_action(desk: Desk, world: World) -> str:
    return case_file(desk, world).actions[0].id


def melding(tmp_path: Path) -> Path:
    path = tmp_path / "melding.json"
    path.write_text(json.dumps(referral()), encoding="utf-8")
    return path


def sign_one(desk: Desk, world: World, tmp_path: Path) -> None:
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        sign_document(desk, signer, world.meeting_id, world.case_id, None, tmp_path / "uit")


def begin_and_adopt(desk: Desk, world: World) -> None:
    meetings.begin_correction(desk, world.meeting_id, world.case_id, "Datum was fout")
    meetings.adopt_correction(desk, world.meeting_id, world.case_id)


A = Act
CALLS = [
    Call("add_person", A.MANAGE_PEOPLE, lambda d, _w, _t: people.add_person(d, person(), NEW, cost=FLOOR)),
    Call(
        "revise_person",
        A.MANAGE_PEOPLE,
        lambda d, w, _t: people.revise_person(d, person(w.people[Role.SECRETARY], "1")),
    ),
    Call(
        "end_person",
        A.MANAGE_PEOPLE,
        lambda d, w, _t: people.end_person(d, w.people[Role.SECRETARY], TODAY + timedelta(days=1)),
    ),
    Call(
        "replace_person",
        A.MANAGE_PEOPLE,
        lambda d, w, _t: people.replace_person(d, w.people[Role.SECRETARY], person(), NEW, cost=FLOOR),
        lines=2,
    ),
    Call(
        "renew_keys",
        A.MANAGE_PEOPLE,
        lambda d, w, _t: people.renew_keys(d, w.people[Role.SECRETARY], NEW, cost=FLOOR),
    ),
    Call(
        "revise_house",
        A.MANAGE_HOUSE,
        lambda d, _w, _t: house.revise_house(d, contact="Bureau", regime_id="lokaal"),
    ),
    Call(
        "set_retention",
        A.MANAGE_HOUSE,
        lambda d, _w, _t: house.set_retention(d, "lokaal", 24, "Selectielijst"),
    ),
    Call(
        "save_organisation",
        A.MANAGE_ORGANISATIONS,
        lambda d, _w, _t: house.save_organisation(
            d, Organisation(name="Nieuw", kind="school", position=WgsPosition.THIRD)
        ),
    ),
    Call("open_case", A.EDIT_CASE, lambda d, _w, _t: cases.open_case(d, alias="Uil")),
    Call("case_file", A.READ_CASE, lambda d, w, _t: cases.case_file(d, w.case_id), writes=False),
    Call("today", A.READ_CASE, lambda d, _w, _t: today(d), writes=False),
    Call("case_rows", A.READ_CASE, lambda d, _w, _t: cases.case_rows(d), writes=False),
    Call("search_cases", A.READ_CASE, lambda d, _w, _t: cases.search_cases(d, "zorg"), writes=False),
    Call(
        "save",
        A.EDIT_CASE,
        lambda d, w, _t: cases.save(d, replace(make_subject(case_id=w.case_id, relation="x"), id="s-1")),
        state="none",
    ),
    Call(
        "save_ground",
        A.RECORD_GROUND,
        lambda d, w, _t: cases.save(
            d,
            ThirdPartyGround(
                case_id=w.case_id, organisation_id=w.organisations["corporatie"], recorded_on=TODAY
            ),
        ),
    ),
    Call(
        "save_subject_ground",
        A.RECORD_GROUND,
        lambda d, w, _t: cases.save(
            d,
            SubjectGround(
                case_id=w.case_id,
                organisation_id=w.organisations["ggz"],
                ground="artikel 10 Wabb",
                recorded_on=TODAY,
            ),
        ),
    ),
    Call("erase", A.EDIT_CASE, lambda d, w, _t: cases.erase(d, case_file(d, w).subjects[1])),
    Call("move_case", A.EDIT_CASE, lambda d, w, _t: cases.move_case(d, w.case_id, CaseState.ENRICHMENT)),
    Call("action_rows", A.READ_CASE, lambda d, _w, _t: actions.action_rows(d), writes=False),
    Call(
        "update_action",
        A.UPDATE_ACTION,
        lambda d, w, _t: actions.update_action(d, first_action(d, w), status=ActionStatus.DONE),
        state="closed",
    ),
    Call(
        "import_referral",
        A.IMPORT_REFERRAL,
        lambda d, _w, t: referrals.import_referral(d, melding(t)),
    ),
    Call("meeting_rows", A.READ_CASE, lambda d, _w, _t: meetings.meeting_rows(d), writes=False),
    Call("meeting", A.READ_CASE, lambda d, w, _t: meetings.meeting(d, w.meeting_id), writes=False),
    Call(
        "prepare_meeting",
        A.PREPARE_MEETING,
        lambda d, _w, _t: meetings.prepare_meeting(d, kind=MeetingKind.ICO, title="ICO"),
    ),
    Call(
        "revise_meeting",
        A.PREPARE_MEETING,
        lambda d, w, _t: meetings.revise_meeting(d, replace(stored_meeting(d, w), title="Anders")),
    ),
    Call(
        "add_case",
        A.PREPARE_MEETING,
        lambda d, w, _t: meetings.add_case(d, w.meeting_id, w.case_id),
        writes=False,
    ),
    Call(
        "remove_case",
        A.PREPARE_MEETING,
        lambda d, w, _t: meetings.remove_case(d, w.meeting_id, w.item_id),
    ),
    Call(
        "reorder",
        A.PREPARE_MEETING,
        lambda d, w, _t: meetings.reorder(d, w.meeting_id, (w.item_id,)),
        writes=False,
    ),
    Call(
        "set_invited",
        A.PREPARE_MEETING,
        lambda d, w, _t: meetings.set_invited(d, w.meeting_id, w.item_id, (w.organisations["ggz"],)),
    ),
    Call(
        "withdraw",
        A.PREPARE_MEETING,
        lambda d, w, _t: meetings.advance(d, w.meeting_id, MeetingEvent.WITHDRAW),
    ),
    Call("begin", A.LEAD_MEETING, lambda d, w, _t: meetings.advance(d, w.meeting_id, MeetingEvent.BEGIN)),
    Call(
        "advance_item",
        A.LEAD_MEETING,
        lambda d, w, _t: meetings.advance_item(
            d, w.meeting_id, w.item_id, ItemEvent.SKIP, reason="Geen tijd"
        ),
        state="running",
    ),
    Call(
        "jump",
        A.LEAD_MEETING,
        lambda d, w, _t: meetings.jump(d, w.meeting_id, w.item_id, Step.PLAN),
        state="running",
    ),
    Call(
        "write_note",
        A.LEAD_MEETING,
        lambda d, w, _t: meetings.write_note(d, w.meeting_id, w.item_id, Step.SIGNAL, "Notitie"),
        state="running",
    ),
    Call(
        "set_present",
        A.LEAD_MEETING,
        lambda d, w, _t: meetings.set_present(d, w.meeting_id, w.item_id, (w.organisations["ggz"],)),
        state="running",
    ),
    Call(
        "set_danger",
        A.LEAD_MEETING,
        lambda d, w, _t: meetings.set_danger(d, w.meeting_id, w.item_id, is_in_danger=True),
        state="running",
    ),
    Call(
        "set_agreed",
        A.LEAD_MEETING,
        lambda d, w, _t: meetings.set_agreed(d, w.meeting_id, w.item_id, ()),
        state="running",
        writes=False,
    ),
    Call(
        "close",
        A.ADOPT_LIST,
        lambda d, w, _t: meetings.advance(d, w.meeting_id, MeetingEvent.CLOSE),
        state="postponed",
    ),
    Call(
        "begin_correction",
        A.ADOPT_LIST,
        lambda d, w, _t: meetings.begin_correction(d, w.meeting_id, w.case_id, "Datum was fout"),
        state="closed",
    ),
    Call("adopt_correction", A.ADOPT_LIST, lambda d, w, _t: begin_and_adopt(d, w), state="closed", lines=2),
    Call(
        "adopted_versions",
        A.READ_CASE,
        lambda d, w, _t: meetings.adopted_versions(d, w.meeting_id, w.case_id),
        writes=False,
    ),
    Call(
        "preview",
        A.SIGN_LIST,
        lambda d, w, _t: exports.preview(d, w.meeting_id, w.case_id, None),
        state="closed",
        writes=False,
    ),
    Call("sign_set", A.SIGN_LIST, sign_one, state="closed"),
    Call(
        "export_tables",
        A.HAND_OUT,
        lambda d, w, p: tables.export_tables(
            d, w.meeting_id, [Recipient(w.case_id, None)], [TableForm.ODS], p
        ),
        state="closed",
    ),
    Call("disclosures", A.READ_CASE, lambda d, w, _t: exports.disclosures(d, w.case_id), writes=False),
    Call("back_up", A.BACK_UP, lambda d, _w, _t: backups.back_up(d)),
]


def stored_meeting(desk: Desk, world: World) -> Meeting:
    with desk.vault.read() as connection:
        found = load_meeting(connection, world.meeting_id)
    assert found is not None
    return found


FOLDERS = ("last_export", "export_folders")


def contents(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but the log, and but the folders that an export made ready."""
    with desk.vault.read() as connection:
        return {
            table.name: [tuple(r) for r in connection.execute(table.select()) if r[0] not in FOLDERS]
            for table in metadata.sorted_tables
            if table.name != "audit"
        }


def bring_to(state: str, desk: Desk, world: World) -> World:
    """Bring a world with an open meeting into the state that a call needs."""
    if state == "none":
        return replace(world, case_id=cases.open_case(desk).id)
    if state in ("running", "postponed"):
        meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    if state == "postponed":
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="Niemand kon")
    return world


@pytest.fixture(scope="module")
def scene(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    world_once: World,
    closed_once: World,
) -> Iterator[tuple[Desk, World, Call]]:
    """Open a vault in the state that the call asks for; its three tests share it, what acts comes last."""
    call: Call = request.param
    world = copied(closed_once if call.state == "closed" else world_once, tmp_path_factory.mktemp("scene"))
    desk = world.desk()
    yield desk, bring_to(call.state, desk, world), call
    vaults.lock(desk)


each_call = pytest.mark.parametrize("scene", CALLS, indirect=True, ids=lambda call: call.name)


def sit(desk: Desk, world: World, role: Role) -> None:
    """Let someone in this role sit at the open desk; the chair keeps the own seat, for the signature."""
    actor = Actor(person_id=world.people.get(role, ""), name=f"Rol {role.value}", role=role)
    desk.actor = actor


@each_call
def test_who_may_not_is_refused_and_that_is_logged(scene: tuple[Desk, World, Call], tmp_path: Path) -> None:
    desk, world, call = scene
    refused = [role for role in Role if call.act not in ALLOWED[role]]
    before, keys = contents(desk), (world.folder / "keys.json").read_bytes()
    for role in refused:
        sit(desk, world, role)
        earlier = len(log(desk))
        with pytest.raises(NotAllowed) as error:
            call.run(desk, world, tmp_path)
        assert (error.value.act, error.value.role) == (call.act.value, role.value)
        lines = log(desk)
        assert len(lines) == earlier + 1
        assert (lines[0].result, lines[0].actor, lines[0].role) == (
            "geweigerd",
            f"Rol {role.value}",
            role.value,
        )
    assert contents(desk) == before
    assert (world.folder / "keys.json").read_bytes() == keys
    assert not (tmp_path / "uit").exists()


@each_call
def test_what_cannot_be_logged_does_not_happen(scene: tuple[Desk, World, Call], tmp_path: Path) -> None:
    desk, world, call = scene
    allowed = [role for role in Role if call.act in ALLOWED[role]]
    sit(desk, world, Role.CHAIR if Role.CHAIR in allowed else allowed[0])
    before, earlier = contents(desk), len(log(desk))
    slots = {s["person_id"] for s in key_slots(world)}
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'nee'); END"
        )
    with pytest.raises(DatabaseError):
        call.run(desk, world, tmp_path)
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    assert contents(desk) == before
    assert len(log(desk)) == earlier
    assert {s["person_id"] for s in key_slots(world)} == slots
    assert not list((tmp_path / "uit").glob("*"))
    assert not list((world.folder / "backups").iterdir())


@each_call
def test_who_may_leaves_exactly_one_line(scene: tuple[Desk, World, Call], tmp_path: Path) -> None:
    desk, world, call = scene
    allowed = [role for role in Role if call.act in ALLOWED[role]]
    role = Role.CHAIR if Role.CHAIR in allowed else allowed[0]
    sit(desk, world, role)
    before, earlier = contents(desk), len(log(desk))
    call.run(desk, world, tmp_path)
    lines = log(desk)
    assert len(lines) == earlier + call.lines
    for line in lines[: call.lines]:
        assert (line.result, line.role, line.actor_id) == ("gelukt", role.value, world.people.get(role, ""))
        assert line.action
        assert line.object
        assert line.device
        assert line.at == desk.clock.now()
    assert (contents(desk) != before) is call.writes


def key_slots(world: World) -> list[dict[str, str]]:
    slots: list[dict[str, str]] = json.loads((world.folder / "keys.json").read_text())["slots"]
    return [{"person_id": str(slot.get("person_id"))} for slot in slots]


def test_looking_up_a_case_and_what_can_be_made_ask_the_role_too(desk: Desk, world: World) -> None:
    for role in Role:
        sit(desk, world, role)
        assert cases.case_by_its_number(desk, world.number).id == world.case_id
        assert exports.targets(desk, world.meeting_id, world.case_id)


def test_a_service_that_is_done_without_a_role_is_logged_as_well(desk: Desk) -> None:
    earlier = len(log(desk))
    checks.check(desk)
    vaults.change_passphrase(desk, PASSPHRASES[Role.CHAIR], NEW)
    assert [line.action for line in log(desk)[: len(log(desk)) - earlier]] == [
        "wachtzin wijzigen",
        "controleren",
    ]


def test_a_line_names_the_case_and_its_ground_and_no_word_of_it(desk: Desk, world: World) -> None:
    made = accepted_case(desk, world.organisations, alias="KANARIE", regime_id="lokaal")
    cases.search_cases(desk, "KANARIE")
    about = [line for line in log(desk) if line.case_number == made.number]
    assert {line.ground for line in about} == {"lokaal"}
    assert {line.object_id for line in about} >= {made.id}
    assert "kanarie" not in repr(log(desk)).casefold()

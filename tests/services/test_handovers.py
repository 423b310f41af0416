"""A table travels: the pen goes along, comes back with the result, and nothing is lost or leaked."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import TODAY
from tests.services.laptops import NAMES, Table
from tests.services.world import lead_case, log
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.handovers import Direction, Envelope, LeftOut, Pen, Standing
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.errors import (
    CaseAtTable,
    ClockRunning,
    FolderUnusable,
    InvalidField,
    NotAllowed,
    NotFound,
    PenElsewhere,
    WrongPassphrase,
)
from zvdesk.services import (
    cases,
    handover_register,
    handovers,
    meetings,
    receiving,
    vaults,
)
from zvdesk.storage import audit
from zvdesk.storage.records import find_records, get_record, save_record

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk

SECRET = "Is in zorg sinds 2025."  # of the world's contribution
HIDDEN = "Dit besluit komt op geen papier."


COORDINATOR, CHAIR, SECRETARY = Role.COORDINATOR, Role.CHAIR, Role.SECRETARY


def write_goal(desk: Desk, case_id: str, goal: str) -> None:
    cases.save(desk, replace(cases.case_file(desk, case_id).case, shared_goal=goal))


def test_all_of_a_case_arrives_and_the_pen_with_it(table: Table) -> None:
    before = table.records(COORDINATOR)
    given = table.give(COORDINATOR, CHAIR)
    taken = table.take(CHAIR, given)
    assert taken.numbers == {table.case_id: table.world.number}
    names = organisation_names(table)
    arrived = table.records(CHAIR)
    assert len(arrived) == len(before) > 15
    for record_id, record in arrived.items():
        assert without_organisations(record, names) == without_organisations(before[record_id], names)
    write_goal(table.desk(CHAIR), table.case_id, "Rust in huis.")
    with pytest.raises(PenElsewhere) as refused:
        write_goal(table.desk(COORDINATOR), table.case_id, "Te laat.")
    assert (refused.value.holder, refused.value.since) == (NAMES[CHAIR], given.handover.at)
    assert table.records(COORDINATOR) == before | {one.id: one for one in disclosed(table, COORDINATOR)}


def organisation_names(table: Table) -> dict[str, str]:
    from zvdesk.services import house

    return {
        one.id: one.name for role in (COORDINATOR, CHAIR) for one in house.organisations(table.desk(role))
    }


def without_organisations(record: object, names: dict[str, str]) -> str:
    text = repr(record)
    for organisation_id, name in names.items():
        text = text.replace(organisation_id, name)
    return text


def disclosed(table: Table, role: Role) -> tuple[Disclosure, ...]:
    with table.desk(role).vault.read() as connection:
        return find_records(connection, Disclosure, kind=handover_register.KIND)


def test_the_pen_comes_back_with_the_result(table: Table) -> None:
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    chair = table.desk(CHAIR)
    meetings.advance(chair, table.meeting_id, MeetingEvent.BEGIN)
    known = {
        short: next(o for o, name in organisation_names(table).items() if name == long and o in local(chair))
        for short, long in (
            ("gemeente", "Gemeente Oefenstad"),
            ("politie", "Politie Oefenstad"),
            ("ggz", "GGZ Verzonnen"),
            ("corporatie", "Wonen in Fictie"),
        )
    }
    item_id = meetings.meeting(chair, table.meeting_id).items[0].id
    lead_case(chair, table.meeting_id, item_id, known)
    meetings.advance(chair, table.meeting_id, MeetingEvent.CLOSE)
    back = table.give(CHAIR, COORDINATOR)
    assert back.handover.is_return
    found = table.preview(COORDINATOR, back)
    assert set(found.standings.values()) == {Standing.EXPECTED}
    receiving.receive(table.desk(COORDINATOR), found)
    coordinator = table.desk(COORDINATOR)
    file = cases.case_file(coordinator, table.case_id)
    assert [d.text for d in file.decisions] == ["Eén plan."]
    assert {a.organisation_id for a in file.actions} <= set(table.world.organisations.values())
    assert meetings.meeting(coordinator, table.meeting_id).closed_at is not None
    assert handover_register.outside(coordinator) == ()
    write_goal(coordinator, table.case_id, "Weer hier.")
    with pytest.raises(PenElsewhere):
        write_goal(chair, table.case_id, "Niet meer hier.")
    assert next(line.action for line in log(coordinator) if line.object == "pakket") == "terugkomen"


def local(desk: Desk) -> set[str]:
    from zvdesk.services import house

    return {one.id for one in house.organisations(desk)}


def test_over_a_third_vault_nothing_is_lost_and_nothing_leaks(table: Table) -> None:
    coordinator = table.desk(COORDINATOR)
    cases.save(
        coordinator,
        Decision(
            case_id=table.case_id,
            meeting_id=table.meeting_id,
            text=HIDDEN,
            decided_on=TODAY,
            sharing_condition=SharingCondition.NOT_IN_REPORT,
        ),
    )
    whole = table.records(COORDINATOR)
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    passed_on = table.give(CHAIR, SECRETARY)
    found = table.preview(SECRETARY, passed_on)
    assert (found.envelopes_opened, found.envelopes_closed) == (0, 1)
    assert set(found.manifest.leaves_out) == set(LeftOut)
    receiving.receive(table.desk(SECRETARY), found)
    seen = repr(table.dump(SECRETARY))
    assert SECRET not in seen
    assert HIDDEN not in seen
    assert "Kent het gezin." in seen
    action = add_answerable(table, SECRETARY)
    back = table.give(SECRETARY, COORDINATOR)
    assert not back.handover.is_return  # to the secretary it came from the chair
    found = table.preview(COORDINATOR, back)
    assert (found.envelopes_opened, found.envelopes_closed) == (1, 0)
    assert found.standings[table.case_id] is Standing.EXPECTED
    receiving.receive(coordinator, found)
    after = table.records(COORDINATOR)
    lost = {i for i, record in whole.items() if i not in after}
    assert not lost
    changed = {i for i, record in whole.items() if after[i] != record and not isinstance(record, Disclosure)}
    assert changed == set()
    assert after.keys() - whole.keys() >= {action}
    with coordinator.vault.read() as connection:
        assert not find_records(connection, Envelope)
        pen = get_record(connection, Pen, table.case_id)
    assert pen is not None
    assert pen.is_here


def add_answerable(table: Table, role: Role) -> str:
    """Let a secretary record what its role may: the ground for a third party."""
    from zvdesk.domain.disclosure import ThirdPartyGround
    from zvdesk.services import house

    desk = table.desk(role)
    third = next(o for o in house.organisations(desk) if o.name == "Wonen in Fictie")
    return cases.save(
        desk,
        ThirdPartyGround(
            case_id=table.case_id, organisation_id=third.id, ground="Wgs 1.7", recorded_on=TODAY
        ),
    ).id


def test_every_package_is_a_disclosure_with_hash_receiver_purpose_and_day(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR, SECRETARY, days=3)
    data = given.path.read_bytes()
    handover = given.handover
    assert handover.sha256 == hashlib.sha256(data).hexdigest()
    assert handover.expires_on == TODAY + timedelta(days=3)
    assert (handover.purpose, handover.sequence, handover.direction) == (
        "het overleg leiden",
        1,
        Direction.SENT,
    )
    entries = disclosed(table, COORDINATOR)
    assert {one.recipient for one in entries} == {NAMES[CHAIR], NAMES[SECRETARY]}
    for one in entries:
        assert (one.case_id, one.sha256, one.document_id) == (table.case_id, handover.sha256, handover.id)
        assert one.purpose == "het overleg leiden"
        assert one.destroy_before == TODAY.replace(year=TODAY.year + 5)
    (row,) = handover_register.handovers(table.desk(COORDINATOR))
    assert (row.copies_out, row.case_numbers, row.meeting) == (2, (table.world.number,), "Tafel Noord")
    assert handover_register.copy_requests(table.desk(COORDINATOR), (row,)) == ()  # nothing is due yet
    line = next(one for one in log(table.desk(COORDINATOR)) if one.action == "overdragen")
    assert (line.object_id, line.case_number, line.ground, line.result) == (
        handover.id,
        table.world.number,
        "het overleg leiden",
        "gelukt",
    )


def test_the_log_of_who_receives_goes_on_where_that_of_the_giver_was(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR, purpose="  voor dinsdag ")
    table.take(CHAIR, given)
    handover = given.handover
    line = next(one for one in log(table.desk(CHAIR)) if one.action == "ontvangen")
    assert line.ground == (
        f"voor dinsdag; vervolgt logboek {handover.vault_id[:8]} na regel {handover.log_sequence} "
        f"({handover.log_mac[:16]})"
    )
    assert line.object_id == handover.id
    with table.desk(COORDINATOR).vault.read() as connection:
        mac = audit.mac_at(connection, handover.log_sequence)
    assert mac is not None
    assert mac.hex() == handover.log_mac
    for role in (COORDINATOR, CHAIR):
        desk = table.desk(role)
        with desk.vault.read() as connection:
            assert audit.first_broken(connection, desk.vault.audit_key) is None


def test_a_file_says_nothing_but_a_random_id(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    assert given.path.name == f"zvdesk-{given.handover.id[:8]}.zvpakket"
    assert given.path.stat().st_mode & 0o777 == 0o600
    data = given.path.read_bytes()
    for word in ("Valk", "Testhuizen", table.world.number, NAMES[CHAIR], NAMES[COORDINATOR], "Oefenstad"):
        assert word.encode() not in data
    assert bytes.fromhex(given.handover.id) in data
    assert [path.name for path in table.stick.iterdir()] == [given.path.name]


def test_the_second_one_named_may_read_and_never_gets_the_pen(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR, SECRETARY)
    found = table.preview(SECRETARY, given)
    assert not found.has_pen
    receiving.receive(table.desk(SECRETARY), found)
    with pytest.raises(PenElsewhere) as refused:
        add_answerable(table, SECRETARY)
    assert refused.value.holder == NAMES[CHAIR]
    with pytest.raises(PenElsewhere):
        table.give(SECRETARY, COORDINATOR)
    assert handover_register.outside(table.desk(SECRETARY)) == ()
    table.take(CHAIR, given)
    table.take(SECRETARY, table.give(CHAIR, SECRETARY))  # now the pen itself
    add_answerable(table, SECRETARY)


def test_one_case_goes_by_itself_and_its_meeting_stays_to_be_led(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR, case=True)
    table.take(CHAIR, given)
    chair, coordinator = table.desk(CHAIR), table.desk(COORDINATOR)
    write_goal(chair, table.case_id, "Eén casus.")
    with pytest.raises(PenElsewhere):
        meetings.advance(chair, table.meeting_id, MeetingEvent.WITHDRAW)
    assert [row.subject_id for row in handover_register.outside(coordinator)] == [table.case_id]
    rest = table.give(COORDINATOR, SECRETARY)  # the meeting, without the case that is out
    assert (rest.handover.case_ids, rest.stays) == ((), (table.world.number,))
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR, case=True))
    assert cases.case_file(coordinator, table.case_id).case.shared_goal == "Eén casus."


def test_a_case_gets_a_free_number_where_its_own_is_taken(table: Table) -> None:
    other = cases.open_case(table.desk(CHAIR), alias="Eigen")
    assert other.number == table.world.number
    given = table.give(COORDINATOR, CHAIR)
    (shown,) = table.preview(CHAIR, given).cases
    assert shown.number == table.world.number != shown.local_number
    taken = table.take(CHAIR, given)
    assert taken.numbers == {table.case_id: shown.local_number}
    assert cases.open_case(table.desk(CHAIR), alias="Nog een").number not in (
        other.number,
        shown.local_number,
    )
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))
    assert cases.case_file(table.desk(COORDINATOR), table.case_id).case.number == table.world.number


def test_a_meeting_is_not_given_while_its_clock_runs(table: Table) -> None:
    from zvdesk.domain.meetings import ItemEvent
    from zvdesk.services import clock_work

    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    chair = table.desk(CHAIR)
    meetings.advance(chair, table.meeting_id, MeetingEvent.BEGIN)
    item_id = meetings.meeting(chair, table.meeting_id).items[0].id
    meetings.advance_item(chair, table.meeting_id, item_id, ItemEvent.START)
    clock_work.start_clock(chair, table.meeting_id, item_id)
    with pytest.raises(ClockRunning):
        table.give(CHAIR, COORDINATOR)
    with pytest.raises(CaseAtTable):
        table.give(CHAIR, COORDINATOR, case=True)
    clock_work.pause_clock(chair, table.meeting_id)
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))
    assert meetings.meeting(table.desk(COORDINATOR), table.meeting_id).began_at is not None


REFUSED: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "no receiver": ({"receiver_ids": []}, InvalidField),
    "nobody we know": ({"receiver_ids": ["0" * 64]}, NotFound),
    "too many": ({"receiver_ids": [f"{n:064x}" for n in range(9)]}, InvalidField),
    "no day": ({"days": 0}, InvalidField),
    "too many days": ({"days": 61}, InvalidField),
    "a wrong passphrase": ({"passphrase": "niet de goede wachtzin"}, WrongPassphrase),
}


def test_what_cannot_be_given_changes_nothing(table: Table) -> None:
    desk = table.desk(COORDINATOR)
    before = table.dump(COORDINATOR)
    usual: dict[str, Any] = {
        "receiver_ids": [table.laptops.ids[CHAIR]],
        "passphrase": table.laptop(COORDINATOR).passphrase,
    }
    for changes, error in REFUSED.values():
        with pytest.raises(error):
            handovers.give_meeting(desk, table.meeting_id, table.stick, **{**usual, **changes})
    for give in (handovers.give_meeting, handovers.give_case):
        with pytest.raises(NotFound):
            give(desk, "nergens", table.stick, **usual)
    with desk.vault.read() as connection:
        chair = get_record(connection, Colleague, table.laptops.ids[CHAIR])
    assert chair is not None
    for changed in (
        replace(chair, role=Role.FUNCTIONAL_ADMIN),
        replace(chair, ended_on=TODAY - timedelta(1)),
    ):
        with desk.vault.transaction() as connection:
            save_record(connection, changed)
        with pytest.raises(InvalidField):
            handovers.give_meeting(desk, table.meeting_id, table.stick, **usual)
    with desk.vault.transaction() as connection:
        save_record(connection, chair)
    assert table.dump(COORDINATOR) == before
    assert not table.stick.exists()
    vaults.lock(desk)
    admin = table.world.desk(Role.FUNCTIONAL_ADMIN)
    with pytest.raises(NotAllowed):
        handovers.give_meeting(admin, table.meeting_id, table.stick, **usual)
    assert log(admin)[0].result == "geweigerd"
    vaults.lock(admin)


def test_a_disk_that_fails_at_the_name_leaves_the_pen_where_it_was(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    before = table.dump(CHAIR)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", full)
        with pytest.raises(FolderUnusable):
            table.give(CHAIR, COORDINATOR)
    assert table.dump(CHAIR) == before
    assert len(list(table.stick.iterdir())) == 1
    assert [line.result for line in log(table.desk(CHAIR))[:2]] == ["mislukt", "gelukt"]
    again = table.give(CHAIR, COORDINATOR)
    assert again.handover.sequence == 1
    table.take(COORDINATOR, again)


def test_who_stops_it_halfway_gave_nothing(table: Table) -> None:
    from zvdesk.errors import Cancelled

    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise Cancelled

    before = table.dump(COORDINATOR)
    with pytest.raises(Cancelled):
        table.give(COORDINATOR, CHAIR, report=stop)
    assert told == [(1, 3), (2, 3)]
    assert table.dump(COORDINATOR) == before
    assert log(table.desk(COORDINATOR))[0].result == "afgebroken"


@pytest.mark.parametrize("was_given", [True, False])
def test_after_a_crash_a_package_gets_its_name_or_is_gone(table: Table, was_given: bool) -> None:
    given = table.give(COORDINATOR, CHAIR)
    data = given.path.read_bytes()
    left = table.stick / f".{given.path.name}.{'0a' * 8}.tmp"
    given.path.rename(left)  # as a crash after the transaction and before the name leaves it
    given.path.touch()  # a stick that knows no links has the name first
    if not was_given:
        given.path.unlink()
        left.write_bytes(data[:-1] + b"x")
    vaults.lock(table.desk(COORDINATOR))
    table.desk(COORDINATOR)
    assert not left.exists()
    assert given.path.exists() is was_given
    if was_given:
        assert given.path.read_bytes() == data
        table.take(CHAIR, given)


def test_a_package_that_a_crash_left_on_a_stick_gets_its_name_when_the_next_is_given_there(
    table: Table,
) -> None:
    given = table.give(COORDINATOR, CHAIR, case=True)
    left = table.stick / f".{given.path.name}.{'0a' * 8}.tmp"
    given.path.rename(left)
    away = table.stick.rename(table.stick.with_name("weg"))
    vaults.lock(table.desk(COORDINATOR))
    table.desk(COORDINATOR)
    away.rename(table.stick)
    table.give(COORDINATOR, SECRETARY)
    table.take(CHAIR, given)


def test_a_folder_that_is_away_is_left_alone_at_the_next_unlock(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    given.path.unlink()
    table.stick.rmdir()
    vaults.lock(table.desk(COORDINATOR))
    assert handover_register.outside(table.desk(COORDINATOR))

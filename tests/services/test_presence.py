"""Who is at the table: one tap, one line in the log, and one disclosure per person who heard the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY
from tests.services.world import World, accepted_case, lead_case, log
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.disclosure import PRESENCE, Disclosure, ThirdPartyGround
from zvdesk.domain.meetings import AgendaItem, ItemEvent, MeetingEvent
from zvdesk.domain.people import Actor, Role
from zvdesk.domain.presence import Changeover
from zvdesk.domain.retention import add_months
from zvdesk.domain.signatures import Verdict, VerdictKind
from zvdesk.errors import InvalidField, NotAllowed, NotFound, ReadOnly
from zvdesk.services import cases, exports, house, meetings, presence, today, verification
from zvdesk.services.records import MAXIMUM_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.desk import Desk

MISSING = BlockerCode.SECRECY_DECLARATION_MISSING


def begun(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)


def here(desk: Desk, world: World, short: str, person: str = "", *, is_here: bool = True) -> AgendaItem:
    held = presence.set_here(
        desk, world.meeting_id, world.item_id, world.organisations[short], person, is_here=is_here
    )
    assert meetings.meeting(desk, world.meeting_id) == held
    return held.item(world.item_id)


def over(desk: Desk, world: World) -> None:
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="Te laat")


def heard(desk: Desk, world: World) -> list[Disclosure]:
    return [d for d in exports.disclosures(desk, world.case_id) if d.kind == PRESENCE]


def undeclared(desk: Desk, world: World, case_id: str = "") -> None:
    part = cases.case_file(desk, case_id or world.case_id).participation(world.organisations["corporatie"])
    assert part is not None
    cases.save(desk, replace(part, secrecy_declared_on=None))


def test_a_tap_brings_the_usual_person_and_leaves_a_line(desk: Desk, world: World) -> None:
    begun(desk, world)
    item = here(desk, world, "ggz")
    assert [(p.person, p.arrived_at, p.left_at) for p in item.presences] == [("D. Ggz", NOW, None)]
    assert item.present_ids == (world.organisations["ggz"],)
    line = log(desk)[1]  # the test's own reading came after
    assert (line.action, line.object, line.object_id) == ("gekomen", "aan tafel", world.organisations["ggz"])
    assert line.case_number == world.number
    gone = here(desk, world, "ggz", is_here=False)
    assert (gone.present_ids, gone.presences[0].left_at) == ((), NOW)
    assert log(desk)[1].action == "vertrokken"


def test_another_person_may_come_for_an_organisation(desk: Desk, world: World) -> None:
    begun(desk, world)
    here(desk, world, "ggz", " W. Waarnemer\x00 ")
    item = here(desk, world, "ggz")
    assert [p.person for p in item.presences] == ["W. Waarnemer", "D. Ggz"]
    item = here(desk, world, "ggz", "D. Ggz", is_here=False)
    assert item.present_ids == (world.organisations["ggz"],)
    with pytest.raises(InvalidField):
        here(desk, world, "ggz", "x" * (MAXIMUM_TEXT + 1))
    with pytest.raises(InvalidField, check=lambda error: error.field == "organisation_id"):
        presence.set_here(desk, world.meeting_id, world.item_id, "weg", is_here=True)
    with pytest.raises(NotFound):
        presence.set_here(desk, world.meeting_id, "weg", world.organisations["ggz"], is_here=True)


def test_an_organisation_that_was_not_expected_comes_without_a_name(desk: Desk, world: World) -> None:
    begun(desk, world)
    part = cases.case_file(desk, world.case_id).participation(world.organisations["politie"])
    assert part is not None
    cases.erase(desk, part)
    assert here(desk, world, "politie").presences[0].person == ""


def test_a_derde_without_a_declaration_is_not_set_present(desk: Desk, world: World) -> None:
    begun(desk, world)
    here(desk, world, "corporatie")
    undeclared(desk, world)
    gone = here(desk, world, "corporatie", is_here=False)  # leaving is always possible
    assert gone.present_ids == ()
    with pytest.raises(Blocked) as error:
        here(desk, world, "corporatie")
    assert error.value.blockers == (Blocker(MISSING, ("Wonen in Fictie",)),)
    assert here(desk, world, "ggz").present_ids == (world.organisations["ggz"],)
    assert meetings.meeting(desk, world.meeting_id).item(world.item_id).presences[0].left_at == NOW


def test_all_at_once_keeps_who_was_there_already(desk: Desk, world: World) -> None:
    begun(desk, world)
    known = world.organisations
    here(desk, world, "ggz", "W. Waarnemer")
    meetings.set_present(desk, world.meeting_id, world.item_id, (known["ggz"], known["politie"]))
    held = meetings.set_present(desk, world.meeting_id, world.item_id, (known["ggz"],))
    assert [(p.person, p.left_at) for p in held.item(world.item_id).presences] == [
        ("W. Waarnemer", None),
        ("D. Politie", NOW),
    ]


def test_the_end_of_a_case_records_who_heard_it(desk: Desk, world: World) -> None:
    begun(desk, world)
    here(desk, world, "ggz")
    here(desk, world, "ggz", "W. Waarnemer")
    here(desk, world, "politie")
    here(desk, world, "politie", is_here=False)
    here(desk, world, "politie")
    assert heard(desk, world) == []
    before = len(log(desk))
    over(desk, world)
    lines = log(desk)[: len(log(desk)) - before]
    found = heard(desk, world)
    assert [d.recipient for d in found] == [
        "GGZ Verzonnen, D. Ggz",
        "GGZ Verzonnen, W. Waarnemer",
        "Politie Oefenstad, D. Politie",
    ]
    assert {line.object_id for line in lines if line.object == PRESENCE} == {d.id for d in found}
    case, regime = cases.case_file(desk, world.case_id).case, desk.library.regime("wgs_zvh")
    for disclosure in found:
        assert (disclosure.document_id, disclosure.sha256, disclosure.version) == ("", "", 0)
        assert (disclosure.purpose, disclosure.ground, disclosure.made_at) == (
            case.purpose,
            regime.ground,
            NOW,
        )
        assert disclosure.destroy_before == add_months(TODAY, house.retention_months(desk, regime) or 0)
    item = meetings.meeting(desk, world.meeting_id).item(world.item_id)
    assert all(p.left_at == NOW for p in item.presences)
    assert item.ended_at == NOW
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert heard(desk, world) == found


def test_a_whole_meeting_discloses_once_to_each(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    found = heard(desk, world)
    assert {d.recipient_id for d in found} == set(world.organisations.values())
    assert len(found) == len(world.organisations)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.REOPEN)
    item = meetings.meeting(desk, world.meeting_id).item(world.item_id)
    assert set(item.present_ids) == set(world.organisations.values())
    here(desk, world, "ggz", "W. Waarnemer")
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.NEXT)
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert len(heard(desk, world)) == len(found) + 1
    # nothing was handed out yet: who sat at the table got no list
    assert [waiting.waiting for waiting in today.today(desk).lists] == [1]


def test_a_slip_is_taken_back_from_the_record_as_well(desk: Desk, world: World) -> None:
    begun(desk, world)
    here(desk, world, "ggz")
    here(desk, world, "politie")
    ggz, politie = world.organisations["ggz"], world.organisations["politie"]
    held = presence.take_back(desk, world.meeting_id, world.item_id, ggz, "D. Ggz")
    assert held.item(world.item_id).present_ids == (politie,)
    over(desk, world)
    assert [d.recipient_id for d in heard(desk, world)] == [politie]
    with pytest.raises(Blocked):
        presence.take_back(desk, world.meeting_id, world.item_id, politie, "D. Politie")
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.REOPEN)
    presence.take_back(desk, world.meeting_id, world.item_id, politie, "D. Politie")
    over(desk, world)
    assert heard(desk, world) == []
    assert ("terugnemen", PRESENCE) in [(line.action, line.object) for line in log(desk)]


def test_a_departure_taken_back_leaves_one_presence(desk: Desk, world: World) -> None:
    begun(desk, world)
    came = here(desk, world, "ggz")
    here(desk, world, "ggz", is_here=False)
    ggz = world.organisations["ggz"]
    back = presence.take_departure_back(desk, world.meeting_id, world.item_id, ggz)
    assert back.item(world.item_id).presences == came.presences
    assert log(desk)[0].action == "vertrek terugnemen"
    over(desk, world)
    with pytest.raises(Blocked):
        presence.take_departure_back(desk, world.meeting_id, world.item_id, ggz)


def test_a_derde_hears_on_the_ground_that_was_recorded(desk: Desk, world: World) -> None:
    begun(desk, world)
    derde = world.organisations["corporatie"]
    cases.save(
        desk,
        ThirdPartyGround(
            case_id=world.case_id, organisation_id=derde, ground="Wgs 1.7, tweede lid", recorded_on=TODAY
        ),
    )
    here(desk, world, "corporatie")
    over(desk, world)
    assert heard(desk, world)[0].ground == "Wgs 1.7, tweede lid"


def test_a_house_without_a_term_keeps_it_the_longest_the_law_allows(desk: Desk, world: World) -> None:
    made = accepted_case(desk, world.organisations, alias="Uil", regime_id="lokaal")
    item = meetings.add_case(desk, world.meeting_id, made.id).items[1]
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, item.id, ItemEvent.START)
    presence.set_here(desk, world.meeting_id, item.id, world.organisations["ggz"], is_here=True)
    meetings.advance_item(desk, world.meeting_id, item.id, ItemEvent.POSTPONE, reason="Later")
    (found,) = exports.disclosures(desk, made.id)
    assert found.destroy_before == add_months(TODAY, house.LONGEST_TERM)


def test_nobody_comes_to_a_case_that_is_over(desk: Desk, world: World) -> None:
    with pytest.raises(ReadOnly):
        here(desk, world, "ggz")
    begun(desk, world)
    over(desk, world)
    with pytest.raises(Blocked):
        here(desk, world, "ggz")
    with pytest.raises(Blocked):
        meetings.set_present(desk, world.meeting_id, world.item_id, (world.organisations["ggz"],))


def test_a_case_that_waits_is_heard_by_nobody_who_left_before(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    here(desk, world, "ggz")
    over(desk, world)
    assert heard(desk, world) == []


def test_between_two_cases_it_is_said_who_goes_and_comes(desk: Desk, world: World) -> None:
    known = world.organisations
    second = accepted_case(desk, known, alias="Uil")
    invited = (known["gemeente"], known["corporatie"], known["politie"])
    meetings.add_case(desk, world.meeting_id, second.id, invited_ids=invited)
    other = meetings.meeting(desk, world.meeting_id).items[1].id
    begun(desk, world)
    for short in ("ggz", "politie", "corporatie"):
        here(desk, world, short)
    found = presence.changeover(desk, world.meeting_id, world.item_id, other)
    assert found == Changeover(
        leave=(known["ggz"],), stay=(known["politie"], known["corporatie"]), come=(known["gemeente"],)
    )
    over(desk, world)
    assert presence.changeover(desk, world.meeting_id, world.item_id, other) == found
    undeclared(desk, world, second.id)
    found = presence.changeover(desk, world.meeting_id, world.item_id, other)
    assert found.leave == (known["ggz"], known["corporatie"])
    first = presence.changeover(desk, world.meeting_id, "", other)
    assert (first.leave, first.come) == ((), (known["gemeente"], known["politie"]))
    with pytest.raises(NotFound):
        presence.changeover(desk, world.meeting_id, world.item_id, "weg")


def test_only_the_chair_keeps_attendance(desk: Desk, world: World) -> None:
    begun(desk, world)
    desk.actor = Actor(person_id=world.people[Role.COORDINATOR], name="C.", role=Role.COORDINATOR)
    ggz = world.organisations["ggz"]
    acts: list[Callable[[], object]] = [
        lambda: presence.set_here(desk, world.meeting_id, world.item_id, ggz, is_here=True),
        lambda: presence.take_back(desk, world.meeting_id, world.item_id, ggz),
        lambda: presence.set_all_here(desk, world.meeting_id, world.item_id, (ggz,)),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_a_document_without_a_hash_is_not_in_the_register(
    desk: Desk, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(desk, world)
    here(desk, world, "ggz")
    over(desk, world)
    assert heard(desk, world)[0].sha256 == ""
    path = tmp_path / "leeg.pdf"
    path.write_bytes(b"")
    assert verification.verify_file(path, desk=desk).is_registered is False
    monkeypatch.setattr(verification, "verdict_on", lambda *_a, **_k: Verdict(kind=VerdictKind.UNSIGNED))
    assert verification.verify_file(path, desk=desk).is_registered is False


def test_a_meeting_that_was_under_way_in_an_older_vault_ends_well(desk: Desk, world: World) -> None:
    begun(desk, world)
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("UPDATE agenda_items SET began_at = NULL")
        connection.exec_driver_sql(
            "UPDATE agenda_items SET present_ids = ?", (f'["{world.organisations["ggz"]}"]',)
        )
    over(desk, world)
    item = meetings.meeting(desk, world.meeting_id).item(world.item_id)
    assert item.began_at == NOW
    assert [d.recipient for d in heard(desk, world)] == ["GGZ Verzonnen"]
    assert item.ended_at == NOW + timedelta()

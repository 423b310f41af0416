"""Calendars: neutral, the same entry each time, and told what no longer holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from tests.factories import NOW, clock
from tests.services.world import lead_case
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.blockers import Blocked
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.errors import NothingInCalendar
from zvdesk.exchange.invitation import read_invitation
from zvdesk.services import actions, calendars, cases, exports, meetings, vaults
from zvdesk.services.export_sets import ExportSet, Recipient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.services.laptops import Table
    from tests.services.world import World
    from zvdesk.services.desk import Desk


@pytest.fixture
def secretary(closed: World) -> Iterator[Desk]:
    desk = closed.desk(Role.SECRETARY)
    yield desk
    vaults.lock(desk)


def make(desk: Desk, world: World, folder: Path, *shorts: str | None, cancels: bool = False) -> ExportSet:
    wanted = [Recipient(world.case_id, world.organisations[short] if short else None) for short in shorts]
    return calendars.export_calendars(desk, world.meeting_id, wanted, folder, cancels=cancels)


def entries(done: ExportSet) -> dict[str, dict[str, object]]:
    """Return the entries of the one calendar of a set by their titles, as another reader sees them."""
    ((_, file),) = done.made
    calendar = Calendar.from_ical(file.path.read_bytes())
    found = {}
    for event in calendar.walk("VEVENT"):
        found[str(event["SUMMARY"])] = {
            "uid": str(event["UID"]),
            "begins": event.decoded("DTSTART"),
            "sequence": event["SEQUENCE"],
            "status": str(event["STATUS"]),
            "class": str(event["CLASS"]),
            "place": str(event.get("LOCATION", "")),
            "method": str(calendar["METHOD"]),
        }
    return found


def due(world: World) -> date:
    return world.clock.today() + timedelta(days=14)


def test_a_recipient_gets_its_own_days_and_the_meeting_that_follows(
    secretary: Desk, closed: World, tmp_path: Path
) -> None:
    found = entries(make(secretary, closed, tmp_path, "ggz"))
    assert set(found) == {"Uiterste dag voor actie 2", "Vervolgoverleg"}
    action = found["Uiterste dag voor actie 2"]
    assert (action["begins"], action["sequence"], action["status"]) == (due(closed), 0, "CONFIRMED")
    assert (action["class"], action["method"]) == ("PRIVATE", "PUBLISH")
    assert found["Vervolgoverleg"]["begins"] == closed.clock.today() + timedelta(weeks=6)
    (everything,) = make(secretary, closed, tmp_path, None).made
    text = everything[1].path.read_text("utf-8")
    for secret in ("Elke week", "Zorg afstemmen", "Valk", "Ggz", "Gemeente", "Schrijver", "Melder"):
        assert secret not in text
    assert closed.number not in " ".join(line for line in text.splitlines() if line.startswith("SUMMARY"))
    kept = [d for d in exports.disclosures(secretary, closed.case_id) if d.kind == calendars.KIND]
    assert [d.recipient for d in kept] == ["GGZ Verzonnen", ""]


def test_what_changes_keeps_its_identifier_and_gets_a_higher_sequence(
    secretary: Desk, closed: World, tmp_path: Path
) -> None:
    first = entries(make(secretary, closed, tmp_path, "ggz"))
    (action,) = [a for a in cases.case_file(secretary, closed.case_id).actions if a.what == "Zorg afstemmen"]
    later = due(closed) + timedelta(days=7)
    actions.update_action(secretary, action.id, status=ActionStatus.RUNNING, due_on=later)
    moved = entries(make(secretary, closed, tmp_path, "ggz"))
    title = "Uiterste dag voor actie 2"
    assert (moved[title]["uid"], moved[title]["begins"]) == (first[title]["uid"], later)
    assert (moved[title]["sequence"], moved[title]["status"]) == (1, "CONFIRMED")
    actions.update_action(secretary, action.id, status=ActionStatus.DONE)
    done = entries(make(secretary, closed, tmp_path, "ggz"))
    gone = done[f"Vervallen: {title[0].lower()}{title[1:]}"]
    assert (gone["uid"], gone["sequence"], gone["status"]) == (first[title]["uid"], 2, "CANCELLED")
    assert (done["Vervolgoverleg"]["status"], done["Vervolgoverleg"]["method"]) == ("CONFIRMED", "PUBLISH")
    others = entries(make(secretary, closed, tmp_path, "gemeente"))
    assert {e["sequence"] for e in others.values()} == {0}
    assert not {e["uid"] for e in others.values()} & {e["uid"] for e in done.values()}


def test_a_correction_takes_back_what_it_dropped(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    first = entries(make(desk, closed, tmp_path, "gemeente"))
    meetings.begin_correction(desk, closed.meeting_id, closed.case_id, "Vervalt")
    (action,) = [a for a in cases.case_file(desk, closed.case_id).actions if a.what == "Elke week langsgaan"]
    cases.erase(desk, action)
    meetings.adopt_correction(desk, closed.meeting_id, closed.case_id)
    second = entries(make(desk, closed, tmp_path, "gemeente"))
    gone = second["Vervallen: uiterste dag voor actie 1"]
    assert (gone["uid"], gone["status"]) == (first["Uiterste dag voor actie 1"]["uid"], "CANCELLED")
    fresh = entries(make(desk, closed, tmp_path, None))
    assert {entry["status"] for entry in fresh.values()} == {"CONFIRMED"}
    vaults.lock(desk)


def test_everything_can_be_taken_back(secretary: Desk, closed: World, tmp_path: Path) -> None:
    nothing = make(secretary, closed, tmp_path, "ggz", cancels=True)
    assert isinstance(nothing.refused[0].error, NothingInCalendar)
    first = entries(make(secretary, closed, tmp_path, "ggz"))
    back = entries(make(secretary, closed, tmp_path, "ggz", cancels=True))
    assert {e["uid"] for e in back.values()} == {e["uid"] for e in first.values()}
    assert {(e["status"], e["method"], e["sequence"]) for e in back.values()} == {("CANCELLED", "CANCEL", 1)}


def test_a_meeting_that_was_convened_gives_the_time_to_who_is_invited(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    starts = datetime(2026, 4, 23, 8, 30, tzinfo=UTC)
    coming = meetings.prepare_meeting(
        desk,
        kind=MeetingKind.RETURN,
        title="Valk terug",
        starts_at=starts,
        place="Stadhuis, kamer 2",
        chair_id=closed.people[Role.CHAIR],
    )
    meetings.add_case(desk, coming.id, closed.case_id, invited_ids=(closed.organisations["politie"],))
    assert entries(make(desk, closed, tmp_path, "politie"))["Vervolgoverleg"]["begins"] != starts
    meetings.advance(desk, coming.id, MeetingEvent.CONVENE)
    done = make(desk, closed, tmp_path, "politie")
    meeting = entries(done)["Vervolgoverleg"]
    assert (meeting["begins"], meeting["place"], meeting["sequence"]) == (starts, "Stadhuis, kamer 2", 1)
    read = read_invitation(done.made[0][1].path.read_bytes())  # our own reader takes the one meeting
    assert (read.title, read.place, read.starts_at) == ("Vervolgoverleg", "Stadhuis, kamer 2", starts)
    elsewhere = entries(make(desk, closed, tmp_path, "ggz"))["Vervolgoverleg"]
    assert elsewhere["begins"] == closed.clock.today() + timedelta(weeks=6)
    vaults.lock(desk)


def test_a_colleague_goes_on_with_the_same_entries(table: Table, tmp_path: Path) -> None:
    world, ggz = table.world, Recipient(table.case_id, table.world.organisations["ggz"])
    table.take(Role.CHAIR, table.give(Role.COORDINATOR, Role.CHAIR))
    chair = table.desk(Role.CHAIR)
    meetings.advance(chair, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(chair, world.meeting_id, world.item_id, world.organisations)
    meetings.advance(chair, world.meeting_id, MeetingEvent.CLOSE)
    seen = []
    way = (Role.CHAIR, Role.SECRETARY, Role.COORDINATOR)
    for giver, taker in pairwise(way):
        table.take(taker, table.give(giver, taker))
        seen.append(entries(make(table.desk(taker), world, tmp_path, "ggz")))
    desk = table.desk(Role.COORDINATOR)
    back = calendars.export_calendars(desk, world.meeting_id, [ggz], tmp_path, cancels=True)
    seen.append(entries(back))
    assert len({frozenset(str(e["uid"]) for e in one.values()) for one in seen}) == 1
    assert [{e["sequence"] for e in one.values()} for one in seen] == [{0}, {1}, {2}]
    assert {e["method"] for e in seen[2].values()} == {"CANCEL"}


def test_an_action_stays_the_same_entry_after_the_next_meeting(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    title, later = "Uiterste dag voor actie 2", closed.clock.today() + timedelta(days=60)
    first = entries(make(after, closed, tmp_path, "ggz"))
    gemeente = entries(make(after, closed, tmp_path, "gemeente"))["Uiterste dag voor actie 1"]
    coming = held_again(after, closed, later)
    starts = meetings.meeting(after, coming).starts_at
    before = entries(make(after, closed, tmp_path, "gemeente"))
    assert before["Vervolgoverleg"]["begins"] == starts
    assert before["Vervallen: uiterste dag voor actie 1"]["uid"] == gemeente["uid"]
    world = replace(closed, meeting_id=coming)
    second = entries(make(after, world, tmp_path, "ggz"))
    (moved,) = (entry for entry in second.values() if entry["uid"] == first[title]["uid"])
    assert (moved["begins"], moved["status"]) == (later, "CONFIRMED")
    assert {entry["sequence"] for entry in second.values()} == {1}
    assert second["Vervolgoverleg"]["uid"] != first["Vervolgoverleg"]["uid"]
    old = entries(make(after, closed, tmp_path, "ggz"))
    assert set(old) == {"Vervolgoverleg"}
    assert old["Vervolgoverleg"]["uid"] == first["Vervolgoverleg"]["uid"]
    assert (old["Vervolgoverleg"]["begins"], old["Vervolgoverleg"]["sequence"]) == (starts, 2)
    back = entries(make(after, world, tmp_path, "ggz", cancels=True))
    assert {entry["status"] for entry in back.values()} == {"CANCELLED"}
    assert first[title]["uid"] in {entry["uid"] for entry in back.values()}


def test_what_was_settled_before_the_next_meeting_is_taken_back_there(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    first = entries(make(after, closed, tmp_path, "gemeente"))
    coming = held_again(after, closed, closed.clock.today() + timedelta(days=60))
    second = entries(make(after, replace(closed, meeting_id=coming), tmp_path, "gemeente"))
    gone = second["Vervallen: uiterste dag voor actie 1"]
    assert (gone["uid"], gone["sequence"]) == (first["Uiterste dag voor actie 1"]["uid"], 1)
    assert first["Vervolgoverleg"]["uid"] not in {entry["uid"] for entry in second.values()}


def held_again(desk: Desk, world: World, due_on: date) -> str:
    """Hold the meeting that follows four weeks later: one action is done, the other gets another day."""
    desk.clock.source = clock(NOW + timedelta(days=28)).source
    made = meetings.prepare_meeting(
        desk,
        kind=MeetingKind.RETURN,
        title="Terug",
        starts_at=desk.clock.now(),
        chair_id=world.people[Role.CHAIR],
    )
    made = meetings.add_case(
        desk, made.id, world.case_id, invited_ids=tuple(world.organisations[s] for s in ("ggz", "gemeente"))
    )
    meetings.advance(desk, made.id, MeetingEvent.CONVENE)
    meetings.advance(desk, made.id, MeetingEvent.BEGIN)
    done, other = cases.case_file(desk, world.case_id).actions
    actions.update_action(desk, done.id, status=ActionStatus.DONE)
    actions.carry_over(desk, other.id, made.id, due_on, "Wacht op een plek.")
    lead_case(desk, made.id, made.items[0].id, world.organisations)
    meetings.advance(desk, made.id, MeetingEvent.CLOSE)
    return made.id


def test_nobody_gets_a_calendar_without_a_ground(secretary: Desk, closed: World, tmp_path: Path) -> None:
    (refusal,) = make(secretary, closed, tmp_path, "corporatie").refused
    assert isinstance(refusal.error, Blocked)
    assert list(tmp_path.glob("*.ics")) == []

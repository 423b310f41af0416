"""What was parked comes back at the next meeting on the case, until it is dealt with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.factories import NOW, clock
from tests.services.world import lead_case, open_meeting
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.domain.table_notes import ParkedPoint
from zvdesk.services import cases, meetings

if TYPE_CHECKING:
    from tests.services.world import World
    from zvdesk.services.desk import Desk


def parked(desk: Desk, world: World) -> list[tuple[str, str, str]]:
    points = cases.case_file(desk, world.case_id).parked
    return [(point.meeting_id, point.text, point.carried_reason) for point in points]


def another(desk: Desk, world: World, days: int) -> str:
    """Begin another meeting on the case and put it on the table."""
    desk.clock.source = clock(NOW + timedelta(days=days)).source
    case = cases.case_file(desk, world.case_id).case
    made = open_meeting(desk, world.people, world.organisations, case)
    meetings.advance(desk, made.id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, made.id, made.items[0].id, ItemEvent.START)
    return made.id


def test_a_parked_point_comes_back_with_its_reason(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    own = {"case_id": world.case_id, "meeting_id": world.meeting_id}
    kept = cases.save(desk, ParkedPoint(**own, text="De hond.", carried_reason="Wacht op de dierenarts"))
    dealt_with = cases.save(desk, ParkedPoint(**own, text="De fiets."))
    cases.erase(desk, dealt_with)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    assert parked(desk, world) == [(world.meeting_id, "De hond.", "Wacht op de dierenarts")]
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    second = another(desk, world, 7)
    told = "De hond. (meegenomen: Wacht op de dierenarts)"
    assert parked(desk, world) == [(second, told, "")]
    (point,) = cases.case_file(desk, world.case_id).parked
    assert point.id == kept.id
    cases.save(desk, replace(point, carried_reason="Wacht op de dierenarts"))
    item_id = meetings.meeting(desk, second).items[0].id
    meetings.advance_item(desk, second, item_id, ItemEvent.POSTPONE, reason="ziek")
    meetings.advance(desk, second, MeetingEvent.CLOSE)
    third = another(desk, world, 14)
    assert parked(desk, world) == [(third, told, "")]
    (again,) = cases.case_file(desk, world.case_id).parked
    cases.erase(desk, again)
    assert parked(desk, world) == []


def test_a_point_of_a_postponed_case_waits_without_a_reason(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    cases.save(desk, ParkedPoint(case_id=world.case_id, meeting_id=world.meeting_id, text="De hond."))
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="ziek")
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    second = another(desk, world, 7)
    assert parked(desk, world) == [(second, "De hond.", "")]

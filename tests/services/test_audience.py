"""What the screen for the table gets to know, and what the chair let through, by the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.world import World, log
from zvdesk.domain.audience import audience_view
from zvdesk.domain.masking import mask
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.services import audience, cases, meetings

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk


def test_the_sources_mask_the_names_of_the_case_and_say_once_that_it_is_shown(
    desk: Desk, world: World
) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    meetings.set_present(desk, world.meeting_id, world.item_id, tuple(world.organisations.values()))
    meeting = meetings.meeting(desk, world.meeting_id)
    item = meeting.item(world.item_id)
    file = cases.case_file(desk, item.case_id)
    table = meetings.context(desk, file, item)
    before = len(log(desk))
    found = audience.sources(desk, meeting.id, table)
    assert audience.sources(desk, meeting.id, table).terms == found.terms
    assert len(log(desk)) == before + 1
    line = log(desk)[0]
    assert (line.action, line.object, line.case_number) == ("lezen", "scherm voor de tafel", world.number)
    assert found.health_words
    assert found.template.id == meeting.template_id
    for subject in file.subjects:
        assert subject.family_name not in mask(f"Wij bellen {subject.full_name}", found.terms)
    assert audience_view(found).case_number == file.case.number


def test_a_record_that_the_chair_let_through_stays_so(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    for _ in range(2):
        kept = audience.let_show(desk, world.meeting_id, world.item_id, "een-besluit")
    assert kept.item(world.item_id).audience_ids == ("een-besluit",)
    assert meetings.meeting(desk, world.meeting_id).item(world.item_id).audience_ids == ("een-besluit",)
    assert "tonen op het scherm" in [line.action for line in log(desk)]

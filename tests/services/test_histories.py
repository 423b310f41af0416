"""What stood in a field before: kept without a line, read by who writes, gone when the meeting closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.world import World, lead_case, log
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Actor, Role
from zvdesk.errors import NotAllowed, NotFound, ReadOnly
from zvdesk.services import histories, meetings, vaults

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk


def history(world: World, field: str = "note:item:plan", *texts: str) -> EditHistory:
    held = EditHistory(case_id=world.case_id, meeting_id=world.meeting_id, field=field)
    for text in texts:
        held = held.typed(text)
    return held


def test_undo_survives_a_lock(desk: Desk, world: World) -> None:
    before = len(log(desk))
    first = histories.keep_history(desk, history(world, "note:item:plan", "a", "ab"))
    again = histories.keep_history(desk, history(world, "note:item:plan", "a", "ab", "abc").undone())
    other = histories.keep_history(desk, history(world, "capture:item", "Bakker belt"))
    assert len(log(desk)) == before
    assert first.id == again.id != other.id
    vaults.lock(desk)
    opened = world.desk()
    assert histories.load_histories(opened, world.case_id) == (again, other)
    assert log(opened)[0].action == "lezen"
    assert again.redone().text == "abc"
    vaults.lock(opened)


def test_only_who_may_write_in_a_case_sees_what_stood_there(desk: Desk, world: World) -> None:
    with pytest.raises(NotFound):
        histories.keep_history(desk, EditHistory(case_id="weg", field="x"))
    kept = histories.keep_history(desk, history(world))
    desk.actor = Actor(person_id=world.people[Role.SECRETARY], name="S. Schrijver", role=Role.SECRETARY)
    with pytest.raises(NotAllowed):
        histories.load_histories(desk, world.case_id)
    with pytest.raises(NotAllowed):
        histories.keep_history(desk, kept)


def test_nothing_is_left_when_the_list_is_adopted(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    kept = histories.keep_history(desk, history(world, "note:item:plan", "a"))
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert histories.load_histories(desk, world.case_id) == ()
    with pytest.raises(ReadOnly):
        histories.keep_history(desk, kept)
    meetings.begin_correction(desk, world.meeting_id, world.case_id, "Datum was fout")
    histories.keep_history(desk, kept)
    meetings.adopt_correction(desk, world.meeting_id, world.case_id)
    assert histories.load_histories(desk, world.case_id) == ()

"""The round of the table, through the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW
from tests.services.world import World, log
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.meetings import ItemEvent, Meeting, MeetingEvent, SpeakingRound
from zvdesk.errors import InvalidField
from zvdesk.services import meetings, presence, rounds

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk


def begun(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    meetings.set_present(desk, world.meeting_id, world.item_id, tuple(world.organisations.values()))


def round_of(held: Meeting) -> SpeakingRound:
    found = held.items[0].speaking_round
    assert found is not None
    return found


def test_a_round_from_the_first_voice_to_the_last(desk: Desk, world: World) -> None:
    begun(desk, world)
    order = tuple(world.organisations.values())
    where = (desk, world.meeting_id, world.item_id)
    held = round_of(rounds.begin_round(*where, 2))
    assert (held.order, held.turn_id, held.turn_since, held.minutes_each) == (order, order[0], NOW, 2)
    assert round_of(rounds.mark_spoken(*where, order[2])).spoken_ids == (order[2],)
    assert round_of(rounds.mark_spoken(*where, order[2], spoken=False)).spoken_ids == ()
    assert round_of(rounds.next_voice(*where)).turn_id == order[1]
    left = presence.set_here(*where, order[1], is_here=False)
    assert round_of(left).turn_id == order[2]
    assert meetings.meeting(desk, world.meeting_id) == left
    assert rounds.end_round(*where).items[0].speaking_round is None
    assert log(desk)[0].action == "ronde beëindigen"


def test_what_a_round_cannot_do(desk: Desk, world: World) -> None:
    begun(desk, world)
    where = (desk, world.meeting_id, world.item_id)
    for minutes in (-1, 61):
        with pytest.raises(InvalidField):
            rounds.begin_round(*where, minutes)
    with pytest.raises(Blocked):
        rounds.next_voice(*where)
    with pytest.raises(Blocked):
        rounds.mark_spoken(*where, world.organisations["ggz"])
    meetings.set_present(*where, ())
    with pytest.raises(Blocked) as error:
        rounds.begin_round(*where)
    assert error.value.blockers == (Blocker(BlockerCode.NOBODY_PRESENT),)

"""A terugkomoverleg deals with each open action of before it goes on from Plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY, clock
from tests.services.world import lead_case
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, Phase
from zvdesk.domain.people import Role
from zvdesk.domain.steps import step_blockers, step_notices
from zvdesk.services import actions, cases, meetings

if TYPE_CHECKING:
    from tests.services.world import World
    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk


def held(desk: Desk, world: World, kind: MeetingKind) -> Meeting:
    """Begin a meeting of a kind a month later, with the case at Plan."""
    desk.clock.source = clock(NOW + timedelta(days=28)).source
    made = meetings.prepare_meeting(
        desk, kind=kind, title="Terug", starts_at=desk.clock.now(), chair_id=world.people[Role.CHAIR]
    )
    made = meetings.add_case(desk, made.id, world.case_id)
    meetings.advance(desk, made.id, MeetingEvent.CONVENE)
    meetings.advance(desk, made.id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, made.id, made.items[0].id, ItemEvent.START)
    return meetings.jump(desk, made.id, made.items[0].id, Step.PLAN)


def waiting(desk: Desk, world: World, meeting: Meeting) -> tuple[str, ...]:
    item = meetings.meeting(desk, meeting.id).items[0]
    context = meetings.context(desk, cases.case_file(desk, world.case_id), item)
    found = {b.code: b.names for b in step_blockers(Step.PLAN, context)}
    return found.get(BlockerCode.EARLIER_ACTIONS_OPEN, ())


def test_each_action_of_before_is_dealt_with(after: Desk, closed: World) -> None:
    meeting = held(after, closed, MeetingKind.RETURN)
    item_id = meeting.items[0].id
    first, second = cases.case_file(after, closed.case_id).actions
    with pytest.raises(Blocked) as error:
        meetings.advance_item(after, meeting.id, item_id, ItemEvent.NEXT)
    assert [(b.code, b.names) for b in error.value.blockers] == [
        (BlockerCode.EARLIER_ACTIONS_OPEN, (first.what, second.what))
    ]
    assert waiting(after, closed, meeting) == (first.what, second.what)
    actions.update_action(after, first.id, status=ActionStatus.RUNNING)
    assert waiting(after, closed, meeting) == (first.what, second.what)
    actions.carry_over(after, first.id, meeting.id, None, "Wacht op een plek.")
    assert waiting(after, closed, meeting) == (second.what,)
    actions.update_action(after, second.id, status=ActionStatus.OPEN, due_on=TODAY + timedelta(days=40))
    assert waiting(after, closed, meeting) == ()
    gone = meetings.advance_item(after, meeting.id, item_id, ItemEvent.NEXT)
    assert gone.item(item_id).phase is Phase.LEAD


def test_a_settled_action_needs_nothing_more(after: Desk, closed: World) -> None:
    meeting = held(after, closed, MeetingKind.RETURN)
    first, second = cases.case_file(after, closed.case_id).actions
    actions.update_action(after, first.id, status=ActionStatus.DONE)
    actions.update_action(after, second.id, status=ActionStatus.DROPPED)
    assert waiting(after, closed, meeting) == ()


def test_another_meeting_does_not_ask(after: Desk, closed: World) -> None:
    assert waiting(after, closed, held(after, closed, MeetingKind.TABLE)) == ()


def test_an_action_that_comes_up_again_holds_up_the_closing(after: Desk, closed: World) -> None:
    after.clock.source = clock(NOW + timedelta(days=28)).source
    made = meetings.prepare_meeting(
        after,
        kind=MeetingKind.RETURN,
        title="Terug",
        starts_at=after.clock.now(),
        chair_id=closed.people[Role.CHAIR],
    )
    made = meetings.add_case(after, made.id, closed.case_id)
    meetings.advance(after, made.id, MeetingEvent.CONVENE)
    meetings.advance(after, made.id, MeetingEvent.BEGIN)
    for action in cases.case_file(after, closed.case_id).actions:
        actions.update_action(after, action.id, status=ActionStatus.DONE)
    lead_case(after, made.id, made.items[0].id, closed.organisations)
    first, *_ = cases.case_file(after, closed.case_id).actions
    actions.update_action(after, first.id, status=ActionStatus.OPEN)
    with pytest.raises(Blocked) as error:
        meetings.advance(after, made.id, MeetingEvent.CLOSE)
    assert BlockerCode.EARLIER_ACTIONS_OPEN in {b.code for b in error.value.blockers}


def test_the_police_sit_for_their_wijkagent(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    item = meetings.meeting(desk, world.meeting_id).items[0]
    assert meetings.context(desk, cases.case_file(desk, world.case_id), item).wholes["wijkagent"] == "politie"
    assert step_notices(Step.LEAD, meetings.context(desk, cases.case_file(desk, world.case_id), item))

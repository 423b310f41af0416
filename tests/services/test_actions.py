"""Actions go along from meeting to meeting with a reason, and what keeps moving is noticed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY, clock, make_action
from tests.services.world import log, open_meeting
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.errors import InvalidField, NotAllowed, NotFound, ReadOnly
from zvdesk.services import actions, cases, meetings, vaults

if TYPE_CHECKING:
    from tests.services.world import World
    from zvdesk.domain.actions import ActionItem
    from zvdesk.services.desk import Desk


def running(desk: Desk, world: World) -> str:
    """Begin a meeting on the case a month after the first one."""
    desk.clock.source = clock(NOW + timedelta(days=28)).source
    case = cases.case_file(desk, world.case_id).case
    made = open_meeting(desk, world.people, world.organisations, case)
    return meetings.advance(desk, made.id, MeetingEvent.BEGIN).id


def first(desk: Desk, world: World) -> ActionItem:
    return cases.case_file(desk, world.case_id).actions[0]


def test_the_third_postponement_asks_about_opschalen(after: Desk, closed: World) -> None:
    meeting_id, action = running(after, closed), first(after, closed)
    for times in (1, 2, 3, 4):
        due_on = TODAY + timedelta(days=28 + times)
        carried = actions.carry_over(after, action.id, meeting_id, due_on, " Nog geen plek. ")
        assert (carried.times, carried.asks_to_scale_up) == (times, times >= 3)
        assert carried.action.due_on == due_on
    assert first(after, closed) == carried.action
    updates = cases.case_file(after, closed.case_id).updates
    assert [u.note for u in updates] == ["", *["Nog geen plek."] * 4]
    assert updates[0].due_on == action.due_on
    assert "meenemen" in {line.action for line in log(after)}


def test_a_reason_alone_is_no_postponement(after: Desk, closed: World) -> None:
    meeting_id, action = running(after, closed), first(after, closed)
    carried = actions.carry_over(after, action.id, meeting_id, None, "Wacht op de indicatie.")
    assert (carried.times, carried.asks_to_scale_up) == (0, False)
    assert carried.action == action
    for ahead, times in ((40, 1), (35, 1)):  # a day that is earlier again is no postponement
        moved = actions.carry_over(after, action.id, meeting_id, TODAY + timedelta(days=ahead), "Ziek.")
        assert moved.times == times


def test_an_action_that_no_list_ever_held_says_where_it_began(desk: Desk, world: World) -> None:
    own = {"id": "", "case_id": world.case_id, "meeting_id": "", "organisation_id": ""}
    made = cases.save(desk, make_action(**own, due_on=TODAY))
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    for later in (1, 2):
        actions.update_action(desk, made.id, status=ActionStatus.OPEN, due_on=TODAY + timedelta(days=later))
    days = [u.due_on for u in cases.case_file(desk, world.case_id).updates]
    assert days == [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2)]
    third = actions.carry_over(desk, made.id, world.meeting_id, TODAY + timedelta(days=3), "Ziek.")
    assert (third.times, third.asks_to_scale_up) == (3, True)


def test_what_cannot_be_taken_along(after: Desk, closed: World) -> None:
    action = first(after, closed)
    with pytest.raises(ReadOnly):
        actions.carry_over(after, action.id, closed.meeting_id, None, "Reden")
    meeting_id = running(after, closed)
    for reason, expected in (("", "empty"), (" \n", "empty"), ("x" * 20_001, "too_long")):
        with pytest.raises(InvalidField) as error:
            actions.carry_over(after, action.id, meeting_id, None, reason)
        assert (error.value.field, error.value.reason) == ("reason", expected)
    with pytest.raises(NotFound):
        actions.carry_over(after, "weg", meeting_id, None, "Reden")
    other = cases.open_case(after)
    loose = cases.save(after, make_action(id="", case_id=other.id, meeting_id="", organisation_id=""))
    with pytest.raises(NotFound):
        actions.carry_over(after, loose.id, meeting_id, None, "Reden")
    actions.update_action(after, action.id, status=ActionStatus.DONE)
    with pytest.raises(ReadOnly):
        actions.carry_over(after, action.id, meeting_id, None, "Reden")
    assert len(cases.case_file(after, closed.case_id).updates) == 1


def test_only_who_follows_actions_takes_them_along(after: Desk, closed: World) -> None:
    meeting_id, action = running(after, closed), first(after, closed)
    at = after.clock.source
    vaults.lock(after)
    closed.clock.source = at
    desk = closed.desk(Role.PRIVACY_OFFICER)
    with pytest.raises(NotAllowed):
        actions.carry_over(desk, action.id, meeting_id, None, "Reden")
    vaults.lock(desk)

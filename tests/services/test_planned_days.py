"""No way lets a day through that lies before the meeting that agrees on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import TODAY, make_action, make_level_change
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.errors import InvalidField
from zvdesk.services import actions, cases, meetings

if TYPE_CHECKING:
    from tests.services.world import World
    from zvdesk.domain.actions import ActionItem
    from zvdesk.services.desk import Desk

BEFORE = TODAY - timedelta(days=1)


def an_action(world: World) -> ActionItem:
    made = make_action(case_id=world.case_id, meeting_id=world.meeting_id, due_on=TODAY)
    return replace(made, id="", organisation_id=world.organisations["ggz"])


def refused(error: pytest.ExceptionInfo[InvalidField]) -> tuple[str, str]:
    return error.value.field, error.value.reason


def test_an_action_and_a_retest_lie_ahead_of_their_meeting(desk: Desk, world: World) -> None:
    kept = cases.save(desk, an_action(world))
    with pytest.raises(InvalidField) as error:
        cases.save(desk, replace(kept, due_on=BEFORE))
    assert refused(error) == ("due_on", "past")
    with pytest.raises(InvalidField) as error:
        actions.update_action(desk, kept.id, status=ActionStatus.OPEN, due_on=BEFORE)
    assert refused(error) == ("due_on", "past")
    change = make_level_change(id="", case_id=world.case_id, meeting_id=world.meeting_id, retest_on=BEFORE)
    with pytest.raises(InvalidField) as error:
        cases.save(desk, change)
    assert refused(error) == ("retest_on", "past")
    assert cases.case_file(desk, world.case_id).actions == (kept,)


def test_a_return_meeting_lies_ahead_once_the_case_is_on_the_table(desk: Desk, world: World) -> None:
    case = cases.case_file(desk, world.case_id).case
    case = cases.save(desk, replace(case, follow_up_on=BEFORE))  # no meeting runs: it was agreed elsewhere
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    kept = cases.save(desk, replace(case, alias="Zeezicht"))
    with pytest.raises(InvalidField) as error:
        cases.save(desk, replace(kept, follow_up_on=BEFORE - timedelta(days=1)))
    assert refused(error) == ("follow_up_on", "past")


def test_an_action_is_not_carried_over_to_a_day_before_this_meeting(desk: Desk, world: World) -> None:
    kept = cases.save(desk, replace(an_action(world), meeting_id=""))
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    with pytest.raises(InvalidField) as error:
        actions.carry_over(desk, kept.id, world.meeting_id, BEFORE, "Ziek")
    assert refused(error) == ("due_on", "past")
    assert cases.case_file(desk, world.case_id).actions == (kept,)

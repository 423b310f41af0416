"""What comes of the actions of earlier meetings, and how often a day moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.factories import CASE, MEETING, NOW, TODAY, make_action, make_context, make_file, make_meeting
from zvdesk.domain.actions import ActionStatus, ActionUpdate
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.carry_over import postponements, still_to_deal_with
from zvdesk.domain.steps import step_blockers

EARLIER = NOW - timedelta(days=7)
ACTION = make_action(meeting_id="earlier", due_on=TODAY)
RETURN = make_meeting(Step.PLAN, kind=MeetingKind.RETURN)


def update(due_on: date | None = TODAY, *, at: datetime = NOW, note: str = "") -> ActionUpdate:
    return ActionUpdate(
        case_id=CASE,
        action_id=ACTION.id,
        updated_at=at,
        updated_by="F. Voorbeeld",
        status=ActionStatus.OPEN,
        due_on=due_on,
        note=note,
    )


@pytest.mark.parametrize(
    ("first", "days", "times"),
    [
        (None, [], 0),
        (None, [1], 0),
        (0, [], 0),
        (0, [1], 1),
        (0, [1, 1, 2, 3], 3),
        (0, [1, 0, 1], 2),
        (3, [1], 0),
        (0, [None, 1], 1),
    ],
)
def test_only_a_later_day_is_a_postponement(first: int | None, days: list[int | None], times: int) -> None:
    known = [None if n is None else TODAY + timedelta(days=n) for n in days]
    action = replace(ACTION, due_on=known[-1] if known else TODAY)
    begun = None if first is None else TODAY + timedelta(days=first)
    others = replace(update(TODAY + timedelta(days=99)), action_id="other")
    assert postponements(action, (others, *(update(day) for day in known)), begun) == times


@pytest.mark.parametrize(
    ("updates", "is_dealt_with"),
    [
        ((), False),
        ((update(at=EARLIER, note="Wacht op een plek."),), False),
        ((update(at=EARLIER), update()), False),
        ((update(note="Wacht op een plek."),), True),
        ((update(at=EARLIER), update(TODAY + timedelta(days=7))), True),
        ((update(), update(TODAY + timedelta(days=7))), True),
    ],
)
def test_an_action_is_dealt_with_by_another_day_or_a_reason(
    updates: tuple[ActionUpdate, ...], is_dealt_with: bool
) -> None:
    file = make_file(actions=(ACTION,), updates=updates)
    expected = () if is_dealt_with else (ACTION,)
    assert still_to_deal_with(file, RETURN) == expected
    assert still_to_deal_with(file, replace(RETURN, began_at=None)) == (ACTION,)


def test_what_is_settled_or_of_this_meeting_does_not_wait() -> None:
    actions = (replace(ACTION, status=ActionStatus.DROPPED), make_action(meeting_id=MEETING))
    assert still_to_deal_with(make_file(actions=actions), RETURN) == ()


def test_a_return_meeting_asks_what_comes_of_each_earlier_action() -> None:
    file = make_file(actions=(ACTION, make_action(id="new")))
    context = make_context(file)
    table = replace(context, meeting=make_meeting(Step.PLAN))
    assert step_blockers(Step.PLAN, context) == step_blockers(Step.PLAN, table) == ()
    back = replace(context, meeting=RETURN)
    assert step_blockers(Step.PLAN, back) == (
        Blocker(BlockerCode.EARLIER_ACTIONS_OPEN, ("Elke week langsgaan",)),
    )
    told = replace(back, file=replace(file, updates=(update(note="Wacht op een plek."),)))
    assert step_blockers(Step.PLAN, told) == ()

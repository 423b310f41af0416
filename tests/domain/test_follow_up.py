"""What is late: what came back last, where it stands on paper, and what a reminder may point at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.test_distribution import adopted
from tests.factories import NOW, ORGANISATIONS, make_action
from zvdesk.domain.actions import ActionAnswer, ActionStatus, ActionUpdate
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.follow_up import LateAction, OnList, OrganisationLate, last_answer, place_on_list

ON_LIST = OnList(meeting_id="m", held_on=None, number=2)
LATE = LateAction(
    action=make_action(), case_number="2026-0001", alias="", days_late=3, times_moved=0, on_list=ON_LIST
)


def update(number: int, answer: ActionAnswer | None, action_id: str = "action-1") -> ActionUpdate:
    return ActionUpdate(
        id=str(number),
        case_id="case-1",
        action_id=action_id,
        updated_at=NOW,
        updated_by="S",
        status=ActionStatus.OPEN,
        answer=answer,
    )


def test_the_last_answer_counts_and_nothing_else() -> None:
    history = (
        update(1, ActionAnswer.NEW_DAY),
        update(2, ActionAnswer.NOT_DONE),
        update(3, None),
        update(4, ActionAnswer.DONE, "action-2"),
    )
    found = last_answer("action-1", history)
    assert found is not None
    assert found.id == "2"
    assert last_answer("action-3", history) is None


def test_the_newest_list_tells_the_number() -> None:
    first = adopted(1, actions=(make_action(), make_action(id="action-2")))
    second = replace(adopted(2, actions=(make_action(id="action-2"), make_action())), meeting_id="later")
    assert place_on_list("action-1", (first, second)) == ("later", 2, make_action().due_on)
    assert place_on_list("action-1", (first,)) == (first.meeting_id, 1, make_action().due_on)
    assert place_on_list("weg", (first, second)) is None


@pytest.mark.parametrize(
    "held_back",
    [
        replace(LATE, on_list=None),
        replace(LATE, is_kept_back=True),
        replace(LATE, blockers=(Blocker(BlockerCode.THIRD_GROUND_MISSING, ("Wonen",)),)),
    ],
)
def test_a_reminder_points_only_at_what_they_have_on_paper(held_back: LateAction) -> None:
    assert LATE.can_be_reminded
    assert not held_back.can_be_reminded
    row = OrganisationLate(organisation=ORGANISATIONS["ggz"], actions=(held_back, LATE))
    assert row.to_remind == (LATE,)

"""What keeps moving and what is not told yet, held against records made for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, ActionStatus, Informing
from zvdesk.domain.today import Matter
from zvdesk.services import actions, cases, meetings, today

if TYPE_CHECKING:
    from tests.services.world import World
    from zvdesk.domain.today import AttentionRow
    from zvdesk.services.desk import Desk


def move(desk: Desk, action: ActionItem, *weeks: int) -> None:
    for week in weeks:
        on = desk.clock.today() + timedelta(weeks=week)
        actions.update_action(desk, action.id, status=ActionStatus.OPEN, due_on=on, note="lukte niet")


def moved(desk: Desk) -> list[AttentionRow]:
    return [row for row in today.today(desk).attention if row.matter is Matter.MOVED]


def test_an_adopted_action_that_moves_for_the_third_time_asks_about_opschalen(
    after: Desk, closed: World
) -> None:
    action = cases.case_file(after, closed.case_id).actions[0]
    move(after, action, 3, 4)
    assert moved(after) == []
    move(after, action, 5)
    (row,) = moved(after)
    assert (row.what, row.times, row.organisation) == ("Elke week langsgaan", 3, "Gemeente Oefenstad")
    assert (row.case_id, row.case_number, row.due_on) == (
        closed.case_id,
        closed.number,
        after.clock.today(),
    )
    again = meetings.prepare_meeting(
        after,
        kind=meetings.meeting(after, closed.meeting_id).kind,
        title="Terugkom",
        starts_at=after.clock.now() + timedelta(days=2),
    )
    meetings.add_case(after, again.id, closed.case_id)
    (coming,) = [m for m in today.today(after).meetings if m.id == again.id]
    assert coming.cases[0].moved_actions == 1
    move(after, action, 2)
    assert len(moved(after)) == 1
    actions.update_action(after, action.id, status=ActionStatus.DROPPED)
    assert moved(after) == []


def test_days_that_move_back_do_not_count(desk: Desk, world: World) -> None:
    action = cases.save(
        desk,
        ActionItem(case_id=world.case_id, what="Bellen", due_on=desk.clock.today() + timedelta(weeks=4)),
    )
    move(desk, action, 3, 5, 2, 6)
    assert moved(desk) == []
    move(desk, action, 7)
    (row,) = moved(desk)
    assert (row.times, row.organisation) == (3, "")


def test_untold_actions_are_counted_per_case(desk: Desk, world: World) -> None:
    assert today.today(desk).untold == ()
    for informing, status in (
        (Informing.NOT_YET, ActionStatus.OPEN),
        (Informing.NOT_YET, ActionStatus.DONE),
        (Informing.NOT_YET, ActionStatus.DROPPED),
        (Informing.EXCEPTION, ActionStatus.OPEN),
        (Informing.DONE, ActionStatus.OPEN),
    ):
        cases.save(desk, ActionItem(case_id=world.case_id, what="Iets", informing=informing, status=status))
    (row,) = today.today(desk).untold
    assert (row.case_id, row.number, row.alias, row.untold) == (world.case_id, world.number, "Valk", 2)


def test_a_retest_on_an_agenda_is_planned(after: Desk, closed: World) -> None:
    change = cases.case_file(after, closed.case_id).level_changes[-1]
    assert change.retest_on is not None
    meetings.begin_correction(after, closed.meeting_id, closed.case_id, "Datum")
    cases.save(after, replace(change, retest_on=after.clock.today() + timedelta(days=3)))
    (row,) = [r for r in today.today(after).attention if r.matter is Matter.RETEST]
    assert not row.is_planned
    again = meetings.prepare_meeting(
        after, kind=meetings.meeting(after, closed.meeting_id).kind, title="Terugkom"
    )
    meetings.adopt_correction(after, closed.meeting_id, closed.case_id)
    meetings.add_case(after, again.id, closed.case_id)
    (row,) = [r for r in today.today(after).attention if r.matter is Matter.RETEST]
    assert row.is_planned

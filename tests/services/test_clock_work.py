"""The clock of a running meeting: it follows the table, survives a lock, and leaves no line of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW
from tests.services.world import World, accepted_case, lead_case, log, open_meeting
from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import Blocked
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, RunningClock
from zvdesk.domain.people import Actor, Role
from zvdesk.domain.timing import clock_view
from zvdesk.errors import InvalidField, NotAllowed, NotFound, ReadOnly
from zvdesk.services import cases, clock_work, meetings, vaults

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk


class Time:
    """Tell a time that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Time:
    moving = Time()
    monkeypatch.setattr(desk.clock, "source", moving)
    return moving


def begun(desk: Desk, world: World) -> Meeting:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    return meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)


def used(held: Meeting, step: Step, item_id: str) -> int:
    return held.item(item_id).record(step).used_seconds


def test_the_clock_starts_with_the_case_and_goes_along(desk: Desk, world: World, time: Time) -> None:
    held = begun(desk, world)
    assert held.clock == RunningClock(item_id=world.item_id, step=Step.SIGNAL, since=NOW)
    assert held.item(world.item_id).began_at == NOW
    time.passes(minutes=3)
    held = meetings.advance_item(
        desk, world.meeting_id, world.item_id, ItemEvent.SKIP, reason="Was al bekend"
    )
    assert used(held, Step.SIGNAL, world.item_id) == 180
    time.passes(minutes=2)
    held = meetings.jump(desk, world.meeting_id, world.item_id, Step.LEAD)
    assert used(held, Step.ANALYSIS, world.item_id) == 120
    assert held.clock == RunningClock(item_id=world.item_id, step=Step.LEAD, since=time.now)
    time.passes(minutes=4)
    held = meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.BACK)
    time.passes(minutes=1)
    held = meetings.advance_item(
        desk, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="Niemand kon"
    )
    assert (used(held, Step.LEAD, world.item_id), used(held, Step.PLAN, world.item_id)) == (240, 60)
    assert (held.clock, held.item(world.item_id).ended_at) == (None, time.now)
    assert meetings.meeting(desk, world.meeting_id) == held


def test_it_survives_a_lock_and_a_crash_but_no_night(desk: Desk, world: World, time: Time) -> None:
    begun(desk, world)
    time.passes(minutes=5)
    clock_work.keep_clock(desk, world.meeting_id)
    time.passes(minutes=4)
    vaults.lock(desk)
    again = world.desk()
    held = clock_work.keep_clock(again, world.meeting_id)
    assert used(held, Step.SIGNAL, world.item_id) == 540
    time.passes(hours=8)
    held = clock_work.keep_clock(again, world.meeting_id)
    assert (used(held, Step.SIGNAL, world.item_id), held.clock) == (540, None)
    held = clock_work.start_clock(again, world.meeting_id, world.item_id)
    time.passes(seconds=30)
    assert clock_view(held, held.item(world.item_id), time.now).step_used == 570
    vaults.lock(again)


def test_the_heartbeat_leaves_no_line_and_changes_no_meeting_that_rests(
    desk: Desk, world: World, time: Time
) -> None:
    earlier = meetings.meeting(desk, world.meeting_id)
    assert clock_work.keep_clock(desk, world.meeting_id) == earlier
    begun(desk, world)
    before = len(log(desk))
    time.passes(seconds=31)
    held = clock_work.keep_clock(desk, world.meeting_id)
    assert len(log(desk)) == before
    assert meetings.meeting(desk, world.meeting_id) == held
    assert used(held, Step.SIGNAL, world.item_id) == 31


def test_a_pause_counts_nothing_until_the_table_goes_on(desk: Desk, world: World, time: Time) -> None:
    begun(desk, world)
    time.passes(minutes=1)
    held = clock_work.pause_clock(desk, world.meeting_id)
    assert (held.clock, used(held, Step.SIGNAL, world.item_id)) == (None, 60)
    time.passes(minutes=5)
    meetings.write_note(desk, world.meeting_id, world.item_id, Step.SIGNAL, "Koffie")
    held = clock_work.start_clock(desk, world.meeting_id, world.item_id)
    time.passes(minutes=1)
    clock_work.pause_clock(desk, world.meeting_id)
    held = meetings.jump(desk, world.meeting_id, world.item_id, Step.PLAN)
    assert used(held, Step.SIGNAL, world.item_id) == 120
    assert held.clock is not None
    assert [line.action for line in log(desk)[:2]] == ["naar stap plan", "klok pauzeren"]


def test_minutes_are_added_to_a_step(desk: Desk, world: World) -> None:
    held = begun(desk, world)
    planned = held.item(world.item_id).record(Step.PLAN).minutes
    clock_work.add_minutes(desk, world.meeting_id, world.item_id, Step.PLAN, 5)
    held = clock_work.add_minutes(desk, world.meeting_id, world.item_id, Step.PLAN, 1)
    record = held.item(world.item_id).record(Step.PLAN)
    assert (record.minutes, record.added_minutes) == (planned, 6)
    assert meetings.meeting(desk, world.meeting_id) == held
    with pytest.raises(InvalidField):
        clock_work.add_minutes(desk, world.meeting_id, world.item_id, Step.PLAN, 601)


def test_two_cases_never_run_at_once(desk: Desk, world: World, time: Time) -> None:
    second = accepted_case(desk, world.organisations, alias="Uil")
    other = meetings.add_case(desk, world.meeting_id, second.id).items[1].id
    begun(desk, world)
    time.passes(minutes=2)
    held = meetings.advance_item(desk, world.meeting_id, other, ItemEvent.START)
    time.passes(minutes=3)
    held = clock_work.start_clock(desk, world.meeting_id, world.item_id)
    assert (used(held, Step.SIGNAL, world.item_id), used(held, Step.SIGNAL, other)) == (120, 180)
    time.passes(minutes=1)
    held = meetings.advance_item(desk, world.meeting_id, other, ItemEvent.POSTPONE, reason="Later")
    assert held.clock is not None
    assert used(held, Step.SIGNAL, world.item_id) == 180


def test_what_it_took_is_kept_when_the_meeting_closes(desk: Desk, world: World, time: Time) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    held = meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.REOPEN)
    assert held.clock is not None
    assert held.item(world.item_id).ended_at is None
    time.passes(minutes=6)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.NEXT)
    closed = meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert (closed.clock, used(closed, Step.FOLLOW_UP, world.item_id)) == (None, 360)
    view = clock_view(closed, closed.item(world.item_id), time.now + timedelta(days=30))
    assert (view.case_used, view.ends_at, view.is_running) == (360, None, False)
    assert view.case_planned == 60 * sum(record.minutes for record in closed.items[0].steps)


def test_what_the_clock_cannot_do(desk: Desk, world: World) -> None:
    with pytest.raises(ReadOnly):
        clock_work.pause_clock(desk, world.meeting_id)
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    with pytest.raises(Blocked):
        clock_work.start_clock(desk, world.meeting_id, world.item_id)
    with pytest.raises(NotFound):
        clock_work.start_clock(desk, world.meeting_id, "weg")
    with pytest.raises(NotFound):
        clock_work.keep_clock(desk, "weg")
    desk.actor = Actor(person_id=world.people[Role.SECRETARY], name="S. Schrijver", role=Role.SECRETARY)
    acts: list[Callable[[], object]] = [
        lambda: clock_work.keep_clock(desk, world.meeting_id),
        lambda: clock_work.pause_clock(desk, world.meeting_id),
        lambda: clock_work.start_clock(desk, world.meeting_id, world.item_id),
        lambda: clock_work.add_minutes(desk, world.meeting_id, world.item_id, Step.PLAN, 1),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_a_clock_of_another_meeting_is_left_alone(desk: Desk, world: World, time: Time) -> None:
    case = cases.case_file(desk, world.case_id).case
    other = open_meeting(desk, world.people, world.organisations, case)
    begun(desk, world)
    time.passes(minutes=1)
    meetings.advance(desk, other.id, MeetingEvent.BEGIN)
    assert meetings.meeting(desk, world.meeting_id).clock is not None
    assert meetings.meeting(desk, other.id).clock is None

"""The clock: what is used is counted once, what remains is divided again, and nothing is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_item, make_meeting
from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState, Phase, StepRecord, StepStatus
from zvdesk.domain.timing import (
    LONGEST_GAP,
    add_minutes,
    clock_view,
    divided,
    follow,
    pause,
    run,
    settled,
)

FIRST, SECOND = "item-1", "item-2"


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def table(**first: object) -> Meeting:
    """Return a meeting of two cases of 25 minutes, five a step; the first is at Signaal."""
    items = (make_item(**first), make_item(id=SECOND, case_id="case-2", position=2, phase=Phase.WAITING))
    return make_meeting(Step.SIGNAL, items=items)


def steps(*used: int, done: int = 0) -> tuple[StepRecord, ...]:
    """Return five steps of five minutes with the seconds used; the first ones are done."""
    given_ = (*used, *(0 for _ in range(5 - len(used))))
    return tuple(
        StepRecord(
            step=step,
            minutes=5,
            used_seconds=seconds,
            status=StepStatus.DONE if n < done else StepStatus.TODO,
        )
        for n, (step, seconds) in enumerate(zip(Step, given_, strict=True))
    )


def used(meeting: Meeting, step: Step = Step.SIGNAL, item_id: str = FIRST) -> int:
    return meeting.item(item_id).record(step).used_seconds


# --- counting --------------------------------------------------------------------------------------------


def test_a_stretch_is_counted_for_the_step_it_ran_for() -> None:
    held = run(table(), FIRST, Step.SIGNAL, NOW)
    held = run(held, FIRST, Step.ANALYSIS, later(90))
    held = pause(held, later(100))
    assert (used(held), used(held, Step.ANALYSIS)) == (90, 10)
    assert held.clock is None
    assert settled(held, later(500)) == held


def test_running_on_the_same_step_loses_no_part_of_a_second() -> None:
    held = run(table(), FIRST, Step.SIGNAL, NOW)
    for n in range(1, 11):
        held = run(held, FIRST, Step.SIGNAL, later(n * 0.7))
    assert used(held) == 7


@given(st.lists(st.integers(0, 600_000), min_size=1, max_size=12))
def test_how_often_it_is_kept_changes_nothing(milliseconds: list[int]) -> None:
    held, at = run(table(), FIRST, Step.SIGNAL, NOW), 0
    for gap in milliseconds:
        at += gap
        held = settled(held, NOW + timedelta(milliseconds=at))
    # what is not whole yet may lift the next gap over the longest one
    if held.clock is not None:
        assert used(held) == at // 1000


@pytest.mark.parametrize("gap", [LONGEST_GAP + timedelta(seconds=1), -LONGEST_GAP - timedelta(seconds=1)])
def test_a_long_gap_is_not_counted_and_stops_the_clock(gap: timedelta) -> None:
    held = run(table(), FIRST, Step.SIGNAL, NOW)
    after = settled(held, NOW + gap)
    assert (used(after), after.clock) == (0, None)
    view = clock_view(held, held.items[0], NOW + gap)
    assert (view.step_used, view.is_running) == (0, False)
    assert used(settled(run(after, FIRST, Step.SIGNAL, NOW + gap), NOW + gap + LONGEST_GAP)) == 600


def test_a_clock_that_is_set_back_a_little_goes_on_from_there() -> None:
    held = settled(run(table(), FIRST, Step.SIGNAL, NOW), later(-60))
    assert used(held) == 0
    assert used(settled(held, later(-50))) == 10


def test_the_clock_of_a_case_that_is_off_the_agenda_stands_still() -> None:
    held = run(table(), SECOND, Step.SIGNAL, NOW)
    assert settled(replace(held, items=held.items[:1]), later(5)).clock is None


def test_the_clock_follows_the_case() -> None:
    held = follow(table(), FIRST, NOW)
    assert held.clock is not None
    assert (held.clock.item_id, held.clock.step, held.clock.since) == (FIRST, Step.SIGNAL, NOW)
    assert follow(held, SECOND, later(3)).clock is not None  # the other case waits: nothing to do with it
    over = follow(held.with_item(replace(held.item(FIRST), phase=Phase.FINISHED)), FIRST, later(30))
    assert (over.clock, used(over)) == (None, 30)
    assert follow(over, FIRST, later(40)) == over


@given(st.lists(st.sampled_from([1, 5, -1, -5, -60]), max_size=8))
def test_minutes_are_added_and_never_below_nothing(added: list[int]) -> None:
    held = table()
    for minutes in added:
        held = add_minutes(held, FIRST, Step.PLAN, minutes)
    record = held.item(FIRST).record(Step.PLAN)
    assert record.minutes == 5
    assert record.minutes + record.added_minutes >= 0
    if all(minutes > 0 for minutes in added):
        assert record.added_minutes == sum(added)


# --- what is shown ---------------------------------------------------------------------------------------


def test_the_clock_shows_step_case_and_meeting() -> None:
    held = add_minutes(run(table(), FIRST, Step.SIGNAL, NOW), FIRST, Step.SIGNAL, 1)
    view = clock_view(held, held.items[0], later(120))
    assert (view.step_planned, view.step_used, view.step_left) == (360, 120, 240)
    assert (view.case_planned, view.case_used, view.case_left) == (26 * 60, 120, 24 * 60)
    assert (view.meeting_planned, view.meeting_used, view.meeting_left) == (51 * 60, 120, 49 * 60)
    assert view.is_running
    assert view.ends_at == later(51 * 60)
    assert view.replanned == {Step.SIGNAL: 4} | dict.fromkeys(list(Step)[1:], 5)
    assert view.replanned_cases == {FIRST: 24, SECOND: 25}
    other = clock_view(held, held.items[1], later(120))
    assert (other.step_planned, other.case_planned, other.is_running) == (0, 25 * 60, False)
    assert other.replanned == dict.fromkeys(Step, 5)


def test_a_step_that_ran_over_leaves_less_for_the_others() -> None:
    held = run(table(phase=Phase.ANALYSIS, steps=steps(9 * 60, done=1)), FIRST, Step.ANALYSIS, NOW)
    view = clock_view(held, held.items[0], NOW)
    assert view.case_left == 16 * 60
    assert view.replanned == dict.fromkeys(list(Step)[1:], 4)  # 16 minutes over four equal steps
    assert view.replanned_cases == {FIRST: 16, SECOND: 25}
    assert view.meeting_left == 41 * 60
    assert view.ends_at == later(41 * 60)


def test_a_step_that_is_over_leaves_nothing_for_itself() -> None:
    held = run(table(steps=steps(8 * 60)), FIRST, Step.SIGNAL, NOW)
    view = clock_view(held, held.items[0], NOW)
    assert view.step_left == -180
    assert view.replanned[Step.SIGNAL] == 0
    assert sum(view.replanned.values()) == 17
    assert max(view.replanned.values()) - min(list(view.replanned.values())[1:]) <= 1


def test_a_case_that_ran_over_leaves_less_for_the_next() -> None:
    over = table(phase=Phase.FINISHED, steps=steps(*[7 * 60] * 5, done=5))
    view = clock_view(over, over.items[1], NOW)
    assert view.replanned_cases == {SECOND: 15}
    assert view.replanned == dict.fromkeys(Step, 3)
    assert clock_view(over, over.items[0], NOW).replanned == {}


def test_what_was_saved_is_not_handed_out() -> None:
    held = table(phase=Phase.ANALYSIS, steps=steps(60, done=1))
    view = clock_view(held, held.items[0], NOW)
    assert view.replanned == dict.fromkeys(list(Step)[1:], 5)
    assert view.ends_at == later(45 * 60)


def test_everything_used_up_leaves_nothing_and_no_less() -> None:
    held = table(steps=steps(*[20 * 60] * 5))
    view = clock_view(held, held.items[0], NOW)
    assert view.meeting_left < 0
    assert view.ends_at == NOW
    assert set(view.replanned.values()) == {0}
    assert view.replanned_cases == {FIRST: 0, SECOND: 0}


def test_a_postponed_case_leaves_its_time_to_the_others() -> None:
    held = table(phase=Phase.ANALYSIS, steps=steps(20 * 60, done=1))
    short = clock_view(held, held.items[0], NOW)
    assert sum(short.replanned_cases.values()) == 30
    gone = held.with_item(replace(held.item(SECOND), phase=Phase.POSTPONED))
    view = clock_view(gone, gone.items[0], NOW)
    assert view.replanned_cases == {FIRST: 5}
    assert view.ends_at == later(5 * 60)


def test_without_a_case_only_the_meeting_counts() -> None:
    view = clock_view(run(table(), FIRST, Step.SIGNAL, NOW), None, later(60))
    assert (view.step_planned, view.case_planned, view.meeting_used) == (0, 0, 60)
    assert view.is_running
    assert view.replanned == {}
    empty = clock_view(make_meeting(items=()), None, NOW)
    assert (empty.meeting_planned, empty.ends_at, empty.replanned_cases) == (0, None, {})


def test_a_step_without_a_record_shows_nothing() -> None:
    held = make_meeting(Step.SIGNAL, items=(make_item(steps=()),))
    view = clock_view(held, held.items[0], NOW)
    assert (view.step_planned, view.replanned) == (0, {})


# --- dividing --------------------------------------------------------------------------------------------

weights = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 90), min_size=1)


@given(st.integers(0, 400), weights)
def test_the_parts_add_up_and_are_never_below_nothing(total: int, by: dict[str, int]) -> None:
    parts = divided(total, by)
    assert sum(parts.values()) == (total if any(by.values()) else 0)
    assert list(parts) == list(by)
    assert all(part >= 0 for part in parts.values())
    assert all(parts[key] == 0 for key in by if not by[key])


@given(st.integers(0, 400), weights)
def test_more_to_divide_is_less_for_nobody(total: int, by: dict[str, int]) -> None:
    fewer, more = divided(total, by), divided(total + 1, by)
    assert all(more[key] >= fewer[key] for key in by)


@given(st.integers(0, 60), weights)
def test_each_unit_goes_to_the_strongest_claim_and_to_the_first_of_equals(
    total: int, by: dict[str, int]
) -> None:
    before, after = divided(total, by), divided(total + 1, by)
    got = [key for key in by if after[key] > before[key]]
    claims = {key: by[key] / (2 * before[key] + 1) for key in by}
    assert got == ([max(claims, key=lambda key: claims[key])] if any(by.values()) else [])


@given(weights, st.data())
def test_nobody_gets_more_than_was_planned(by: dict[str, int], data: st.DataObject) -> None:
    total = data.draw(st.integers(0, sum(by.values())))
    assert all(part <= by[key] for key, part in divided(total, by).items())
    assert divided(sum(by.values()), by) == by


items = st.builds(
    lambda position, records, at: make_item(
        id=f"item-{position}",
        case_id=f"case-{position}",
        phase=at,
        steps=tuple(
            StepRecord(step=step, minutes=minutes, added_minutes=added, used_seconds=seconds, status=status)
            for step, (minutes, added, seconds, status) in zip(Step, records, strict=True)
        ),
    ),
    st.just(1),
    st.lists(
        st.tuples(
            st.integers(0, 30), st.integers(0, 10), st.integers(0, 3000), st.sampled_from(list(StepStatus))
        ),
        min_size=5,
        max_size=5,
    ),
    st.sampled_from(list(Phase)),
)


def numbered(made: list[AgendaItem]) -> tuple[AgendaItem, ...]:
    return tuple(replace(i, id=f"item-{n}", case_id=f"case-{n}", position=n) for n, i in enumerate(made, 1))


@given(st.lists(items, min_size=1, max_size=4), st.integers(0, 599))
def test_what_is_replanned_is_what_remains(made: list[AgendaItem], seconds: int) -> None:
    held = make_meeting(Step.SIGNAL, items=numbered(made))
    here = held.items[0]
    if here.phase.step is not None:
        held = run(held, here.id, here.phase.step, NOW)
    view = clock_view(held, here, later(seconds))
    assert held.state is MeetingState.IN_PROGRESS
    assert view.ends_at is not None
    remains = (view.ends_at - later(seconds)).total_seconds()
    assert abs(sum(view.replanned_cases.values()) * 60 - remains) <= 30
    assert remains <= max(0, view.meeting_left)
    assert all(m >= 0 for m in (*view.replanned.values(), *view.replanned_cases.values()))
    if here.id in view.replanned_cases:
        assert abs(sum(view.replanned.values()) - view.replanned_cases[here.id]) <= 2
        assert sum(view.replanned.values()) * 60 <= max(0, view.case_left) + 30


@given(st.lists(items, min_size=1, max_size=4), st.integers(0, 300), st.integers(0, 299))
def test_time_that_passes_never_gives_a_later_step_more(
    made: list[AgendaItem], seconds: int, more: int
) -> None:
    held = make_meeting(Step.SIGNAL, items=numbered(made))
    here = held.items[0]
    if here.phase.step is None:
        return
    held = run(held, here.id, here.phase.step, NOW)
    earlier = clock_view(held, here, later(seconds))
    after = clock_view(held, here, later(seconds + more))
    for step, minutes in after.replanned.items():
        assert step is here.phase.step or minutes <= earlier.replanned[step]
    assert (after.case_left, after.meeting_left) <= (earlier.case_left, earlier.meeting_left)
    assert sum(after.replanned.values()) <= sum(earlier.replanned.values())

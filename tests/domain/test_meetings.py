"""The meeting as a state machine: every pair of state and event, and walks that no path can cheat."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, library, make_item, make_meeting, make_steps
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.meetings import (
    AgendaItem,
    ItemEvent,
    Meeting,
    MeetingEvent,
    MeetingState,
    Phase,
    StepRecord,
    StepStatus,
    advance,
    advance_item,
    fresh_steps,
    jump,
    meeting_blockers,
)

M, E, P, V = MeetingState, MeetingEvent, Phase, ItemEvent
C = BlockerCode

MEETING_TABLE = {
    (M.DRAFT, E.CONVENE): M.OPEN,
    (M.OPEN, E.WITHDRAW): M.DRAFT,
    (M.OPEN, E.BEGIN): M.IN_PROGRESS,
    (M.IN_PROGRESS, E.CLOSE): M.CLOSED,
}
ITEM_TABLE = {
    (P.WAITING, V.START): P.SIGNAL,
    (P.WAITING, V.POSTPONE): P.POSTPONED,
    (P.SIGNAL, V.NEXT): P.ANALYSIS,
    (P.SIGNAL, V.SKIP): P.ANALYSIS,
    (P.SIGNAL, V.POSTPONE): P.POSTPONED,
    (P.ANALYSIS, V.NEXT): P.PLAN,
    (P.ANALYSIS, V.SKIP): P.PLAN,
    (P.ANALYSIS, V.BACK): P.SIGNAL,
    (P.ANALYSIS, V.POSTPONE): P.POSTPONED,
    (P.PLAN, V.NEXT): P.LEAD,
    (P.PLAN, V.SKIP): P.LEAD,
    (P.PLAN, V.BACK): P.ANALYSIS,
    (P.PLAN, V.POSTPONE): P.POSTPONED,
    (P.LEAD, V.NEXT): P.FOLLOW_UP,
    (P.LEAD, V.SKIP): P.FOLLOW_UP,
    (P.LEAD, V.BACK): P.PLAN,
    (P.LEAD, V.POSTPONE): P.POSTPONED,
    (P.FOLLOW_UP, V.NEXT): P.FINISHED,
    (P.FOLLOW_UP, V.SKIP): P.FINISHED,
    (P.FOLLOW_UP, V.BACK): P.LEAD,
    (P.FOLLOW_UP, V.POSTPONE): P.POSTPONED,
    (P.FINISHED, V.REOPEN): P.FOLLOW_UP,
    (P.POSTPONED, V.REOPEN): P.SIGNAL,
}


def ready(state: MeetingState) -> Meeting:
    """Return a meeting that lacks nothing for any event."""
    item = make_item(phase=P.FINISHED, steps=make_steps(done=5))
    return make_meeting(state=state, items=(item,))


def at(phase: Phase) -> AgendaItem:
    """Return a case in a phase, with every step before and after it done."""
    return make_item(phase=phase, steps=make_steps(done=5))


@pytest.mark.parametrize(("state", "event"), list(itertools.product(M, E)), ids=lambda v: v.value)
def test_every_meeting_event_in_every_state(state: MeetingState, event: MeetingEvent) -> None:
    expected = MEETING_TABLE.get((state, event))
    if expected is None:
        with pytest.raises(Blocked) as refused:
            advance(ready(state), event, NOW)
        assert refused.value.blockers == ()
    else:
        assert advance(ready(state), event, NOW).state is expected


@pytest.mark.parametrize(("phase", "event"), list(itertools.product(P, V)), ids=lambda v: v.value)
def test_every_item_event_in_every_phase(phase: Phase, event: ItemEvent) -> None:
    expected = ITEM_TABLE.get((phase, event))
    if expected is None:
        with pytest.raises(Blocked) as refused:
            advance_item(at(phase), event, reason="reden")
        assert refused.value.blockers == ()
    else:
        assert advance_item(at(phase), event, reason="reden").phase is expected


def test_times_are_kept_when_a_meeting_begins_and_closes() -> None:
    begun = advance(ready(M.OPEN), E.BEGIN, NOW)
    assert (begun.began_at, begun.closed_at) == (NOW, None)
    assert advance(ready(M.IN_PROGRESS), E.CLOSE, NOW).closed_at == NOW


@pytest.mark.parametrize("event", [E.CONVENE, E.BEGIN])
def test_what_a_meeting_lacks_before_it_begins(event: MeetingEvent) -> None:
    empty = make_meeting(items=(), chair_id="", starts_at=None)
    assert meeting_blockers(empty, event) == (
        Blocker(C.NO_CASES),
        Blocker(C.NO_CHAIR),
        Blocker(C.NO_DATE),
    )
    alone = make_meeting(items=(make_item(invited_ids=()),))
    assert meeting_blockers(alone, event) == (Blocker(C.NOBODY_INVITED),)
    assert meeting_blockers(make_meeting(), event) == ()


def test_a_meeting_closes_only_when_each_case_is_finished_or_postponed() -> None:
    items = tuple(
        make_item(id=f"item-{n}", position=n, phase=phase)
        for n, phase in enumerate((P.FINISHED, P.WAITING, P.POSTPONED, P.PLAN), 1)
    )
    running = make_meeting(Step.SIGNAL, items=items)
    with pytest.raises(Blocked) as refused:
        advance(running, E.CLOSE, NOW)
    assert refused.value.blockers == (Blocker(C.ITEM_NOT_FINISHED, ("2", "4")),)


@pytest.mark.parametrize("event", [V.SKIP, V.POSTPONE])
@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_skipping_and_postponing_ask_a_reason(event: ItemEvent, reason: str) -> None:
    with pytest.raises(Blocked) as refused:
        advance_item(at(P.PLAN), event, reason=reason)
    assert refused.value.blockers == (Blocker(C.NO_REASON),)


def test_a_reason_is_kept_without_outer_space() -> None:
    skipped = advance_item(at(P.PLAN), V.SKIP, reason=" geen tijd ")
    assert skipped.record(Step.PLAN) == StepRecord(
        step=Step.PLAN, status=StepStatus.SKIPPED, skip_reason="geen tijd", minutes=5
    )
    assert advance_item(at(P.PLAN), V.POSTPONE, reason=" ziek ").postponed_reason == "ziek"


def test_done_forgets_why_a_step_was_skipped_before() -> None:
    skipped = advance_item(at(P.PLAN), V.SKIP, reason="geen tijd")
    done = advance_item(jump(skipped, Step.PLAN), V.NEXT)
    assert done.record(Step.PLAN).status is StepStatus.DONE
    assert done.record(Step.PLAN).skip_reason == ""


@pytest.mark.parametrize("event", list(V), ids=lambda v: v.value)
def test_what_a_step_lacks_holds_up_going_on_only(event: ItemEvent) -> None:
    lacking = (Blocker(C.NO_ACTIONS),)
    if event is V.NEXT:
        with pytest.raises(Blocked) as refused:
            advance_item(at(P.PLAN), event, lacking=lacking)
        assert refused.value.blockers == lacking
    elif (P.PLAN, event) in ITEM_TABLE:
        advance_item(at(P.PLAN), event, lacking=lacking, reason="reden")


@pytest.mark.parametrize("event", [V.NEXT, V.SKIP])
def test_the_last_step_waits_for_the_others(event: ItemEvent) -> None:
    item = make_item(phase=P.FOLLOW_UP, steps=make_steps(done=2))
    with pytest.raises(Blocked) as refused:
        advance_item(item, event, reason="reden")
    assert refused.value.blockers == (Blocker(C.STEP_OPEN, ("plan", "regie")),)


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("phase", list(P))
def test_a_chair_jumps_between_the_five_steps_only(phase: Phase, step: Step) -> None:
    item = make_item(phase=phase)
    if phase.step is None:
        with pytest.raises(Blocked):
            jump(item, step)
    else:
        jumped = jump(item, step)
        assert jumped.phase.step is step
        assert jumped.steps == item.steps


def test_parts_of_a_meeting_are_found_and_replaced() -> None:
    first, second = make_item(), make_item(id="item-2", position=2)
    held = make_meeting(items=(first, second))
    changed = held.with_item(replace(second, phase=P.PLAN))
    assert changed.item("item-2").phase is P.PLAN
    assert changed.item("item-1") == first
    bare = make_item(steps=())
    assert bare.record(Step.PLAN) == StepRecord(step=Step.PLAN)
    noted = bare.with_record(StepRecord(step=Step.LEAD, note="x")).with_record(StepRecord(step=Step.SIGNAL))
    assert [record.step for record in noted.steps] == [Step.SIGNAL, Step.LEAD]


@pytest.mark.parametrize("kind", list(MeetingKind))
def test_fresh_steps_take_their_minutes_from_the_template(kind: MeetingKind) -> None:
    for template in library().templates_of(kind):
        steps = fresh_steps(template)
        assert [record.step for record in steps] == list(Step)
        assert sum(record.minutes for record in steps) == template.minutes
        assert template.step(Step.LEAD).step is Step.LEAD


MOVES = st.one_of(
    st.tuples(st.sampled_from(V), st.booleans(), st.sampled_from(["", "reden"])),
    st.sampled_from(Step),
)


@given(st.lists(MOVES, max_size=40))
def test_no_walk_finishes_a_case_past_a_blocker(moves: list[tuple[ItemEvent, bool, str] | Step]) -> None:
    """Walk at random and keep own books: which steps were left by NEXT while nothing lacked, or skipped."""
    item = make_item(phase=P.WAITING)
    settled: dict[Step, StepStatus] = {}
    for move in moves:
        before = item
        if isinstance(move, Step):
            try:
                item = jump(item, move)
            except Blocked:
                assert before.phase.step is None
            continue
        event, is_lacking, reason = move
        lacking = (Blocker(C.NO_ACTIONS),) if is_lacking else ()
        try:
            item = advance_item(item, event, lacking=lacking, reason=reason)
        except Blocked:
            continue
        here = before.phase.step
        assert not (event is V.NEXT and is_lacking)
        assert not (event in (V.SKIP, V.POSTPONE) and not reason)
        if here and event is V.NEXT:
            settled[here] = StepStatus.DONE
        if here and event is V.SKIP:
            settled[here] = StepStatus.SKIPPED
        for step in Step:
            assert item.record(step).status is settled.get(step, StepStatus.TODO)
        if item.phase is P.FINISHED:
            assert set(settled) == set(Step)


@given(st.lists(st.sampled_from(E), max_size=12), st.sampled_from([P.FINISHED, P.PLAN]))
def test_no_walk_opens_a_closed_meeting(events: list[MeetingEvent], phase: Phase) -> None:
    held = make_meeting(items=(make_item(phase=phase),))
    for event in events:
        was_closed = held.state is M.CLOSED
        try:
            held = advance(held, event, NOW)
        except Blocked:
            continue
        assert not was_closed
        if held.state is M.CLOSED:
            assert phase is P.FINISHED
            assert held.began_at is not None
            assert held.closed_at is not None

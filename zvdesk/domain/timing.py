"""Tell the time of a meeting: planned against used per step, case and meeting, divided again when short.

Every function is handed the time. What was planned is never changed: ``minutes`` stays what the template
said, ``added_minutes`` what the chair added, ``used_seconds`` what it took, so that all three are there
afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from zvdesk.domain.meetings import MeetingState, Phase, RunningClock, StepStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from zvdesk.domain.agenda import Step
    from zvdesk.domain.meetings import AgendaItem, Meeting, StepRecord

LONGEST_GAP = timedelta(minutes=10)
_OVER = (Phase.FINISHED, Phase.POSTPONED)
_K = TypeVar("_K")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """Hold what the clock shows of one case, in seconds; ``replanned`` holds whole minutes.

    ``replanned`` gives each step of the case that remains what remains for it, the step on the table
    included; ``replanned_cases`` does so for each case that remains. Both add up to what remains, and equal
    the plan as long as nothing ran over.
    """

    step_planned: int
    step_used: int
    case_planned: int
    case_used: int
    meeting_planned: int
    meeting_used: int
    ends_at: datetime | None  # None: the meeting is not under way
    is_running: bool  # for this case
    replanned: Mapping[Step, int]
    replanned_cases: Mapping[str, int]

    @property
    def step_left(self) -> int:
        """Return what is left of the plan of the step; below zero when it ran over."""
        return self.step_planned - self.step_used

    @property
    def case_left(self) -> int:
        """Return what is left of the plan of the case; below zero when it ran over."""
        return self.case_planned - self.case_used

    @property
    def meeting_left(self) -> int:
        """Return what is left of the plan of the meeting; below zero when it ran over."""
        return self.meeting_planned - self.meeting_used


def clock_view(meeting: Meeting, item: AgendaItem | None, now: datetime) -> ClockView:
    """Return what the clock shows now of a case of the meeting; without a case only the meeting counts."""
    meeting = settled(meeting, now)
    item = meeting.item(item.id) if item else None
    planned = {i.id: sum(_planned(r) for r in i.steps) for i in meeting.items}
    used = {i.id: sum(r.used_seconds for r in i.steps) for i in meeting.items}
    meeting_left = sum(planned.values()) - sum(used.values())
    cases = {
        i.id: min(_floored(planned[i.id] - used[i.id]), sum(_rests(i).values()))
        for i in meeting.items
        if i.phase not in _OVER
    }
    remaining = min(_floored(meeting_left), sum(cases.values()))
    here = item.phase.step if item else None
    record = item.record(here) if item and here else None
    share = remaining * cases.get(item.id, 0) / (sum(cases.values()) or 1) if item else 0
    return ClockView(
        step_planned=_planned(record) if record else 0,
        step_used=record.used_seconds if record else 0,
        case_planned=planned[item.id] if item else 0,
        case_used=used[item.id] if item else 0,
        meeting_planned=sum(planned.values()),
        meeting_used=sum(used.values()),
        ends_at=now + timedelta(seconds=remaining) if meeting.state is MeetingState.IN_PROGRESS else None,
        is_running=meeting.clock is not None and (item is None or meeting.clock.item_id == item.id),
        replanned=_replanned(share, _rests(item), here) if item else {},
        replanned_cases=_replanned(remaining, cases, item.id if item else None),
    )


def settled(meeting: Meeting, now: datetime) -> Meeting:
    """Return the meeting with the stretch that runs added to the step it runs for.

    A stretch of more than ten minutes since the last settling is not counted and stops the clock: the
    computer slept, or zvdesk was locked. A clock that was set back counts nothing.
    """
    clock = meeting.clock
    if clock is None:
        return meeting
    gap = now - clock.since
    item = next((i for i in meeting.items if i.id == clock.item_id), None)
    if abs(gap) > LONGEST_GAP or item is None:
        return replace(meeting, clock=None)
    if gap < timedelta():
        return replace(meeting, clock=replace(clock, since=now))
    whole = gap // timedelta(seconds=1)
    record = item.record(clock.step)
    counted = item.with_record(replace(record, used_seconds=record.used_seconds + whole))
    on = replace(clock, since=clock.since + timedelta(seconds=whole))  # parts of a second are not lost
    return replace(meeting.with_item(counted), clock=on)


def run(meeting: Meeting, item_id: str, step: Step, now: datetime) -> Meeting:
    """Return the meeting with the clock running for a step of a case."""
    held = settled(meeting, now)
    running = held.clock
    if running and (running.item_id, running.step) == (item_id, step):
        return held
    return replace(held, clock=RunningClock(item_id=item_id, step=step, since=now))


def pause(meeting: Meeting, now: datetime) -> Meeting:
    """Return the meeting with the clock standing still."""
    return replace(settled(meeting, now), clock=None)


def follow(meeting: Meeting, item_id: str, now: datetime) -> Meeting:
    """Return the meeting with the clock where a case went: on its step, or still when the case is over."""
    step = meeting.item(item_id).phase.step
    if step is not None:
        return run(meeting, item_id, step, now)
    held = settled(meeting, now)
    return pause(held, now) if held.clock and held.clock.item_id == item_id else held


def add_minutes(meeting: Meeting, item_id: str, step: Step, minutes: int) -> Meeting:
    """Return the meeting with minutes added to the plan of a step, or taken off; no plan goes below zero."""
    item = meeting.item(item_id)
    record = item.record(step)
    added = max(record.added_minutes + minutes, -record.minutes)
    return meeting.with_item(item.with_record(replace(record, added_minutes=added)))


def divided(total: int, weights: Mapping[_K, int]) -> dict[_K, int]:
    """Divide whole units in proportion to weights; the parts add up and none shrinks when the total grows.

    This is the method of Sainte-Laguë. Nobody gets more than the weight when the total is not above their
    sum. Without any weight nothing is divided.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    sure = max(0, total - len(weights))  # of so many each gets its share, rounded down, whatever follows
    parts = {key: weight * sure // whole for key, weight in weights.items()}
    for _ in range(total - sum(parts.values())):
        most = max(parts, key=lambda key: weights[key] / (2 * parts[key] + 1))
        parts[most] += 1
    return parts


def _planned(record: StepRecord) -> int:
    return 60 * (record.minutes + record.added_minutes)


def _rests(item: AgendaItem) -> dict[Step, int]:
    """Return the seconds that are left of the plan of each step that remains: on the table, or to do."""
    return {
        r.step: _floored(_planned(r) - r.used_seconds)
        for r in item.steps
        if item.phase not in _OVER and (r.step is item.phase.step or r.status is StepStatus.TODO)
    }


def _floored(seconds: int) -> int:
    return max(0, seconds)


def _replanned(seconds: float, rests: Mapping[_K, int], here: _K | None) -> dict[_K, int]:
    """Divide what remains over what remains to be done, in whole minutes.

    What comes later gets its part first, and what is on the table the rest of the whole: so the later parts
    do not jump about while the clock runs.
    """
    later = {key: rest for key, rest in rests.items() if key != here}
    whole = sum(rests.values())
    seconds = min(seconds, whole)
    total = _minutes(seconds)
    for_later = min(total, _minutes(seconds * sum(later.values()) / whole)) if whole else 0
    if here not in rests:
        for_later = total
    parts = divided(for_later, later)
    return {key: parts.get(key, total - for_later) for key in rests}


def _minutes(seconds: float) -> int:
    return int(seconds / 60 + 0.5)

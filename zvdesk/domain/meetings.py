"""Hold a meeting as a state machine: a meeting with agenda items, each a case going through five steps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.domain.agenda import AgendaTemplate, MeetingKind, Step
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode

if TYPE_CHECKING:
    from datetime import datetime


class MeetingState(Enum):
    """Name the states of a meeting."""

    DRAFT = "concept"
    OPEN = "open"
    IN_PROGRESS = "lopend"
    CLOSED = "gesloten"


class MeetingEvent(Enum):
    """Name what can happen to a meeting."""

    CONVENE = "uitnodigen"
    WITHDRAW = "terug_naar_concept"
    BEGIN = "beginnen"
    CLOSE = "sluiten"


_M, _E = MeetingState, MeetingEvent
MEETING_FLOW: dict[tuple[MeetingState, MeetingEvent], MeetingState] = {
    (_M.DRAFT, _E.CONVENE): _M.OPEN,
    (_M.OPEN, _E.WITHDRAW): _M.DRAFT,
    (_M.OPEN, _E.BEGIN): _M.IN_PROGRESS,
    (_M.IN_PROGRESS, _E.CLOSE): _M.CLOSED,
}


class Phase(Enum):
    """Say where one case on the table is."""

    WAITING = "wacht"
    SIGNAL = "signaal"
    ANALYSIS = "analyse"
    PLAN = "plan"
    LEAD = "regie"
    FOLLOW_UP = "vervolg"
    FINISHED = "klaar"
    POSTPONED = "doorgeschoven"

    @property
    def step(self) -> Step | None:
        """Return the step of this phase, or None outside the five steps."""
        return Step(self.value) if self.value in _STEP_VALUES else None


_STEP_VALUES = frozenset(step.value for step in Step)


class ItemEvent(Enum):
    """Name what can happen to one case on the table."""

    START = "begin_casus"
    NEXT = "volgende_stap"
    BACK = "vorige_stap"
    SKIP = "stap_overslaan"
    POSTPONE = "casus_doorschuiven"
    REOPEN = "casus_heropenen"


_P, _I = Phase, ItemEvent
_LINE = (_P.SIGNAL, _P.ANALYSIS, _P.PLAN, _P.LEAD, _P.FOLLOW_UP, _P.FINISHED)
ITEM_FLOW: dict[tuple[Phase, ItemEvent], Phase] = {
    (_P.WAITING, _I.START): _P.SIGNAL,
    (_P.WAITING, _I.POSTPONE): _P.POSTPONED,
    **{(here, _I.NEXT): after for here, after in pairwise(_LINE)},
    **{(here, _I.SKIP): after for here, after in pairwise(_LINE)},
    **{(after, _I.BACK): here for here, after in pairwise(_LINE[:-1])},
    **{(here, _I.POSTPONE): _P.POSTPONED for here in _LINE[:-1]},
    (_P.FINISHED, _I.REOPEN): _P.FOLLOW_UP,
    (_P.POSTPONED, _I.REOPEN): _P.SIGNAL,
}


class StepStatus(Enum):
    """Say whether a step is done."""

    TODO = "nog_te_doen"
    DONE = "gedaan"
    SKIPPED = "overgeslagen"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """Hold what is known of one step of one case on the table."""

    step: Step
    status: StepStatus = StepStatus.TODO
    skip_reason: str = ""
    note: str = ""
    minutes: int = 0  # planned
    added_minutes: int = 0  # with +1 and +5
    used_seconds: int = 0  # see ``timing``; without the stretch that runs now


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Say who of an organisation was at the table for a case, from when until when (who heard what)."""

    organisation_id: str
    person: str = ""
    arrived_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingRound:
    """Hold the round of the table: everyone speaks once, in this order."""

    order: tuple[str, ...]  # organisations
    spoken_ids: tuple[str, ...] = ()
    minutes_each: int = 0  # 0: no time per voice
    turn_id: str = ""
    turn_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """Say that an agreement was read aloud, and in which words: what is signed is what was read."""

    record_id: str
    facts: tuple[str, ...]  # ``read_back.facts_of`` at that moment


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClock:
    """Say which step of which case the clock runs for, and since when."""

    item_id: str
    step: Step
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """Stand for one case on the table."""

    id: str = ""
    meeting_id: str = ""
    case_id: str
    position: int
    phase: Phase = Phase.WAITING
    steps: tuple[StepRecord, ...] = ()
    invited_ids: tuple[str, ...] = ()
    present_ids: tuple[str, ...] = ()
    agreed_ids: tuple[str, ...] = ()  # akkoord at the read-back
    is_in_danger: bool | None = None  # None: not asked yet
    postponed_reason: str = ""
    correction_reason: str = ""  # set while an adopted list is being corrected
    level_before: str = ""  # the AVE level when the case came to the table
    presences: tuple[Presence, ...] = ()
    speaking_round: SpeakingRound | None = None
    read_marks: tuple[ReadMark, ...] = ()
    escalation_discussed: str = ""  # what the table said of the signs of stagnation
    audience_ids: tuple[str, ...] = ()  # records with words about health that the chair let on the beamer
    began_at: datetime | None = None
    ended_at: datetime | None = None

    def record(self, step: Step) -> StepRecord:
        """Return the record of a step."""
        return next((r for r in self.steps if r.step is step), StepRecord(step=step))

    def with_record(self, record: StepRecord) -> AgendaItem:
        """Return the item with the record of one step replaced."""
        kept = {r.step: r for r in self.steps} | {record.step: record}
        return replace(self, steps=tuple(kept[step] for step in Step if step in kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Stand for one meeting with its agenda."""

    id: str = ""
    kind: MeetingKind
    title: str
    place: str = ""
    starts_at: datetime | None = None
    template_id: str
    template_version: int
    chair_id: str = ""
    secretary_id: str = ""
    state: MeetingState = MeetingState.DRAFT
    began_at: datetime | None = None
    closed_at: datetime | None = None
    clock: RunningClock | None = None  # None: not begun, or it stands still
    items: tuple[AgendaItem, ...] = field(default=())

    def item(self, item_id: str) -> AgendaItem:
        """Return the agenda item with this id."""
        return next(item for item in self.items if item.id == item_id)

    def with_item(self, changed: AgendaItem) -> Meeting:
        """Return the meeting with one agenda item replaced."""
        return replace(self, items=tuple(changed if i.id == changed.id else i for i in self.items))


def fresh_steps(template: AgendaTemplate) -> tuple[StepRecord, ...]:
    """Return the five empty step records with the minutes of a template."""
    return tuple(StepRecord(step=t.step, minutes=t.minutes) for t in template.steps)


def meeting_blockers(meeting: Meeting, event: MeetingEvent) -> tuple[Blocker, ...]:
    """Return what a meeting lacks for an event; what its cases lack is asked per item."""
    found = []
    if event in (MeetingEvent.CONVENE, MeetingEvent.BEGIN):
        if not meeting.items:
            found.append(Blocker(BlockerCode.NO_CASES))
        if not meeting.chair_id:
            found.append(Blocker(BlockerCode.NO_CHAIR))
        if meeting.starts_at is None:
            found.append(Blocker(BlockerCode.NO_DATE))
        if any(not item.invited_ids for item in meeting.items):
            found.append(Blocker(BlockerCode.NOBODY_INVITED))
    if event is MeetingEvent.CLOSE:
        still = [str(i.position) for i in meeting.items if i.phase not in (Phase.FINISHED, Phase.POSTPONED)]
        if still:
            found.append(Blocker(BlockerCode.ITEM_NOT_FINISHED, tuple(still)))
    return tuple(found)


def advance(meeting: Meeting, event: MeetingEvent, at: datetime) -> Meeting:
    """Return the meeting after an event; raise Blocked with what it lacks."""
    state = MEETING_FLOW.get((meeting.state, event))
    if state is None:
        raise Blocked
    lacking = meeting_blockers(meeting, event)
    if lacking:
        raise Blocked(lacking)
    changed = replace(meeting, state=state)
    if event is MeetingEvent.BEGIN:
        return replace(changed, began_at=at)
    if event is MeetingEvent.CLOSE:
        return replace(changed, closed_at=at)
    return changed


def followed(ours: Meeting, theirs: Meeting) -> Meeting:
    """Return our meeting as another version of it would make it: it goes on, and never back.

    Once it has begun it only changes by going further there; its clock stands still then.
    """
    states = tuple(MeetingState)
    if states.index(theirs.state) > states.index(ours.state):
        return replace(theirs, clock=None)
    if ours.state in (MeetingState.IN_PROGRESS, MeetingState.CLOSED):
        return ours
    return replace(theirs, state=ours.state)


def advance_item(
    item: AgendaItem, event: ItemEvent, *, lacking: tuple[Blocker, ...] = (), reason: str = ""
) -> AgendaItem:
    """Return the item after an event.

    ``lacking`` is what the current step still lacks (``steps.step_blockers``); it holds up NEXT only. SKIP
    and POSTPONE ask a reason. The last step is done only when each earlier one is done or skipped. Raise
    Blocked with what lacks.
    """
    phase = ITEM_FLOW.get((item.phase, event))
    if phase is None:
        raise Blocked
    if event in (ItemEvent.SKIP, ItemEvent.POSTPONE) and not reason.strip():
        raise Blocked((Blocker(BlockerCode.NO_REASON),))
    if event is ItemEvent.NEXT and lacking:
        raise Blocked(lacking)
    step = item.phase.step
    if phase is Phase.FINISHED:
        undone = tuple(s.value for s in Step if s is not step and item.record(s).status is StepStatus.TODO)
        if undone:
            raise Blocked((Blocker(BlockerCode.STEP_OPEN, undone),))
    if step is not None and event is ItemEvent.NEXT:
        item = item.with_record(replace(item.record(step), status=StepStatus.DONE, skip_reason=""))
    if step is not None and event is ItemEvent.SKIP:
        item = item.with_record(
            replace(item.record(step), status=StepStatus.SKIPPED, skip_reason=reason.strip())
        )
    if event is ItemEvent.POSTPONE:
        item = replace(item, postponed_reason=reason.strip())
    return replace(item, phase=phase)


def jump(item: AgendaItem, step: Step) -> AgendaItem:
    """Return the item on another of its steps; a chair jumps, nothing counts as done by it."""
    if item.phase.step is None:
        raise Blocked
    return replace(item, phase=Phase(step.value))

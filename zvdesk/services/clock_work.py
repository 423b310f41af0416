"""Start, stop and keep the clock of a running meeting; its state is in the vault only, so it survives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain import timing
from zvdesk.domain.blockers import Blocked
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.roles import Act
from zvdesk.errors import InvalidField
from zvdesk.services import leading
from zvdesk.services.desk import Desk, Trail

if TYPE_CHECKING:
    from zvdesk.domain.agenda import Step
    from zvdesk.domain.meetings import Meeting
    from zvdesk.storage.connection import Connection

MOST_MINUTES = 600


def start_clock(desk: Desk, meeting_id: str, item_id: str) -> Meeting:
    """Let the clock run for the step that a case is on; raise Blocked for a case that is on no step."""
    case_id = leading.case_of(desk, meeting_id, item_id)

    def start(_connection: Connection, meeting: Meeting) -> Meeting:
        step = meeting.item(item_id).phase.step
        if step is None:
            raise Blocked
        return timing.run(meeting, item_id, step, desk.clock.now())

    return leading.lead(desk, meeting_id, Trail("klok starten", "overleg", meeting_id, case_id), start)


def pause_clock(desk: Desk, meeting_id: str) -> Meeting:
    """Let the clock stand still; the next step or case starts it again."""
    trail = Trail("klok pauzeren", "overleg", meeting_id)
    return leading.lead(desk, meeting_id, trail, lambda _c, meeting: timing.pause(meeting, desk.clock.now()))


def add_minutes(desk: Desk, meeting_id: str, item_id: str, step: Step, minutes: int) -> Meeting:
    """Give a step of a case more minutes, or fewer; raise InvalidField for more than ten hours at once."""
    if abs(minutes) > MOST_MINUTES:
        raise InvalidField("minutes", "out_of_range")
    trail = Trail("minuten wijzigen", "overleg", meeting_id, leading.case_of(desk, meeting_id, item_id))
    return leading.lead(
        desk, meeting_id, trail, lambda _c, meeting: timing.add_minutes(meeting, item_id, step, minutes)
    )


def keep_clock(desk: Desk, meeting_id: str) -> Meeting:
    """Keep how far the clock has come; nothing a person does, so it leaves no line in the log.

    A meeting that does not run is returned as it is.
    """
    desk.require(Act.LEAD_MEETING, Trail("klok bijhouden", "overleg", meeting_id))
    with desk.vault.transaction() as connection:
        stored = leading.loaded_meeting(connection, meeting_id)
        if stored.state is not MeetingState.IN_PROGRESS:
            return stored
        held = timing.settled(stored, desk.clock.now())
        leading.keep(connection, stored, held)
    return held

"""Read to whom a case or meeting can be given, and let the clock of a running meeting stand still for it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.domain.handovers import Reach
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act, may
from zvdesk.services import clock_work, colleagues, meetings, waiting_packages, whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from zvdesk.domain.colleagues import Colleague
    from zvdesk.services.desk import Desk

_ORDER = (Role.CHAIR, Role.SECRETARY, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold who can get it, who gave it last, and whether it is a meeting that runs."""

    people: tuple[Colleague, ...]
    giver: Colleague | None
    folder: Path | None
    today: date
    is_running: bool = False
    clock_item: str = ""  # the item of the agenda for which the clock runs


def load(desk: Desk, reach: Reach, subject_id: str) -> Choice:
    """Read to whom this can be given, who gave it first, and how a meeting stands; runs in the worker."""
    today, giver = desk.clock.today(), whereabouts.giver(desk, subject_id)
    known = [c for c in colleagues.colleagues(desk) if c.is_active(today) and may(c.role, Act.HAND_OVER)]

    def order(one: Colleague) -> tuple[bool, int, str]:
        return giver is None or one.id != giver.id, _ORDER.index(one.role), one.name.casefold()

    found = Choice(tuple(sorted(known, key=order)), giver, waiting_packages.watched_folder(), today)
    meeting = meetings.meeting(desk, subject_id) if reach is Reach.MEETING else None
    if meeting is None or meeting.state is not MeetingState.IN_PROGRESS:
        return found
    return replace(found, is_running=True, clock_item=meeting.clock.item_id if meeting.clock else "")


@contextmanager
def still(desk: Desk, meeting_id: str, clock_item: str) -> Iterator[None]:
    """Let the clock of a running meeting stand still; it runs on when nothing was given after all."""
    if clock_item:
        clock_work.pause_clock(desk, meeting_id)
    try:
        yield
    except BaseException:
        if clock_item:
            clock_work.start_clock(desk, meeting_id, clock_item)
        raise

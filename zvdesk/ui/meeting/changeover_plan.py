"""Find out who must leave, who stays and who comes in between two cases of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.meetings import Phase
from zvdesk.services import cases, meetings, presence

if TYPE_CHECKING:
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.views import TableView

Seat = tuple[str, str]  # organisation, person


@dataclass(frozen=True)
class Change:
    """Hold who leaves, stays, comes in and may not come, and the number of the next case."""

    of: tuple[str, str]  # the agenda items before and after
    number: str
    leave: tuple[Seat, ...]
    stay: tuple[Seat, ...]
    come: tuple[Seat, ...]
    barred: tuple[Seat, ...]


def key_of(group: str, seat: Seat) -> str:
    """Return what a row is known by."""
    return f"{group}|{seat[0]}|{seat[1]}"


def items_of(view: TableView) -> tuple[AgendaItem | None, AgendaItem | None]:
    """Return the case that was on the table last, and the one that comes."""
    waiting = [i for i in view.meeting.items if i.phase is Phase.WAITING]
    after = view.item if view.item.phase is Phase.WAITING else next(iter(waiting), None)
    begun = [(i.began_at, i) for i in view.meeting.items if i.began_at is not None and i is not after]
    before = max(begun, key=lambda pair: pair[0], default=None)
    return before[1] if before is not None else None, after


def load_change(desk: Desk, view: TableView, before_id: str, after_id: str) -> Change:
    """Return the change of the table, by name; it runs in the worker."""
    meeting = meetings.meeting(desk, view.meeting.id)
    after = meeting.item(after_id)
    file = cases.case_file(desk, after.case_id)
    change = presence.changeover(desk, meeting.id, before_id, after_id)
    here = meeting.item(before_id) if before_id else None

    def here_now(organisation_id: str) -> tuple[Seat, ...]:
        """Return who of an organisation sat at the table when the case before ended, or sits there now."""
        found = {
            p.person: None
            for p in (here.presences if here is not None else ())
            if p.organisation_id == organisation_id
            and (p.left_at is None or (here is not None and p.left_at == here.ended_at))
        }
        return tuple((organisation_id, person) for person in found) or ((organisation_id, ""),)

    def speaker(organisation_id: str) -> Seat:
        part = file.participation(organisation_id)
        return (organisation_id, part.person if part else "")

    placed = {*change.stay, *change.come, *change.leave}
    return Change(
        of=(before_id, after_id),
        number=file.case.number,
        leave=tuple(seat for i in change.leave for seat in here_now(i)),
        stay=tuple(seat for i in change.stay for seat in here_now(i)),
        come=tuple(speaker(i) for i in change.come),
        barred=tuple(speaker(i) for i in after.invited_ids if i not in placed),
    )

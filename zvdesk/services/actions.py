"""Follow actions after the meeting: what was done, what moved, what is late."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED, ActionAnswer, ActionItem, ActionStatus, ActionUpdate
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.carry_over import CarriedAction, first_day, postponements
from zvdesk.domain.roles import Act
from zvdesk.domain.stagnation import StagnationKind
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, NotFound, ReadOnly
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.leading import loaded_meeting, running
from zvdesk.services.planned_days import refuse_past_day
from zvdesk.services.records import check_length
from zvdesk.storage import overviews
from zvdesk.storage.records import find_records, get_record, insert_record, save_record

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.overviews import ActionRow
    from zvdesk.storage.connection import Connection


def action_rows(desk: Desk, *, only_open: bool = True) -> tuple[ActionRow, ...]:
    """Return actions over all cases, the earliest day first."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "acties")) as connection:
        return overviews.action_rows(connection, only_open=only_open)


def update_action(
    desk: Desk, action_id: str, *, status: ActionStatus, due_on: date | None = None, note: str = ""
) -> ActionItem:
    """Keep what came back on an action: its status, and another day when it moved.

    What was agreed stays as adopted in the list; the history shows each change. Raises InvalidField for a day
    before the meeting that agreed it, NotFound.
    """
    check_length("note", note)
    stored = _stored(desk, action_id)
    kept = replace(stored, status=status, due_on=due_on or stored.due_on)
    trail = Trail("bijwerken", "actie", action_id, stored.case_id)
    desk.require(Act.UPDATE_ACTION, trail)
    with desk.vault.read() as connection:
        refuse_past_day(desk, connection, kept)
    with desk.change(Act.UPDATE_ACTION, trail) as connection:
        keep_update(desk, connection, stored, kept, note)
    return kept


def carry_over(
    desk: Desk, action_id: str, meeting_id: str, due_on: date | None = None, reason: str = ""
) -> CarriedAction:
    """Take an open action of an earlier meeting along: with a reason, and another day when it gets one.

    A later day is a postponement; the result says how many there were, and whether the table should now
    discuss opschalen. Raises InvalidField without a reason or for a day before this meeting, ReadOnly for a
    meeting that does not run or an action that is settled, NotFound, NotAllowed.
    """
    check_length("reason", reason)
    if not tidy(reason):
        raise InvalidField("reason", "empty")
    stored = _stored(desk, action_id)
    kept = replace(stored, due_on=due_on or stored.due_on)
    trail = Trail("meenemen", "actie", action_id, stored.case_id)
    desk.require(Act.UPDATE_ACTION, trail)
    with desk.vault.read() as connection:
        refuse_past_day(desk, connection, kept, loaded_meeting(connection, meeting_id))
    with desk.change(Act.UPDATE_ACTION, trail) as connection:
        meeting = running(connection, meeting_id)
        if stored.case_id not in {item.case_id for item in meeting.items}:
            raise NotFound("agenda_item", stored.case_id)
        if stored.status in SETTLED:
            raise ReadOnly
        keep_update(desk, connection, stored, kept, reason)
        updates = find_records(connection, ActionUpdate, action_id=action_id)
        adopted = find_records(connection, AdoptedList, case_id=stored.case_id)
        times = postponements(kept, updates, first_day(stored, adopted))
    moved = [r for r in desk.library.stagnation_rules if r.kind is StagnationKind.POSTPONED]
    return CarriedAction(
        action=kept, times=times, asks_to_scale_up=any(times >= rule.threshold for rule in moved)
    )


def _stored(desk: Desk, action_id: str) -> ActionItem:
    with desk.vault.read() as connection:
        stored = get_record(connection, ActionItem, action_id)
    if stored is None:
        raise NotFound("action_items", action_id)
    return stored


def keep_update(
    desk: Desk,
    connection: Connection,
    before: ActionItem,
    after: ActionItem,
    note: str,
    answer: ActionAnswer | None = None,
) -> None:
    """Keep a changed action and its history, inside an act that has its own line.

    Before the first move of its day the history says where it began.
    """
    save_record(connection, after)
    told = [(after, tidy(note), answer)]
    if after.due_on != before.due_on and not find_records(connection, ActionUpdate, action_id=before.id):
        told = [(before, "", None), *told]
    for action, words, came_back in told:
        insert_record(
            connection,
            ActionUpdate(
                id=desk.clock.new_id(),
                case_id=action.case_id,
                action_id=action.id,
                updated_at=desk.clock.now(),
                updated_by=desk.actor.name,
                status=action.status,
                due_on=action.due_on,
                note=words,
                answer=came_back,
            ),
        )

"""Follow actions after the meeting: what was done, what moved, what is late."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, ActionStatus, ActionUpdate
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import NotFound
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import overviews
from zvdesk.storage.records import get_record, insert_record, save_record

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.overviews import ActionRow


def action_rows(desk: Desk, *, only_open: bool = True) -> tuple[ActionRow, ...]:
    """Return actions over all cases, the earliest day first."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "acties")) as connection:
        return overviews.action_rows(connection, only_open=only_open)


def update_action(
    desk: Desk, action_id: str, *, status: ActionStatus, due_on: date | None = None, note: str = ""
) -> ActionItem:
    """Keep what came back on an action: its status, and another day when it moved.

    What was agreed stays as adopted in the list; the history shows each change. Raises NotFound.
    """
    with desk.vault.read() as connection:
        stored = get_record(connection, ActionItem, action_id)
    if stored is None:
        raise NotFound("action_items", action_id)
    trail = Trail("bijwerken", "actie", action_id, stored.case_id)
    with desk.change(Act.UPDATE_ACTION, trail) as connection:
        kept = replace(stored, status=status, due_on=due_on or stored.due_on)
        save_record(connection, kept)
        insert_record(
            connection,
            ActionUpdate(
                id=desk.clock.new_id(),
                case_id=stored.case_id,
                action_id=action_id,
                updated_at=desk.clock.now(),
                updated_by=desk.actor.name,
                status=status,
                due_on=kept.due_on,
                note=tidy(note),
            ),
        )
    return kept

"""Keep what stood in a field before, so that undo survives another step, another case and a crash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.roles import Act
from zvdesk.errors import NotFound, ReadOnly
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.records import is_adopted
from zvdesk.storage.records import erase_record, find_records, get_record, save_record

if TYPE_CHECKING:
    from zvdesk.storage.connection import Connection

_OBJECT = "tekstgeschiedenis"


def load_histories(desk: Desk, case_id: str) -> tuple[EditHistory, ...]:
    """Return what stood before in the fields of a case; only who may write in it may read this."""
    with desk.reading(Act.EDIT_CASE, Trail("lezen", _OBJECT, case_id, case_id)) as connection:
        return find_records(connection, EditHistory, case_id=case_id)


def keep_history(desk: Desk, history: EditHistory) -> EditHistory:
    """Keep the history of one field of one case, in the place of the earlier one of that field.

    It leaves no line in the log: the act that saves the text has one. Raises NotFound for no such case,
    ReadOnly once the meeting has closed.
    """
    trail = Trail("wijzigen", _OBJECT, history.case_id, history.case_id)
    desk.require(Act.EDIT_CASE, trail)
    with desk.vault.transaction() as connection:
        if get_record(connection, Case, history.case_id) is None:
            raise NotFound("case", history.case_id)
        if is_adopted(connection, history.meeting_id, history.case_id):
            raise ReadOnly
        earlier = find_records(connection, EditHistory, case_id=history.case_id, field=history.field)
        kept = replace(history, id=earlier[0].id if earlier else desk.clock.new_id())
        save_record(connection, kept)
    return kept


def forget_histories(connection: Connection, case_id: str) -> None:
    """Erase what stood before in the fields of a case, inside the act that adopts what stands there now."""
    for history in find_records(connection, EditHistory, case_id=case_id):
        erase_record(connection, EditHistory, history.id)

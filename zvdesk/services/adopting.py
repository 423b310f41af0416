"""Freeze what a meeting agreed on a case, inside the act that closes or mends it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.adoption import AdoptedList, adopted_content
from zvdesk.domain.blockers import Blocked
from zvdesk.domain.cases import CaseState
from zvdesk.domain.meetings import Phase
from zvdesk.domain.read_back import to_read
from zvdesk.domain.steps import taken_back
from zvdesk.services.histories import forget_histories
from zvdesk.services.leading import loaded_file, table_context
from zvdesk.services.legible import printed, refuse_illegible
from zvdesk.storage.meetings import adopted_lists
from zvdesk.storage.records import insert_record, save_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem, Meeting
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.steps import TableContext
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection

#: Where a letter stands that no paper shows.
REASON = "de reden van de correctie"


def settle_case(
    desk: Desk,
    connection: Connection,
    closed: Meeting,
    item: AgendaItem,
    organisations: Mapping[str, Organisation],
) -> None:
    """Adopt what was agreed on a case, or plan it again when it was postponed; raise Blocked."""
    file = loaded_file(connection, item.case_id)
    forget_histories(connection, item.case_id)
    if item.phase is Phase.POSTPONED:
        save_record(connection, replace(file.case, state=CaseState.PLANNED))
        return
    refuse_taken_back(table_context(desk, file, item, organisations, closed))
    adopt(desk, connection, closed, item, file, reason="")
    save_record(connection, replace(file.case, state=CaseState.ADOPTED))


def adopt(
    desk: Desk, connection: Connection, closed: Meeting, item: AgendaItem, file: CaseFile, *, reason: str
) -> AdoptedList:
    """Keep the next version of what was agreed on a case, with why it replaces an earlier one.

    Raises Blocked for what no paper can show.
    """
    refuse_illegible(
        [*printed(to_read(file, closed.id)), (REASON, reason), ("uw naam, bij Mensen", desk.actor.name)]
    )
    earlier = adopted_lists(connection, closed.id, file.case.id)
    adopted = AdoptedList(
        id=desk.clock.new_id(),
        meeting_id=closed.id,
        case_id=file.case.id,
        version=len(earlier) + 1,
        replaces=earlier[-1].version if earlier else None,
        reason=reason,
        adopted_at=desk.clock.now(),
        adopted_by=desk.actor.name,
        content=adopted_content(
            file,
            closed.id,
            level_before=item.level_before,
            agreed=len(item.agreed_ids),
            on=desk.clock.today(),
        ),
    )
    insert_record(connection, adopted)
    return adopted


def refuse_taken_back(context: TableContext) -> None:
    """Raise Blocked when a step that counts as done lacks something again: nothing is adopted past it."""
    lacking = taken_back(context)
    if lacking:
        raise Blocked(lacking)

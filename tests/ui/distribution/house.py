"""Sit at the desk of the practice house, with a closed meeting of which some documents were made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.distribution import LIST
from zvdesk.services import distribution
from zvdesk.services.today import today
from zvdesk.storage.records import insert_record

if TYPE_CHECKING:
    from zvdesk.domain.distribution import BoardRow
    from zvdesk.services.desk import Desk


def made_documents(desk: Desk, most: int = 3) -> str:
    """Let the first recipients of the newest meeting have a document, and return the meeting."""
    meeting_id = today(desk).lists[0].meeting_id
    rows = [row for row in distribution.board(desk, meeting_id).rows if row.recipient_id and not row.blockers]
    with desk.vault.transaction() as connection:
        for row in rows[:most]:
            insert_record(connection, _document(desk, meeting_id, row))
    return meeting_id


def made_paper(desk: Desk, meeting_id: str, kind: str) -> None:
    """Let a recipient of a meeting have a paper of the case, which belongs to no meeting."""
    rows = distribution.board(desk, meeting_id).rows
    row = next(row for row in rows if row.recipient_id and not row.blockers)
    with desk.vault.transaction() as connection:
        insert_record(connection, replace(_document(desk, "", row), kind=kind))


def _document(desk: Desk, meeting_id: str, row: BoardRow) -> Disclosure:
    return Disclosure(
        id=desk.clock.new_id(),
        case_id=row.case_id,
        meeting_id=meeting_id,
        document_id=desk.clock.new_id(),
        kind=LIST,
        recipient_id=row.recipient_id,
        recipient=row.recipient,
        purpose="De inzet op elkaar afstemmen.",
        ground="Wgs 1.7",
        version=row.version,
        sha256="00" * 32,
        made_at=desk.clock.local(desk.clock.now()),
        destroy_before=desk.clock.today() + timedelta(days=900),
    )

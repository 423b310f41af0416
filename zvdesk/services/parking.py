"""Bring what was parked on a case to its next meeting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.storage.records import save_record
from zvdesk.texts import captured

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.storage.connection import Connection


def bring_parked(connection: Connection, file: CaseFile, meeting_id: str) -> None:
    """Let the points that earlier meetings left waiting wait at this one, with why they were taken along.

    Such a point is dealt with here, or taken along again with a reason of now. The caller holds the
    transaction and writes the line in the log.
    """
    for point in file.parked:
        if point.meeting_id == meeting_id:
            continue
        why = captured.carried(point.carried_reason) if point.carried_reason else ""
        text = point.text if why in point.text else f"{point.text} {why}"
        save_record(connection, replace(point, meeting_id=meeting_id, text=text, carried_reason=""))

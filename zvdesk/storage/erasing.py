"""Take destroyed cases out of a database, whether they stand in its tables or lie shielded in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from zvdesk.domain.handovers import Pen
from zvdesk.domain.keeping import ShieldedCase
from zvdesk.storage.shielding import erase_case
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_BESIDE = (RECORDS[ShieldedCase], RECORDS[Pen])  # kept under the id of the case


def erase_all(connection: Connection, case_ids: Iterable[str]) -> int:
    """Erase every record of these cases and return how many there were; a case that is not there is none."""
    erased = 0
    for case_id in case_ids:
        erased += erase_case(connection, case_id)
        for table in _BESIDE:
            erased += connection.execute(delete(table).where(table.c.id == case_id)).rowcount
    return erased

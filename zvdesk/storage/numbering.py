"""Give a case that comes from another house a number that no case here ever had."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select, union_all

from zvdesk.domain.cases import Case
from zvdesk.domain.keeping import Destruction, ShieldedCase
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CASES, _SHIELDED, _DESTROYED = RECORDS[Case], RECORDS[ShieldedCase], RECORDS[Destruction]


def free_number(connection: Connection, wanted: str, case_id: str) -> str:
    """Return the number wanted, or with ``-2``, ``-3`` and so on behind it when another case had it."""
    given = union_all(
        select(_CASES.c.number).where(_CASES.c.id != case_id, _CASES.c.number.startswith(wanted)),
        select(_SHIELDED.c.number).where(_SHIELDED.c.number.startswith(wanted)),
        select(_DESTROYED.c.case_number).where(_DESTROYED.c.case_number.startswith(wanted)),
    )
    taken = set(connection.execute(given).scalars())
    others = (f"{wanted}-{serial}" for serial in count(2))
    return wanted if wanted not in taken else next(number for number in others if number not in taken)

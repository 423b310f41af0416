"""Take single rows over from a package that came back too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from zvdesk.errors import InvalidField
from zvdesk.storage import package_entering
from zvdesk.storage.package_changes import changes
from zvdesk.storage.package_content import OF_A_CASE, id_of
from zvdesk.storage.records import erase_record, save_record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from zvdesk.storage.package_changes import RowChange
    from zvdesk.storage.package_envelopes import Incoming

_ORDER = {cls: place for place, cls in enumerate(OF_A_CASE)}


def late_changes(
    connection: Connection, incoming: Incoming, given_at: Mapping[str, datetime]
) -> tuple[RowChange, ...]:
    """Return the rows that differ of the cases that are late, each given away at the moment given.

    A row that was made here since is left out: who had the case could not know of it, so it was not erased.
    """
    return tuple(
        change
        for change in changes(connection, incoming)
        if change.case_id in given_at
        and (change.theirs is not None or _made_at(id_of(change.ours)) < given_at[change.case_id].timestamp())
    )


def adopt(connection: Connection, incoming: Incoming, chosen: Collection[RowChange], at: datetime) -> None:
    """Take rows over as the package has them, with the organisations and meetings that they speak of.

    It runs inside the caller's transaction. Raises InvalidField for a row that says of an organisation or
    meeting what another row here says already, and PackageRefused.
    """
    package_entering.enter(connection, incoming, (), at=at)
    try:
        for change in chosen:
            if change.theirs is None and change.ours is not None:
                erase_record(connection, type(change.ours), id_of(change.ours))
        for record in _in_order(change.theirs for change in chosen):
            save_record(connection, record)
    except IntegrityError:
        raise InvalidField("difference", "second") from None


def _in_order(records: Iterable[object | None]) -> list[object]:
    there = [record for record in records if record is not None]
    return sorted(there, key=lambda record: _ORDER[type(record)])


def _made_at(record_id: str) -> float:
    """Return when a record was made, in seconds since 1970: its id begins with that (RFC 9562, 5.7)."""
    return int(record_id.replace("-", "")[:12], 16) / 1000

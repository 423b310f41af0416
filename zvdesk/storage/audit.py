"""Append to the log: a hash chain with an HMAC per line, in the same transaction as what it records."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, text

from zvdesk.domain.overviews import AuditLine
from zvdesk.storage.tables import audit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

GENESIS = bytes(32)
_ENCODE = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=bool).encode
_CHUNK = 2_000  # lines between two signs of life
_FIELDS = tuple(column.name for column in audit.columns)[:-2]  # all but the chain itself
# As it is stored, without reading it as what it should be: whoever has the key can put anything in a column.
_ALL = text(
    "SELECT sequence, at, utc_offset, actor_id, actor, role, action, object, object_id, case_number, result, "
    "device, ground, is_emergency, previous, mac FROM audit WHERE sequence <= :upto ORDER BY sequence"
)
_NO_END = 2**62
_STREAM = {"yield_per": _CHUNK}
_APPEND = insert(audit)
_HEAD = select(audit.c.sequence, audit.c.mac).order_by(audit.c.sequence.desc()).limit(1)


def append(connection: Connection, key: bytes, line: AuditLine) -> tuple[int, bytes]:
    """Append a line and return its sequence number and MAC, the new head; ``line.sequence`` is ignored.

    The MAC is HMAC-SHA256 over the previous MAC and all fields, so that no line can be changed, left out or
    moved by someone without the key (BIO2 8.15.05).
    """
    sequence, previous = head(connection)
    sequence += 1
    fields: dict[str, object] = {name: getattr(line, name) for name in line.__slots__}
    values = fields | {"sequence": sequence, "at": line.at.isoformat()}
    mac = _mac(key, previous, values)
    connection.execute(_APPEND, values | {"previous": previous, "mac": mac})
    return sequence, mac


def head(connection: Connection) -> tuple[int, bytes]:
    """Return sequence number and MAC of the last line; (0, 32 zero bytes) for an empty log."""
    row = connection.execute(_HEAD).first()
    return (row.sequence, bytes(row.mac)) if row else (0, GENESIS)


def mac_at(connection: Connection, sequence: int) -> bytes | None:
    """Return the MAC of one line, or None when there is no such line."""
    found = connection.execute(select(audit.c.mac).where(audit.c.sequence == sequence)).scalar()
    return None if found is None else bytes(found)


def time_of(connection: Connection, sequence: int) -> datetime | None:
    """Return the moment of one line in UTC, or None when there is no such line."""
    found = connection.execute(select(audit.c.at).where(audit.c.sequence == sequence)).scalar()
    return None if found is None else datetime.fromisoformat(found)


def has_object(connection: Connection, object_id: str) -> bool:
    """Tell whether a line was written about this object."""
    return (
        connection.execute(select(audit.c.sequence).where(audit.c.object_id == object_id).limit(1)).first()
        is not None
    )


def refused(connection: Connection, object_ids: Iterable[str], actor_id: str, why: str) -> set[str]:
    """Return which of these objects were refused to somebody for this reason, which stands as ground."""
    wanted = select(audit.c.object_id).where(
        audit.c.object_id.in_(list(object_ids)), audit.c.actor_id == actor_id, audit.c.ground == why
    )
    return set(connection.execute(wanted).scalars())


def first_broken(
    connection: Connection,
    key: bytes,
    *,
    upto: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> int | None:
    """Return the sequence number of the first line that does not fit the chain, or None.

    ``upto`` is the last line to look at; ``progress`` now and then gets how many were looked at.
    """
    previous, expected = GENESIS, 1
    found = connection.execute(_ALL, {"upto": _NO_END if upto is None else upto}, execution_options=_STREAM)
    for row in found:
        *fields, is_emergency, stored_previous, mac = tuple(row)
        values = dict(zip(_FIELDS, (*fields, bool(is_emergency)), strict=True))
        fits = (
            values["sequence"] == expected
            and stored_previous == previous
            and isinstance(mac, bytes)
            and hmac.compare_digest(mac, _mac(key, previous, values))
        )
        if not fits:
            return expected
        if progress is not None and expected % _CHUNK == 0:
            progress(expected)
        previous, expected = mac, expected + 1
    return None if upto is None or expected > upto else expected


def lines(connection: Connection, *, limit: int = 500) -> tuple[AuditLine, ...]:
    """Return the newest lines of the log, newest first."""
    rows = connection.execute(select(audit).order_by(audit.c.sequence.desc()).limit(limit)).mappings()
    return tuple(
        AuditLine(
            **{k: v for k, v in row.items() if k not in ("previous", "mac", "at")},
            at=datetime.fromisoformat(row["at"]),
        )
        for row in rows
    )


def _mac(key: bytes, previous: bytes, values: dict[str, object]) -> bytes:
    line = _ENCODE(values)
    return hmac.new(key, previous + line.encode(), hashlib.sha256).digest()

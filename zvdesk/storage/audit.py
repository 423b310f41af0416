"""Append to the log: a hash chain with an HMAC per line, in the same transaction as what it records."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from zvdesk.domain.overviews import AuditLine
from zvdesk.storage.tables import audit

if TYPE_CHECKING:
    from sqlalchemy import Connection

GENESIS = bytes(32)
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


def first_broken(connection: Connection, key: bytes) -> int | None:
    """Return the sequence number of the first line that does not fit the chain, or None."""
    previous, expected = GENESIS, 1
    for row in connection.execute(select(audit).order_by(audit.c.sequence)).mappings():
        values: dict[str, object] = dict(row)
        stored_previous, mac = bytes(row["previous"]), bytes(row["mac"])
        del values["previous"], values["mac"]
        fits = (
            values["sequence"] == expected
            and stored_previous == previous
            and hmac.compare_digest(mac, _mac(key, previous, values))
        )
        if not fits:
            return expected
        previous, expected = mac, expected + 1
    return None


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
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=bool)
    return hmac.new(key, previous + text.encode(), hashlib.sha256).digest()

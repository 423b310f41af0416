"""Take all records of one case out of the tables, seal them, and put them back or drop them.

What is sealed are rows as they stood, with the schema they stood in: a later schema adds columns with a
default, so that a case that was shielded years ago opens still.
"""

from __future__ import annotations

import json
import secrets
import zlib
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, select, text

from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import Case
from zvdesk.domain.disclosure import PRESENCE, Disclosure
from zvdesk.domain.keeping import ShieldedCase
from zvdesk.errors import VaultDamaged
from zvdesk.storage import codec, search
from zvdesk.storage.cases import PARTS
from zvdesk.storage.records import from_row, insert_record
from zvdesk.storage.tables import RECORDS, search_entries

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table

Row = dict[str, codec.Value]
Rows = dict[str, list[Row]]  # by table name

KEY_BYTES = 32
_NONCE = 12
_BYTES = "base64"
_LARGEST = 256 * 1024 * 1024


def tables_of_a_case() -> tuple[Table, ...]:
    """Return every table with records of one case, the case itself last (so that it is erased last)."""
    hanging = [table for table in RECORDS.values() if "case_id" in table.c]
    return (*hanging, RECORDS[Case])


def listed(connection: Connection) -> tuple[ShieldedCase, ...]:
    """Return the shielded cases without what is sealed in them, which may be megabytes for each."""
    table = RECORDS[ShieldedCase]
    query = select(*(column for column in table.c if column.name != "content")).order_by(table.c.id)
    return tuple(from_row(ShieldedCase, row) for row in connection.execute(query).mappings())


def rows_of(connection: Connection, case_id: str) -> Rows:
    """Return all that stands in the tables about a case."""
    found: Rows = {}
    for table in tables_of_a_case():
        query = select(table).where(_belongs(table, case_id)).order_by(table.c.id)
        rows = [dict(row) for row in connection.execute(query).mappings()]
        if rows:
            found[table.name] = rows
    return found


def erase_case(connection: Connection, case_id: str) -> int:
    """Erase all records of a case and its words in the index; return how many records there were."""
    connection.execute(
        text(
            "DELETE FROM search_text WHERE rowid IN (SELECT id FROM search_entries WHERE case_id = :case_id)"
        ),
        {"case_id": case_id},
    )
    connection.execute(delete(search_entries).where(search_entries.c.case_id == case_id))
    search.drop_dead_words(connection)
    erased = 0
    for table in tables_of_a_case():
        erased += connection.execute(delete(table).where(_belongs(table, case_id))).rowcount
    return erased


def put_back(connection: Connection, rows: Rows) -> None:
    """Insert the records of a case again, with their words in the index; later fields get their default."""
    for cls in (Case, *(cls for cls in RECORDS if cls is not Case)):
        for row in rows.get(RECORDS[cls].name, ()):
            insert_record(connection, from_row(cls, _with_marks(row) if cls is Disclosure else row))


def _with_marks(row: Row) -> Row:
    """Return a disclosure as the fourth schema holds it: a document from before that was handed over."""
    if "handed_over_on" in row or row["kind"] == PRESENCE:
        return row
    return row | {"handed_over_on": row["made_at"][:10]}


def sealed(rows: Rows, key: bytes, case_id: str) -> bytes:
    """Return the rows of a case under a key of its own (AES-256-GCM), bound to the id of the case."""
    plain = zlib.compress(json.dumps(rows, default=_bytes, ensure_ascii=False).encode())
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, case_id.encode())


def unsealed(content: bytes, key: bytes, case_id: str) -> Rows:
    """Return the rows of a shielded case; raise VaultDamaged when key, case and content do not fit."""
    try:
        plain = AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], case_id.encode())
    except InvalidTag:
        raise VaultDamaged("database") from None
    rows: Rows = json.loads(zlib.decompressobj().decompress(plain, _LARGEST), object_hook=_from_bytes)
    return rows


def file_of(rows: Rows) -> CaseFile:
    """Return the case that some rows hold, to read."""
    found: dict[str, Any] = {
        name: tuple(from_row(cls, row) for row in rows.get(RECORDS[cls].name, ()))
        for name, cls in PARTS.items()
    }
    return CaseFile(case=from_row(Case, rows[RECORDS[Case].name][0]), **found)


def _belongs(table: Table, case_id: str) -> ColumnElement[bool]:
    return (table.c.id if table is RECORDS[Case] else table.c.case_id) == case_id


def _bytes(value: object) -> object:
    if isinstance(value, bytes):
        return {_BYTES: b64encode(value).decode("ascii")}
    raise TypeError


def _from_bytes(value: dict[str, codec.Value]) -> codec.Value:
    return b64decode(value[_BYTES]) if set(value) == {_BYTES} else value

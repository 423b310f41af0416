"""Insert, replace, find and erase domain records; nothing above sees a Row."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Select, delete, insert, select, update

from zvdesk.storage import codec, search
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

_T = TypeVar("_T")


def insert_record(connection: Connection, record: object) -> None:
    """Insert a new record; its id must be set."""
    connection.execute(insert(RECORDS[type(record)]).values(_values(record)))
    search.index(connection, record)


def replace_record(connection: Connection, record: object) -> bool:
    """Replace the record with the same id and tell whether there was one."""
    table = RECORDS[type(record)]
    values = _values(record)
    done = connection.execute(update(table).where(table.c.id == values["id"]).values(values))
    if done.rowcount:
        search.index(connection, record)
    return bool(done.rowcount)


def save_record(connection: Connection, record: object) -> None:
    """Replace the record, or insert it when it is new."""
    if not replace_record(connection, record):
        insert_record(connection, record)


def erase_record(connection: Connection, cls: type, record_id: str) -> bool:
    """Erase a record and its search entry, and tell whether there was one."""
    table = RECORDS[cls]
    search.forget(connection, record_id)
    return bool(connection.execute(delete(table).where(table.c.id == record_id)).rowcount)


def get_record(connection: Connection, cls: type[_T], record_id: str) -> _T | None:
    """Return the record with this id, or None."""
    found = find_records(connection, cls, id=record_id)
    return found[0] if found else None


def find_records(connection: Connection, cls: type[_T], **equal: codec.Value) -> tuple[_T, ...]:
    """Return the records whose columns equal the given values, oldest first (ids are UUIDv7)."""
    table = RECORDS[cls]
    query: Select[codec.Value] = select(table).order_by(table.c.id)
    for name, value in equal.items():
        query = query.where(table.c[name] == codec.to_column(value, codec.hints(cls)[name]))
    known = codec.hints(cls)
    return tuple(
        cls(**{name: codec.from_column(value, known[name]) for name, value in row.items()})
        for row in connection.execute(query).mappings()
    )


def _values(record: object) -> dict[str, codec.Value]:
    table, known = RECORDS[type(record)], codec.hints(type(record))
    return {
        column.name: codec.to_column(getattr(record, column.name), known[column.name])
        for column in table.columns
    }

"""Insert, replace, find and erase domain records; nothing above sees a Row."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Select, bindparam, delete, insert, select, update

from zvdesk.storage import codec, pens, search
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, RowMapping, Table

_T = TypeVar("_T")


def insert_record(connection: Connection, record: object) -> None:
    """Insert a new record; its id must be set. Raises PenElsewhere, as all that changes a record."""
    pens.require_writable(connection, record)
    connection.execute(_statements(type(record)).insert, _values(record))
    search.add(connection, record)


def replace_record(connection: Connection, record: object) -> bool:
    """Replace the record with the same id and tell whether there was one."""
    pens.require_writable(connection, record)
    values = _values(record)
    done = connection.execute(_statements(type(record)).replace, values | {"the_id": values["id"]})
    if done.rowcount:
        search.replace(connection, record)
    return bool(done.rowcount)


def save_record(connection: Connection, record: object) -> None:
    """Replace the record, or insert it when it is new."""
    if not replace_record(connection, record):
        insert_record(connection, record)


def erase_record(connection: Connection, cls: type, record_id: str) -> bool:
    """Erase a record and its search entry, and tell whether there was one."""
    pens.require_erasable(connection, cls, record_id)
    table = RECORDS[cls]
    search.forget(connection, record_id)
    return bool(connection.execute(delete(table).where(table.c.id == record_id)).rowcount)


def get_record(connection: Connection, cls: type[_T], record_id: str) -> _T | None:
    """Return the record with this id, or None."""
    found = find_records(connection, cls, id=record_id)
    return found[0] if found else None


def find_records(connection: Connection, cls: type[_T], **equal: codec.Value) -> tuple[_T, ...]:
    """Return the records whose columns equal the given values, oldest first (ids are UUIDv7)."""
    known = codec.hints(cls)
    query = _statements(cls).find(tuple(sorted(equal)))
    wanted = {name: codec.to_column(value, known[name]) for name, value in equal.items()}
    rows = connection.execute(query, wanted).all()
    columns = {
        column.name: codec.from_columns(values, known[column.name])
        for column, values in zip(RECORDS[cls].columns, zip(*rows, strict=True), strict=bool(rows))
        if column.name in known
    }
    return tuple(codec.build(cls, columns, len(rows)))


def from_row(cls: type[_T], row: Mapping[str, codec.Value] | RowMapping) -> _T:
    """Return the record that a row holds; a field without a column gets its default."""
    known = codec.hints(cls)
    return cls(
        **{name: codec.from_column(value, known[name]) for name, value in row.items() if name in known}
    )


class _Statements:
    """Keep the statements of one table, so that SQLAlchemy builds and compiles each only once."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._finds: dict[tuple[str, ...], Select[codec.Value]] = {}
        self.insert = insert(table)
        self.replace = (
            update(table)
            .where(table.c.id == bindparam("the_id"))
            .values({column.name: bindparam(column.name) for column in table.columns})
        )

    def find(self, names: tuple[str, ...]) -> Select[codec.Value]:
        """Return the query that asks for equal values in some columns."""
        if names not in self._finds:
            table = self._table
            query: Select[codec.Value] = select(table).order_by(table.c.id)
            for name in names:
                query = query.where(table.c[name] == bindparam(name))
            self._finds[names] = query
        return self._finds[names]


_by_class: dict[type, _Statements] = {}


def _statements(cls: type) -> _Statements:
    if cls not in _by_class:
        _by_class[cls] = _Statements(RECORDS[cls])
    return _by_class[cls]


def _values(record: object) -> dict[str, codec.Value]:
    known = codec.hints(type(record))
    return {
        column.name: codec.to_column(getattr(record, column.name), known[column.name])
        for column in RECORDS[type(record)].columns
    }

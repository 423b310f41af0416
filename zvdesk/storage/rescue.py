"""Read what is left of a damaged database, and name what is not.

Nothing is written. A connection that met a damaged page reads nothing any more (SQLCipher keeps the error),
so each stretch of rows is read on a connection of its own, from both ends and then between.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from zvdesk.errors import ExplainedError
from zvdesk.storage import engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Row = dict[str, object]

_BUDGET = 20_000  # connections for one table; one costs half a millisecond
_LAST = 2**40  # no table of a vault comes near
_UP = "SELECT rowid AS rowid_, * FROM {name} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
_DOWN = f"{_UP} DESC"
_INDEXED = "SELECT rowid, case_id FROM {name} INDEXED BY ix_{name}_case_id"
_PAGE = re.compile(r"page (\d+)")
_INTERNAL = re.compile(r"sqlite_.*|search_.*|alembic_version")


@dataclass(slots=True)
class RescuedTable:
    """Hold the rows of one table that could be read, and about how many could not."""

    name: str
    rows: dict[int, Row] = field(default_factory=dict, repr=False)
    holes: list[tuple[int, int]] = field(default_factory=list)  # stretches of row numbers, ends included

    @property
    def is_whole(self) -> bool:
        """Tell whether every row could be read."""
        return not self.holes


@dataclass(frozen=True, slots=True)
class Damage:
    """Name what of a database cannot be read: pages, tables, and cases by number where that is known."""

    pages: tuple[int, ...] = ()
    tables: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    is_unreadable: bool = False  # not even the list of tables

    def codes(self) -> tuple[str, ...]:
        """Return the damage as the words that errors and reports carry."""
        return (
            *(("unreadable",) if self.is_unreadable else ()),
            *(f"page {page}" for page in self.pages),
            *(f"table {table}" for table in self.tables),
            *(f"case {number}" for number in self.cases),
        )


class Wreck:
    """Read a database that may be damaged; each table is read once and kept."""

    def __init__(self, path: Path, raw_key: bytes) -> None:
        self._path, self._key = path, raw_key
        self._tables: dict[str, RescuedTable] = {}
        self.names = self._table_names()

    @property
    def is_unreadable(self) -> bool:
        """Tell whether not even the list of tables can be read."""
        return not self.names

    def table(self, name: str) -> RescuedTable:
        """Return what is left of one table."""
        if name not in self._tables:
            made = RescuedTable(name)
            self._budget = _BUDGET
            self._salvage(made, 1, _LAST)
            self._tables[name] = made
        return self._tables[name]

    def damage(self) -> Damage:
        """Name what is damaged. A damaged index hurts no row: then only pages are named."""
        pages = self._bad_pages()
        if self.is_unreadable:
            return Damage(pages, is_unreadable=True)
        hurt = tuple(name for name in self.names if not self.table(name).is_whole)
        numbers = {row["id"]: str(row["number"]) for row in self.table("cases").rows.values()}
        cases = {
            numbers[case_id] for name in hurt for case_id in self._lost_cases(name) if case_id in numbers
        }
        return Damage(pages, hurt, tuple(sorted(cases)))

    def _lost_cases(self, name: str) -> set[object]:
        """Return the ids of the cases that the index still knows for rows that cannot be read."""
        known = self.table(name).rows
        found, _ = self._rows(_INDEXED.format(name=name), ())
        return {row["case_id"] for row in found if row["rowid"] not in known}

    def _salvage(self, made: RescuedTable, first: int, last: int) -> None:
        """Read the rows numbered from first to last: up from one end, down from the other, then between."""
        if first > last:
            return
        if self._budget <= 0:
            made.holes.append((first, last))
            return
        rows, is_whole = self._rows(_UP.format(name=made.name), (first, last))
        low = max(self._take(made, rows), default=first - 1) + 1
        if is_whole:
            return
        rows, is_whole = self._rows(_DOWN.format(name=made.name), (low, last))
        high = min(self._take(made, rows), default=last + 1) - 1
        if is_whole or low > high:
            return
        if low == high:
            made.holes.append((low, high))
            return
        middle = (low + high) // 2
        self._salvage(made, low, middle)
        self._salvage(made, middle + 1, high)

    @staticmethod
    def _take(made: RescuedTable, rows: list[Row]) -> list[int]:
        numbers = []
        for row in rows:
            number = row.pop("rowid_")
            if isinstance(number, int):
                made.rows[number] = row
                numbers.append(number)
        return numbers

    def _rows(self, query: str, values: tuple[int, ...]) -> tuple[list[Row], bool]:
        """Return the rows that could be read, and whether those were all."""
        self._budget -= 1
        rows: list[Row] = []
        with self._connection() as raw:
            if raw is None:
                return rows, False
            try:
                cursor = raw.execute(query, values)
                names = [column[0] for column in cursor.description or ()]
                while (row := cursor.fetchone()) is not None:
                    rows.append(dict(zip(names, row, strict=True)))
            except dbapi2.DatabaseError:
                return rows, False
        return rows, True

    def _table_names(self) -> tuple[str, ...]:
        self._budget = _BUDGET
        rows, _ = self._rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", ())
        names = (str(row["name"]) for row in rows)
        return tuple(name for name in names if not _INTERNAL.fullmatch(name))

    def _bad_pages(self) -> tuple[int, ...]:
        rows, _ = self._rows("PRAGMA cipher_integrity_check", ())
        found = (_PAGE.search(str(value)) for row in rows for value in row.values())
        return tuple(sorted({int(match[1]) for match in found if match}))

    @contextlib.contextmanager
    def _connection(self) -> Iterator[dbapi2.Connection | None]:
        try:
            raw = engine.connect(self._path, self._key)
        except ExplainedError:
            yield None
            return
        with contextlib.closing(raw):
            yield raw

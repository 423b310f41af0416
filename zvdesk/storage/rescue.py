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

_PATIENCE = 250  # reads in a row without any result, after which the rest of a table is given up
_LAST = 2**62
_UNKNOWN = 4096  # row numbers that are tried when no index tells them
_UP = "SELECT rowid AS rowid_, * FROM {name} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
_DOWN = f"{_UP} DESC"
_BY_KEY = "SELECT rowid AS rowid_ FROM {name} ORDER BY id"  # from the index of the key alone
_OF_CASES = "SELECT rowid AS rowid_, case_id FROM {name} INDEXED BY ix_{name}_case_id"
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
            self._salvage(made)
            self._tables[name] = made
        return self._tables[name]

    def damage(self) -> Damage:
        """Name what is damaged. A damaged index hurts no row: then only pages are named."""
        pages = self._bad_pages()
        if self.is_unreadable:
            return Damage(pages, is_unreadable=True)
        hurt = tuple(name for name in self.names if not self.table(name).is_whole)
        known = self.table("cases").rows.values() if "cases" in self.names else ()
        numbers = {row["id"]: str(row["number"]) for row in known}
        cases = {
            numbers[case_id] for name in hurt for case_id in self._lost_cases(name) if case_id in numbers
        }
        return Damage(pages, hurt, tuple(sorted(cases)))

    def _lost_cases(self, name: str) -> set[object]:
        """Return the ids of the cases that the index still knows for rows that cannot be read."""
        known = self.table(name).rows
        found, _ = self._rows(_OF_CASES.format(name=name), ())
        return {row["case_id"] for row in found if row["rowid_"] not in known}

    def _numbers(self, name: str) -> list[int]:
        """Return the row numbers that the indexes of a table know, in order; none when those are gone too."""
        numbers: set[int] = set()
        for query in (_BY_KEY, _OF_CASES):
            rows, is_whole = self._rows(query.format(name=name), ())
            numbers |= {row["rowid_"] for row in rows if isinstance(row["rowid_"], int)}
            if is_whole:
                break
        return sorted(numbers)

    def _salvage(self, made: RescuedTable) -> None:
        """Read a table; around damage read each stretch up, then down, then in halves."""
        rows, is_whole = self._rows(_UP.format(name=made.name), (0, _LAST))
        self._take(made, rows)
        if is_whole:
            return
        numbers = self._numbers(made.name) or list(range(1, _UNKNOWN))
        stretches = [[number for number in numbers if number not in made.rows]]
        patience = _PATIENCE
        while stretches:
            left = stretches.pop()
            for query in (_UP, _DOWN) if left and patience > 0 else ():
                rows, is_whole = self._rows(query.format(name=made.name), (left[0], left[-1]))
                self._take(made, rows)
                left = [number for number in left if number not in made.rows]
                patience = _PATIENCE if rows else patience - 1
                if is_whole or not left:
                    left = []
                    break
            if len(left) > 1 and patience > 0:
                middle = len(left) // 2
                stretches += [left[middle:], left[:middle]]
            elif left:
                made.holes.append((left[0], left[-1]))

    @staticmethod
    def _take(made: RescuedTable, rows: list[Row]) -> None:
        for row in rows:
            number = row.pop("rowid_")
            if isinstance(number, int):
                made.rows[number] = row

    def _rows(self, query: str, values: tuple[int, ...]) -> tuple[list[Row], bool]:
        """Return the rows that could be read, and whether those were all."""
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

"""The log is a chain: no line can be changed, left out, moved or put in without the key."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from tests.factories import NOW
from tests.storage.conftest import PASSPHRASE
from zvdesk.domain.overviews import AuditLine
from zvdesk.storage import audit
from zvdesk.storage.tables import audit as table
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

KEY = b"k" * 32
LINES = 12


def line(number: int) -> AuditLine:
    return AuditLine(
        sequence=0,
        at=NOW + timedelta(seconds=number),
        utc_offset=60,
        actor_id="p1",
        actor="F. Voorbeeld",
        role="voorzitter",
        action="lezen",
        object="casus",
        object_id=f"c{number}",
        case_number="2026-0001",
        result="gelukt",
        device="pc",
        ground="wgs_zvh",
        is_emergency=number % 2 == 0,
    )


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Give a vault with a log of some lines."""
    folder = tmp_path_factory.mktemp("audit") / "echt.zvkluis"
    vault, _ = Vault.create(folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False)
    with vault.transaction() as connection:
        assert audit.head(connection) == (0, audit.GENESIS)
        assert audit.first_broken(connection, KEY) is None
        for number in range(1, LINES + 1):
            sequence, mac = audit.append(connection, KEY, line(number))
            assert sequence == number
            assert audit.head(connection) == (sequence, mac)
    yield vault
    vault.close()


def test_lines_come_back_newest_first(logged: Vault) -> None:
    with logged.read() as connection:
        found = audit.lines(connection)
        assert found == tuple(replace(line(n), sequence=n) for n in range(LINES, 0, -1))
        assert audit.lines(connection, limit=2) == found[:2]
        assert audit.first_broken(connection, KEY) is None
        assert audit.first_broken(connection, b"x" * 32) == 1


def test_a_line_is_known_by_its_mac(logged: Vault) -> None:
    with logged.read() as connection:
        sequence, mac = audit.head(connection)
        assert audit.mac_at(connection, sequence) == mac
        assert audit.mac_at(connection, 999) is None


COLUMNS = [column.name for column in table.columns]
ATTACKS = st.one_of(
    st.tuples(st.just("edit"), st.integers(1, LINES), st.sampled_from(COLUMNS)),
    st.tuples(st.just("delete"), st.integers(1, LINES - 1), st.just("")),
    st.tuples(st.just("delete and renumber"), st.integers(1, LINES - 1), st.just("")),
    st.tuples(st.just("swap"), st.integers(1, LINES - 1), st.just("")),
    st.tuples(st.just("copy"), st.integers(1, LINES), st.just("")),
)


def attacked(connection: Connection, kind: str, at: int, name: str) -> int:
    """Change the log by SQL and return the line from which it must not fit any more."""
    here = table.c.sequence == at

    def renumber(old: int, new: int) -> None:
        connection.execute(update(table).where(table.c.sequence == old).values(sequence=new))

    if kind == "edit":
        other: object = {"sequence": at + 100, "is_emergency": at % 2 == 1, "utc_offset": 0}.get(name)
        if other is None:
            other = b"x" * 32 if name in ("previous", "mac") else "iets anders"
        connection.execute(update(table).where(here).values({name: other}))
        return at
    if kind.startswith("delete"):
        connection.execute(delete(table).where(here))
        if kind != "delete":
            for number in range(at + 1, LINES + 1):
                renumber(number, number - 1)
        return at
    if kind == "swap":
        for old, new in ((at, -1), (at + 1, at), (-1, at + 1)):
            renumber(old, new)
        return at
    row = connection.execute(select(table).where(here)).mappings().one()
    connection.execute(insert(table).values({**row, "sequence": LINES + 1}))
    return LINES + 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(ATTACKS)
def test_every_attack_by_sql_is_found(logged: Vault, attack: tuple[str, int, str]) -> None:
    with contextlib.suppress(_RolledBackError), logged.transaction() as connection:
        expected = attacked(connection, *attack)
        assert audit.first_broken(connection, KEY) == expected
        raise _RolledBackError
    with logged.read() as connection:
        assert audit.first_broken(connection, KEY) is None


def test_a_line_put_in_with_another_key_is_found(logged: Vault) -> None:
    with contextlib.suppress(_RolledBackError), logged.transaction() as connection:
        audit.append(connection, b"x" * 32, line(99))
        assert audit.first_broken(connection, KEY) == LINES + 1
        raise _RolledBackError
    with logged.read() as connection:
        assert audit.head(connection)[0] == LINES


class _RolledBackError(Exception):
    """Undo an attack after it was judged."""

"""A transaction is whole or not at all, and nothing that was written shows on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.storage.conftest import PASSPHRASE, Made, contents
from tests.storage.notes import notes, write_note
from zvdesk.errors import (
    FolderUnusable,
    VaultDamaged,
)
from zvdesk.storage.vault import DATABASE, Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

CANARY = "Roodkapje Kanariepiet"


def test_a_transaction_rolls_back_whole(vault: Vault) -> None:
    write_note(vault, "blijft")

    def fail_halfway() -> None:
        with vault.transaction() as connection:
            connection.exec_driver_sql("INSERT INTO note (text) VALUES ('weg')")
            connection.exec_driver_sql("CREATE TABLE gone (id INTEGER)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert notes(vault) == ["blijft"]


@pytest.mark.parametrize("inner", ["transaction", "read", "back_up", "check", "compact"])
@pytest.mark.parametrize("outer", ["transaction", "read"])
def test_nothing_happens_inside_a_transaction(vault: Vault, outer: str, inner: str) -> None:
    jobs: dict[str, Callable[[], object]] = {
        "transaction": lambda: vault.transaction().__enter__(),
        "read": lambda: vault.read().__enter__(),
        "back_up": lambda: vault.back_up("naam"),
        "check": vault.check,
        "compact": vault.compact,
    }
    with (
        vault.transaction() if outer == "transaction" else vault.read(),
        pytest.raises(RuntimeError, match="open already"),
    ):
        jobs[inner]()
    write_note(vault, "daarna")
    assert notes(vault) == ["daarna"]


def test_reading_cannot_write(vault: Vault) -> None:
    with pytest.raises(Exception, match="readonly") as caught, vault.read() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES ('x')")
    assert not isinstance(caught.value, FolderUnusable)
    write_note(vault, "schrijven mag weer")
    assert notes(vault) == ["schrijven mag weer"]


def test_a_foreign_key_is_kept(vault: Vault) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO line (note_id) VALUES (99)")


def test_a_full_disk_saves_nothing_and_says_so(vault: Vault) -> None:
    write_note(vault, "eerst")

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 20")
        for _ in range(50):
            connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", ("x" * 4000,))

    with pytest.raises(FolderUnusable) as caught, vault.transaction() as connection:
        fill(connection)
    assert caught.value.reason == "no_space"
    assert caught.value.folder == str(vault.folder)
    assert notes(vault) == ["eerst"]
    assert vault.check() == ()


def test_damage_is_found_at_once_or_while_reading(
    made: Made, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    with vault.transaction() as connection:
        for _ in range(300):
            connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", ("x" * 900,))
    vault.close()
    path = made.folder / DATABASE
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    before = contents(made.folder)
    with pytest.raises(VaultDamaged):
        Vault.open(made.folder, made.keys, versions=versions)
    assert contents(made.folder) == before
    with monkeypatch.context() as patch:
        patch.setattr("zvdesk.storage.vault._QUICK", -1.0)  # a vault too large to look through
        vault = Vault.open(made.folder, made.keys, versions=versions)
    assert not vault.is_looked_through
    with pytest.raises(VaultDamaged):
        notes(vault)
    assert vault.check()
    vault.close()


def test_a_closed_vault_gives_nothing_away(vault: Vault) -> None:
    vault.close()
    vault.close()
    assert vault.is_closed
    for job in (lambda: vault.transaction().__enter__(), lambda: vault.open_keys, vault.check):
        with pytest.raises(RuntimeError, match="closed"):
            job()


def test_compacting_leaves_no_trace_of_what_was_deleted(made: Made, versions: Path) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    for _ in range(50):
        write_note(vault, CANARY * 100)
    with vault.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM note")
    before = (made.folder / DATABASE).stat().st_size
    vault.compact()
    assert vault.check() == ()
    vault.close()
    assert (made.folder / DATABASE).stat().st_size < before


def test_no_byte_on_disk_shows_what_was_written(made: Made, versions: Path) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    for _ in range(50):
        write_note(vault, CANARY * 50)
    vault.back_up("kopie")
    with vault.transaction() as connection:
        connection.exec_driver_sql("UPDATE note SET text = text || ?", (CANARY,))
        on_disk = {name: path.read_bytes() for name, path in _other_files(made.folder)}
    vault.close()
    for data in (*on_disk.values(), *contents(made.folder).values()):
        assert CANARY.encode() not in data
        assert made.keys.master not in data
        assert made.keys.master.hex().encode() not in data
        assert made.keys.database_key().hex().encode() not in data
        assert PASSPHRASE.encode() not in data


def _other_files(folder: Path) -> list[tuple[str, Path]]:
    # vault.db itself is not read while open: closing it here would drop SQLite's lock
    return [(path.name, path) for path in folder.rglob("*") if path.is_file() and path.name != DATABASE]

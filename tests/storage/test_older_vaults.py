"""An older vault is backed up and migrated whole, and a newer one is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from tests.storage.notes import FAILING, ORPHANING, SECOND, next_versions, notes, write_note
from zvdesk.errors import (
    VaultDamaged,
    VaultTooNew,
)
from zvdesk.storage import migrations
from zvdesk.storage.vault import BACKUPS, Vault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.conftest import Made


def test_an_older_vault_is_backed_up_and_migrated(made: Made, tmp_path: Path, versions: Path) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    write_note(vault, "oud")
    with vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO line (note_id) VALUES (1)")
    vault.close()
    newer = next_versions(tmp_path, versions, r0002_kind=SECOND)
    vault = Vault.open(made.folder, made.keys, versions=newer)
    with vault.read() as connection:
        assert connection.exec_driver_sql("SELECT text, kind FROM note").fetchall() == [("oud", "gewoon")]
        assert connection.exec_driver_sql("SELECT count(*) FROM line").scalar_one() == 1
        assert migrations.found_revision(connection) == "0002"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    assert [path.name for path in (made.folder / BACKUPS).iterdir()] == ["schema-0001"]
    vault.close()


@pytest.mark.parametrize("broken", ["fails", "orphans"])
def test_a_failing_migration_changes_nothing(made: Made, tmp_path: Path, versions: Path, broken: str) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    write_note(vault, "oud")
    with vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO line (note_id) VALUES (1)")
    vault.close()
    files = {"r0002_a": SECOND, "r0003_b": FAILING} if broken == "fails" else {"r0002_a": ORPHANING}
    newer = next_versions(tmp_path, versions, **files)
    with pytest.raises(DBAPIError if broken == "fails" else VaultDamaged):
        Vault.open(made.folder, made.keys, versions=newer)
    vault = Vault.open(made.folder, made.keys, versions=versions)
    assert notes(vault) == ["oud"]
    with vault.read() as connection:
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(note)")]
    assert columns == ["id", "text"]
    vault.close()


def test_a_newer_vault_is_refused(made: Made, tmp_path: Path, versions: Path) -> None:
    newer = next_versions(tmp_path, versions, r0002_kind=SECOND)
    Vault.open(made.folder, made.keys, versions=newer).close()
    with pytest.raises(VaultTooNew) as caught:
        Vault.open(made.folder, made.keys, versions=versions)
    assert (caught.value.found, caught.value.supported) == ("0002", "0001")


@pytest.mark.parametrize("statement", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_vault_without_a_schema_is_damaged(made: Made, versions: Path, statement: str) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    with vault.transaction() as connection:
        connection.exec_driver_sql(statement)
    vault.close()
    with pytest.raises(VaultDamaged):
        Vault.open(made.folder, made.keys, versions=versions)

"""The vault as a folder: made whole, locked, transactional, backed up and migrated."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from tests.storage.conftest import PASSPHRASE, Made, contents
from zvdesk import system
from zvdesk.errors import (
    FolderUnusable,
    PassphraseTooWeak,
    UnsafeCryptography,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultMissing,
    VaultTooNew,
)
from zvdesk.storage import engine, key_file, keys, migrations
from zvdesk.storage.vault import BACKUPS, DATABASE, Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

CANARY = "Roodkapje Kanariepiet"

_SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    with op.batch_alter_table("note", recreate="always") as batch:
        batch.add_column(sa.Column("kind", sa.Text, server_default="gewoon"))
"""
_FAILING = (
    _SECOND.replace('"0002", "0001"', '"0003", "0002"').replace('"kind"', '"other"')
    + "    op.execute('no')\n"
)
_ORPHANING = _SECOND.replace("None:\n", "None:\n    op.execute('DELETE FROM note')\n")


def _write(vault: Vault, words: str) -> None:
    with vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", (words,))


def _read(vault: Vault) -> list[str]:
    with vault.read() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("SELECT text FROM note ORDER BY id")]


def _next_versions(tmp_path: Path, versions: Path, **files: str) -> Path:
    folder = tmp_path / "next" / "versions"
    shutil.copytree(versions, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, content in files.items():
        (folder / f"{name.removeprefix('r')}.py").write_text(content, encoding="utf-8")
    return folder


# --- making and opening ----------------------------------------------------------------------------------


def test_a_new_vault_is_open_private_and_current(tmp_path: Path, versions: Path) -> None:
    folder = tmp_path / "nieuw.zvkluis"
    folder.mkdir()  # an empty folder, as a file dialog makes it, may be used
    vault, new = Vault.create(
        folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=True, versions=versions
    )
    try:
        assert vault.folder == folder
        assert vault.practice
        assert vault.actor is None
        assert vault.vault_id == new.keys.vault_id
        assert vault.audit_key == new.keys.audit_key()
        assert vault.house_signing_key.private_numbers() == new.keys.house_signing_key().private_numbers()
        assert vault.check() == ()
        assert {path.name for path in folder.iterdir()} >= {DATABASE, BACKUPS, *key_file.NAMES}
        assert [path.name for path in tmp_path.iterdir()] == [folder.name]
        for path in (folder, *folder.rglob("*")):
            assert path.stat().st_mode & 0o077 == 0
    finally:
        vault.close()


def test_what_is_saved_is_there_after_opening_again(made: Made, versions: Path) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    _write(vault, "afspraak")
    vault.close()
    vault = Vault.open(made.folder, keys.unlock(made.folder, PASSPHRASE), versions=versions)
    assert _read(vault) == ["afspraak"]
    vault.close()


@pytest.mark.parametrize("content", ["file in it", "a file itself"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, versions: Path, content: str) -> None:
    folder = tmp_path / "bezet.zvkluis"
    if content == "file in it":
        folder.mkdir()
        (folder / "brief.txt").write_text("x", encoding="utf-8")
    else:
        folder.write_text("x", encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(VaultExists):
        Vault.create(
            folder, person_id="p", passphrase=PASSPHRASE, cost=FLOOR, practice=True, versions=versions
        )
    assert contents(tmp_path) == before


def test_a_failure_while_making_leaves_nothing_behind(
    tmp_path: Path, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "huizen" / "nieuw.zvkluis"
    folder.parent.mkdir()

    def attempt(passphrase: str = PASSPHRASE, versions: Path = versions) -> None:
        Vault.create(
            folder, person_id="p", passphrase=passphrase, cost=FLOOR, practice=True, versions=versions
        )

    with pytest.raises(PassphraseTooWeak):
        attempt(passphrase="kort")
    broken = _next_versions(tmp_path, versions, r0002_a=_SECOND, r0003_b=_FAILING)
    with pytest.raises(Exception, match="no"):
        attempt(versions=broken)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", _raise_no_space)
        with pytest.raises(FolderUnusable) as caught:
            attempt()
        assert caught.value.reason == "no_space"
    with monkeypatch.context() as patch:
        patch.setattr(engine, "refuse_plaintext", _raise_unsafe)
        with pytest.raises(UnsafeCryptography):
            attempt()
    assert list(folder.parent.iterdir()) == []


def _raise_no_space(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, "no space")


def _raise_unsafe(*_arguments: object) -> None:
    raise UnsafeCryptography


def test_a_vault_on_a_network_share_is_refused(
    made: Made, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "is_network_path", lambda _path: True)
    for attempt in (
        lambda: Vault.open(made.folder, made.keys, versions=versions),
        lambda: Vault.create(made.folder, person_id="p", passphrase=PASSPHRASE, practice=True),
    ):
        with pytest.raises(FolderUnusable) as caught:
            attempt()
        assert caught.value.reason == "network"


def test_a_folder_that_is_not_there_is_no_vault(made: Made, tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        Vault.open(tmp_path / "weg.zvkluis", made.keys)


def test_the_wrong_database_is_damage(made: Made, versions: Path) -> None:
    (made.folder / DATABASE).write_bytes(os.urandom(8192))
    with pytest.raises(VaultDamaged) as caught:
        Vault.open(made.folder, made.keys, versions=versions)
    assert caught.value.part == "database"


def test_opening_mends_the_key_file(made: Made, versions: Path) -> None:
    first = made.folder / key_file.NAMES[0]
    good = first.read_bytes()
    first.write_bytes(b"{")
    Vault.open(made.folder, made.keys, versions=versions).close()
    assert first.read_bytes() == good


def test_a_failing_open_gives_the_lock_back(made: Made, versions: Path) -> None:
    for name in key_file.NAMES:
        shutil.move(made.folder / name, made.folder / f"{name}.away")
    with pytest.raises(VaultMissing):
        Vault.open(made.folder, made.keys, versions=versions)
    for name in key_file.NAMES:
        shutil.move(made.folder / f"{name}.away", made.folder / name)
    Vault.open(made.folder, made.keys, versions=versions).close()


def test_a_second_process_is_told_at_once(vault: Vault, versions: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from zvdesk.errors import VaultInUse\n"
        "from zvdesk.storage import keys\n"
        "from zvdesk.storage.vault import Vault\n"
        "opened = keys.unlock(pathlib.Path(sys.argv[1]), sys.stdin.read())\n"
        "try:\n"
        "    Vault.open(pathlib.Path(sys.argv[1]), opened, versions=pathlib.Path(sys.argv[2])).close()\n"
        "except VaultInUse:\n"
        "    print('in use')\n"
    )

    def other_process() -> str:
        return subprocess.run(
            [sys.executable, "-c", program, str(vault.folder), str(versions)],
            input=PASSPHRASE.encode(),
            capture_output=True,
            timeout=30,
            check=True,
            env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        ).stdout.decode()

    _write(vault, "eerste")
    assert other_process() == "in use\n"
    assert _read(vault) == ["eerste"]
    vault.close()
    assert other_process() == ""


def test_a_killed_process_loses_nothing_it_acknowledged(made: Made, versions: Path) -> None:
    program = (
        "import os, signal, sys, pathlib\n"
        "from zvdesk.storage import keys\n"
        "from zvdesk.storage.vault import Vault\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "opened = keys.unlock(folder, sys.stdin.read())\n"
        "vault = Vault.open(folder, opened, versions=pathlib.Path(sys.argv[2]))\n"
        "with vault.transaction() as c:\n"
        "    c.exec_driver_sql(\"INSERT INTO note (text) VALUES ('bewaard')\")\n"
        "with vault.transaction() as c:\n"
        "    c.exec_driver_sql(\"INSERT INTO note (text) VALUES ('half')\")\n"
        "    c.exec_driver_sql('PRAGMA cache_spill = 1')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(made.folder), str(versions)],
        input=PASSPHRASE.encode(),
        timeout=30,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    vault = Vault.open(made.folder, made.keys, versions=versions)
    assert _read(vault) == ["bewaard"]
    assert vault.check() == ()
    vault.close()


# --- transactions ----------------------------------------------------------------------------------------


def test_a_transaction_rolls_back_whole(vault: Vault) -> None:
    _write(vault, "blijft")

    def fail_halfway() -> None:
        with vault.transaction() as connection:
            connection.exec_driver_sql("INSERT INTO note (text) VALUES ('weg')")
            connection.exec_driver_sql("CREATE TABLE gone (id INTEGER)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert _read(vault) == ["blijft"]


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
    _write(vault, "daarna")
    assert _read(vault) == ["daarna"]


def test_reading_cannot_write(vault: Vault) -> None:
    with pytest.raises(Exception, match="readonly") as caught, vault.read() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES ('x')")
    assert not isinstance(caught.value, FolderUnusable)
    _write(vault, "schrijven mag weer")
    assert _read(vault) == ["schrijven mag weer"]


def test_a_foreign_key_is_kept(vault: Vault) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO line (note_id) VALUES (99)")


def test_a_full_disk_saves_nothing_and_says_so(vault: Vault) -> None:
    _write(vault, "eerst")

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 20")
        for _ in range(50):
            connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", ("x" * 4000,))

    with pytest.raises(FolderUnusable) as caught, vault.transaction() as connection:
        fill(connection)
    assert caught.value.reason == "no_space"
    assert caught.value.folder == str(vault.folder)
    assert _read(vault) == ["eerst"]
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
        _read(vault)
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
        _write(vault, CANARY * 100)
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
        _write(vault, CANARY * 50)
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


# --- backups ---------------------------------------------------------------------------------------------


def test_a_backup_opens_with_the_vaults_own_passphrase(vault: Vault) -> None:
    _write(vault, "bewaard")
    place = vault.back_up("2026-11-21T10-00")
    assert place == vault.folder / BACKUPS / "2026-11-21T10-00"
    assert {path.name for path in place.iterdir()} == {DATABASE, *key_file.NAMES}
    opened = keys.unlock(place, PASSPHRASE)
    raw = engine.connect(place / DATABASE, opened.backup_key())
    assert raw.execute("SELECT text FROM note").fetchall() == [("bewaard",)]
    raw.close()
    with pytest.raises(VaultDamaged):
        engine.connect(place / DATABASE, opened.database_key())


def test_a_backup_replaces_the_one_of_the_same_name(vault: Vault, tmp_path: Path) -> None:
    place = tmp_path / "tweede plek"
    vault.back_up("dag", into=place)
    _write(vault, "nieuw")
    made = vault.back_up("dag", into=place)
    assert [path.name for path in place.iterdir()] == ["dag"]
    raw = engine.connect(made / DATABASE, vault.open_keys.backup_key())
    assert raw.execute("SELECT text FROM note").fetchall() == [("nieuw",)]
    raw.close()


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", ".dag", "dag 1", "x" * 65])
def test_a_backup_has_a_plain_name(vault: Vault, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        vault.back_up(name)


@pytest.mark.parametrize("fails", ["check", "first rename", "second rename"])
def test_a_failing_backup_keeps_the_old_one(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    place = vault.back_up("dag")
    before = contents(place)
    real, renames = os.rename, 0

    def rename(source: Path, target: Path) -> None:
        nonlocal renames
        renames += 1
        if fails == ("first rename" if renames == 1 else "second rename" if renames == 2 else ""):
            raise OSError(errno.EROFS, "read-only")
        real(source, target)

    with monkeypatch.context() as patch:
        if fails == "check":
            patch.setattr(engine, "problems", lambda _raw: ("bad page",))
        else:
            patch.setattr(os, "rename", rename)
        with pytest.raises((VaultDamaged, FolderUnusable)):
            vault.back_up("dag")
    assert contents(place) == before
    assert [path.name for path in place.parent.iterdir()] == ["dag"]


def test_a_damaged_key_file_is_found_by_the_check(vault: Vault) -> None:
    for name in key_file.NAMES:
        (vault.folder / name).write_bytes(b"{")
    assert vault.check() == ("key file",)


# --- migrations ------------------------------------------------------------------------------------------


def test_an_older_vault_is_backed_up_and_migrated(made: Made, tmp_path: Path, versions: Path) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    _write(vault, "oud")
    with vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO line (note_id) VALUES (1)")
    vault.close()
    newer = _next_versions(tmp_path, versions, r0002_kind=_SECOND)
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
    _write(vault, "oud")
    with vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO line (note_id) VALUES (1)")
    vault.close()
    files = {"r0002_a": _SECOND, "r0003_b": _FAILING} if broken == "fails" else {"r0002_a": _ORPHANING}
    newer = _next_versions(tmp_path, versions, **files)
    with pytest.raises(DBAPIError if broken == "fails" else VaultDamaged):
        Vault.open(made.folder, made.keys, versions=newer)
    vault = Vault.open(made.folder, made.keys, versions=versions)
    assert _read(vault) == ["oud"]
    with vault.read() as connection:
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(note)")]
    assert columns == ["id", "text"]
    vault.close()


def test_a_newer_vault_is_refused(made: Made, tmp_path: Path, versions: Path) -> None:
    newer = _next_versions(tmp_path, versions, r0002_kind=_SECOND)
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


def test_two_vaults_can_be_open_at_once(vault: Vault, tmp_path: Path, made: Made, versions: Path) -> None:
    other = tmp_path / "kopie.zvkluis"
    other.mkdir()
    for name in key_file.NAMES:
        shutil.copy(made.folder / name, other / name)
    place = vault.back_up("kopie")
    raw = engine.connect(place / DATABASE, vault.open_keys.backup_key())
    engine.copy_database(raw, other / DATABASE, vault.open_keys.database_key())
    raw.close()
    second = Vault.open(other, made.keys, versions=versions)
    _write(second, "apart")
    assert (_read(vault), _read(second)) == ([], ["apart"])
    with pytest.raises(VaultInUse):
        Vault.open(other, made.keys, versions=versions)
    second.close()

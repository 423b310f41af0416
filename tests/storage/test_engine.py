"""The encrypted connection: settings hold, exports fail, damage and a second process are noticed."""

from __future__ import annotations

import secrets
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from zvdesk.errors import ExplainedError, FolderUnusable, UnsafeCryptography, VaultDamaged, VaultInUse
from zvdesk.storage import engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = bytes(range(32))
CANARY = "Roodkapje Kanariepiet"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a database with a canary in it, closed again."""
    path = tmp_path / "a b %#?.db"
    connection = engine.connect(path, KEY, create=True)
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
    for _ in range(200):
        connection.execute("INSERT INTO note (text) VALUES (?)", (CANARY * 5,))
    connection.execute("COMMIT")
    connection.close()
    return path


@pytest.fixture
def connection(path: Path) -> Iterator[dbapi2.Connection]:
    """Give an open connection."""
    opened = engine.connect(path, KEY)
    yield opened
    opened.close()


def test_the_cryptography_of_this_machine_passes() -> None:
    engine.check_cryptography()
    assert engine.cipher_version() >= engine.PINNED_CIPHER


def test_an_older_or_missing_sqlcipher_is_unsafe(monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ((), (4, 18, 9)):
        monkeypatch.setattr(engine, "cipher_version", lambda version=version: version)
        with pytest.raises(UnsafeCryptography):
            engine.check_cryptography()


def test_a_plain_sqlite_has_no_cipher_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "dbapi2", sqlite3)
    assert engine.cipher_version() == ()


@pytest.mark.parametrize("name", ["Argon2id", "HKDF"])
def test_a_key_derivation_that_gives_something_else_is_unsafe(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    real = getattr(engine, name)

    def other(**arguments: object) -> object:
        return real(**(arguments | {"salt": b"another salt, 16"}))

    monkeypatch.setattr(engine, name, other)
    with pytest.raises(UnsafeCryptography):
        engine.check_cryptography()


def test_the_settings_hold(connection: dbapi2.Connection) -> None:
    names = (
        *("journal_mode", "synchronous", "locking_mode", "secure_delete", "foreign_keys"),
        *("trusted_schema", "temp_store", "cipher_memory_security", "cipher_log_level"),
    )
    read = {name: str((connection.execute(f"PRAGMA {name}").fetchone() or ("",))[0]) for name in names}
    assert read == {
        "journal_mode": "truncate",
        "synchronous": "3",
        "locking_mode": "exclusive",
        "secure_delete": "1",
        "foreign_keys": "1",
        "trusted_schema": "0",
        "temp_store": "2",
        "cipher_memory_security": "0",
        "cipher_log_level": "NONE",
    }


def test_a_setting_that_does_not_hold_is_unsafe(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PRAGMAS", (*engine._PRAGMAS, ("secure_delete", "OFF", "1")))
    with pytest.raises(UnsafeCryptography):
        engine.connect(path, KEY)


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'plain.db' AS plain KEY ''",
        "ATTACH '' AS plain",
        "VACUUM INTO 'copy.db'",
        "VACUUM",
        "PRAGMA rekey = 'x'",
        "PRAGMA main.ReKey = 'x'",
        "PRAGMA hexrekey = '00'",
        "PRAGMA textrekey = 'x'",
        "PRAGMA key = 'x'",
        "PRAGMA KEY = 'x'",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('main')",
    ],
)
def test_what_exports_or_rekeys_is_refused(
    connection: dbapi2.Connection, path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    before = path.read_bytes()  # only after this line: closing the file here drops SQLite's lock
    with pytest.raises(dbapi2.DatabaseError, match="authori"):
        connection.execute(statement)
    assert {entry.name for entry in path.parent.iterdir()} <= {path.name, f"{path.name}-journal"}
    assert path.read_bytes() == before


def test_rekey_stays_refused_while_attaching_is_allowed(connection: dbapi2.Connection) -> None:
    with engine.attaching(connection):
        connection.execute("VACUUM")
        with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
            connection.execute("PRAGMA rekey = 'x'")
    with pytest.raises(dbapi2.DatabaseError, match="authori"):
        connection.execute("VACUUM")


def test_the_file_is_owner_only_and_tells_nothing(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(engine.PLAINTEXT)
    for part in (CANARY.encode(), CANARY.encode("utf-16-le"), b"CREATE TABLE", b"note"):
        assert part not in data
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_wrong_key_or_garbage_is_damage(path: Path, tmp_path: Path) -> None:
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(secrets.token_bytes(8192))
    missing = tmp_path / "missing.db"
    for file, key in ((path, bytes(32)), (garbage, KEY), (missing, KEY)):
        with pytest.raises(VaultDamaged) as caught:
            engine.connect(file, key)
        assert caught.value.part == "database"
    assert not missing.exists()


def test_a_key_of_another_length_is_a_bug_of_ours(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect(path, b"short")


def test_plaintext_is_refused(tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    connection = dbapi2.connect(str(plain))
    connection.execute("CREATE TABLE note (id INTEGER)")
    connection.close()
    with pytest.raises(UnsafeCryptography):
        engine.refuse_plaintext(plain)
    with pytest.raises(VaultDamaged):
        engine.connect(plain, KEY)


def test_a_second_try_in_this_process_leaves_the_lock_alone(
    path: Path, connection: dbapi2.Connection
) -> None:
    assert connection is not None
    with pytest.raises(VaultInUse):
        engine.connect(path, KEY)
    assert _exit_code_of_other_process(path) == 7


def test_making_a_database_never_replaces_one(path: Path) -> None:
    with pytest.raises(FileExistsError):
        engine.connect(path, KEY, create=True)


def test_a_second_process_is_refused_at_once(path: Path, connection: dbapi2.Connection) -> None:
    assert _exit_code_of_other_process(path) == 7
    connection.close()
    assert _exit_code_of_other_process(path) == 0


def _exit_code_of_other_process(path: Path) -> int:
    program = (
        "import sys, pathlib\n"
        "from zvdesk.errors import VaultInUse\n"
        "from zvdesk.storage import engine\n"
        "try:\n"
        "    engine.connect(pathlib.Path(sys.argv[1]), bytes(range(32)))\n"
        "except VaultInUse:\n"
        "    sys.exit(7)\n"
    )
    return subprocess.run([sys.executable, "-c", program, str(path)], timeout=20, check=False).returncode


def test_flipped_bits_are_noticed(path: Path) -> None:
    data = path.read_bytes()
    for place in range(0, len(data), len(data) // 60):
        flipped = bytearray(data)
        flipped[place] ^= 1
        path.write_bytes(bytes(flipped))
        try:
            opened = engine.connect(path, KEY)
        except VaultDamaged:
            continue
        assert engine.problems(opened)
        opened.close()


def test_a_truncated_file_is_noticed(path: Path) -> None:
    data = path.read_bytes()
    for length in (0, 1, 100, 4096, len(data) - 4096, len(data) - 1):
        path.write_bytes(data[:length])
        try:
            opened = engine.connect(path, KEY)
        except VaultDamaged:
            continue
        assert engine.problems(opened) or not opened.execute("SELECT * FROM sqlite_master").fetchall()
        opened.close()


def test_a_whole_database_has_no_problems(connection: dbapi2.Connection) -> None:
    assert engine.problems(connection) == ()


def test_a_row_that_points_nowhere_is_a_problem(connection: dbapi2.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("CREATE TABLE line (note_id INTEGER REFERENCES note (id))")
    connection.execute("INSERT INTO line VALUES (9999)")
    assert engine.problems(connection) == ("foreign_key_check: line 1 note 0",)


def test_a_copy_has_its_own_key_and_the_same_rows(connection: dbapi2.Connection, tmp_path: Path) -> None:
    copy, key = tmp_path / "copy.db", secrets.token_bytes(32)
    engine.copy_database(connection, copy, key)
    with pytest.raises(VaultDamaged):
        engine.connect(copy, KEY)
    opened = engine.connect(copy, key)
    assert opened.execute("SELECT count(*) FROM note").fetchone() == (200,)
    opened.close()
    assert CANARY.encode() not in copy.read_bytes()


def test_a_copy_that_does_not_check_is_refused(
    connection: dbapi2.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "problems", lambda _connection: ("bad page",))
    with pytest.raises(VaultDamaged) as caught:
        engine.copy_database(connection, tmp_path / "copy.db", KEY)
    assert caught.value.part == "backup"


def test_a_rolled_back_transaction_takes_its_tables_along(connection: dbapi2.Connection) -> None:
    with engine.make_engine(connection).connect() as opened:
        transaction = opened.begin()
        opened.execute(text("CREATE TABLE gone (id INTEGER)"))
        opened.execute(text("INSERT INTO gone VALUES (1)"))
        transaction.rollback()
        assert opened.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'gone'")).scalar() == 0


def test_a_savepoint_rolls_back_alone(connection: dbapi2.Connection) -> None:
    with engine.make_engine(connection).begin() as opened:
        opened.execute(text("UPDATE note SET text = 'a' WHERE id = 1"))
        savepoint = opened.begin_nested()
        opened.execute(text("UPDATE note SET text = 'b' WHERE id = 1"))
        savepoint.rollback()
    assert connection.execute("SELECT text FROM note WHERE id = 1").fetchone() == ("a",)


def test_an_error_text_shows_no_value(connection: dbapi2.Connection) -> None:
    sql_engine = engine.make_engine(connection)
    with pytest.raises(DBAPIError) as caught, sql_engine.begin() as opened:
        opened.execute(text("INSERT INTO note (id, text) VALUES (1, :text)"), {"text": CANARY})
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "expected", "reason"),
    [
        ("database is locked", VaultInUse, None),
        ("database or disk is full", FolderUnusable, "no_space"),
        ("attempt to write a readonly database", FolderUnusable, "read_only"),
        ("unable to open database file", FolderUnusable, "other"),
        ("disk I/O error", FolderUnusable, "other"),
        ("database disk image is malformed", VaultDamaged, None),
        ("file is not a database", VaultDamaged, None),
    ],
)
def test_what_sqlite_says_is_explained(
    tmp_path: Path, words: str, expected: type[ExplainedError], reason: str | None
) -> None:
    with pytest.raises(expected) as caught, engine.explained(tmp_path):
        raise dbapi2.OperationalError(words)
    assert getattr(caught.value, "reason", None) == reason
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("error", [dbapi2.OperationalError("no such table: x"), ValueError("locked")])
def test_a_bug_of_ours_is_not_explained_away(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)), engine.explained(tmp_path):
        raise error

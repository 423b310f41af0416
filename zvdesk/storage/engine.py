"""Open the encrypted database: the raw key, the pragmas, the lock, and what may never happen on a connection.

The standard library's ``sqlite3`` accepts a key and writes plaintext all the same: it is never imported.
``PRAGMA rekey`` and ``ATTACH`` are refused on every connection: the one loses data on a full disk, the other
exports plaintext without a word.
"""

from __future__ import annotations

import contextlib
import re
import time
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

from zvdesk.errors import ExplainedError, FolderUnusable, UnsafeCryptography, VaultDamaged, VaultInUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

PINNED_CIPHER = (4, 19, 0)
PLAINTEXT = b"SQLite format 3"

# What is set on each connection, in this order, and what reading it back must give.
_PRAGMAS = (
    ("cipher_log_level", "NONE", "NONE"),
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", "3"),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("secure_delete", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("temp_store", "MEMORY", "2"),
)
_PAGES_AT_ONCE = 1024
_STEPS = 20  # of SQLite's machine, or pages of a check, between two looks at the clock
_KEY_PRAGMAS = frozenset({"key", "hexkey", "textkey", "rekey", "hexrekey", "textrekey"})
_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export"})

_BAD_PAGE = re.compile(r"(?:failed for|invalid size[^0-9]*) ?page (\d+)")
_BAD_TREE = re.compile(r"Tree (\d+) ")
_BAD_ROW = re.compile(r"foreign_key_check: (\w+) ")

# SQLite's own words for its result codes (sqlite3_errstr), which sqlcipher3 passes on without the code.
_WORDS: tuple[tuple[str, str], ...] = (
    ("database is locked", "in_use"),
    ("database or disk is full", "no_space"),
    ("readonly database", "read_only"),
    ("unable to open database file", "other"),
    ("disk i/o error", "other"),
    ("not a database", "damaged"),
    ("malformed", "damaged"),
    ("file is encrypted", "damaged"),
)


def check_cryptography() -> None:
    """Refuse to start on a SQLCipher, Argon2id or HKDF that does not do what it should.

    Vectors: RFC 9106, 5.3 and RFC 5869, A.1. Raises UnsafeCryptography.
    """
    argon2 = Argon2id(
        salt=b"\2" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\4" * 12,
        secret=b"\3" * 8,
    )
    tag = bytes.fromhex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")
    hkdf = HKDF(algorithm=SHA256(), length=42, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)))
    output = bytes.fromhex(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )
    try:
        argon2.verify(b"\1" * 32, tag)
        hkdf.verify(b"\x0b" * 22, output)
    except InvalidKey:
        raise UnsafeCryptography from None
    if cipher_version() < PINNED_CIPHER:
        raise UnsafeCryptography


def cipher_version() -> tuple[int, ...]:
    """Return the version of SQLCipher, or an empty tuple when the library is a plain SQLite."""
    connection = dbapi2.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    parts = str(row[0]).split(" ")[0].split(".") if row else []
    return tuple(int(part) for part in parts if part.isdigit())


def connect(path: Path, raw_key: bytes, *, create: bool = False) -> dbapi2.Connection:
    """Open a database with its raw key and lock it against every other process until it is closed.

    Raises VaultDamaged("database") for a wrong key, plaintext, garbage or a missing file, VaultInUse,
    FolderUnusable, and UnsafeCryptography when a pragma does not hold.
    """
    if create:
        path.touch(mode=0o600, exist_ok=False)
    elif not path.is_file():
        raise VaultDamaged("database")
    with explained(path.parent):
        # No waiting: who has the vault open keeps it open.
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode=rw", timeout=0, isolation_level=None, uri=True
        )
        try:
            _set_key(connection, raw_key)
            for name, value, _ in _PRAGMAS:
                connection.execute(f"PRAGMA {name} = {value}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            _check_pragmas(connection)
            connection.set_authorizer(_authorize)
        except BaseException:
            connection.close()
            raise
    return connection


def refuse_plaintext(path: Path) -> None:
    """Raise UnsafeCryptography when a database file is not encrypted.

    Never call this for a file that this process has open as a database: closing it here would drop the lock
    there (POSIX record locks belong to the process).
    """
    with path.open("rb") as file:
        if file.read(len(PLAINTEXT)) == PLAINTEXT:
            raise UnsafeCryptography


def make_engine(connection: dbapi2.Connection) -> Engine:
    """Return a SQLAlchemy engine over this one connection.

    A transaction begins as BEGIN IMMEDIATE, so that DDL and savepoints roll back whole. Statement values stay
    out of error texts.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(opened: Connection) -> None:
        opened.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextlib.contextmanager
def explained(folder: Path, *, is_writing: bool = True) -> Iterator[None]:
    """Turn what SQLite says about file or disk inside the block into an error that zvdesk can explain.

    Whatever else it says is a bug of ours and passes; so is a write where nothing is written.
    """
    try:
        yield
    except Exception as error:
        explanation = _explanation(error, folder)
        is_bug = (
            isinstance(explanation, FolderUnusable) and explanation.reason == "read_only" and not is_writing
        )
        if explanation is None or is_bug:
            raise
        raise explanation from None  # the text may quote the statement


@contextlib.contextmanager
def attaching(connection: dbapi2.Connection) -> Iterator[None]:
    """Allow ATTACH inside the block, for our own VACUUM that needs it; the key pragmas stay refused."""
    connection.set_authorizer(_authorize_attach)
    try:
        yield
    finally:
        connection.set_authorizer(_authorize)


def copy_database(
    source: dbapi2.Connection,
    path: Path,
    raw_key: bytes,
    *,
    is_checked: bool = True,
    report: Callable[[int, int], None] | None = None,
) -> None:
    """Write the whole database to a new file under another key, and open that file to check it.

    ``report`` hears how many pages of how many are done; what it raises stops the copy. Raises
    VaultDamaged("backup") when the copy does not check, FolderUnusable.
    """

    def progress(_status: int, remaining: int, total: int) -> None:
        if report is not None:
            report(total - remaining, total)

    target = connect(path, raw_key, create=True)
    try:
        with explained(path.parent):
            source.backup(target, pages=_PAGES_AT_ONCE, progress=progress)
    finally:
        target.close()
    if is_checked:
        again = connect(path, raw_key)
        try:
            found = problems(again)
        finally:
            again.close()
        if found:
            raise VaultDamaged("backup", found)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def problems(connection: dbapi2.Connection) -> tuple[str, ...]:
    """Return what SQLCipher and SQLite find wrong with a database: nothing, when it is whole.

    The words name pages, tables and rows by number, never content.
    """
    found: list[str] = []
    try:
        for name in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
            rows = connection.execute(f"PRAGMA {name}").fetchall()
            found += [f"{name}: {' '.join(map(str, row))}" for row in rows if row != ("ok",)]
    except dbapi2.DatabaseError:
        found.append("unreadable")
    return tuple(found)


def damage(connection: dbapi2.Connection) -> tuple[str, ...]:
    """Return what is damaged in the words of reports: "page 7", "table action_items", "index", "unreadable".

    Like ``problems`` it reads everything, and a damaged connection reads nothing afterwards.
    """
    try:
        rows = connection.execute("SELECT rootpage, type, tbl_name FROM sqlite_master").fetchall()
    except dbapi2.DatabaseError:
        return ("unreadable",)
    trees = {str(root): f"table {name}" if kind == "table" else "index" for root, kind, name in rows}
    codes: dict[str, None] = {}
    is_bad = False
    for problem in (*_quick_problems(connection), *problems(connection)):
        pages = [f"page {number}" for number in _BAD_PAGE.findall(problem)]
        hurt = [trees.get(root, "unreadable") for root in _BAD_TREE.findall(problem)]
        row = _BAD_ROW.match(problem)
        if row is not None:
            hurt.append(f"table {row[1]}")
        codes |= dict.fromkeys([*hurt, *pages])
        is_bad = True
    return tuple(codes) or (("unreadable",) if is_bad else ())


def _quick_problems(connection: dbapi2.Connection) -> tuple[str, ...]:
    """Return what the quick check says; it names the trees that the other one gives up on."""
    try:
        rows = connection.execute("PRAGMA quick_check").fetchall()
    except dbapi2.DatabaseError:
        return ()
    return tuple(str(row[0]) for row in rows if row != ("ok",))


def looks_whole(connection: dbapi2.Connection, *, seconds: float) -> bool | None:
    """Tell whether the database is whole as far as a quick check sees; None when that takes too long.

    Every page that holds something is read and its HMAC checked. A connection that met a damaged page reads
    nothing any more (SQLCipher keeps the error).
    """
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS)
    try:
        row = connection.execute("PRAGMA quick_check(1)").fetchone()
    except dbapi2.OperationalError as error:
        if "interrupted" in str(error):
            return None
        raise
    except dbapi2.DatabaseError:
        return False
    finally:
        connection.set_progress_handler(None, 0)
    return bool(row == ("ok",))


def _set_key(connection: dbapi2.Connection, raw_key: bytes) -> None:
    if len(raw_key) != 32:
        raise ValueError("a raw key is 32 bytes")
    connection.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")


def _check_pragmas(connection: dbapi2.Connection) -> None:
    expected = [(name, value) for name, _, value in _PRAGMAS]
    for name, value in [*expected, ("cipher_status", "1"), ("cipher_memory_security", "0")]:
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or str(row[0]) != value:
            raise UnsafeCryptography


def _authorize(action: int, first: str | None, second: str | None, *rest: str | None) -> int:
    if action == dbapi2.SQLITE_ATTACH:
        return dbapi2.SQLITE_DENY
    return _authorize_attach(action, first, second, *rest)


def _authorize_attach(action: int, first: str | None, second: str | None, *_rest: str | None) -> int:
    is_key = action == dbapi2.SQLITE_PRAGMA and (first or "").lower() in _KEY_PRAGMAS
    is_function = action == dbapi2.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS
    return dbapi2.SQLITE_DENY if is_key or is_function else dbapi2.SQLITE_OK


def _explanation(error: Exception, folder: Path) -> ExplainedError | None:
    cause = getattr(error, "orig", error)  # SQLAlchemy wraps the driver's error
    if not isinstance(cause, dbapi2.Error):
        return None
    words = str(cause).lower()
    kind = next((kind for phrase, kind in _WORDS if phrase in words), None)
    if kind is None:
        return None
    if kind == "in_use":
        return VaultInUse()
    return VaultDamaged("database") if kind == "damaged" else FolderUnusable(str(folder), kind)

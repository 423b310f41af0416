"""Make the database of a new vault and bring the schema of an older one up to date."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from zvdesk.errors import VaultDamaged, VaultTooNew
from zvdesk.storage import engine, migrations

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlcipher3 import dbapi2


def create_database(path: Path, raw_key: bytes, versions: Path) -> None:
    """Make an encrypted database with the newest schema, closed again.

    Raises FolderUnusable, and UnsafeCryptography when what was written is plaintext.
    """
    raw = engine.connect(path, raw_key, create=True)
    with contextlib.closing(raw), engine.explained(path.parent):
        upgrade(raw, engine.make_engine(raw), versions)
    engine.refuse_plaintext(path)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def outdated_revision(connection: Connection, versions: Path) -> str | None:
    """Return the revision of a database that has to be migrated, or None when it is up to date.

    Raises VaultTooNew for a revision that this zvdesk does not know, VaultDamaged for none at all.
    """
    known = migrations.known_revisions(versions)
    found = migrations.found_revision(connection)
    if found is None:
        raise VaultDamaged("database")
    if found not in known:
        raise VaultTooNew(found=found, supported=known[-1])
    return None if found == known[-1] else found


def upgrade(raw: dbapi2.Connection, sql_engine: Engine, versions: Path) -> None:
    """Run all missing migrations in one transaction: either every one of them is done, or nothing.

    Foreign keys are off meanwhile and checked before the end, as SQLite asks for rebuilt tables
    (sqlite.org/lang_altertable.html, section 7). Raises VaultDamaged when a row then points nowhere.
    """
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with sql_engine.begin() as connection:
            migrations.upgrade(connection, versions)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise VaultDamaged("database")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")

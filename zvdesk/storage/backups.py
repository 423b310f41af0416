"""List the copies of a vault, check them, rewrite them, and throw them away.

A copy is a folder: the database under the backup key, both key files, the list of destroyed cases, and the
house's own content. It is named after its moment in UTC, or after the schema that a migration found. A file
``unchecked`` in it says that nobody opened it yet.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.errors import ExplainedError, VaultDamaged
from zvdesk.storage import destroyed, engine, keys, migrations, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlcipher3 import dbapi2

    from zvdesk.storage.open_keys import OpenKeys

DATABASE = "vault.db"
UNCHECKED = "unchecked"
CONTENT = "inhoud"  # a house's own schemes and templates, beside the database
_STAMP = "%Y%m%dT%H%M%SZ"
_MOST_FILES, _LARGEST_FILE = 500, 5_000_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """Say of one copy where it is, when it was made, how large it is and whether it was opened since."""

    name: str
    path: Path
    made_at: datetime  # UTC
    size: int  # bytes
    is_checked: bool


def name_for(at: datetime) -> str:
    """Return the name of a copy that is made at a moment in UTC."""
    return at.strftime(_STAMP)


def refuse_name(name: str) -> None:
    """Raise ValueError for a name of other than letters, digits, dash and underscore."""
    if not _NAME.fullmatch(name):
        raise ValueError("not a name for a backup")


def listed(place: Path) -> tuple[BackupFolder, ...]:
    """Return the copies in a folder, the newest first; what is no copy, or cannot be read, is passed over."""
    found = []
    try:
        folders = [path for path in place.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return ()
    for path in folders:
        with contextlib.suppress(OSError):
            found.append(_described(path))
    return tuple(sorted(found, key=lambda copy: (copy.made_at, copy.name), reverse=True))


def verify(backup: Path, open_keys: OpenKeys) -> None:
    """Open a copy, check every page and its key file, and mark it as checked; its marker stays on a failure.

    Raises VaultDamaged("backup"), FolderUnusable.
    """
    with opened(backup, open_keys) as raw:
        found = engine.problems(raw)
    try:
        keys.current_generation(backup, any_generation(open_keys))
    except ExplainedError as error:
        raise VaultDamaged("backup", ("key file",)) from error
    if found:
        raise VaultDamaged("backup", found)
    with system.explained(backup):
        (backup / UNCHECKED).unlink(missing_ok=True)


def rewrite(backup: Path, open_keys: OpenKeys, change: Callable[[Connection], object]) -> None:
    """Change what is in a copy: open it, change it, vacuum it, check it, and swap it for the old one.

    An older schema is brought up to date on the way. A failure leaves the old copy as it was. Raises
    VaultDamaged("backup"), FolderUnusable.
    """
    with replacing(backup) as part:
        key = open_keys.backup_key()
        with opened(backup, open_keys) as source:
            engine.copy_database(source, part / DATABASE, key)
        change_closed(part / DATABASE, key, change)
        keys.copy_key_file(backup, part, any_generation(open_keys))
        copy_beside(backup, part)


def change_closed(path: Path, raw_key: bytes, change: Callable[[Connection], object]) -> None:
    """Change a database that nobody has open, in its newest schema, leave nothing of the old, and check it.

    Raises VaultDamaged("backup"), VaultTooNew, FolderUnusable.
    """
    raw = engine.connect(path, raw_key)
    with contextlib.closing(raw), engine.explained(path.parent):
        sql = engine.make_engine(raw)
        with sql.connect() as connection:
            is_old = schema.outdated_revision(connection, migrations.VERSIONS) is not None
        if is_old:
            schema.upgrade(raw, sql, migrations.VERSIONS)
        with sql.begin() as connection:
            change(connection)
        with engine.attaching(raw):
            raw.execute("VACUUM")
        found = engine.problems(raw)
        sql.dispose()
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    if found:
        raise VaultDamaged("backup", found)


def reseal(backup: Path, old: OpenKeys, new: OpenKeys, key_files: Path) -> None:
    """Bring a copy under new keys; ``key_files`` is the folder whose key file they belong to.

    Whoever kept an old passphrase does not open the copy afterwards. Raises like ``rewrite``.
    """
    with replacing(backup) as part:
        with opened(backup, old) as source:
            engine.copy_database(source, part / DATABASE, new.backup_key())
        keys.copy_key_file(key_files, part, any_generation(new))
        copy_beside(backup, part)
        destroyed.remember_all(part, new, ())


def discard(backup: Path) -> None:
    """Throw a copy away; one that is gone already is no error. Raises FolderUnusable."""
    with system.explained(backup.parent):
        with contextlib.suppress(FileNotFoundError):
            gone = backup.with_name(f".{backup.name}.{secrets.token_hex(8)}.part")
            backup.rename(gone)  # what is half gone must not look like a copy
            system.sync_folder(backup.parent)  # also not after a power cut
            shutil.rmtree(gone)
        if backup.parent.is_dir():
            system.sync_folder(backup.parent)


def any_generation(open_keys: OpenKeys) -> OpenKeys:
    """Return the keys as they fit an older key file of the same vault."""
    return replace(open_keys, generation=0)


@contextlib.contextmanager
def opened(backup: Path, open_keys: OpenKeys) -> Iterator[dbapi2.Connection]:
    """Give the database of a copy inside the block. Raises VaultDamaged("backup"), VaultInUse."""
    try:
        raw = engine.connect(backup / DATABASE, open_keys.backup_key())
    except VaultDamaged as error:
        raise VaultDamaged("backup", error.found) from error
    try:
        yield raw
    except VaultDamaged as error:
        raise VaultDamaged("backup", error.found) from error
    finally:
        raw.close()
        (backup / f"{DATABASE}-journal").unlink(missing_ok=True)


@contextlib.contextmanager
def replacing(backup: Path) -> Iterator[Path]:
    """Give an owner-only folder to build a copy in, which replaces the old one when the block ends well.

    Raises FolderUnusable.
    """
    place = backup.parent
    with system.explained(place):
        _make_folder(place)
        part = place / f".{backup.name}.{secrets.token_hex(8)}.part"
        try:
            _make_folder(part)
            yield part
            system.sync_folder(part)
            _exchange(part, backup)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise


def _described(path: Path) -> BackupFolder:
    database = (path / DATABASE).stat()
    try:
        made_at = datetime.strptime(path.name, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        made_at = datetime.fromtimestamp(database.st_mtime, UTC)
    return BackupFolder(path.name, path, made_at, database.st_size, not (path / UNCHECKED).exists())


def copy_beside(source: Path, target: Path) -> None:
    """Copy what a copy holds beside database and keys: the destroyed cases and the house's own content.

    Links are not followed, and what is no content file stays behind. Raises FolderUnusable.
    """
    content = source / CONTENT
    files = [source / destroyed.NAME]
    if content.is_dir() and not content.is_symlink():
        files += sorted(content.rglob("*.toml"))[:_MOST_FILES]
    for path in files:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST_FILE:
            continue
        place = target / path.relative_to(source)
        _make_folder(place.parent)
        system.write_atomically(place, path.read_bytes())


def _make_folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(PermissionError):  # a stick (FAT) knows no owners; what is on it is encrypted
        path.chmod(0o700)


def _exchange(part: Path, place: Path) -> None:
    old, is_replaced = part.with_suffix(".old"), place.exists()
    if is_replaced:
        place.rename(old)  # an interruption here is undone by clear_leftovers
    try:
        part.rename(place)
    except BaseException:
        if is_replaced:
            old.rename(place)
        raise
    system.sync_folder(
        place.parent
    )  # before files go: else a power cut can leave the old name with half of it
    if is_replaced:
        shutil.rmtree(old, ignore_errors=True)

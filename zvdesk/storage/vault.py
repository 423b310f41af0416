"""Hold an open vault: one folder, one connection, one thread, one lock.

``NAME.zvkluis/`` holds ``vault.db`` (SQLCipher), ``keys.json`` with its copy, and ``backups/``. While a vault
is open, no code of this process opens ``vault.db`` as a file: closing such a file drops SQLite's lock there
(POSIX record locks).
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from typing import TYPE_CHECKING, Self

from zvdesk import system
from zvdesk.errors import FolderUnusable, VaultDamaged, VaultExists, VaultInUse, VaultMissing
from zvdesk.storage import (
    backups,
    destroyed,
    engine,
    key_file,
    keys,
    lock_holder,
    migrations,
    rekeying,
    schema,
)
from zvdesk.storage.leftovers import clear_leftovers
from zvdesk.storage.rescue import Wreck
from zvdesk.storage.wrapping import DEFAULT_COST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from sqlalchemy import Connection
    from sqlcipher3 import dbapi2

    from zvdesk.domain.people import Actor
    from zvdesk.storage.keys import NewKeyFile
    from zvdesk.storage.open_keys import OpenKeys
    from zvdesk.storage.rekeying import Exchanged
    from zvdesk.storage.wrapping import KdfCost

DATABASE = backups.DATABASE
BACKUPS = "backups"
_QUICK = 0.3  # seconds that a check may take before the vault opens


class Vault:
    """Give transactions on an open vault until it is closed; ``actor`` is who acts, set by the services."""

    def __init__(self, folder: Path, open_keys: OpenKeys, connection: dbapi2.Connection) -> None:
        self.folder = folder
        self.actor: Actor | None = None
        self._keys: OpenKeys | None = open_keys
        self._raw: dbapi2.Connection | None = connection
        self._engine = engine.make_engine(connection)
        self._is_busy = False
        self.was_mended = False  # a copy of the key file was damaged when the vault was opened
        self.is_looked_through = False  # the quick check reached the end

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        person_id: str,
        passphrase: str,
        cost: KdfCost = DEFAULT_COST,
        practice: bool,
        versions: Path = migrations.VERSIONS,
    ) -> tuple[Self, NewKeyFile]:
        """Make a vault and open it; a failure leaves nothing behind.

        It is built beside its place and moved there whole. Raises VaultExists for a folder that holds
        something, PassphraseTooWeak, FolderUnusable, UnsafeCryptography.
        """
        with _built_beside(folder) as part:
            new = keys.create_key_file(
                part, person_id=person_id, passphrase=passphrase, cost=cost, practice=practice
            )
            schema.create_database(part / DATABASE, new.keys.database_key(), versions)
        return cls.open(folder, new.keys, versions=versions), new

    @classmethod
    def restore(
        cls,
        backup: Path,
        folder: Path,
        open_keys: OpenKeys,
        *,
        gone: Iterable[str] = (),
        versions: Path = migrations.VERSIONS,
    ) -> Self:
        """Make a vault from a backup and open it; the backup stays, and a failure leaves nothing behind.

        ``open_keys`` come from the key file of the backup. The cases in ``gone`` were destroyed since: they
        do not come back, and the list of the new vault names them. Raises like ``create``, and VaultDamaged
        for "backup".
        """
        key, gone = open_keys.database_key(), tuple(gone)
        with _built_beside(folder) as part:
            with backups.opened(backup, open_keys) as source:
                engine.copy_database(source, part / DATABASE, key)
            if gone:
                from zvdesk.storage.erasing import erase_all  # the unlock page pays for no SQL

                backups.change_closed(part / DATABASE, key, lambda connection: erase_all(connection, gone))
            keys.copy_key_file(backup, part, backups.any_generation(open_keys))
            backups.copy_beside(backup, part)
            destroyed.remember_all(part, open_keys, gone)
        return cls.open(folder, backups.any_generation(open_keys), versions=versions)

    @classmethod
    def open(cls, folder: Path, open_keys: OpenKeys, *, versions: Path = migrations.VERSIONS) -> Self:
        """Open and lock a vault with the keys that ``keys.unlock`` gave, and bring its schema up to date.

        A quick check comes first: a damaged database is never written to. An older schema is backed up and
        migrated in one transaction. A damaged copy of the key file is mended. Raises VaultMissing,
        VaultInUse, VaultDamaged, VaultTooNew, FolderUnusable and UnsafeCryptography.
        """
        engine.check_cryptography()
        _refuse_network(folder)
        if not folder.is_dir():
            raise VaultMissing(folder=str(folder))
        try:
            vault = cls(folder, *rekeying.open_database(folder, open_keys))
        except VaultInUse:
            raise lock_holder.in_use(folder / DATABASE) from None
        except VaultDamaged as error:
            raise _named(error, folder, open_keys) from error
        try:
            vault._look()
            clear_leftovers(folder, folder / BACKUPS)
            vault.was_mended = keys.mend(folder, vault.open_keys)
            vault._migrate(versions)
        except VaultDamaged as error:
            vault.close()
            raise _named(error, folder, open_keys) from error
        except BaseException:
            vault.close()
            raise
        return vault

    @property
    def open_keys(self) -> OpenKeys:
        """Return the keys of the open vault, for the functions of ``zvdesk.storage.keys``."""
        if self._keys is None:
            raise RuntimeError("the vault is closed")
        return self._keys

    @property
    def vault_id(self) -> str:
        """Return the random id of the vault."""
        return self.open_keys.vault_id

    @property
    def practice(self) -> bool:
        """Tell whether the vault is for practice cases only."""
        return self.open_keys.practice

    @property
    def audit_key(self) -> bytes:
        """Return the HMAC key of the audit trail."""
        return self.open_keys.audit_key()

    @property
    def house_signing_key(self) -> EllipticCurvePrivateKey:
        """Return the key with which the house certifies its people's signing keys."""
        return self.open_keys.house_signing_key()

    @property
    def is_closed(self) -> bool:
        """Tell whether the vault was closed."""
        return self._raw is None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection inside one transaction, saved at the end or rolled back whole on any error.

        Raises FolderUnusable when the disk refuses, VaultDamaged; RuntimeError when one is open already.
        """
        with self._alone(), engine.explained(self.folder), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the vault and cannot change it.

        Raises like ``transaction``.
        """
        with (
            self._alone() as raw,
            engine.explained(self.folder, is_writing=False),
            self._engine.connect() as connection,
            connection.begin() as transaction,
        ):
            raw.execute("PRAGMA query_only = ON")
            try:
                yield connection
            finally:
                raw.execute("PRAGMA query_only = OFF")
                transaction.rollback()

    def back_up(
        self,
        name: str,
        *,
        into: Path | None = None,
        is_checked: bool = True,
        report: Callable[[int, int], None] | None = None,
    ) -> Path:
        """Write a copy of the vault and what belongs to it to ``backups/NAME`` and return that folder.

        ``into`` is another folder for backups. The copy has its own key and replaces an older one of the same
        name only when it is whole; without ``is_checked`` it is marked so that it is checked later.
        ``report`` hears how far it is, and what it raises stops the copy. Raises FolderUnusable,
        VaultDamaged("backup"), ValueError for a name of other than letters, digits, dash and underscore.
        """
        backups.refuse_name(name)
        place = (into or self.folder / BACKUPS) / name
        with self._alone() as raw, backups.replacing(place) as part:
            engine.copy_database(
                raw, part / DATABASE, self.open_keys.backup_key(), is_checked=is_checked, report=report
            )
            self._copy_key_files(part)
            backups.copy_beside(self.folder, part)
            if not is_checked:
                system.write_atomically(part / backups.UNCHECKED, b"")
        return place

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the database and the key file: nothing, when the vault is whole.

        The words are "page 7", "table action_items", "index", "unreadable" and "key file".
        """
        with self._alone() as raw, engine.explained(self.folder):
            found = engine.damage(raw)
        try:
            keys.current_generation(self.folder, self.open_keys)
        except (VaultDamaged, VaultMissing):
            return (*found, "key file")
        return found

    def compact(self) -> None:
        """Rewrite the database without its free pages, so that nothing destroyed stays in it.

        Raises FolderUnusable.
        """
        with self._alone() as raw, engine.explained(self.folder), engine.attaching(raw):
            raw.execute("VACUUM")

    def exchange(self, swap: Callable[[dbapi2.Connection, Exchanged], None]) -> None:
        """Let the keys, and the database under them, be exchanged for others: ``zvdesk.storage.rekeying``."""
        with self._alone() as raw:
            swap(raw, self._go_on)

    def close(self) -> None:
        """Close the database, give up the lock and drop the keys; a second call does nothing."""
        raw, self._raw, self._keys, self.actor = self._raw, None, None, None
        if raw is not None:
            self._engine.dispose()
            raw.close()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[dbapi2.Connection]:
        if self._raw is None:
            raise RuntimeError("the vault is closed")
        if self._is_busy:
            raise RuntimeError("a transaction is open already")
        self._is_busy = True
        try:
            yield self._raw
        finally:
            self._is_busy = False

    def _go_on(self, open_keys: OpenKeys, connection: dbapi2.Connection) -> None:
        self._keys = open_keys
        if connection is not self._raw:
            self._engine.dispose()
            if self._raw is not None:
                self._raw.close()
            self._raw, self._engine = connection, engine.make_engine(connection)

    def _look(self) -> None:
        with self._alone() as raw, engine.explained(self.folder):
            is_whole = engine.looks_whole(raw, seconds=_QUICK)
        if is_whole is False:
            raise VaultDamaged("database")
        self.is_looked_through = is_whole is True

    def _migrate(self, versions: Path) -> None:
        with self.read() as connection:
            found = schema.outdated_revision(connection, versions)
        if found is not None:
            self.back_up(f"schema-{found}")
            with self._alone() as raw, engine.explained(self.folder):
                schema.upgrade(raw, self._engine, versions)

    def _copy_key_files(self, folder: Path) -> None:
        data = (self.folder / key_file.NAMES[0]).read_bytes()
        system.write_together([folder / name for name in key_file.NAMES], data)
        keys.current_generation(folder, self.open_keys)


@contextlib.contextmanager
def _built_beside(folder: Path) -> Iterator[Path]:
    """Give a hidden folder to build a vault in; it gets its own name only when the block ends well."""
    engine.check_cryptography()
    _refuse_network(folder)
    with system.usable(folder.parent):
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if is_taken:
        raise VaultExists(folder=str(folder))
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.part")
    with system.explained(folder.parent):
        try:
            system.make_private_folder(part / BACKUPS)
            part.chmod(0o700)
            yield part
            system.sync_folder(part)
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        system.sync_folder(folder.parent)


def _refuse_network(folder: Path) -> None:
    if system.is_network_path(folder):
        raise FolderUnusable(str(folder), "network")


def _named(error: VaultDamaged, folder: Path, open_keys: OpenKeys) -> VaultDamaged:
    """Return the error with the names of what is damaged, where they can be found."""
    if error.part != "database" or error.found:
        return error
    return VaultDamaged("database", Wreck(folder / DATABASE, open_keys.database_key()).damage().codes())

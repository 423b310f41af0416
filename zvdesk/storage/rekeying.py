"""Give a vault another master key: every key that wraps or encrypts something changes, and so does the file.

The database is exported to a new file under the new key and checked. Then the key file goes first and the
database second, and what lies between is a state that opens: the new key file holds, under the new master
key, the key that the database had. Whoever opens the vault after a crash there ends the work. ``PRAGMA
rekey`` is never used.

A person who is not there keeps the passphrase: the new master key is sealed to the renewal key in the slot.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from zvdesk import system
from zvdesk.errors import ExplainedError, FolderUnusable, VaultDamaged
from zvdesk.storage import destroyed, engine, generations, key_file, slots, wrapping
from zvdesk.storage.recovery import random_recovery_key, recovery_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlcipher3 import dbapi2

    from zvdesk.storage.key_file import KeyFile, Slot
    from zvdesk.storage.open_keys import OpenKeys

    Exchanged = Callable[[OpenKeys, dbapi2.Connection], None]

_DATABASE = "vault.db"
_FORMER = ("former database", "former backup")


class OpenVault(Protocol):
    """Say what a re-key asks of an open vault: ``zvdesk.storage.vault.Vault``."""

    folder: Path

    @property
    def open_keys(self) -> OpenKeys:
        """Return the keys of the vault."""

    def exchange(self, swap: Callable[[dbapi2.Connection, Exchanged], None]) -> None:
        """Let the keys, and the database under them, be exchanged for others."""


@dataclass(frozen=True, slots=True)
class NewKeys:
    """Hold what a re-key gave; the recovery key is for paper only, and the old paper opens nothing."""

    former: OpenKeys  # what the backups of before are under
    recovery_key: str = field(repr=False)
    left_out: tuple[str, ...]  # ids of people who need a new passphrase: their slot had no renewal key yet
    is_finished: bool  # False: the disk refused halfway; the next unlocking ends it


def left_out(folder: Path, keys: OpenKeys) -> tuple[str, ...]:
    """Return the ids of people whom a re-key would leave without a passphrase."""
    document = generations.genuine(folder, keys)
    return tuple(
        slot.person_id or ""
        for slot in document.of_kind("passphrase")
        if slot.slot_id != keys.slot_id and "renewal" not in slot.wrapped
    )


def rekey(
    vault: OpenVault, passphrase: str | None, *, report: Callable[[int, int], None] | None = None
) -> NewKeys:
    """Give the open vault a new master key and go on with it.

    ``passphrase`` is that of who opened the vault, None after the recovery key. ``report`` hears how many
    pages of how many are exported, and what it raises stops the work with nothing changed. Keyring slots are
    dropped, the recovery key is a new one, the escrow stays. Until it returns, the vault opens with what
    opened it before. Raises WrongPassphrase, FolderUnusable, VaultDamaged.
    """
    former = vault.open_keys
    document = generations.genuine(vault.folder, former)
    master, recovery_key = secrets.token_bytes(wrapping.KEY_BYTES), random_recovery_key()
    changed, lost = _document(document, former, master, passphrase, recovery_key)
    entered = slots.enter_by_recovery(generations.proven(changed), recovery_key)
    if entered is None or not changed.is_genuine(entered.master):
        raise VaultDamaged("key_file")
    new = replace(generations.opened(entered), slot_id=former.slot_id, person_id=former.person_id)
    if passphrase is not None and slots.enter(changed, former.slot_id, passphrase).master != master:
        raise VaultDamaged("key_file")
    if passphrase is None:
        new = replace(new, slot_id=entered.slot.slot_id)

    def swap(raw: dbapi2.Connection, go_on: Exchanged) -> None:
        with _exported(raw, vault.folder, new, report) as part:
            try:
                key_file.write(vault.folder, changed)
            except ExplainedError:
                if not _is_newest(vault.folder, new):
                    raise  # nothing was changed; else one copy was, and the next unlocking mends the other
            go_on(new, raw)
            with contextlib.suppress(FolderUnusable):
                _swap(raw, vault.folder, part, new, go_on)
                destroyed.remember_all(vault.folder, new, ())

    vault.exchange(swap)
    is_finished = _FORMER[0] not in vault.open_keys.kept
    return NewKeys(former, recovery_text(recovery_key), lost, is_finished)


def owes_backups(keys: OpenKeys) -> bool:
    """Tell whether the key of the backups of before a re-key is still kept, because some may need it."""
    return _FORMER[1] in keys.kept


def forget_former(vault: OpenVault) -> None:
    """Drop the key of the backups of before, once none needs it. Raises FolderUnusable.

    The key that the database had stays until the database was exchanged: without it nothing opens that.
    """

    def swap(raw: dbapi2.Connection, go_on: Exchanged) -> None:
        if owes_backups(vault.open_keys):
            go_on(_without(vault.folder, vault.open_keys, _FORMER[1:]), raw)

    vault.exchange(swap)


def open_database(folder: Path, keys: OpenKeys) -> tuple[OpenKeys, dbapi2.Connection]:
    """Open the database of a vault, and end a re-key that a crash or a full disk broke off.

    What cannot be ended now is left for the next time: the vault opens all the same. Raises like
    ``engine.connect``.
    """
    path, former = folder / _DATABASE, keys.former()
    if former is None or _FORMER[0] not in keys.kept:
        return keys, engine.connect(path, keys.database_key())
    now: list[tuple[OpenKeys, dbapi2.Connection]] = []
    try:
        raw = engine.connect(path, keys.database_key())
    except VaultDamaged:
        raw = engine.connect(path, former.database_key())  # the database was not yet exchanged
        now.append((keys, raw))
        with contextlib.suppress(ExplainedError):
            with _exported(raw, folder, keys, None) as part:
                _swap(raw, folder, part, keys, lambda *state: now.append(state))
            if now[-1][1] is not raw:
                raw.close()
        return now[-1]
    with contextlib.suppress(FolderUnusable):
        return _without(folder, keys, _FORMER[:1]), raw
    return keys, raw


def _document(
    document: KeyFile, former: OpenKeys, master: bytes, passphrase: str | None, recovery_key: bytes
) -> tuple[KeyFile, tuple[str, ...]]:
    """Return the key file of the new master key, and the ids of people without a slot in it."""
    kept: list[Slot] = []
    lost: list[str] = []
    for slot in document.of_kind("passphrase"):
        if passphrase is not None and slot.slot_id == former.slot_id:
            entered = slots.enter(document, slot.slot_id, passphrase)
            personal = {purpose: slots.personal_der(entered, purpose) for purpose in ("signing", "sealing")}
            kept.append(slots.person_slot(document, slot, passphrase, {"master": master} | personal))
            continue
        handed_over = slots.handed_over(document, slot, former.master, master)
        if handed_over is None:
            lost.append(slot.person_id or "")
        else:
            kept.append(handed_over)
    kept += [slots.escrow_slot(document, master, slot.public) for slot in document.of_kind("escrow")]
    kept.append(slots.recovery_slot(document, master, recovery_key))
    labels = dict(zip(_FORMER, (former.database_key(), former.backup_key()), strict=True))
    with_kept = generations.with_kept(document, former.outliving() | labels, master)
    return generations.following(with_kept, kept, master), tuple(lost)


@contextlib.contextmanager
def _exported(
    raw: dbapi2.Connection, folder: Path, keys: OpenKeys, report: Callable[[int, int], None] | None
) -> Iterator[Path]:
    """Give a checked copy of the database under other keys; what is left of it goes at the end."""
    part = folder / f".rekey.{secrets.token_hex(8)}.part"
    try:
        with system.explained(folder):
            system.make_private_folder(part)
            engine.copy_database(raw, part / _DATABASE, keys.database_key(), report=report)
            engine.refuse_plaintext(part / _DATABASE)
            system.sync_folder(part)
        yield part / _DATABASE
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _swap(raw: dbapi2.Connection, folder: Path, exported: Path, keys: OpenKeys, go_on: Exchanged) -> None:
    """Put the exported database in its place, go on with it, and drop the key of the old one.

    The old database stays open, and so locked, until the new one is in its place; where a system does not
    replace open files, another process that came between would make the replacing fail.
    """
    place = folder / _DATABASE
    with system.explained(folder):
        if not system.replaces_open_files():
            raw.close()
        try:
            exported.replace(place)
        except BaseException:
            former = keys.former()
            if former is not None and not system.replaces_open_files():
                go_on(keys, engine.connect(place, former.database_key()))
            raise
        system.sync_folder(folder)
    connection = engine.connect(place, keys.database_key())
    go_on(keys, connection)
    go_on(_without(folder, keys, _FORMER[:1]), connection)


def _without(folder: Path, keys: OpenKeys, labels: tuple[str, ...]) -> OpenKeys:
    """Write the key file without some kept keys and return the keys as they are then."""
    document = generations.genuine(folder, keys)
    kept = {label: value for label, value in keys.kept.items() if label not in labels}
    with_kept = generations.with_kept(document, kept, keys.master)
    changed = generations.following(with_kept, document.slots, keys.master)
    generations.commit(folder, document, changed)
    return replace(keys, kept=kept, generation=changed.generation)


def _is_newest(folder: Path, keys: OpenKeys) -> bool:
    try:
        return key_file.candidates(folder)[0].is_genuine(keys.master)
    except ExplainedError:
        return False

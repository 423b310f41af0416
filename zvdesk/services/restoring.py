"""Make a vault from a copy again, and practise that."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.roles import Act
from zvdesk.errors import VaultDamaged
from zvdesk.services import anchors, backups
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.vaults import unlock, unlock_with_recovery
from zvdesk.storage import audit, destroyed, generations, keys
from zvdesk.storage.house import RESTORED_FROM, get_fact, set_fact
from zvdesk.storage.records import find_records
from zvdesk.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from zvdesk.services.backups import Backup
    from zvdesk.services.clock import Clock
    from zvdesk.storage.destroyed import DestroyedCases
    from zvdesk.storage.open_keys import OpenKeys

_LAST_DRILL = "last_drill_on"
_LAST_PAPER = "last_paper_drill"  # a day, and the slot of the recovery key that it was done with


@dataclass(frozen=True, slots=True)
class Restored:
    """Hold a vault that was made from a copy and is open now, and what was done about destroyed cases."""

    desk: Desk
    kept_away: int  # destroyed cases that the copy may still have held
    is_list_whole: (
        bool  # False: a list of destroyed cases was damaged or forged; what it named stayed away too
    )


@dataclass(frozen=True, slots=True)
class Drill:
    """Say of a practised restore when it was, with which copy, how long it took and what was in it."""

    at: datetime
    backup: Backup
    seconds: float
    cases: int
    with_recovery_key: bool


def restore(
    backup: Path,
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    name: str = "",
    vault: Path | None = None,
    clock: Clock | None = None,
) -> Restored:
    """Make a vault in a new folder from a copy, with a passphrase or the recovery key of then, and open it.

    ``name`` is who holds the recovery key; ``vault`` is the folder of the vault that the copy replaces, when
    it is still there. Cases that were destroyed since do not come back: the lists in the
    copy, beside it and in the vault that it came from are put together. What came after the copy is not in
    it; this profile takes the restored state as the last one it saw. Raises like ``unlock``,
    ``unlock_with_recovery`` and ``create_vault``, and VaultDamaged("backup").
    """
    if recovery_key is not None:
        opened = keys.unlock_with_recovery(backup, recovery_key)
    else:
        opened = keys.unlock(backup, passphrase or "")
    lists = _lists(backup, vault, opened)
    gone = frozenset[str]().union(*(found.ids for found in lists))
    is_whole = all(found.is_genuine for found in lists)
    with (
        contextlib.closing(Vault.restore(backup, folder, opened, gone=gone)) as made,
        made.transaction() as connection,
    ):
        last = audit.time_of(connection, audit.head(connection)[0])
        if last is not None:  # what colleagues made since meets an older state
            set_fact(connection, RESTORED_FROM, last.isoformat())
    if recovery_key is not None:
        desk = unlock_with_recovery(folder, recovery_key, name=name, clock=clock)
    else:
        desk = unlock(folder, passphrase or "", clock=clock)
    try:
        desk.note(Trail("reservekopie terugzetten", "kluis", desk.vault.vault_id))
        if not is_whole:
            desk.note(Trail("lijst van vernietigde casussen", "kluis", desk.vault.vault_id), "beschadigd")
        with desk.vault.read() as connection:
            sequence, mac = audit.head(connection)
        anchors.accept_head(desk.vault.vault_id, desk.vault.folder, sequence, mac)
    except BaseException:  # the vault is there, and must not stay open behind a refusal
        desk.vault.close()
        raise
    return Restored(desk, len(gone), is_whole)


def drill(
    desk: Desk, *, recovery_key: str | None = None, report: Callable[[int, int], None] | None = None
) -> Drill:
    """Practise a restore with the newest copy: put it back in a temporary place, open it, check it, count it.

    With ``recovery_key`` it also proves that the paper in the safe opens the copy, and the log says so. The
    day is kept; nothing else stays. Raises NotAllowed, VaultDamaged, WrongRecoveryKey, RecoveryKeyTypo,
    FolderUnusable; what ``report`` raises stops it.
    """
    action = "herstelproef" if recovery_key is None else "herstelproef met herstelsleutel"
    trail = Trail(action, "kluis", desk.vault.vault_id)
    desk.require(Act.CHECK_VAULT, trail)
    tell = report or (lambda _done, _total: None)
    started = time.monotonic()
    place = desk.vault.folder / f".proef.{secrets.token_hex(8)}.part"
    try:
        with desk.trying(trail):
            tell(0, 3)
            if not backups.backups(desk):
                backups.back_up(desk)
            backup = backups.backups(desk)[0]
            opened = backups.matching_keys(desk)
            if recovery_key is not None:
                opened = keys.unlock_with_recovery(backup.place, recovery_key)
            gone = destroyed.known(desk.vault.folder, opened)
            tell(1, 3)
            vault = Vault.restore(backup.place, place, opened, gone=gone)
            tell(2, 3)
            with contextlib.closing(vault):
                cases = _proven(vault)
            tell(3, 3)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    with desk.change(Act.CHECK_VAULT, trail) as connection:
        today = desk.clock.today().isoformat()
        set_fact(connection, _LAST_DRILL, today)
        if recovery_key is not None:
            set_fact(connection, _LAST_PAPER, f"{today} {opened.slot_id}")
    seconds = time.monotonic() - started
    return Drill(desk.clock.now(), backup, seconds, cases, recovery_key is not None)


def last_drill_on(desk: Desk) -> date | None:
    """Return the day of the last drill that went well, or None."""
    with desk.vault.read() as connection:
        found = get_fact(connection, _LAST_DRILL)
    return date.fromisoformat(found) if found else None


def last_paper_drill_on(desk: Desk) -> date | None:
    """Return the day on which the recovery key that is valid now last opened a copy in a drill, or None."""
    with desk.vault.read() as connection:
        found = get_fact(connection, _LAST_PAPER)
    day, _, slot_id = (found or "").partition(" ")
    valid = generations.genuine(desk.vault.folder, desk.vault.open_keys).of_kind("recovery")
    return date.fromisoformat(day) if slot_id in {slot.slot_id for slot in valid} else None


def _proven(vault: Vault) -> int:
    found = vault.check()
    if found:
        raise VaultDamaged("backup", found)
    with vault.read() as connection:
        if audit.first_broken(connection, vault.audit_key) is not None:
            raise VaultDamaged("backup", ("audit",))
        return len(find_records(connection, Case))


def _lists(backup: Path, vault: Path | None, opened: OpenKeys) -> list[DestroyedCases]:
    """Read the lists in the copy, beside it (the second place) and in the folder of the vault."""
    places = {backup, backup.parent, backup.parent.parent, vault or backup}
    return [destroyed.read(place, opened) for place in places]

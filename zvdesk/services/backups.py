"""Make, check, thin and list the copies of a vault, in its own folder and in a second place."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from zvdesk.domain.backups import BackupMoment, is_due, surplus
from zvdesk.domain.keeping import Destruction
from zvdesk.domain.roles import Act
from zvdesk.errors import Cancelled, ExplainedError, FolderUnusable, VaultDamaged
from zvdesk.services import second_place
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import audit, destroyed, keys
from zvdesk.storage import backups as store
from zvdesk.storage.erasing import erase_all
from zvdesk.storage.house import get_fact, set_fact
from zvdesk.storage.records import find_records
from zvdesk.storage.vault import BACKUPS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from zvdesk.storage.connection import Connection
    from zvdesk.storage.open_keys import OpenKeys

    Report = Callable[[int, int], None]

AT_LOCK = 0.8  # seconds that a copy may take before the vault closes
_COPIED = "last_backup_sequence"


@dataclass(frozen=True, slots=True)
class Backup:
    """Say of one copy where it is, when it was made, how large it is, and whether it can be relied on."""

    name: str
    place: Path  # the folder of the copy itself
    made_at: datetime  # UTC
    size: int  # bytes, of the database
    is_checked: bool  # opened and every page read since it was made
    is_second: bool  # in the second place
    generation: int | None = None  # of its key file; None: it belongs to other keys, or nobody looked


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Say where the second copies go, whether that place is there now, and how old its newest copy is."""

    folder: Path
    is_there: bool
    last_at: datetime | None  # UTC, as far as this vault remembers


# --- what there is ---------------------------------------------------------------------------------------


def backups(desk: Desk) -> tuple[Backup, ...]:
    """Return the copies in both places, the newest first."""
    opened = store.any_generation(desk.vault.open_keys)
    found = []
    for is_second, place in _places(desk):
        for copy in store.listed(place):
            generation = None
            with contextlib.suppress(ExplainedError):
                generation = keys.current_generation(copy.path, opened)
            found.append(_backup(copy, is_second=is_second, generation=generation))
    return _newest_first(found)


def backups_beside(folder: Path, second: Path | None = None) -> tuple[Backup, ...]:
    """Return the copies of a vault that is closed or damaged; ``second`` is a place that someone points at.

    That may be the chosen folder, the folder of the copies in it, or one copy.
    """
    found = [_backup(copy, is_second=False) for copy in store.listed(folder / BACKUPS)]
    for place in () if second is None else (second, *sorted(second.glob("zvdesk-*")), second / BACKUPS):
        found += [_backup(copy, is_second=True) for copy in store.listed(place)]
    if second is not None:
        found += [
            _backup(copy, is_second=True) for copy in store.listed(second.parent) if copy.path == second
        ]
    return _newest_first(found)


def second(desk: Desk) -> SecondPlace | None:
    """Return what is known of the second place, or None when none was chosen."""
    folder = second_place.chosen(desk.vault.vault_id)
    if folder is None:
        return None
    place = second_place.reachable(desk.vault.vault_id)
    last = next((copy.made_at for copy in store.listed(place)), None) if place else None
    return SecondPlace(folder, place is not None, last)


def choose_second(desk: Desk, folder: Path | None) -> None:
    """Let second copies go into a folder from now on, or nowhere with None; the first is made at once.

    Raises NotAllowed, FolderUnusable.
    """
    trail = Trail("tweede plek voor reservekopieën", "kluis", desk.vault.vault_id)
    with desk.change(Act.BACK_UP, trail):
        if folder is None:
            second_place.forget(desk.vault.vault_id)
        else:
            second_place.choose(desk.vault.vault_id, folder)
    if folder is not None:
        _fill_second(desk)


# --- making ----------------------------------------------------------------------------------------------


def back_up(desk: Desk, *, report: Report | None = None) -> Path:
    """Write a checked, encrypted copy of the vault into both places and return the one in its own folder.

    Raises NotAllowed, FolderUnusable, VaultDamaged("backup"); Cancelled when ``report`` stops it before the
    copy in the own folder is whole. Stopped later, only the second place goes without: no half copy stays.
    """
    desk.require(Act.BACK_UP, Trail("reservekopie", "kluis", desk.vault.vault_id))
    return _copy(desk, "reservekopie", report=report)


def due(desk: Desk, now: datetime) -> bool:
    """Tell whether an automatic copy has to be made: the last is half an hour old and something changed."""
    newest = next(iter(store.listed(desk.vault.folder / BACKUPS)), None)
    return is_due(newest.made_at if newest else None, now, is_changed=_is_changed(desk))


def keep_up(desk: Desk) -> Path | None:
    """Make the automatic copy when it is due, thin the others, and return it; None when nothing was due.

    Raises FolderUnusable, VaultDamaged("backup").
    """
    if not due(desk, desk.clock.now()):
        return None
    made = _copy(desk, "reservekopie vanzelf")
    thin(desk)
    return made


def at_lock(desk: Desk) -> Path | None:
    """Make a copy before the vault closes, when something changed and it takes under a second.

    It is checked at the next unlock. What goes wrong does not keep the vault open.
    """
    deadline = time.monotonic() + AT_LOCK

    def report(_done: int, _total: int) -> None:
        if time.monotonic() > deadline:
            raise Cancelled

    with contextlib.suppress(ExplainedError):
        if not desk.vault.is_closed and _is_changed(desk):
            return _copy(desk, "reservekopie vanzelf", report=report, is_checked=False)
    return None


def after_unlock(desk: Desk) -> tuple[Backup, ...]:
    """Do what waited for the unlock, and return the copies that turned out to be damaged and were replaced.

    Copies made at the lock are checked; cases that were destroyed leave copies on a stick that was away; what
    is due is made; what is too old goes. Raises FolderUnusable.
    """
    if desk.vault.was_mended:
        desk.note(Trail("sleutelbestand hersteld", "kluis", desk.vault.vault_id))
    damaged = [copy for copy in backups(desk) if not copy.is_checked and not is_whole(desk, copy)]
    replay_destroyed(desk)
    if damaged:
        _copy(desk, "reservekopie vanzelf")
        for copy in damaged:
            discard(desk, copy)
    else:
        keep_up(desk)
    _fill_second(desk)
    thin(desk)
    return tuple(damaged)


def is_whole(desk: Desk, backup: Backup) -> bool:
    """Open a copy and read every page of it, mark it as checked, and tell whether it is whole."""
    try:
        with desk.trying(Trail("reservekopie controleren", "kluis", desk.vault.vault_id)):
            store.verify(backup.place, desk.vault.open_keys)
    except (VaultDamaged, FolderUnusable):
        return False
    return True


# --- letting go ------------------------------------------------------------------------------------------


def thin(desk: Desk) -> tuple[str, ...]:
    """Throw away the copies that need not, or may not, be kept, and return their names, place by place."""
    gone: list[str] = []
    now = desk.clock.local(desk.clock.now())
    for _, place in _places(desk):
        copies = store.listed(place)
        going = surplus(
            (BackupMoment(c.name, desk.clock.local(c.made_at), c.is_checked) for c in copies), now
        )
        for copy in copies:
            if copy.name in going:
                store.discard(copy.path)
                gone.append(copy.name)
    return tuple(gone)


def rewrite(desk: Desk, backup: Backup, change: Callable[[Connection], object]) -> None:
    """Change what is in a copy and check it; a failure leaves it as it was.

    Raises VaultDamaged("backup"), FolderUnusable.
    """
    store.rewrite(backup.place, desk.vault.open_keys, change)


def discard(desk: Desk, backup: Backup) -> None:
    """Throw a copy away. Raises FolderUnusable."""
    with desk.change(None, Trail("reservekopie weggooien", "kluis", desk.vault.vault_id)):
        pass
    store.discard(backup.place)


def reseal(desk: Desk, old: OpenKeys, new: OpenKeys, report: Report | None = None) -> tuple[Backup, ...]:
    """Bring the copies that open with the old keys under the new ones; return those for which that failed.

    The vault's folder holds the new key file already. A copy under the new keys is left as it is, so that
    this can be done again after an interruption. ``report`` hears before each copy how many of how many are
    done, and what it raises stops the work between two copies.
    """
    failed, copies = [], tuple(_all(desk))
    for number, backup in enumerate(copies):
        if report is not None:
            report(number, len(copies))
        try:
            if _belongs_to(backup, new):
                continue
            store.reseal(backup.place, old, new, desk.vault.folder)
        except ExplainedError:
            failed.append(backup)
    for _, place in _places(desk):
        destroyed.remember_all(place, new, destroyed.known(desk.vault.folder, new))
    return tuple(failed)


def replay_destroyed(desk: Desk, report: Report | None = None) -> tuple[Backup, ...]:
    """Let every copy within reach lose the cases that were destroyed, as list and certificates say.

    Return the copies that could not be rewritten and were thrown away: what was destroyed must not live on in
    a damaged copy. A stick that is away is done when it is back. ``report`` hears before each copy how many
    of how many are done. Raises FolderUnusable.
    """
    opened = desk.vault.open_keys
    with desk.vault.read() as connection:
        certified = {destruction.erased_case_id for destruction in find_records(connection, Destruction)}
    gone = destroyed.known(desk.vault.folder, opened) | certified
    destroyed.remember_all(desk.vault.folder, opened, certified)
    discarded, copies = [], tuple(_all(desk))
    for number, backup in enumerate(copies):
        if report is not None:
            report(number, len(copies))
        missing = gone - destroyed.known(backup.place, opened)
        if not missing:
            continue
        try:
            store.rewrite(backup.place, opened, partial(erase_all, case_ids=sorted(missing)))
            destroyed.remember_all(backup.place, opened, gone)
        except VaultDamaged:
            discard(desk, backup)
            discarded.append(backup)
    if gone:
        for is_second, place in _places(desk):
            if is_second:
                destroyed.remember_all(place, opened, gone)
    return tuple(discarded)


def matching_keys(desk: Desk) -> OpenKeys:
    """Return the keys of the open vault as they fit its older copies too."""
    return store.any_generation(desk.vault.open_keys)


def _copy(desk: Desk, action: str, *, report: Report | None = None, is_checked: bool = True) -> Path:
    trail = Trail(action, "kluis", desk.vault.vault_id)
    name = store.name_for(desk.clock.now())
    with desk.change(None, trail) as connection:
        set_fact(connection, _COPIED, str(audit.head(connection)[0] + 1))
    parts = 2 if is_checked and second_place.reachable(desk.vault.vault_id) else 1
    with desk.trying(trail):
        made = desk.vault.back_up(name, is_checked=is_checked, report=_part(report, 0, parts))
    if is_checked:
        _fill_second(desk, _part(report, parts - 1, parts))
    return made


def _part(report: Report | None, number: int, parts: int) -> Report | None:
    """Return what tells how far one of so many equal parts is, as a share of them all."""
    if report is None:
        return None
    return lambda done, total: report(number * total + done, parts * total)


def _fill_second(desk: Desk, report: Report | None = None) -> None:
    """Bring the second place up to date when it is there; a failure is told by the age of its newest copy."""
    place = second_place.reachable(desk.vault.vault_id)
    newest = next((c for c in store.listed(desk.vault.folder / BACKUPS) if c.is_checked), None)
    if place is None or newest is None:
        return
    last = next(iter(store.listed(place)), None)
    if last is not None and last.made_at >= newest.made_at:
        return
    trail = Trail("reservekopie op de tweede plek", "kluis", desk.vault.vault_id)
    with contextlib.suppress(Cancelled, FolderUnusable, VaultDamaged), desk.trying(trail):
        desk.vault.back_up(store.name_for(desk.clock.now()), into=place, report=report)
        destroyed.remember_all(
            place, desk.vault.open_keys, destroyed.known(desk.vault.folder, desk.vault.open_keys)
        )


def _is_changed(desk: Desk) -> bool:
    with desk.vault.read() as connection:
        return audit.head(connection)[0] > int(get_fact(connection, _COPIED) or 0)


def _belongs_to(backup: Backup, opened: OpenKeys) -> bool:
    try:
        keys.current_generation(backup.place, store.any_generation(opened))
    except VaultDamaged:
        return False
    return True


def _places(desk: Desk) -> tuple[tuple[bool, Path], ...]:
    place = second_place.reachable(desk.vault.vault_id)
    own = (False, desk.vault.folder / BACKUPS)
    return (own,) if place is None else (own, (True, place))


def _all(desk: Desk) -> list[Backup]:
    return [
        _backup(copy, is_second=is_second)
        for is_second, place in _places(desk)
        for copy in store.listed(place)
    ]


def _backup(copy: store.BackupFolder, *, is_second: bool, generation: int | None = None) -> Backup:
    return Backup(
        copy.name, copy.path, copy.made_at, copy.size, copy.is_checked, is_second, generation=generation
    )


def _newest_first(found: list[Backup]) -> tuple[Backup, ...]:
    return tuple(sorted(found, key=lambda copy: (copy.made_at, not copy.is_second), reverse=True))

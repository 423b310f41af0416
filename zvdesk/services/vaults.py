"""Make, open and lock a vault; who opens it sits at the desk."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakSet

from zvdesk.content.library import load_library
from zvdesk.domain.people import Actor, Person, Role
from zvdesk.domain.words import tidy
from zvdesk.errors import (
    ExplainedError,
    FolderUnusable,
    InvalidField,
    NoSigningKey,
    PersonEnded,
    VaultRolledBack,
    WrongPassphrase,
)
from zvdesk.services import anchors, attempts, leftover_exports, package_writing, people, refusals, trust
from zvdesk.services.certificates import certified, house_certificate
from zvdesk.services.clock import Clock
from zvdesk.services.desk import Desk, House, Trail
from zvdesk.services.house import load_house, set_up_house
from zvdesk.storage import audit, keys
from zvdesk.storage.house import get_fact, set_fact
from zvdesk.storage.records import get_record, insert_record, save_record
from zvdesk.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.content.library import Library
    from zvdesk.storage.keys import KdfCost
    from zvdesk.storage.open_keys import OpenKeys

CONTENT_FOLDER = "inhoud"  # a house's own schemes and templates, beside the database
SUFFIX = ".zvkluis"
_GENERATION = "key_generation"
_opened: WeakSet[Vault] = WeakSet()


@dataclass(frozen=True, slots=True)
class NewVault:
    """Hold a new vault that is open, and its recovery key, which is for paper only."""

    desk: Desk
    recovery_key: str = field(repr=False)


def create_vault(
    folder: Path,
    *,
    house_name: str,
    passphrase: str,
    name: str,
    role: Role,
    organisation: str = "",
    practice: bool = False,
    cost: KdfCost | None = None,
    clock: Clock | None = None,
) -> NewVault:
    """Make a vault with its first person and return it open, with the recovery key.

    Without ``cost`` it is measured what an attempt at the passphrase may cost on this computer.
    Nothing is left behind when it fails. Raises VaultExists, PassphraseTooWeak, FolderUnusable, InvalidField.
    """
    clock = clock or Clock()
    if not tidy(name):
        raise InvalidField("name", "empty")
    if not tidy(house_name):
        raise InvalidField("house", "empty")
    person_id = clock.new_id()
    vault, new = Vault.create(
        folder,
        person_id=person_id,
        passphrase=passphrase,
        cost=cost or keys.calibrated(),
        practice=practice,
    )
    try:
        library = _library(folder)
        house = House(tidy(house_name), house_certificate(vault, tidy(house_name), clock))
        person = Person(
            id=person_id,
            name=tidy(name),
            role=role,
            organisation=tidy(organisation) or house.name,
            from_on=clock.today(),
        )
        person = certified(vault, house, person, new.public_keys, clock)
        desk = Desk(vault, Actor(person_id=person_id, name=person.name, role=role), library, clock, house)
        with desk.change(None, Trail("aanmaken", "kluis", vault.vault_id)) as connection:
            set_up_house(connection, house, () if practice else library.organisations, clock)
            insert_record(connection, person)
    except BaseException:
        vault.close()
        _discard(folder)
        raise
    desk.opening = anchors.beginning(vault)
    _opened.add(vault)
    _know_house(desk)
    return NewVault(desk, new.recovery_key)


def unlock(folder: Path, passphrase: str, *, clock: Clock | None = None) -> Desk:
    """Open a vault with one person's passphrase; that person is the actor of what follows.

    Raises UnlockDelayed, WrongPassphrase, PersonEnded, VaultInUse, VaultDamaged, VaultTooNew, VaultMissing,
    FolderUnusable.
    """
    clock = clock or Clock()
    with refusals.told_apart(folder), attempts.counted(folder, clock, "wachtzin"):
        opened = keys.unlock(folder, passphrase, first=anchors.last_slot(folder))
        desk = seat(folder, opened, clock)
    with contextlib.suppress(FolderUnusable):  # what a re-key handed over opens the next time too
        if keys.settle(folder, desk.vault.open_keys, passphrase):
            watch_generation(desk)
    return desk


def unlock_with_recovery(folder: Path, recovery_key: str, *, name: str, clock: Clock | None = None) -> Desk:
    """Open a vault with the recovery key: noodtoegang, under a name, without anybody's signing key.

    Raises RecoveryKeyTypo, WrongRecoveryKey, InvalidField without a name, and what ``unlock`` raises.
    """
    clock = clock or Clock()
    if not tidy(name):
        raise InvalidField("name", "empty")
    with refusals.told_apart(folder), attempts.counted(folder, clock, "herstelsleutel"):
        return seat(folder, keys.unlock_with_recovery(folder, recovery_key), clock, name=name)


def seat(folder: Path, opened: OpenKeys, clock: Clock, *, name: str = "") -> Desk:
    """Open a vault with keys that a slot gave, and let its person act; without one it is noodtoegang.

    ``name`` is under which the noodtoegang is logged. What went wrong before stands in the log first, and the
    witnesses are asked before the log grows. Raises like ``unlock``.
    """
    file = "" if _is_open_here(folder) else anchors.digest(folder)
    vault = Vault.open(folder, opened)
    _opened.add(vault)
    try:
        opening = anchors.opening(vault, file)
        with vault.read() as connection:
            person = get_record(connection, Person, opened.person_id) if opened.person_id else None
            house = load_house(connection)
        if opened.person_id is None:
            actor = Actor(person_id="", name=tidy(name), role=Role.EMERGENCY)
        elif person is None:
            raise WrongPassphrase
        else:
            actor = Actor(person_id=person.id, name=person.name, role=person.role)
        desk = Desk(vault, actor, _library(folder), clock, house, opening)
        attempts.into_log(vault, clock)
        trail = Trail("noodtoegang" if actor.is_emergency else "ontgrendelen", "kluis", vault.vault_id)
        if person is not None and not person.is_active(clock.today()):
            desk.note(trail, "geweigerd")
            raise PersonEnded(person.name)
        try:
            watch_generation(desk)
        except VaultRolledBack:
            desk.note(trail, "geweigerd")
            raise
        desk.note(trail)
        package_writing.finish(vault)
        leftover_exports.clear(vault)
        if person is not None:
            people.drop_ended(desk)
        anchors.keep_up(vault, opening)
    except BaseException:
        vault.close()
        raise
    vault.actor = actor
    if person is not None:
        anchors.remember_slot(folder, opened.slot_id)
    return desk


def lock(desk: Desk) -> None:
    """Log it and close the vault; the witnesses remember how far its log had come."""
    vault = desk.vault
    if vault.is_closed:
        return
    vault_id, folder, head = vault.vault_id, vault.folder, None
    with contextlib.suppress(ExplainedError):  # a full disk must not keep a vault open
        desk.note(Trail("vergrendelen", "kluis", vault_id))
        watch_generation(desk)
    with contextlib.suppress(ExplainedError), vault.read() as connection:
        head = audit.head(connection)
    vault.close()
    if head is not None:
        anchors.closed(desk.opening, vault_id, folder, head)


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Change the passphrase of who is at the desk; the old one opens nothing afterwards.

    The house certifies a new signing key with it, so that whoever gave the first passphrase cannot sign.
    Raises WrongPassphrase, PassphraseTooWeak, PassphraseInUse, NoSigningKey in noodtoegang.
    """
    if desk.actor.is_emergency:
        raise NoSigningKey
    vault, person_id = desk.vault, desk.actor.person_id
    trail = Trail("wachtzin wijzigen", "kluis", vault.vault_id)
    with desk.change(None, trail) as connection:  # the key file last: it cannot be rolled back
        person = get_record(connection, Person, person_id)
        if person is None:
            raise NoSigningKey
        public = keys.change_passphrase(vault.folder, vault.open_keys, person_id, old, new)
        save_record(connection, certified(vault, desk.house, person, public, desk.clock))
    watch_generation(desk)


def _is_open_here(folder: Path) -> bool:
    """Tell whether this process has the vault open: reading its file now would give up the lock."""
    return any(not vault.is_closed and vault.folder.resolve() == folder.resolve() for vault in _opened)


def watch_generation(desk: Desk) -> None:
    """Keep the newest generation of the key file in the database; raise VaultRolledBack for an older file.

    Whoever puts an old key file back would make a changed or ended passphrase open the vault again.
    """
    current = keys.current_generation(desk.vault.folder, desk.vault.open_keys)
    with desk.vault.transaction() as connection:
        known = int(get_fact(connection, _GENERATION) or 0)
        if current < known:
            raise VaultRolledBack
        if current > known:
            set_fact(connection, _GENERATION, str(current))


def _know_house(desk: Desk) -> None:
    """Let this profile know the house of a real vault that it makes, so that its lists verify."""
    if desk.vault.practice:
        return
    with contextlib.suppress(FolderUnusable):  # it only costs the verdict "onbekende ondertekenaar"
        trust.trust_certificate(desk.house.certificate)


def _library(folder: Path) -> Library:
    own = folder / CONTENT_FOLDER
    return load_library(own if own.is_dir() else None)


def _discard(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)

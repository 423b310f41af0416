"""Look after the ways into a vault: who has one, since when, and how all of them are closed at once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from cryptography.x509 import load_der_x509_certificate

from zvdesk import secret_store
from zvdesk.domain.backups import OLDEST
from zvdesk.domain.people import Person
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import (
    ExplainedError,
    InvalidField,
    NoSigningKey,
    SecretStoreUnavailable,
    WrongKeyringSecret,
)
from zvdesk.services import attempts, backups, people, refusals, vaults
from zvdesk.services.clock import Clock
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import escrow, generations, key_file, keyring_slot, keys, recovery, rekeying
from zvdesk.storage.house import get_fact, set_fact
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.backups import Backup
    from zvdesk.storage.connection import Connection
    from zvdesk.storage.key_file import KeyFile

    Report = Callable[[int, int], None]

RESEAL, DISCARD = "reseal", "discard"
_SINCE = "key_slots_since"  # a fact of the house: JSON, a moment per random slot id
_OFFICER = "escrow_officer"
_COPIES = "rekey_copies"  # what becomes of the backups of before the last re-key: RESEAL or DISCARD


@dataclass(frozen=True, slots=True)
class SlotRow:
    """Say of one way into the vault what it is, whose, and since when."""

    kind: str  # "passphrase" | "recovery" | "keyring" | "escrow"
    who: str  # a name; empty for the recovery key
    since: date | None
    can_remove: bool  # on this page; people are ended on theirs
    detail: str = ""  # of the escrow: the fingerprint


@dataclass(frozen=True, slots=True)
class KeyringState:
    """Say whether the keyring of this computer could open the vault, and whether it does for who is in."""

    is_available: bool
    is_on: bool


@dataclass(frozen=True, slots=True)
class OldBackup:
    """Say of a copy that opens with a key that the vault no longer takes, where it is and until when."""

    name: str
    place: Path
    made_on: date
    opens_until: date  # the day on which zvdesk throws it away at the latest
    is_second: bool


@dataclass(frozen=True, slots=True)
class UnfinishedRekey:
    """Say of a re-key that was broken off at the backups what was to become of them, and which are left."""

    copies: str  # RESEAL or DISCARD
    old_backups: tuple[OldBackup, ...]  # those that are still under the former keys


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """Hold what a re-key gave; the recovery key is for paper only, and the old paper opens nothing."""

    recovery_key: str = field(repr=False)
    left_out: tuple[str, ...]  # names of people who need a new passphrase from a functional administrator
    old_backups: tuple[OldBackup, ...]  # which could not be resealed or thrown away
    is_finished: bool  # False: the disk refused halfway; the next unlocking ends it


# --- what there is ---------------------------------------------------------------------------------------


def slots(desk: Desk) -> tuple[SlotRow, ...]:
    """Return every way into the vault: people by name, then the recovery key, keyrings, escrow.

    Reading is logged.
    """
    document = _document(desk)
    with desk.listing(None, Trail("lezen", "sleutels", desk.vault.vault_id)) as connection:
        known = {person.id: person for person in find_records(connection, Person)}
        since, officer = _since(connection), get_fact(connection, _OFFICER) or ""
    manages = desk.may(Act.MANAGE_PEOPLE)
    rows = []
    for slot in (slot for kind in key_file.KINDS for slot in document.of_kind(kind)):
        person = known.get(slot.person_id or "")
        name = person.name if person else ""
        at = since.get(slot.slot_id)
        day = desk.clock.local(at).date() if at else None
        if slot.kind == "passphrase":
            rows.append(SlotRow(slot.kind, name, day or _certified_on(desk, person), can_remove=False))
        elif slot.kind == "recovery":
            rows.append(SlotRow(slot.kind, "", day or _valid_from(desk, desk.house.certificate), False))
        elif slot.kind == "keyring":
            is_own = slot.person_id == desk.actor.person_id
            rows.append(SlotRow(slot.kind, name, day, can_remove=is_own))
        else:
            print_of_key = escrow.fingerprint(slot.public)
            rows.append(SlotRow(slot.kind, officer, day, can_remove=manages, detail=print_of_key))
    order = {kind: number for number, kind in enumerate(key_file.KINDS)}
    return tuple(sorted(rows, key=lambda row: (order[row.kind], row.who.casefold())))


def keyring(desk: Desk) -> KeyringState:
    """Return how it stands with the keyring of this computer; this may take seconds."""
    mine = {
        slot.slot_id for slot in _document(desk).of_kind("keyring") if slot.person_id == desk.actor.person_id
    }
    try:
        is_on = keyring_slot.slot_here(desk.vault.folder, desk.vault.open_keys) in mine
    except SecretStoreUnavailable:
        return KeyringState(is_available=secret_store.available(), is_on=False)
    return KeyringState(is_available=True, is_on=is_on)


def old_backups(desk: Desk, *, without: str | None = None) -> tuple[OldBackup, ...]:
    """Return the copies that open with a key which the vault no longer takes.

    ``without`` is a person: then also those that open with that person's passphrase of now. That is what a
    dialog says before it ends them.
    """
    document = _document(desk)
    current = {
        (slot.slot_id, slot.salt) for slot in _openings(document) if slot.person_id != (without or "-")
    }
    found = []
    for backup in backups.backups(desk):
        try:
            copies = key_file.candidates(backup.place)
        except ExplainedError:
            continue
        openings = {(slot.slot_id, slot.salt) for copy in copies for slot in _openings(copy)}
        if backup.generation is None or openings - current:
            found.append(_old(desk, backup))
    return tuple(found)


def unfinished_rekey(desk: Desk) -> UnfinishedRekey | None:
    """Return what a re-key left to do about the backups within reach when it was interrupted, or None."""
    if not rekeying.owes_backups(desk.vault.open_keys):
        return None
    former = {backup.place for backup in backups.backups(desk) if backup.generation is None}
    left = tuple(row for row in old_backups(desk) if row.place in former)
    return UnfinishedRekey(_chosen_copies(desk), left) if left else None


# --- acts ------------------------------------------------------------------------------------------------


def renew_recovery_key(desk: Desk) -> str:
    """Make a new recovery key and return its text; the old paper opens nothing afterwards.

    Raises NotAllowed, FolderUnusable.
    """
    with desk.change(Act.MANAGE_PEOPLE, Trail("herstelsleutel vernieuwen", "kluis", desk.vault.vault_id)):
        text = keys.renew_recovery_key(desk.vault.folder, desk.vault.open_keys)
    _remember(desk)
    return text


def turn_on_keyring(desk: Desk, passphrase: str) -> None:
    """Let this computer's keyring open the vault for who is in; the passphrase goes on opening it.

    Raises WrongPassphrase, NoSigningKey in noodtoegang, SecretStoreUnavailable, FolderUnusable.
    """
    if desk.actor.is_emergency:
        raise NoSigningKey
    vault = desk.vault
    trail = Trail("sleutelbos aanzetten", "kluis", vault.vault_id)
    with desk.trying(trail):
        keys.confirm_passphrase(vault.folder, vault.open_keys, passphrase)
        with desk.change(None, trail):
            keyring_slot.add_keyring(vault.folder, vault.open_keys, desk.actor.person_id)
        keys.confirm_passphrase(vault.folder, vault.open_keys, passphrase)
    _remember(desk)


def turn_off_keyring(desk: Desk) -> bool:
    """Let no keyring open the vault for who is in any more, on whichever computer.

    Tells whether this computer's keyring forgot its secret too; what it keeps opens nothing.
    """
    vault = desk.vault
    with desk.change(None, Trail("sleutelbos uitzetten", "kluis", vault.vault_id)):
        is_forgotten = keyring_slot.remove_keyring(vault.folder, vault.open_keys, desk.actor.person_id)
    _remember(desk)
    return is_forgotten


def set_escrow(desk: Desk, public_pem: bytes, officer: str) -> str:
    """Let the key of the house's security officer open the vault, and return its fingerprint.

    Raises NotAllowed, NotAnEscrowKey, InvalidField without a name, FolderUnusable.
    """
    trail = Trail("noodsleutel instellen", "kluis", desk.vault.vault_id)
    desk.require(Act.MANAGE_PEOPLE, trail)
    if not tidy(officer):
        raise InvalidField("name", "empty")
    public = escrow.load_public(public_pem)
    with desk.change(Act.MANAGE_PEOPLE, trail) as connection:  # the key file last: it cannot be rolled back
        set_fact(connection, _OFFICER, tidy(officer))
        escrow.set_escrow(desk.vault.folder, desk.vault.open_keys, public)
    _remember(desk)
    return escrow.fingerprint(public)


def remove_escrow(desk: Desk) -> None:
    """Let the key of the house's security officer open the vault no longer. Raises NotAllowed."""
    trail = Trail("noodsleutel verwijderen", "kluis", desk.vault.vault_id)
    with desk.change(Act.MANAGE_PEOPLE, trail):
        escrow.remove_escrow(desk.vault.folder, desk.vault.open_keys)
    _remember(desk)


def left_out_by_rekey(desk: Desk) -> tuple[str, ...]:
    """Return the names of people whom a re-key leaves without a passphrase: they never opened this vault."""
    found = set(rekeying.left_out(desk.vault.folder, desk.vault.open_keys))
    return tuple(person.name for person in people.people(desk) if person.id in found)


def rekey(
    desk: Desk, passphrase: str | None, *, copies: str = RESEAL, report: Report | None = None
) -> Rekeyed:
    """Give the vault another master key, so that whoever had a way in before has none without being asked.

    ``passphrase`` is that of who is in, None in noodtoegang. ``copies`` says what becomes of the backups:
    RESEAL or DISCARD; in the second place too, when it is there. Keyrings are off afterwards. Raises
    NotAllowed, WrongPassphrase, FolderUnusable, VaultDamaged; Cancelled when ``report`` stops it, which it
    cannot once the key file has changed.
    """
    trail = Trail("kluis nieuwe sleutels geven", "kluis", desk.vault.vault_id)
    desk.require(Act.MANAGE_PEOPLE, trail)
    if copies not in (RESEAL, DISCARD):
        raise ValueError("not a choice for the backups")
    people.drop_ended(desk)
    with desk.vault.transaction() as connection:
        set_fact(connection, _COPIES, copies)
    with desk.trying(trail):
        new = rekeying.rekey(desk.vault, passphrase, report=report)
    desk.note(trail)
    vaults.watch_generation(desk)
    _remember(desk)
    names = {person.id: person.name for person in people.people(desk)}
    try:
        left = finish_backups(desk)
    except ExplainedError:  # what is left can be finished later; the recovery key is shown only now
        left = old_backups(desk)
    lost = tuple(names.get(person_id, "") for person_id in new.left_out)
    return Rekeyed(new.recovery_key, lost, left, new.is_finished)


def finish_backups(desk: Desk, *, report: Report | None = None) -> tuple[OldBackup, ...]:
    """Reseal or throw away the copies of before a re-key, as was chosen then; return those still there.

    It can be done again after an interruption; a copy that the former keys do not open is thrown away.
    ``report`` hears how many copies of how many are done. Raises NotAllowed, FolderUnusable; Cancelled when
    ``report`` stops it between two copies.
    """
    trail = Trail("reservekopieën na nieuwe sleutels", "kluis", desk.vault.vault_id)
    desk.require(Act.MANAGE_PEOPLE, trail)
    with desk.trying(trail):
        left = _finish_backups(desk, report)
    desk.note(trail, "mislukt" if left else "gelukt")
    return left


def _finish_backups(desk: Desk, report: Report | None) -> tuple[OldBackup, ...]:
    former = desk.vault.open_keys.former() if rekeying.owes_backups(desk.vault.open_keys) else None
    if _chosen_copies(desk) == RESEAL and former is not None:
        backups.reseal(desk, former, backups.matching_keys(desk), report)
    old = {(row.name, row.place) for row in old_backups(desk)}
    for backup in backups.backups(desk):
        if (backup.name, backup.place) in old:
            try:
                backups.discard(desk, backup)
            except ExplainedError:
                continue
    left = old_backups(desk)
    if not left:
        rekeying.forget_former(desk.vault)
        vaults.watch_generation(desk)
    return left


def group_matches(text: str, group: int, typed: str) -> bool:
    """Tell whether what was typed is group number ``group`` (from 1) of a recovery key."""
    return recovery.group_matches(text, group, typed)


# --- opening ---------------------------------------------------------------------------------------------


def has_keyring(folder: Path) -> bool:
    """Tell whether some keyring may open the vault in a folder; nothing is asked of this computer's."""
    try:
        return bool(key_file.candidates(folder)[0].of_kind("keyring"))
    except ExplainedError:
        return False


def unlock_with_keyring(folder: Path, *, clock: Clock | None = None) -> Desk:
    """Open a vault with what this computer's keyring keeps; who turned it on is the actor.

    Signing asks the passphrase all the same. Raises WrongKeyringSecret, SecretStoreUnavailable, and what
    ``vaults.unlock`` raises but WrongPassphrase; after each of them the passphrase opens the vault.
    """
    with refusals.told_apart(folder):
        opened = keyring_slot.unlock_with_keyring(folder)
        if opened.person_id is None:
            raise WrongKeyringSecret
        return vaults.seat(folder, opened, clock or Clock())


def unlock_with_escrow(
    folder: Path, key: Path, passphrase: str, *, name: str, clock: Clock | None = None
) -> Desk:
    """Open a vault with the security officer's key: noodtoegang, under a name.

    Raises WrongEscrowKey, NotAnEscrowKey, FileUnreadable, WrongPassphrase (of the key), InvalidField without
    a name, UnlockDelayed, and what ``vaults.unlock`` raises.
    """
    if not tidy(name):
        raise InvalidField("name", "empty")
    private = escrow.load_private(key, passphrase)
    clock = clock or Clock()
    with refusals.told_apart(folder), attempts.counted(folder, clock, "noodsleutel"):
        opened = escrow.unlock_with_escrow(folder, private)
        return vaults.seat(folder, opened, clock, name=name)


def make_escrow_pair(folder: Path, passphrase: str) -> tuple[Path, Path, str]:
    """Write a key pair for a security officer; return the public file, the private one, the fingerprint.

    Raises PassphraseTooWeak, FolderUnusable; FileExistsError when there is a pair.
    """
    public = escrow.make_pair(folder, passphrase, keys.calibrated())
    return folder / escrow.PUBLIC_NAME, folder / escrow.PRIVATE_NAME, escrow.fingerprint(public)


# --- parts -----------------------------------------------------------------------------------------------


def _document(desk: Desk) -> KeyFile:
    return generations.genuine(desk.vault.folder, desk.vault.open_keys)


def _chosen_copies(desk: Desk) -> str:
    with desk.vault.read() as connection:
        return get_fact(connection, _COPIES) or RESEAL


def _openings(document: KeyFile) -> list[key_file.Slot]:
    return [slot for kind in key_file.KINDS for slot in document.of_kind(kind)]


def _old(desk: Desk, backup: Backup) -> OldBackup:
    made = desk.clock.local(backup.made_at)
    return OldBackup(
        backup.name, backup.place, made.date(), (made + OLDEST).date(), is_second=backup.is_second
    )


def _remember(desk: Desk) -> None:
    """Keep the generation of the key file, and since when each slot is there."""
    vaults.watch_generation(desk)
    now = desk.clock.now()
    present = {slot.slot_id for slot in _document(desk).slots}
    with desk.vault.transaction() as connection:
        since = {key: at for key, at in _since(connection).items() if key in present}
        known = since.keys() | {slot.slot_id for slot in _document(desk).of_kind("passphrase")}
        since |= dict.fromkeys(present - known, now)
        set_fact(connection, _SINCE, json.dumps({key: at.isoformat() for key, at in since.items()}))


def _since(connection: Connection) -> dict[str, datetime]:
    kept = json.loads(get_fact(connection, _SINCE) or "{}")
    return {key: datetime.fromisoformat(at) for key, at in kept.items()}


def _certified_on(desk: Desk, person: Person | None) -> date | None:
    return _valid_from(desk, person.certificate) if person is not None and person.certificate else None


def _valid_from(desk: Desk, certificate: bytes) -> date:
    return desk.clock.local(load_der_x509_certificate(certificate).not_valid_before_utc).date()

"""Open and change the key slots of a vault.

A vault has one random master key. Each person's passphrase and the recovery key on paper wrap it in a slot
of their own; a changed passphrase rewrites one slot and never the database. Next to the master key a person's
slot holds that person's signing key (EC P-256) and sealing key (X25519, for HPKE), wrapped by that passphrase
alone: no colleague, no recovery key and no administrator of the vault can use them.
"""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from zvdesk.errors import PassphraseInUse, VaultDamaged, VaultExists, WrongPassphrase, WrongRecoveryKey
from zvdesk.storage import generations, key_file, slots, wrapping
from zvdesk.storage.key_file import KeyFile, Slot
from zvdesk.storage.open_keys import OpenKeys
from zvdesk.storage.recovery import parse_recovery_text, random_recovery_key, recovery_text
from zvdesk.storage.slots import Entered, PersonalPublicKeys
from zvdesk.storage.wrapping import DEFAULT_COST, KdfCost

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT_COST", "MAX_PEOPLE", "KdfCost", "NewKeyFile", "OpenKeys", "PersonalPublicKeys"]

MAX_PEOPLE = key_file.MAX_SLOTS - 4  # room for the recovery key and for kinds that come later


@dataclass(frozen=True, slots=True)
class NewKeyFile:
    """Hold what making a key file yields; the recovery key is for paper only."""

    keys: OpenKeys
    recovery_key: str = field(repr=False)
    public_keys: PersonalPublicKeys


def calibrated() -> KdfCost:
    """Return the cost for a new slot here: 0.7 to 1 second per attempt, within floor and ceiling."""
    return wrapping.calibrate()


# --- making and opening ----------------------------------------------------------------------------------


def create_key_file(
    folder: Path, *, person_id: str, passphrase: str, cost: KdfCost = DEFAULT_COST, practice: bool
) -> NewKeyFile:
    """Make the key file of a new vault in an existing folder, with one person and a recovery key.

    Raises PassphraseTooWeak, VaultExists when a key file is there, FolderUnusable.
    """
    wrapping.check_strength(passphrase)
    if any((folder / name).exists() for name in key_file.NAMES):
        raise VaultExists(folder=str(folder))
    master = secrets.token_bytes(wrapping.KEY_BYTES)
    empty = KeyFile(vault_id=uuid.uuid4().hex, practice=practice, generation=0, slots=())
    slot, public_keys = slots.new_person(empty, master, person_id, passphrase, cost)
    recovery_key = random_recovery_key()
    document = generations.following(empty, [slot, slots.recovery_slot(empty, master, recovery_key)], master)
    proven = generations.proven(document)
    entered = slots.enter(proven, slot.slot_id, passphrase)
    if slots.enter_by_recovery(proven, recovery_key) is None:
        raise VaultDamaged("key_file")
    key_file.write(folder, document)
    return NewKeyFile(generations.opened(entered), recovery_text(recovery_key), public_keys)


def unlock(folder: Path, passphrase: str, *, first: str | None = None) -> OpenKeys:
    """Open the vault with a passphrase: slot ``first`` is tried first, then the others; nothing is written.

    A damaged or missing copy of the key file is passed over; ``mend`` repairs it once the vault is open.
    Raises WrongPassphrase, VaultMissing, VaultTooNew, VaultDamaged("key_file").
    """
    return generations.opened(_unlock(folder, passphrase, first=first))


def unlock_with_recovery(folder: Path, text: str) -> OpenKeys:
    """Open the vault with the recovery key; ``person_id`` is None then.

    Raises RecoveryKeyTypo, WrongRecoveryKey and what ``unlock`` raises for the files.
    """
    recovery_key = parse_recovery_text(text)
    entered = generations.enter(folder, lambda document: slots.enter_by_recovery(document, recovery_key))
    if entered is None:
        raise WrongRecoveryKey
    return generations.opened(entered)


def settle(folder: Path, keys: OpenKeys, passphrase: str) -> bool:
    """Wrap the master key with a person's passphrase again after a re-key, and tell whether that was needed.

    Until then it was sealed to the person's renewal key, and an older slot has none. Raises FolderUnusable.
    """
    document = generations.genuine(folder, keys)
    slot = next((slot for slot in document.of_kind("passphrase") if slot.slot_id == keys.slot_id), None)
    if slot is None or ("renewal" in slot.wrapped and not slot.sealed):
        return False
    entered = slots.enter(document, slot.slot_id, passphrase)
    personal = {purpose: slots.personal_der(entered, purpose) for purpose in ("signing", "sealing")}
    settled = slots.person_slot(document, slot, passphrase, {"master": keys.master} | personal)
    changed = generations.following(document, generations.exchanged(document, settled), keys.master)
    _commit_proven(folder, document, changed, settled, passphrase)
    return True


def mend(folder: Path, keys: OpenKeys) -> bool:
    """Make both copies of the key file equal to the newest genuine one and tell whether that was needed.

    Only the process that holds the vault's lock calls this. Raises FolderUnusable.
    """
    document = generations.genuine(folder, keys)
    if key_file.is_whole(folder, document):
        return False
    key_file.write(folder, document)
    return True


def current_generation(folder: Path, keys: OpenKeys) -> int:
    """Return the generation of the newest genuine key file, which only grows."""
    return generations.genuine(folder, keys).generation


def confirm_passphrase(folder: Path, keys: OpenKeys, passphrase: str) -> None:
    """Check that a passphrase opens the slot that the vault was opened with; raise WrongPassphrase if not.

    With the recovery key there is no such slot, and no passphrase is right.
    """
    slots.enter(generations.genuine(folder, keys), keys.slot_id, passphrase)


# --- people ----------------------------------------------------------------------------------------------


def people(folder: Path, keys: OpenKeys) -> tuple[str, ...]:
    """Return the ids of the persons that have a passphrase, in the order they came."""
    found = generations.genuine(folder, keys).of_kind("passphrase")
    return tuple(slot.person_id for slot in found if slot.person_id is not None)


def add_person(
    folder: Path, keys: OpenKeys, person_id: str, passphrase: str, cost: KdfCost = DEFAULT_COST
) -> PersonalPublicKeys:
    """Give a person a slot and new personal keys and return the public halves.

    Raises PassphraseTooWeak, PassphraseInUse, FolderUnusable; ValueError when the person has a slot
    already or there are MAX_PEOPLE of them.
    """
    document = generations.genuine(folder, keys)
    if document.of_person(person_id) is not None or len(document.of_kind("passphrase")) >= MAX_PEOPLE:
        raise ValueError("this person has a slot, or there is no room")
    _check_new_passphrase(document, passphrase)
    slot, public_keys = slots.new_person(document, keys.master, person_id, passphrase, cost)
    changed = generations.following(document, [*document.slots, slot], keys.master)
    _commit_proven(folder, document, changed, slot, passphrase)
    return public_keys


def remove_person(folder: Path, keys: OpenKeys, person_id: str) -> None:
    """Remove a person's slot, and with it that person's private keys, for good.

    Raises FolderUnusable; ValueError when there is no such slot or it is the last one.
    """
    document = generations.genuine(folder, keys)
    slot = _slot_of(document, person_id)
    if len(document.of_kind("passphrase")) == 1:
        raise ValueError("the last person stays")
    rest = [kept for kept in document.slots if kept.slot_id != slot.slot_id]
    generations.commit(folder, document, generations.following(document, rest, keys.master))


def change_passphrase(
    folder: Path, keys: OpenKeys, person_id: str, old: str, new: str, cost: KdfCost | None = None
) -> PersonalPublicKeys:
    """Wrap a person's keys with a new passphrase; the old one opens nothing afterwards.

    The signing key is a new one, so that whoever knew the old passphrase, or has an old copy of the key file,
    cannot sign any longer (sole control); the sealing key stays. Returns the public halves. Without ``cost``
    the slot keeps its own. Raises WrongPassphrase, PassphraseTooWeak, PassphraseInUse (also
    for the old one again), FolderUnusable. Until it returns the vault opens with the old or the new one.
    """
    wrapping.check_strength(new)
    document = generations.genuine(folder, keys)
    entered = slots.enter(document, _slot_of(document, person_id).slot_id, old)
    private, public_keys = slots.renewed_signing(entered)
    if unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
        raise PassphraseInUse
    _check_new_passphrase(document, new, except_slot=entered.slot.slot_id)
    slot = slots.person_slot(
        document,
        replace(entered.slot, cost=cost or entered.slot.cost),
        new,
        {"master": keys.master} | private,
    )
    changed = generations.following(document, generations.exchanged(document, slot), keys.master)
    _commit_proven(folder, document, changed, slot, new)
    return public_keys


def copy_key_file(source: Path, target: Path, keys: OpenKeys) -> None:
    """Write the newest genuine key file of one folder to another. Raises VaultDamaged, FolderUnusable."""
    key_file.write(target, generations.genuine(source, keys))


def replace_personal_keys(
    folder: Path, keys: OpenKeys, person_id: str, passphrase: str, cost: KdfCost = DEFAULT_COST
) -> PersonalPublicKeys:
    """Give a person who lost the passphrase a new slot with new personal keys; the old private keys are gone.

    The caller unlocks again with the new passphrase to act as that person. Raises like ``add_person``;
    ValueError when the person has no slot.
    """
    document = generations.genuine(folder, keys)
    lost = _slot_of(document, person_id)
    _check_new_passphrase(document, passphrase, except_slot=lost.slot_id)
    slot, public_keys = slots.new_person(document, keys.master, person_id, passphrase, cost)
    rest = [kept for kept in document.slots if kept.slot_id != lost.slot_id]
    changed = generations.following(document, [*rest, slot], keys.master)
    _commit_proven(folder, document, changed, slot, passphrase)
    return public_keys


def renew_recovery_key(folder: Path, keys: OpenKeys) -> str:
    """Make a new recovery key and return its text; the one on the old paper opens nothing afterwards.

    Raises FolderUnusable.
    """
    document = generations.genuine(folder, keys)
    recovery_key = random_recovery_key()
    rest = [slot for slot in document.slots if slot.kind != "recovery"]
    slot = slots.recovery_slot(document, keys.master, recovery_key)
    changed = generations.following(document, [*rest, slot], keys.master)
    if slots.enter_by_recovery(generations.proven(changed), recovery_key) is None:
        raise VaultDamaged("key_file")
    generations.commit(folder, document, changed)
    return recovery_text(recovery_key)


def personal_signing_key(folder: Path, person_id: str, passphrase: str) -> ec.EllipticCurvePrivateKey:
    """Return a person's signing key (EC P-256), which only that person's passphrase opens.

    Raises WrongPassphrase, also for a person without a slot.
    """
    key = _load_personal(folder, person_id, passphrase, "signing")
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise VaultDamaged("key_file")
    return key


def personal_sealing_key(folder: Path, person_id: str, passphrase: str) -> X25519PrivateKey:
    """Return a person's sealing key (X25519, for HPKE), which only that person's passphrase opens.

    Raises WrongPassphrase, also for a person without a slot.
    """
    key = _load_personal(folder, person_id, passphrase, "sealing")
    if not isinstance(key, X25519PrivateKey):
        raise VaultDamaged("key_file")
    return key


# --- opened slots ----------------------------------------------------------------------------------------


def _unlock(folder: Path, passphrase: str, *, first: str | None = None, person: str | None = None) -> Entered:
    def enter(document: KeyFile) -> Entered | None:
        return slots.try_slots(document, passphrase, first=first, person=person)

    entered = generations.enter(folder, enter)
    if entered is None:
        raise WrongPassphrase
    return entered


def _load_personal(folder: Path, person_id: str, passphrase: str, purpose: str) -> object:
    entered = _unlock(folder, passphrase, person=person_id)
    return serialization.load_der_private_key(slots.personal_der(entered, purpose), password=None)


def _slot_of(document: KeyFile, person_id: str) -> Slot:
    slot = document.of_person(person_id)
    if slot is None:
        raise ValueError("this person has no slot")
    return slot


def _check_new_passphrase(document: KeyFile, passphrase: str, *, except_slot: str | None = None) -> None:
    wrapping.check_strength(passphrase)
    for slot in document.of_kind("passphrase"):
        if slot.slot_id != except_slot and slots.try_slot(document, slot, passphrase) is not None:
            raise PassphraseInUse


def _commit_proven(folder: Path, old: KeyFile, new: KeyFile, slot: Slot, passphrase: str) -> None:
    """Write a new generation only after its new slot has opened again from the bytes that will be written."""
    entered = slots.enter(generations.proven(new), slot.slot_id, passphrase)
    if not new.is_genuine(entered.master):
        raise VaultDamaged("key_file")
    for purpose in ("signing", "sealing"):
        slots.personal_der(entered, purpose)
    generations.commit(folder, old, new)

"""Let the keyring of the operating system open the vault: a slot that a person turns on, on one computer."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from zvdesk import secret_store
from zvdesk.errors import SecretStoreUnavailable, VaultDamaged, WrongKeyringSecret
from zvdesk.storage import generations, key_file, slots, wrapping

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.storage.key_file import KeyFile
    from zvdesk.storage.open_keys import OpenKeys


def add_keyring(folder: Path, keys: OpenKeys, person_id: str) -> None:
    """Keep a new random secret in this computer's keyring and make the slot that it opens.

    The slot that the keyring opened before, if any, goes. Raises SecretStoreUnavailable and FolderUnusable;
    then no slot was made.
    """
    document = generations.genuine(folder, keys)
    rest = [slot for slot in document.slots if slot.slot_id != _slot_here(document, keys.vault_id)]
    secret = secrets.token_bytes(wrapping.KEY_BYTES)
    slot = slots.secret_slot(document, keys.master, "keyring", secret, person_id)
    changed = generations.following(document, [*rest, slot], keys.master)
    if slots.enter_by_secret(generations.proven(changed), "keyring", secret) is None:
        raise VaultDamaged("key_file")
    secret_store.keep(_name(keys.vault_id), secret.hex())
    generations.commit(folder, document, changed)


def remove_keyring(folder: Path, keys: OpenKeys, person_id: str) -> bool:
    """Remove a person's keyring slots, then what this computer's keyring keeps of them.

    Tells whether the keyring forgot it too; what it still keeps opens nothing. Raises FolderUnusable.
    """
    document = generations.genuine(folder, keys)
    mine = [slot.slot_id for slot in document.of_kind("keyring") if slot.person_id == person_id]
    here = _slot_here(document, keys.vault_id) if mine else None
    for slot_id in mine:
        rest = [slot for slot in document.slots if slot.slot_id != slot_id]
        changed = generations.following(document, rest, keys.master)
        generations.commit(folder, document, changed)
        document = changed
    if here not in mine:
        return True
    try:
        secret_store.forget(_name(keys.vault_id))
    except SecretStoreUnavailable:
        return False
    return True


def unlock_with_keyring(folder: Path) -> OpenKeys:
    """Open the vault with what this computer's keyring keeps; nothing is written.

    Raises WrongKeyringSecret when it keeps nothing, or nothing that fits, SecretStoreUnavailable, and what
    ``keys.unlock`` raises for the files. The passphrase opens the vault in each case.
    """
    vault_id = key_file.candidates(folder)[0].vault_id  # of a file that nobody opened: no more than a name
    secret = kept_secret(vault_id)
    if secret is None:
        raise WrongKeyringSecret
    entered = generations.enter(folder, lambda found: slots.enter_by_secret(found, "keyring", secret))
    if entered is None or entered.document.vault_id != vault_id:
        raise WrongKeyringSecret
    return generations.opened(entered)


def kept_secret(vault_id: str) -> bytes | None:
    """Return what this computer's keyring keeps for the vault; None when that is nothing or no such secret.

    Raises SecretStoreUnavailable.
    """
    kept = secret_store.read(_name(vault_id))
    try:
        secret = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return secret if len(secret) == wrapping.KEY_BYTES else None


def owners(folder: Path, keys: OpenKeys) -> set[str]:
    """Return the ids of people for whom some keyring opens the vault."""
    found = generations.genuine(folder, keys).of_kind("keyring")
    return {slot.person_id for slot in found if slot.person_id is not None}


def slot_here(folder: Path, keys: OpenKeys) -> str | None:
    """Return the id of the slot that this computer's keyring opens, or None; raise SecretStoreUnavailable."""
    return _opened_by(generations.genuine(folder, keys), kept_secret(keys.vault_id))


def _slot_here(document: KeyFile, vault_id: str) -> str | None:
    """Return the id of the slot that this computer's keyring opens, as far as the keyring says so."""
    try:
        secret = kept_secret(vault_id)
    except SecretStoreUnavailable:
        return None
    return _opened_by(document, secret)


def _opened_by(document: KeyFile, secret: bytes | None) -> str | None:
    entered = None if secret is None else slots.enter_by_secret(document, "keyring", secret)
    return None if entered is None else entered.slot.slot_id


def _name(vault_id: str) -> str:
    return f"vault-{vault_id}"

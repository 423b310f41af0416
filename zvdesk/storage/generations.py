"""Go from one generation of the key file to the next: prove the new one, write it, and only then let go.

A slot that a change does not name keeps its bytes; a slot whose secret is at hand is opened from what will be
written.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.errors import VaultDamaged
from zvdesk.storage import key_file, wrapping
from zvdesk.storage.open_keys import FORMER, OUTLIVE, OpenKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from zvdesk.storage.key_file import KeyFile, OtherSlot, Slot
    from zvdesk.storage.slots import Entered

_LABELS = {*OUTLIVE, *(f"former {label}" for label in FORMER)}


def enter(folder: Path, attempt: Callable[[KeyFile], Entered | None]) -> Entered | None:
    """Return what the newest intact copy of the key file opens with, or None when it refuses.

    Raises VaultDamaged("key_file") when a copy opens that nobody with the master key wrote, and what
    ``key_file.candidates`` raises.
    """
    damaged = False
    for document in key_file.candidates(folder):
        entered = attempt(document)
        if entered is None:
            break  # an older generation must not open what the newest refuses
        if document.is_genuine(entered.master):
            return entered
        damaged = True
    if damaged:
        raise VaultDamaged("key_file")
    return None


def opened(entered: Entered) -> OpenKeys:
    """Return the keys that an opened slot gives."""
    document, slot = entered.document, entered.slot
    return OpenKeys(
        master=entered.master,
        slot_id=slot.slot_id,
        person_id=slot.person_id,
        vault_id=document.vault_id,
        practice=document.practice,
        generation=document.generation,
        kept=_kept(document, entered.master),
    )


def genuine(folder: Path, keys: OpenKeys) -> KeyFile:
    """Return the newest key file that whoever holds these keys wrote; raise VaultDamaged("key_file")."""
    for document in key_file.candidates(folder):
        if (
            document.vault_id == keys.vault_id
            and document.generation >= keys.generation
            and document.is_genuine(keys.master)
        ):
            return document
    raise VaultDamaged("key_file")


def following(document: KeyFile, slots: Iterable[Slot | OtherSlot], master: bytes) -> KeyFile:
    """Return the next generation with these slots, signed under the master key."""
    return replace(document, generation=document.generation + 1, slots=tuple(slots)).signed(master)


def exchanged(document: KeyFile, slot: Slot) -> list[Slot | OtherSlot]:
    """Return the slots with this one in the place of the one with the same id."""
    return [slot if kept.slot_id == slot.slot_id else kept for kept in document.slots]


def proven(document: KeyFile) -> KeyFile:
    """Return the document as it reads back from its own bytes."""
    return key_file.parse(key_file.encode(document))


def commit(folder: Path, old: KeyFile, new: KeyFile) -> None:
    """Write the next generation in both copies and read it back; the old one is gone when this returns.

    Raises VaultDamaged("key_file") when a slot would be lost that nobody meant, or nobody could open what is
    left; then nothing was written. Raises FolderUnusable.
    """
    before = {slot.slot_id: slot for slot in old.slots}
    after = {slot.slot_id: slot for slot in proven(new).slots}
    touched = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    is_one_step = len(touched) <= 2 and new.generation == old.generation + 1  # a slot, or one for another
    if not is_one_step or not new.of_kind("passphrase"):
        raise VaultDamaged("key_file")
    key_file.write(folder, new)
    if not key_file.is_whole(folder, new):
        raise VaultDamaged("key_file")


def with_kept(document: KeyFile, kept: Mapping[str, bytes], master: bytes) -> KeyFile:
    """Return the document with the keys that outlive a re-key, under the master key and unsigned."""
    data = wrapping.canonical({label: value.hex() for label, value in kept.items()})
    return replace(document, kept=wrapping.wrap(_kept_key(document, master), data, _context(document)))


def _kept(document: KeyFile, master: bytes) -> dict[str, bytes]:
    if document.kept is None:
        return {}
    data = wrapping.unwrap(_kept_key(document, master), document.kept, _context(document))
    if data is None:
        raise VaultDamaged("key_file")
    found = {label: bytes.fromhex(value) for label, value in json.loads(data).items()}
    if not found.keys() <= _LABELS:
        raise VaultDamaged("key_file")
    return found


def _kept_key(document: KeyFile, master: bytes) -> bytes:
    return wrapping.derive(master, "kept keys", salt=document.vault_id.encode())


def _context(document: KeyFile) -> dict[str, object]:
    return {"vault_id": document.vault_id, "practice": document.practice, "purpose": "kept keys"}

"""Read and write the key file: a JSON document beside the database, in two equal copies.

Everything in it is hostile until a slot has opened: size, shape and costs are checked before any key is
stretched. A plain checksum tells damage from a wrong passphrase; a MAC under the master key, checked once a
slot is open, makes the generation, the list of slots and the practice flag impossible to edit.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.errors import ExplainedError, FolderUnusable, VaultDamaged, VaultMissing, VaultTooNew
from zvdesk.limits import read_plain_file
from zvdesk.storage import strict_json, wrapping
from zvdesk.storage.wrapping import KdfCost, Wrapped
from zvdesk.system import explained, write_together

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 1
NAMES = ("keys.json", "keys.copy.json")
MAX_BYTES = 1024 * 1024
MAX_SLOTS = 64

KINDS = ("passphrase", "recovery", "keyring", "escrow")
_PERSONAL = ("signing", "sealing")
_RENEWAL = ("renewal", "renewal_public")
_LONGEST_SECRET = 1024
_PUBLIC_BYTES = 32  # X25519


@dataclass(frozen=True, slots=True)
class Slot:
    """Hold one way to open the vault: how its key is made and what is wrapped with it."""

    slot_id: str
    kind: str  # one of KINDS
    person_id: str | None  # of a passphrase, and of who turned on the keyring
    cost: KdfCost | None  # None: the secret has full strength
    salt: bytes
    wrapped: Mapping[str, Wrapped]  # by purpose: "master", for a person also the personal keys
    sealed: bytes = b""  # the master key sealed (HPKE) to the house's escrow, or to a person after a re-key
    public: bytes = b""  # of the escrow: X25519

    def context(self, document: KeyFile, purpose: str) -> dict[str, object]:
        """Return what a wrapped secret of this slot is bound to (the additional data of AES-GCM)."""
        return {
            "format": FORMAT,
            "vault_id": document.vault_id,
            "practice": document.practice,
            "slot": self.slot_id,
            "kind": self.kind,
            "person": self.person_id,
            "kdf": _kdf(self),
            "purpose": purpose,
        }


@dataclass(frozen=True, slots=True)
class OtherSlot:
    """Keep a slot of a kind that this zvdesk does not know, unchanged."""

    slot_id: str
    kind: str
    content: str  # its canonical JSON


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Hold the content of a key file; a change is a new value with a new generation."""

    vault_id: str
    practice: bool
    generation: int
    slots: tuple[Slot | OtherSlot, ...]
    mac: bytes = b""
    kept: Wrapped | None = None  # keys that outlive a re-key, under the master key

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        """Return the slots of one known kind, in order."""
        return tuple(slot for slot in self.slots if isinstance(slot, Slot) and slot.kind == kind)

    def of_person(self, person_id: str) -> Slot | None:
        """Return the slot of a person, or None."""
        return next((slot for slot in self.of_kind("passphrase") if slot.person_id == person_id), None)

    def is_genuine(self, master: bytes) -> bool:
        """Tell whether whoever wrote this document held the master key."""
        return hmac.compare_digest(self.mac, _mac(self, master))

    def signed(self, master: bytes) -> KeyFile:
        """Return the document with its MAC under the master key."""
        return replace(self, mac=_mac(self, master))


def parse(data: bytes) -> KeyFile:
    """Return the document that some bytes hold, in well under 100 ms whatever they are.

    Raises VaultDamaged("key_file"), or VaultTooNew for an intact document of a later format.
    """
    try:
        if len(data) > MAX_BYTES:
            raise ValueError("too large")
        return _document(strict_json.load(data))
    except (ValueError, RecursionError):
        raise VaultDamaged("key_file") from None


def encode(document: KeyFile) -> bytes:
    """Return the bytes of a key file."""
    whole = _body(document) | {"mac": document.mac.hex()}
    whole["checksum"] = hashlib.sha256(wrapping.canonical(whole)).hexdigest()
    return json.dumps(whole, sort_keys=True, indent=1).encode() + b"\n"


def candidates(folder: Path) -> list[KeyFile]:
    """Return the intact copies of the key file, the newest generation first; equal ones once.

    Raises VaultMissing when there is no copy at all, VaultTooNew when a later zvdesk wrote one of them, and
    VaultDamaged or FolderUnusable when none can be read.
    """
    found: list[KeyFile] = []
    failures: list[ExplainedError] = []
    for name in NAMES:
        try:
            document = parse(_read(folder / name))
        except FileNotFoundError:
            continue
        except (VaultDamaged, VaultTooNew, FolderUnusable) as error:
            failures.append(error)
            continue
        if document not in found:
            found.append(document)
    for failure in failures:
        if not found or isinstance(failure, VaultTooNew):
            raise failure
    if not found:
        raise VaultMissing(folder=str(folder))
    return sorted(found, key=lambda document: -document.generation)


def write(folder: Path, document: KeyFile) -> None:
    """Replace both copies with a signed document; nothing moves before both are on disk and read back.

    Raises FolderUnusable for what the system refuses, and VaultDamaged when the bytes do not read as written.
    """
    data = encode(document)
    if parse(data) != document:
        raise VaultDamaged("key_file")
    write_together([folder / name for name in NAMES], data)


def is_whole(folder: Path, document: KeyFile) -> bool:
    """Tell whether both copies hold exactly this document."""
    data = encode(document)
    try:
        return all(_read(folder / name) == data for name in NAMES)
    except (FileNotFoundError, FolderUnusable):
        return False


def _read(path: Path) -> bytes:
    with explained(path.parent):
        return read_plain_file(path, MAX_BYTES)


def _mac(document: KeyFile, master: bytes) -> bytes:
    key = wrapping.derive(master, "key file", salt=document.vault_id.encode())
    return hmac.digest(key, wrapping.canonical(_body(document)), "sha256")


def _body(document: KeyFile) -> dict[str, object]:
    kept = {} if document.kept is None else {"kept": _wrapped_body(document.kept)}
    return kept | {
        "format": FORMAT,
        "vault_id": document.vault_id,
        "practice": document.practice,
        "generation": document.generation,
        "slots": [_slot_body(slot) for slot in document.slots],
    }


def _slot_body(slot: Slot | OtherSlot) -> object:
    if isinstance(slot, OtherSlot):
        return json.loads(slot.content)
    body: dict[str, object] = {
        "id": slot.slot_id,
        "kind": slot.kind,
        "person": slot.person_id,
        "kdf": _kdf(slot),
        "wrapped": {purpose: _wrapped_body(wrapped) for purpose, wrapped in slot.wrapped.items()},
    }
    if slot.sealed:
        body["sealed"] = slot.sealed.hex()
    if slot.public:
        body["public"] = slot.public.hex()
    return body


def _wrapped_body(wrapped: Wrapped) -> dict[str, str]:
    return {"nonce": wrapped.nonce.hex(), "sealed": wrapped.sealed.hex()}


def _kdf(slot: Slot) -> dict[str, object]:
    if slot.cost is None:
        return {"name": "hkdf-sha256", "salt": slot.salt.hex()}
    cost = slot.cost
    return {
        "name": "argon2id",
        "m": cost.memory_kib,
        "t": cost.iterations,
        "p": cost.lanes,
        "salt": slot.salt.hex(),
    }


def _document(whole: dict[str, object]) -> KeyFile:
    checksum = whole.pop("checksum", None)
    if checksum != hashlib.sha256(wrapping.canonical(whole)).hexdigest():
        raise ValueError("the checksum does not match")
    found = strict_json.whole_number(whole.get("format"))
    if found > FORMAT:
        raise VaultTooNew(found=f"key file {found}", supported=f"key file {FORMAT}")
    strict_json.mapping(whole, "format vault_id practice generation slots mac" + " kept" * ("kept" in whole))
    slots = tuple(
        _slot(strict_json.mapping(slot)) for slot in strict_json.items(whole["slots"], at_most=MAX_SLOTS)
    )
    if found != FORMAT or len({slot.slot_id for slot in slots}) != len(slots):
        raise ValueError("not a key file")
    return KeyFile(
        vault_id=strict_json.neutral_id(whole["vault_id"]),
        practice=strict_json.truth(whole["practice"]),
        generation=strict_json.whole_number(whole["generation"]),
        slots=slots,
        mac=strict_json.octets(whole["mac"], at_least=wrapping.KEY_BYTES, at_most=wrapping.KEY_BYTES),
        kept=_wrapped(whole["kept"]) if "kept" in whole else None,
    )


def _slot(body: dict[str, object]) -> Slot | OtherSlot:
    slot_id, kind = strict_json.text(body.get("id")), strict_json.text(body.get("kind"))
    if kind not in KINDS:
        return OtherSlot(slot_id, kind, wrapping.canonical(body).decode())
    is_stretched, is_escrow = kind == "passphrase", kind == "escrow"
    is_sealed = is_escrow or (is_stretched and "sealed" in body)
    strict_json.mapping(body, "id kind person kdf wrapped" + " sealed" * is_sealed + " public" * is_escrow)
    is_personal = kind in ("passphrase", "keyring")
    if not is_personal and body["person"] is not None:
        raise ValueError("this slot has no person")
    kdf = strict_json.mapping(body["kdf"], "name m t p salt" if is_stretched else "name salt")
    if kdf["name"] != ("argon2id" if is_stretched else "hkdf-sha256"):
        raise ValueError("another key derivation")
    found = strict_json.mapping(body["wrapped"])
    purposes: tuple[str, ...] = () if is_sealed else ("master",)
    if is_stretched:
        purposes += _PERSONAL + (_RENEWAL if is_sealed or "renewal" in found else ())
    wrapped = strict_json.mapping(found, " ".join(purposes))
    return Slot(
        slot_id=slot_id,
        kind=kind,
        person_id=strict_json.text(body["person"]) if is_personal else None,
        cost=_cost(kdf) if is_stretched else None,
        salt=strict_json.octets(kdf["salt"], at_least=wrapping.SALT_BYTES, at_most=wrapping.SALT_BYTES),
        wrapped={purpose: _wrapped(wrapped[purpose]) for purpose in purposes},
        sealed=strict_json.octets(body["sealed"], at_least=_PUBLIC_BYTES, at_most=_LONGEST_SECRET)
        if is_sealed
        else b"",
        public=strict_json.octets(body["public"], at_least=_PUBLIC_BYTES, at_most=_PUBLIC_BYTES)
        if is_escrow
        else b"",
    )


def _cost(kdf: dict[str, object]) -> KdfCost:
    cost = KdfCost(*(strict_json.whole_number(kdf[name]) for name in ("m", "t", "p")))
    if not cost.is_allowed():
        raise ValueError("the cost is outside the allowed range")
    return cost


def _wrapped(value: object) -> Wrapped:
    body = strict_json.mapping(value, "nonce sealed")
    return Wrapped(
        nonce=strict_json.octets(body["nonce"], at_least=wrapping.NONCE_BYTES, at_most=wrapping.NONCE_BYTES),
        sealed=strict_json.octets(body["sealed"], at_least=wrapping.TAG_BYTES + 1, at_most=_LONGEST_SECRET),
    )

"""Make and open single slots of a key file: the only place where a wrapped secret meets its key."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from zvdesk.errors import VaultDamaged, WrongPassphrase
from zvdesk.storage import sealing, wrapping
from zvdesk.storage.key_file import KeyFile, Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.storage.wrapping import KdfCost, Wrapped


@dataclass(frozen=True, slots=True)
class PersonalPublicKeys:
    """Hold the public halves of a person's keys, for the database."""

    signing: bytes  # DER, SubjectPublicKeyInfo
    sealing: bytes  # 32 bytes, X25519 (RFC 7748)


@dataclass(frozen=True, slots=True)
class Entered:
    """Hold an opened slot: the master key, and for a person the key that wraps the personal keys."""

    document: KeyFile
    slot: Slot
    master: bytes = field(repr=False)
    personal: bytes = field(repr=False)  # empty without a passphrase


def try_slots(document: KeyFile, passphrase: str, *, first: str | None, person: str | None) -> Entered | None:
    """Open the slot that a passphrase fits (``first`` is tried first, only those of ``person``), or None."""
    slots = [slot for slot in document.of_kind("passphrase") if person in (None, slot.person_id)]
    for slot in sorted(slots, key=lambda slot: slot.slot_id != first):
        entered = try_slot(document, slot, passphrase)
        if entered is not None:
            return entered
    return None


def try_slot(document: KeyFile, slot: Slot, passphrase: str) -> Entered | None:
    """Open one slot with a passphrase, or return None; this costs one run of Argon2id."""
    root = _stretched(slot, passphrase)
    personal = _wrapping_key(root, slot, personal=True)
    if slot.sealed:
        master = _handed_over(document, slot, personal)
    else:
        master = wrapping.unwrap(
            _wrapping_key(root, slot), slot.wrapped["master"], slot.context(document, "master")
        )
    return None if master is None else Entered(document, slot, master, personal)


def _handed_over(document: KeyFile, slot: Slot, personal: bytes) -> bytes | None:
    """Return the master key that a re-key sealed to a person, or None for a wrong passphrase."""
    raw = wrapping.unwrap(personal, slot.wrapped["renewal"], slot.context(document, "renewal"))
    if raw is None:
        return None
    master = sealing.unseal(slot.sealed, X25519PrivateKey.from_private_bytes(raw), _label(document, slot))
    if master is None:  # the passphrase was right, so the file is not
        raise VaultDamaged("key_file")
    return master


def _label(document: KeyFile, slot: Slot) -> str:
    return wrapping.canonical(slot.context(document, "master")).decode()


def enter(document: KeyFile, slot_id: str, passphrase: str) -> Entered:
    """Open the slot with this id; raise WrongPassphrase when it is not there or does not open."""
    for slot in document.of_kind("passphrase"):
        if slot.slot_id == slot_id:
            entered = try_slot(document, slot, passphrase)
            if entered is not None:
                return entered
    raise WrongPassphrase


def enter_by_secret(document: KeyFile, kind: str, secret: bytes) -> Entered | None:
    """Open the slot of a kind ("recovery", "keyring") that a secret of full strength fits, or return None."""
    for slot in document.of_kind(kind):
        key = _wrapping_key(secret, slot)
        master = wrapping.unwrap(key, slot.wrapped["master"], slot.context(document, "master"))
        if master is not None:
            return Entered(document, slot, master, b"")
    return None


def enter_by_recovery(document: KeyFile, recovery_key: bytes) -> Entered | None:
    """Open the slot that a recovery key fits, or return None."""
    return enter_by_secret(document, "recovery", recovery_key)


def enter_by_escrow(document: KeyFile, private: X25519PrivateKey) -> Entered | None:
    """Open the slot that the private half of the house's escrow key fits, or return None."""
    public = private.public_key().public_bytes_raw()
    for slot in document.of_kind("escrow"):
        if slot.public == public:
            master = sealing.unseal(slot.sealed, private, _label(document, slot))
            if master is None:
                raise VaultDamaged("key_file")
            return Entered(document, slot, master, b"")
    return None


def _stretched(slot: Slot, passphrase: str) -> bytes:
    if slot.cost is None:
        raise ValueError("this slot has no passphrase")
    return wrapping.stretch(passphrase, slot.salt, slot.cost)


def _wrapping_key(root: bytes, slot: Slot, *, personal: bool = False) -> bytes:
    label = "personal keys" if personal else "master key"
    return wrapping.derive(root, f"{slot.kind}/{label}", salt=slot.salt)


def new_person(
    document: KeyFile, master: bytes, person_id: str, passphrase: str, cost: KdfCost
) -> tuple[Slot, PersonalPublicKeys]:
    """Make a slot with new personal keys for a person, and the public halves of those keys."""
    signing, sealing = ec.generate_private_key(ec.SECP256R1()), X25519PrivateKey.generate()
    secret = {"master": master, "signing": _der(signing), "sealing": _der(sealing)}
    empty = Slot(uuid.uuid4().hex, "passphrase", person_id, cost, b"", {})
    return person_slot(document, empty, passphrase, secret), _public(signing, sealing)


def renewed_signing(entered: Entered) -> tuple[dict[str, bytes], PersonalPublicKeys]:
    """Return a person's private keys (DER) with a new signing key beside the same sealing key."""
    signing = ec.generate_private_key(ec.SECP256R1())
    der = personal_der(entered, "sealing")
    sealing = serialization.load_der_private_key(der, password=None)
    if not isinstance(sealing, X25519PrivateKey):
        raise VaultDamaged("key_file")
    return {"signing": _der(signing), "sealing": der}, _public(signing, sealing)


def _public(signing: ec.EllipticCurvePrivateKey, sealing: X25519PrivateKey) -> PersonalPublicKeys:
    return PersonalPublicKeys(
        signing=signing.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
        sealing=sealing.public_key().public_bytes_raw(),
    )


def person_slot(document: KeyFile, slot: Slot, passphrase: str, secret: Mapping[str, bytes]) -> Slot:
    """Wrap the secrets of a slot (by purpose) with a passphrase, a new salt and a new renewal key.

    Who knew the passphrase before, and kept the key file of then, does not open what a re-key hands over.
    """
    salted = replace(slot, salt=secrets.token_bytes(wrapping.SALT_BYTES), sealed=b"")
    root = _stretched(salted, passphrase)
    renewal = X25519PrivateKey.generate()
    wrapped = {
        purpose: wrapping.wrap(
            _wrapping_key(root, salted, personal=purpose != "master"),
            value,
            salted.context(document, purpose),
        )
        for purpose, value in {**secret, "renewal": renewal.private_bytes_raw()}.items()
    }
    public = renewal.public_key().public_bytes_raw()
    wrapped["renewal_public"] = _renewal_public(document, salted, public, secret["master"])
    return replace(salted, wrapped=wrapped)


def handed_over(document: KeyFile, slot: Slot, old: bytes, new: bytes) -> Slot | None:
    """Return a person's slot for a new master key without the passphrase, or None when it never was used.

    The new key is sealed to the person's renewal key, which only the passphrase opens; its public half lies
    in the slot under the master key, so that only who opened the vault could seal to it.
    """
    found = slot.wrapped.get("renewal_public")
    if found is None:
        return None
    public = wrapping.unwrap(_renewal_key(document, old), found, slot.context(document, "renewal_public"))
    if public is None:
        raise VaultDamaged("key_file")
    wrapped = {purpose: value for purpose, value in slot.wrapped.items() if purpose != "master"}
    wrapped["renewal_public"] = _renewal_public(document, slot, public, new)
    return replace(slot, wrapped=wrapped, sealed=sealing.seal(new, public, _label(document, slot)))


def _renewal_public(document: KeyFile, slot: Slot, public: bytes, master: bytes) -> Wrapped:
    return wrapping.wrap(_renewal_key(document, master), public, slot.context(document, "renewal_public"))


def _renewal_key(document: KeyFile, master: bytes) -> bytes:
    return wrapping.derive(master, "renewal keys", salt=document.vault_id.encode())


def secret_slot(
    document: KeyFile, master: bytes, kind: str, secret: bytes, person_id: str | None = None
) -> Slot:
    """Make a slot of a kind ("recovery", "keyring") that a secret of full strength opens."""
    salt = secrets.token_bytes(wrapping.SALT_BYTES)
    slot = Slot(uuid.uuid4().hex, kind, person_id, None, salt, {})
    wrapped = wrapping.wrap(_wrapping_key(secret, slot), master, slot.context(document, "master"))
    return replace(slot, wrapped={"master": wrapped})


def recovery_slot(document: KeyFile, master: bytes, recovery_key: bytes) -> Slot:
    """Make a slot that a recovery key opens."""
    return secret_slot(document, master, "recovery", recovery_key)


def escrow_slot(document: KeyFile, master: bytes, public: bytes) -> Slot:
    """Make a slot that the private half of an escrow key (X25519, 32 bytes) opens.

    Raises ValueError for bytes that are no such key.
    """
    salt = secrets.token_bytes(wrapping.SALT_BYTES)
    slot = Slot(uuid.uuid4().hex, "escrow", None, None, salt, {}, public=public)
    return replace(slot, sealed=sealing.seal(master, public, _label(document, slot)))


def _der(key: ec.EllipticCurvePrivateKey | X25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def personal_der(entered: Entered, purpose: str) -> bytes:
    """Return a person's private key ("signing" or "sealing") as PKCS #8; raise VaultDamaged if it is not."""
    slot = entered.slot
    private = wrapping.unwrap(
        entered.personal, slot.wrapped[purpose], slot.context(entered.document, purpose)
    )
    if private is None:  # the passphrase was right, so the file is not
        raise VaultDamaged("key_file")
    return private

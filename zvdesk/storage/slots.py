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
from zvdesk.storage import wrapping
from zvdesk.storage.key_file import KeyFile, Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.storage.wrapping import KdfCost


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
    personal: bytes = field(repr=False)  # empty after the recovery key


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
    master = wrapping.unwrap(
        _wrapping_key(root, slot), slot.wrapped["master"], slot.context(document, "master")
    )
    if master is None:
        return None
    return Entered(document, slot, master, _wrapping_key(root, slot, personal=True))


def enter(document: KeyFile, slot_id: str, passphrase: str) -> Entered:
    """Open the slot with this id; raise WrongPassphrase when it is not there or does not open."""
    for slot in document.of_kind("passphrase"):
        if slot.slot_id == slot_id:
            entered = try_slot(document, slot, passphrase)
            if entered is not None:
                return entered
    raise WrongPassphrase


def enter_by_recovery(document: KeyFile, recovery_key: bytes) -> Entered | None:
    """Open the slot that a recovery key fits, or return None."""
    for slot in document.of_kind("recovery"):
        key = _wrapping_key(recovery_key, slot)
        master = wrapping.unwrap(key, slot.wrapped["master"], slot.context(document, "master"))
        if master is not None:
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
    """Wrap the secrets of a slot (by purpose) with a passphrase and a new salt."""
    salted = replace(slot, salt=secrets.token_bytes(wrapping.SALT_BYTES))
    root = _stretched(salted, passphrase)
    wrapped = {
        purpose: wrapping.wrap(
            _wrapping_key(root, salted, personal=purpose != "master"),
            value,
            salted.context(document, purpose),
        )
        for purpose, value in secret.items()
    }
    return replace(salted, wrapped=wrapped)


def recovery_slot(document: KeyFile, master: bytes, recovery_key: bytes) -> Slot:
    """Make a slot that a recovery key opens."""
    salt = secrets.token_bytes(wrapping.SALT_BYTES)
    slot = Slot(uuid.uuid4().hex, "recovery", None, None, salt, {})
    wrapped = wrapping.wrap(_wrapping_key(recovery_key, slot), master, slot.context(document, "master"))
    return replace(slot, wrapped={"master": wrapped})


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

"""Keep a way in for the house's security officer: a key pair, of which the vault knows the public half.

The master key is sealed to it (HPKE, RFC 9180). The private half is a file of the officer's own, under a
passphrase of the officer's own; it is never on a computer with the vault but when it has to open it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from zvdesk import system
from zvdesk.errors import FileUnreadable, NotAnEscrowKey, WrongEscrowKey, WrongPassphrase
from zvdesk.limits import read_plain_file
from zvdesk.storage import generations, slots, strict_json, wrapping
from zvdesk.storage.wrapping import DEFAULT_COST, KdfCost, Wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.storage.open_keys import OpenKeys

PUBLIC_NAME, PRIVATE_NAME = "zvdesk-escrow.pem", "zvdesk-escrow.sleutel"
_FORMAT = 1
_LARGEST = 16 * 1024


def fingerprint(public: bytes) -> str:
    """Return what people compare of a public key (32 bytes): 80 bits of its SHA-256 in groups of four."""
    digits = hashlib.sha256(public).hexdigest()[:20]
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def make_pair(folder: Path, passphrase: str, cost: KdfCost = DEFAULT_COST) -> bytes:
    """Write a new pair into a folder, the private half under a passphrase, and return the public half.

    An existing file is never replaced. Raises PassphraseTooWeak, FolderUnusable, FileExistsError.
    """
    wrapping.check_strength(passphrase)
    private = X25519PrivateKey.generate()
    public = private.public_key()
    raw = public.public_bytes_raw()
    with system.usable(folder):
        is_taken = any((folder / name).exists() for name in (PUBLIC_NAME, PRIVATE_NAME))
    if is_taken:
        raise FileExistsError(PRIVATE_NAME)
    salt = secrets.token_bytes(wrapping.SALT_BYTES)
    body = _head(raw, salt, cost)
    key = wrapping.derive(wrapping.stretch(passphrase, salt, cost), "escrow", salt=salt)
    wrapped = wrapping.wrap(key, private.private_bytes_raw(), body)
    whole = body | {"nonce": wrapped.nonce.hex(), "sealed": wrapped.sealed.hex()}
    system.make_private_folder(folder)
    system.write_atomically(folder / PRIVATE_NAME, json.dumps(whole, indent=1).encode() + b"\n")
    load_private(folder / PRIVATE_NAME, passphrase)
    system.write_atomically(folder / PUBLIC_NAME, pem(raw))
    return raw


def pem(public: bytes) -> bytes:
    """Return a public key (32 bytes) as PEM."""
    return X25519PublicKey.from_public_bytes(public).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def load_public(data: bytes) -> bytes:
    """Return the public key (X25519, 32 bytes) in a PEM file; raise NotAnEscrowKey for anything else."""
    try:
        if len(data) > _LARGEST:
            raise ValueError("too large")
        key = serialization.load_pem_public_key(data)
    except Exception as error:  # the parser of another library
        raise NotAnEscrowKey from error
    if not isinstance(key, X25519PublicKey):
        raise NotAnEscrowKey
    return key.public_bytes_raw()


def load_private(path: Path, passphrase: str) -> X25519PrivateKey:
    """Return the private half that a file holds under a passphrase.

    Raises NotAnEscrowKey, WrongPassphrase, FileUnreadable.
    """
    try:
        data = read_plain_file(path, _LARGEST)
    except OSError as error:
        raise FileUnreadable from error
    try:
        if len(data) > _LARGEST:
            raise ValueError("too large")
        whole = strict_json.mapping(strict_json.load(data), "format kind public m t p salt nonce sealed")
        cost = KdfCost(*(strict_json.whole_number(whole[name]) for name in ("m", "t", "p")))
        octets = {
            name: strict_json.octets(whole[name], at_least=size, at_most=size)
            for name, size in (("public", 32), ("salt", wrapping.SALT_BYTES), ("nonce", wrapping.NONCE_BYTES))
        }
        sealed = strict_json.octets(whole["sealed"], at_least=48, at_most=48)
        body = _head(octets["public"], octets["salt"], cost)
        if any(whole[name] != value for name, value in body.items()) or not cost.is_allowed():
            raise ValueError("not such a file")
    except (ValueError, RecursionError):
        raise NotAnEscrowKey from None
    root = wrapping.stretch(passphrase, octets["salt"], cost)
    key = wrapping.derive(root, "escrow", salt=octets["salt"])
    raw = wrapping.unwrap(key, Wrapped(octets["nonce"], sealed), body)
    if raw is None:
        raise WrongPassphrase
    return X25519PrivateKey.from_private_bytes(raw)


def set_escrow(folder: Path, keys: OpenKeys, public: bytes) -> None:
    """Let the private half of a public key (32 bytes) open the vault, in the place of an earlier one.

    Raises FolderUnusable, NotAnEscrowKey.
    """
    document = generations.genuine(folder, keys)
    try:
        slot = slots.escrow_slot(document, keys.master, public)
    except ValueError as error:  # a point that gives everybody the same secret
        raise NotAnEscrowKey from error
    rest = [kept for kept in document.slots if kept.kind != "escrow"]
    generations.commit(folder, document, generations.following(document, [*rest, slot], keys.master))


def remove_escrow(folder: Path, keys: OpenKeys) -> None:
    """Let the house's escrow key open the vault no longer. Raises FolderUnusable."""
    document = generations.genuine(folder, keys)
    rest = [kept for kept in document.slots if kept.kind != "escrow"]
    generations.commit(folder, document, generations.following(document, rest, keys.master))


def unlock_with_escrow(folder: Path, private: X25519PrivateKey) -> OpenKeys:
    """Open the vault with the officer's private key; ``person_id`` is None then.

    Raises WrongEscrowKey, and what ``keys.unlock`` raises for the files.
    """
    entered = generations.enter(folder, lambda document: slots.enter_by_escrow(document, private))
    if entered is None:
        raise WrongEscrowKey
    return generations.opened(entered)


def _head(public: bytes, salt: bytes, cost: KdfCost) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "kind": "zvdesk escrow",
        "public": public.hex(),
        "m": cost.memory_kib,
        "t": cost.iterations,
        "p": cost.lanes,
        "salt": salt.hex(),
    }

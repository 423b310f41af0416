"""Stretch passphrases, derive keys and wrap secrets: the cryptographic steps of the key file.

Argon2id version 1.3 (RFC 9106), HKDF-SHA256 (RFC 5869), AES-256-GCM with random 96-bit nonces (SP 800-38D).
"""

from __future__ import annotations

import json
import secrets
import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zvdesk.errors import PassphraseTooWeak

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
MINIMUM_PASSPHRASE = 15

_KIB_PER_GIB = 1024 * 1024
_CALIBRATION_STEP = 16 * 1024
_AT_LEAST, _AIM, _AT_MOST = 0.7, 0.85, 1.0  # seconds per unlock


@dataclass(frozen=True, slots=True)
class KdfCost:
    """State what one passphrase attempt costs: Argon2id's memory in KiB, its passes and its lanes."""

    memory_kib: int = 256 * 1024
    iterations: int = 3
    lanes: int = 4

    def is_allowed(self) -> bool:
        """Tell whether the cost lies between the floor and the ceiling that stops hostile headers."""
        return (
            FLOOR.memory_kib <= self.memory_kib <= CEILING.memory_kib
            and FLOOR.iterations <= self.iterations <= CEILING.iterations
            and FLOOR.lanes <= self.lanes <= CEILING.lanes
        )


FLOOR = KdfCost(64 * 1024, 3, 4)
CEILING = KdfCost(_KIB_PER_GIB, 20, 8)
DEFAULT_COST = KdfCost()


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Hold a secret sealed with AES-256-GCM: the nonce and the ciphertext with its tag."""

    nonce: bytes
    sealed: bytes


def check_strength(passphrase: str) -> None:
    """Refuse a passphrase under 15 characters.

    Nothing else is asked: no composition rules (NIST SP 800-63B-4, 3.1.1.2). Raises PassphraseTooWeak.
    """
    if len(unicodedata.normalize("NFC", passphrase)) < MINIMUM_PASSPHRASE:
        raise PassphraseTooWeak(minimum=MINIMUM_PASSPHRASE)


def stretch(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return 32 bytes from a passphrase by Argon2id; composed and decomposed letters give the same (NFC).

    Raises ValueError for a cost outside floor and ceiling, before any memory is used.
    """
    if not cost.is_allowed():
        raise ValueError("the cost is outside the allowed range")
    return _argon2id(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"), salt, cost)


def derive(secret: bytes, label: str, *, salt: bytes, length: int = KEY_BYTES) -> bytes:
    """Return a key for one purpose from a secret of full strength by HKDF-SHA256."""
    info = f"zvdesk/1/{label}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def wrap(key: bytes, secret: bytes, context: Mapping[str, object]) -> Wrapped:
    """Seal a secret under a key and bind it to its context."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Wrapped(nonce, AESGCM(key).encrypt(nonce, secret, canonical(context)))


def unwrap(key: bytes, wrapped: Wrapped, context: Mapping[str, object]) -> bytes | None:
    """Return the secret, or None when the key is not the right one for it in this context."""
    try:
        return AESGCM(key).decrypt(wrapped.nonce, wrapped.sealed, canonical(context))
    except InvalidTag:
        return None


def canonical(value: object) -> bytes:
    """Return the one JSON form of a value that checks and bindings are computed over."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def calibrate(measure: Callable[[KdfCost], float] | None = None) -> KdfCost:
    """Pick the memory with which one unlock takes 0.7 to 1.0 seconds here, within floor and ceiling.

    ``measure`` returns the seconds that one attempt takes; tests pass their own.
    """
    seconds_for = measure or _measure
    cost = FLOOR
    for _ in range(4):
        seconds = seconds_for(cost)
        if _AT_LEAST <= seconds <= _AT_MOST:
            break
        wanted = int(cost.memory_kib * _AIM / max(seconds, 0.001)) // _CALIBRATION_STEP * _CALIBRATION_STEP
        memory = min(max(wanted, FLOOR.memory_kib), CEILING.memory_kib)
        if memory == cost.memory_kib:
            break
        cost = KdfCost(memory, FLOOR.iterations, FLOOR.lanes)
    return cost


def _measure(cost: KdfCost) -> float:
    start = time.perf_counter()
    _argon2id(b"calibration", secrets.token_bytes(SALT_BYTES), cost)
    return time.perf_counter() - start


def _argon2id(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
    argon2 = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return argon2.derive(secret)

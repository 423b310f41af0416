"""Seal a secret to someone's public key: HPKE in base mode (RFC 9180), DHKEM(X25519), AES-256-GCM.

Base mode says nothing of the sender; what is sealed here lies inside a database or key file that proves that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal(secret: bytes, public: bytes, label: str) -> bytes:
    """Seal a secret to a public key (32 bytes, X25519) for one purpose; raise ValueError for another key."""
    return _SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(public), _info(label))


def unseal(sealed: bytes, private: X25519PrivateKey, label: str) -> bytes | None:
    """Return the secret, or None when it was not sealed to this key for this purpose."""
    try:
        return _SUITE.decrypt(sealed, private, _info(label))
    except (InvalidTag, ValueError):
        return None


def _info(label: str) -> bytes:
    return f"zvdesk/1/{label}".encode()

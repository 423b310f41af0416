"""Sign each move of a pen, and verify what others signed of it.

The key of the vault that has the pen signs over the case or meeting, the package before this one, this
package, and who had, gives and gets the pen. Who got it vouches with the own key for the vault. No list of
trusted keys is needed: a link names its receiver by the hash of a key, and only that key names the vault of
the next one.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from zvdesk.domain.handovers import PenLink
from zvdesk.storage.house import get_fact, set_fact

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zvdesk.domain.handovers import PenChain

_FACT = "pen_voucher:"


@dataclass(frozen=True, slots=True)
class Voucher:
    """Hold what somebody signed once: that what is given to this key comes in this vault."""

    key: bytes  # SubjectPublicKeyInfo, DER
    signature: bytes  # over the key of the vault

    @property
    def id(self) -> str:
        """Return the id by which colleagues know who signed."""
        return hashlib.sha256(self.key).hexdigest()


def vouched(own_key: ec.EllipticCurvePrivateKey, vault_key: ec.EllipticCurvePrivateKey) -> Voucher:
    """Return what the owner of a key says of the vault."""
    signed = _of_a_vault(public_of(vault_key))
    return Voucher(public_of(own_key), own_key.sign(signed, ec.ECDSA(SHA256())))


def kept(connection: Connection, colleague_id: str) -> Voucher | None:
    """Return what somebody in this vault vouched for, also with a key that was renewed since."""
    found = get_fact(connection, _FACT + colleague_id)
    return Voucher(*map(b64decode, found.split())) if found else None


def keep(connection: Connection, voucher: Voucher) -> None:
    """Keep what somebody in this vault vouched for: the key may be gone when the pen is given on."""
    said = " ".join(b64encode(part).decode("ascii") for part in (voucher.key, voucher.signature))
    set_fact(connection, _FACT + voucher.id, said)


def linked(
    vault_key: ec.EllipticCurvePrivateKey,
    way: PenChain,
    package_id: str,
    holder: Voucher | None,
    ends: tuple[str, str],
) -> PenLink:
    """Return the link of a package that goes on from a way.

    ``holder`` is who got the pen last, None when it never moved; ``ends`` are sender and first receiver.
    """
    holder_id, (sender_id, receiver_id) = holder.id if holder else "", ends
    signed = _of_a_move(way.id, (*way.chain, package_id), (holder_id, sender_id, receiver_id))
    return PenLink(
        holder_id=holder_id,
        holder_key=holder.key if holder else b"",
        holder_signature=holder.signature if holder else b"",
        sender_id=sender_id,
        receiver_id=receiver_id,
        vault_key=public_of(vault_key),
        vault_signature=vault_key.sign(signed, ec.ECDSA(SHA256())),
    )


def public_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public half of a key as links name it."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def are_signed(way: PenChain, place: int) -> bool:
    """Tell whether each move from a place in the chain on is signed as it says."""
    return all(
        (link := way.link_of(end)) is not None and _is_signed(link, way.id, way.chain[: end + 1])
        for end in range(place, len(way.chain))
    )


def _is_signed(link: PenLink, subject_id: str, chain: tuple[str, ...]) -> bool:
    people = (link.holder_id, link.sender_id, link.receiver_id)
    if not _verifies(link.vault_key, link.vault_signature, _of_a_move(subject_id, chain, people)):
        return False
    if len(chain) == 1:
        return link.holder_id == ""
    is_holder = hashlib.sha256(link.holder_key).hexdigest() == link.holder_id
    return is_holder and _verifies(link.holder_key, link.holder_signature, _of_a_vault(link.vault_key))


def _verifies(public: bytes, signature: bytes, signed: bytes) -> bool:
    try:
        key = load_der_public_key(public)
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            return False
        key.verify(signature, signed, ec.ECDSA(SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _of_a_vault(vault_key: bytes) -> bytes:
    return b"zvdesk/1/kluis\0" + hashlib.sha256(vault_key).digest()


def _of_a_move(subject_id: str, chain: tuple[str, ...], people: tuple[str, str, str]) -> bytes:
    """Return what a vault signs: ids without a zero byte, so that none runs on into the next."""
    previous_id = chain[-2] if len(chain) > 1 else ""
    return "\0".join(("zvdesk/1/pen", subject_id, previous_id, chain[-1], *people)).encode()

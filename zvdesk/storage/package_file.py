"""Write and open the sealed container of a package: bytes in, bytes out, and nothing but its id to read.

    8   magic, for what is in it: a package, or an envelope inside one
    1   version
    16  random id
    640 eight slots of 80 bytes: the key of the content, sealed to a receiver (HPKE in base mode, RFC 9180);
        what is not used is sealed to keys that nobody has, and the order is random
    12  nonce
    n   AES-256-GCM over the body, bound to all before it
    4   CRC-32 of all before it, so that damage on the way is told from a wrong address; it proves nothing

The body is the sender's certificate and signature, the length of the content, the content, and zeros up to a
size class. The signature is ECDSA on P-256 over the magic, the id and SHA-512 of the content. Base mode
authenticates nobody, so both are needed; for whom it is stands in the content, so that a receiver cannot pass
it on as if it were meant for another. Nothing is compressed, and no name in it leads to a place on disk.
"""

from __future__ import annotations

import hashlib
import secrets
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from zvdesk.domain.handovers import PackageFault
from zvdesk.errors import PackageRefused
from zvdesk.storage import sealing

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE, ENVELOPE = b"ZVPAKKET", b"ZVENVELO"
VERSION = 1
ID_BYTES = 16
MOST_RECEIVERS = 8
_KEY = 32
_SLOT = 32 + _KEY + 16  # the ephemeral public key, the sealed key and its tag
_NONCE, _TAG, _SUM = 12, 16, 4
_HEAD = len(PACKAGE) + 1 + ID_BYTES + MOST_RECEIVERS * _SLOT
_AROUND = _HEAD + _NONCE + _TAG + _SUM
_LENGTHS = (2, 2, 8)  # of certificate, signature and content
_SMALLEST, _STEPPED, _LARGEST = 1 << 16, 1 << 20, 1 << 25  # of a body: 64 KiB, 1 MiB, 32 MiB
MOST_BYTES = _AROUND + _LARGEST
_MOST_CERTIFICATE = 8_000


@dataclass(frozen=True, slots=True)
class Unsealed:
    """Hold what a container held, after its signature was found good under the certificate in it."""

    package_id: str  # hexadecimal
    content: bytes = field(repr=False)
    certificate: bytes  # X.509 DER of the signer; whether that is somebody we know, is not judged here

    @property
    def sender_id(self) -> str:
        """Return the id of the signer as a colleague."""
        return key_id(self.certificate)


def size_class(length: int) -> int:
    """Return the length to which a body is filled up: powers of two, and from 1 MiB eighths of them.

    Between two classes lies at most an eighth, as with Padmé (Nikitin and others, PETS 2019). Raises
    PackageRefused for what is larger than any package.
    """
    if length > _LARGEST:
        raise PackageRefused(PackageFault.TOO_LARGE.value)
    if length <= _STEPPED:
        return max(_SMALLEST, 1 << (length - 1).bit_length())
    step = 1 << ((length - 1).bit_length() - 4)
    return -(-length // step) * step


def seal(
    content: bytes,
    *,
    package_id: bytes,
    receivers: Sequence[bytes],
    signing_key: ec.EllipticCurvePrivateKey,
    certificate: bytes,
    magic: bytes = PACKAGE,
) -> bytes:
    """Return a container for one to eight receivers (X25519, 32 bytes each).

    Raises PackageRefused for too large a content, ValueError for a key that nothing can be sealed to.
    """
    if len(package_id) != ID_BYTES or not 1 <= len(receivers) <= MOST_RECEIVERS:
        raise ValueError("a package has an id of 16 bytes and one to eight receivers")
    signature = signing_key.sign(_signed(magic, package_id, content), ec.ECDSA(SHA256()))
    parts = (certificate, signature, content)
    length = sum(_LENGTHS) + sum(map(len, parts))
    body = bytearray(size_class(length))
    at = 0
    for size, part in zip(_LENGTHS, parts, strict=True):
        body[at : at + size] = len(part).to_bytes(size, "big")
        body[at + size : at + size + len(part)] = part
        at += size + len(part)
    key, nonce = secrets.token_bytes(_KEY), secrets.token_bytes(_NONCE)
    nobody = [
        X25519PrivateKey.generate().public_key().public_bytes_raw()
        for _ in range(MOST_RECEIVERS - len(receivers))
    ]
    slots = [sealing.seal(key, public, _label(magic, package_id)) for public in (*receivers, *nobody)]
    secrets.SystemRandom().shuffle(slots)
    head = b"".join((magic, bytes([VERSION]), package_id, *slots))
    sealed = b"".join((head, nonce, AESGCM(key).encrypt(nonce, body, head)))
    return sealed + _sum(sealed)


def package_id_of(data: bytes, magic: bytes = PACKAGE) -> str:
    """Return the id of a container, whose whole frame fits. Raises PackageRefused."""
    if not data.startswith(magic):
        raise _refused(PackageFault.NOT_A_PACKAGE)
    if len(data) > MOST_BYTES:
        raise _refused(PackageFault.TOO_LARGE)
    if data[len(magic) : len(magic) + 1] > bytes([VERSION]):
        raise _refused(PackageFault.TOO_NEW)
    length = len(data) - _AROUND
    if length < _SMALLEST or length != size_class(length):
        raise _refused(PackageFault.DAMAGED)
    if _sum(memoryview(data)[:-_SUM]) != data[-_SUM:] or data[len(magic)] != VERSION:
        raise _refused(PackageFault.DAMAGED)
    return _id(data).hex()


def unseal(data: bytes, private: X25519PrivateKey, magic: bytes = PACKAGE) -> Unsealed:
    """Return what a container holds for whoever has this key. Raises PackageRefused."""
    package_id_of(data, magic)
    package_id = _id(data)
    starts = range(len(magic) + 1 + ID_BYTES, _HEAD, _SLOT)
    label = _label(magic, package_id)
    opened = (sealing.unseal(data[at : at + _SLOT], private, label) for at in starts)
    key = next((key for key in opened if key is not None), None)
    if key is None:
        raise _refused(PackageFault.NOT_FOR_YOU)
    nonce, sealed = data[_HEAD : _HEAD + _NONCE], memoryview(data)[_HEAD + _NONCE : -_SUM]
    try:
        body = AESGCM(key).decrypt(nonce, sealed, data[:_HEAD])
    except (InvalidTag, ValueError):  # a key of another length than ours
        raise _refused(PackageFault.DAMAGED) from None
    certificate, signature, content = _parts(body)
    _check(certificate, signature, _signed(magic, package_id, content))
    return Unsealed(package_id.hex(), content, certificate)


def key_id(certificate: bytes) -> str:
    """Return the id of a colleague: SHA-256 of the public key in a certificate (DER). Raises ValueError."""
    return hashlib.sha256(
        _public_key(certificate).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    ).hexdigest()


def _id(data: bytes) -> bytes:
    return data[len(PACKAGE) + 1 : len(PACKAGE) + 1 + ID_BYTES]


def _sum(data: bytes | memoryview) -> bytes:
    return zlib.crc32(data).to_bytes(_SUM, "big")


def _label(magic: bytes, package_id: bytes) -> str:
    return f"{magic.decode('ascii')}/{VERSION}/{package_id.hex()}"


def _signed(magic: bytes, package_id: bytes, content: bytes) -> bytes:
    return b"\0".join((b"zvdesk/1/sender", magic, package_id, hashlib.sha512(content).digest()))


def _parts(body: bytes) -> tuple[bytes, bytes, bytes]:
    """Return certificate, signature and content; a length must fit, and the filling is zeros."""
    found, at = [], 0
    for size in _LENGTHS:
        length = int.from_bytes(body[at : at + size], "big")
        at += size
        if length > len(body) - at:
            raise _refused(PackageFault.HOSTILE)
        found.append(body[at : at + length])
        at += length
    if body.count(0, at) != len(body) - at or len(body) != size_class(at):
        raise _refused(PackageFault.HOSTILE)
    return found[0], found[1], found[2]


def _check(certificate: bytes, signature: bytes, signed: bytes) -> None:
    try:
        _public_key(certificate).verify(signature, signed, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        raise _refused(PackageFault.BAD_SIGNATURE) from None


def _public_key(certificate: bytes) -> ec.EllipticCurvePublicKey:
    if len(certificate) > _MOST_CERTIFICATE:
        raise ValueError("larger than any certificate of a person")
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
    except UnsupportedAlgorithm:
        raise ValueError("an unknown kind of key") from None
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a key of P-256")
    return key


def _refused(fault: PackageFault) -> PackageRefused:
    return PackageRefused(fault.value)

"""Check that the hole of a signature holds the signature and nothing else.

The bytes between the two ranges are signed by nobody. pyHanko 0.38 only adds up lengths there, so a signature
written another way (a literal string, padded) can hide bytes that were appended. Here the hole must be just
the hexadecimal of the signature, and the signature must be just its parts, padded with zeros.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509

_DIGESTS = {"sha256": 1, "sha384": 2, "sha512": 3}
_NULL = b"\x05\x00"
_VERSION_1, _VERSION_3 = b"\x02\x01\x01", b"\x02\x01\x03"
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_TIME_INFO = bytes.fromhex("060b2a864886f70d0109100104")  # id-ct-TSTInfo, RFC 3161
_TIMESTAMP = bytes.fromhex("060b2a864886f70d010910020e")  # id-aa-signatureTimeStampToken, RFC 3161


def is_plain(pdf: bytes, byte_range: Sequence[int], contents: bytes) -> bool:
    """Tell whether the two ranges start at 0, enclose just this signature, and lie within the file."""
    if len(byte_range) != 4:
        return False
    start, first, second, last = (int(number) for number in byte_range)
    if start != 0 or not 0 < first < second or last < 0 or second + last > len(pdf):
        return False
    hole = pdf[first:second]
    digits = contents.hex().encode("ascii")
    return hole in (b"<" + digits + b">", b"<" + digits.upper() + b">")


def end_of(byte_range: Sequence[int]) -> int:
    """Return where the second of two ranges ends, or -1 for another number of them, or no numbers."""
    try:
        _, _, second, last = (int(number) for number in byte_range)
    except (TypeError, ValueError):
        return -1
    return second + last


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """Hold the parts of a signature that carry meaning."""

    signer: x509.Certificate
    certificates: tuple[bytes, ...]  # in the order in which they stand
    digest: str  # "sha256"
    signed_attributes: bytes  # without their own tag and length
    algorithm: bytes  # of the signature, DER
    signature: bytes
    timestamp: bytes = b""  # the token in a signature (PAdES B-T): a CMS message of its own
    time_info: bytes = b""  # what such a token says itself; a signature holds no content


def is_canonical(contents: bytes, parts: Container) -> bool:
    """Tell whether the signature is just these parts, written the one way that zvdesk writes them.

    Much of a CMS message is signed by nobody (RFC 5652, 5.4): lengths, versions, lists of algorithms, and the
    name of the issuer, which readers compare without regard to case. So the message is written again from its
    parts and compared. The token of a timestamp is a message that must be canonical too.
    """
    return bool(_ways(contents, parts))


def before_timestamp(contents: bytes, parts: Container) -> bytes:
    """Return a canonical signature as it was before a timestamp came in, of the same length."""
    (outer, inner), *_ = _ways(contents, parts)
    return _written(replace(parts, timestamp=b""), outer, inner).ljust(len(contents), b"\0")


def with_timestamp(contents: bytes, parts: Container, token: bytes) -> bytes:
    """Return a canonical signature with a timestamp in it, of the same length, or nothing: no room."""
    (outer, inner), *_ = _ways(contents, parts)
    written = _written(replace(parts, timestamp=token), outer, inner)
    return written.ljust(len(contents), b"\0") if len(written) <= len(contents) else b""


def _ways(contents: bytes, parts: Container) -> list[tuple[bytes, bytes]]:
    """Return in which ways of naming the digest the parts make up the contents."""
    bare = _element(0x30, _digest_identifier(parts.digest))
    digests = (bare, _element(0x30, _digest_identifier(parts.digest), _NULL))
    return [
        (outer, inner)
        for outer in digests
        for inner in digests
        for written in (_written(parts, outer, inner),)
        if contents.startswith(written) and not any(contents[len(written) :])
    ]


def _written(parts: Container, outer: bytes, inner: bytes) -> bytes:
    serial = parts.signer.serial_number
    number = serial.to_bytes(serial.bit_length() // 8 + 1, "big")
    signer = _element(
        0x30,
        _VERSION_1,
        _element(0x30, parts.signer.issuer.public_bytes(), _element(0x02, number)),
        inner,
        _element(0xA0, parts.signed_attributes),
        parts.algorithm,
        _element(0x04, parts.signature),
        _timestamp_attribute(parts.timestamp),
    )
    content = _DATA
    if parts.time_info:
        content = _TIME_INFO + _element(0xA0, _element(0x04, parts.time_info))
    data = _element(
        0x30,
        _VERSION_3 if parts.time_info else _VERSION_1,
        _element(0x31, outer),
        _element(0x30, content),
        _element(0xA0, *parts.certificates),
        _element(0x31, signer),
    )
    return _element(0x30, _SIGNED_DATA, _element(0xA0, data))


def _timestamp_attribute(token: bytes) -> bytes:
    if not token:
        return b""
    return _element(0xA1, _element(0x30, _TIMESTAMP, _element(0x31, token)))


def _digest_identifier(name: str) -> bytes:
    return bytes.fromhex("06096086480165030402") + bytes([_DIGESTS[name]])  # 2.16.840.1.101.3.4.2.n


def _element(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body

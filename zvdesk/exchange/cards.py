"""Write and read the card of a person: who they are, and a key to seal to, signed with their signing key.

The card is a small JSON file (``.zvkaart``) or the text of a QR code. Both carry the same signature. The code
holds the whole card, certificate of the house and all: packed it stays under 900 bytes, which a phone reads
well. Letters and digits only (base 45, RFC 9285), because readers of codes mangle bytes.

What a card says of itself is judged here: that both certificates fit, and that the signing key vouches for
the sealing key. Whether it is really this person, only a fingerprint that was read aloud can tell.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from zvdesk.errors import CardRefused, ReferralRefused
from zvdesk.exchange import base45
from zvdesk.exchange.careful_json import parse
from zvdesk.exchange.personal_certificates import card_of, loaded

if TYPE_CHECKING:
    from zvdesk.domain.colleagues import Card

MOST_BYTES = 20_000
CODE = "ZVKAART1:"
SEALING_BYTES = 32
_FORMAT = "zvdesk-kaart/1"
_SIGNED = b"zvdesk/1/kaart\0"
_LONGEST = 4_000  # bytes of one part
_VALUES = 20


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold the parts of a card as they travel."""

    certificate: bytes
    house_certificate: bytes
    sealing_public: bytes
    signature: bytes


def made(
    certificate: bytes, house_certificate: bytes, sealing_public: bytes, key: ec.EllipticCurvePrivateKey
) -> Parts:
    """Return a card, signed with the key of the certificate."""
    unsigned = Parts(certificate, house_certificate, sealing_public, b"")
    return replace(unsigned, signature=key.sign(_said(unsigned), ec.ECDSA(SHA256())))


def to_file(parts: Parts) -> bytes:
    """Return a card as a file."""
    fields = {
        "formaat": _FORMAT,
        "certificaat": text_of(parts.certificate),
        "huiscertificaat": text_of(parts.house_certificate),
        "zegelsleutel": text_of(parts.sealing_public),
        "handtekening": text_of(parts.signature),
    }
    return json.dumps(fields, indent=1).encode() + b"\n"


def to_code(parts: Parts) -> str:
    """Return a card as the text of a QR code."""
    long = (parts.certificate, parts.house_certificate)
    head = b"".join(len(part).to_bytes(2, "big") + part for part in long)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(head + parts.sealing_public + parts.signature) + packer.flush()
    return CODE + base45.encoded(packed)


def read(data: bytes) -> Card:
    """Return what a card says, from a file or from the text of its QR code; raise CardRefused."""
    if len(data) > MOST_BYTES:
        refuse("too_large")
    parts = _from_code(data) if data.lstrip().startswith(CODE.encode()) else _from_file(data)
    person = loaded(parts.certificate, "not_a_card")
    try:
        person.key.verify(parts.signature, _said(parts), ec.ECDSA(SHA256()))
    except InvalidSignature:
        refuse("not_vouched_for")
    return card_of(parts.certificate, parts.house_certificate, parts.sealing_public, "not_a_card")


def octets(value: object, most: int, reason: str) -> bytes:
    """Return the bytes that a base 64 text stands for, so many at most; raise CardRefused."""
    if not isinstance(value, str) or len(value) > 2 * most:
        refuse(reason)
    try:
        found = b64decode(value, validate=True)
    except ValueError:
        refuse(reason)
    if not found or text_of(found) != value:  # one spelling only
        refuse(reason)
    return found


def text_of(data: bytes) -> str:
    """Return bytes as base 64 text."""
    return b64encode(data).decode("ascii")


def refuse(reason: str) -> NoReturn:
    """Raise CardRefused; what was being read is not chained to it."""
    raise CardRefused(reason) from None


def _said(parts: Parts) -> bytes:
    """Return what the signature is over: its purpose and every other part."""
    long = (parts.certificate, parts.house_certificate)
    return _SIGNED + b"".join(hashlib.sha256(part).digest() for part in long) + parts.sealing_public


def _from_file(data: bytes) -> Parts:
    try:
        found = parse(data, most_bytes=MOST_BYTES, most_values=_VALUES)
    except ReferralRefused:
        refuse("not_a_card")
    names = ("certificaat", "huiscertificaat", "zegelsleutel", "handtekening")
    if set(found) != {"formaat", *names} or found["formaat"] != _FORMAT:
        refuse("not_a_card")
    return Parts(*(octets(found[name], _LONGEST, "not_a_card") for name in names))


def _from_code(data: bytes) -> Parts:
    try:
        packed = base45.decoded(data.decode("ascii").strip().removeprefix(CODE))
        unpacker = zlib.decompressobj(-15)
        raw = unpacker.decompress(packed, 3 * _LONGEST)
    except (ValueError, zlib.error):
        refuse("not_a_card")
    if not unpacker.eof or unpacker.unused_data:
        refuse("not_a_card")
    certificate, raw = _cut(raw)
    house_certificate, raw = _cut(raw)
    return Parts(certificate, house_certificate, raw[:SEALING_BYTES], raw[SEALING_BYTES:])


def _cut(raw: bytes) -> tuple[bytes, bytes]:
    end = 2 + int.from_bytes(raw[:2], "big")
    return raw[2:end], raw[end:]

"""Write and read the list of people of a house (``.zvlijst``), signed by its functioneel beheerder.

It makes knowing each other one step for all, and un-knowing too: who ended stands on it with the last day.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from zvdesk.errors import ReferralRefused
from zvdesk.exchange.cards import octets, refuse, text_of
from zvdesk.exchange.careful_json import JsonObject, parse
from zvdesk.exchange.personal_certificates import card_of, key_id, loaded

if TYPE_CHECKING:
    from zvdesk.domain.colleagues import Card

MOST_BYTES, MOST_PEOPLE = 3_000_000, 500
_FORMAT = "zvdesk-mensenlijst/1"
_SIGNED = b"zvdesk/1/mensenlijst\0"
_LONGEST = 4_000  # bytes of one part
_REASON = "not_a_list"


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold one person on the list; the signer of the list vouches for the key to seal to."""

    certificate: bytes
    house_certificate: bytes
    sealing_public: bytes
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class HouseList:
    """Hold a list whose signature is right; whether its signer may sign it is not judged here."""

    signer_id: str
    signer_certificate: bytes
    number: int  # only grows per signer: seconds since 1970, or one more than the last
    people: tuple[tuple[Card, date | None], ...]


def written(
    people: tuple[Listed, ...], *, number: int, certificate: bytes, key: ec.EllipticCurvePrivateKey
) -> bytes:
    """Return the list as a file, signed with the key of the certificate."""
    content = json.dumps({"nummer": number, "mensen": [_plain(one) for one in people]}).encode()
    fields = {
        "formaat": _FORMAT,
        "ondertekenaar": text_of(certificate),
        "inhoud": text_of(content),
        "handtekening": text_of(key.sign(_said(certificate, content), ec.ECDSA(SHA256()))),
    }
    return json.dumps(fields, indent=1).encode() + b"\n"


def read(data: bytes) -> HouseList:
    """Return the list in a file; raise CardRefused, also for one person on it who is not right."""
    if len(data) > MOST_BYTES:
        refuse("too_large")
    found = _object(data, "formaat ondertekenaar inhoud handtekening", 10)
    if found["formaat"] != _FORMAT:
        refuse(_REASON)
    certificate = octets(found["ondertekenaar"], _LONGEST, _REASON)
    content = octets(found["inhoud"], MOST_BYTES, _REASON)
    signer = loaded(certificate, _REASON)
    try:
        signature = octets(found["handtekening"], _LONGEST, _REASON)
        signer.key.verify(signature, _said(certificate, content), ec.ECDSA(SHA256()))
    except InvalidSignature:
        refuse("list_changed")
    inside = _object(content, "nummer mensen", 10 * MOST_PEOPLE)
    number, people = inside["nummer"], inside["mensen"]
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**53:
        refuse(_REASON)
    if not isinstance(people, list) or len(people) > MOST_PEOPLE:
        refuse(_REASON)
    read_people = tuple(_listed(one) for one in people)
    if len({card.id for card, _ in read_people}) != len(read_people):
        refuse(_REASON)
    return HouseList(key_id(signer.key), certificate, number, read_people)


def _said(certificate: bytes, content: bytes) -> bytes:
    """Return what the signature is over: its purpose, who signs, and the list."""
    return _SIGNED + hashlib.sha256(certificate).digest() + content


def _plain(one: Listed) -> dict[str, str | None]:
    return {
        "certificaat": text_of(one.certificate),
        "huiscertificaat": text_of(one.house_certificate),
        "zegelsleutel": text_of(one.sealing_public),
        "eindigtOp": one.ended_on.isoformat() if one.ended_on else None,
    }


def _listed(value: object) -> tuple[Card, date | None]:
    if not isinstance(value, JsonObject):
        refuse(_REASON)
    names = ("certificaat", "huiscertificaat", "zegelsleutel")
    if set(value) != {*names, "eindigtOp"}:
        refuse(_REASON)
    certificate, house_certificate, sealing = (octets(value[name], _LONGEST, _REASON) for name in names)
    return card_of(certificate, house_certificate, sealing, _REASON), _day(value["eindigtOp"])


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        refuse(_REASON)
    return found


def _object(data: bytes, names: str, most_values: int) -> JsonObject:
    try:
        found = parse(data, most_bytes=MOST_BYTES, most_values=most_values)
    except ReferralRefused:
        refuse(_REASON)
    if set(found) != set(names.split()):
        refuse(_REASON)
    return found
